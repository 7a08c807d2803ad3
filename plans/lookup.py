"""Scoped getters: how a page, print or API finds a plan or a thing in it. What one may not see is not found (404)."""

from typing import TypeVar
from uuid import UUID

from django.db import models
from django.http import Http404

from enplan.accounts.models import User
from plans.grants import On
from plans.models import Plan
from plans.permissions import PROFESSIONAL, plans_as, visible_to

M = TypeVar("M", bound=models.Model)


def plan_for(user: User, plan_id: UUID, *standings: On) -> Plan:
    """The plan `plan_id` on which `user` is one of `standings` (left out: any professional standing), or 404."""
    plan = plans_as(user, *(standings or PROFESSIONAL)).select_related("citizen").filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    return plan


def thing_for(user: User, rows: models.QuerySet[M], thing_id: UUID) -> M:
    """The row of `rows` with this id, if `user` may see it, or 404. Pass the rows of one plan only."""
    thing = visible_to(user, rows).filter(pk=thing_id).first()
    if thing is None:
        raise Http404
    return thing
