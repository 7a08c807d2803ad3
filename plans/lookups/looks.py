"""Scoped getters of the access log as the citizen may read it. The auditor's are in `plans.register`."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from enplan.accounts.models import User
from enplan.audit.models import Look, LookQuestion
from plans.models import Plan
from plans.permissions import visible_to


def looks_at(user: User, plan: Plan) -> QuerySet[Look]:
    """Others' looks at the plan, newest first. Nothing for who acts for the citizen: the log is the citizen's."""
    return (
        visible_to(user, Look.objects.filter(plan_id=plan.pk)).exclude(user_id=user.pk).order_by("-at", "-pk")
    )


def looks_listed(user: User, plan: Plan) -> QuerySet[Look]:
    """The same, and searches that found the citizen while there was no plan."""
    rows = Look.objects.filter(Q(plan_id=plan.pk) | Q(plan_id__isnull=True, citizen_id=plan.citizen_id))
    return visible_to(user, rows).exclude(user_id=user.pk).order_by("-at", "-pk")


def look_listed(user: User, plan: Plan, look_id: UUID) -> Look:
    """One of them, or 404."""
    look = looks_listed(user, plan).filter(pk=look_id).first()
    if look is None:
        raise Http404
    return look


def look_questions(user: User, plan: Plan) -> list[LookQuestion]:
    """What the citizen has asked about looks, newest first."""
    rows = visible_to(user, LookQuestion.objects.filter(plan_id=plan.pk))
    return list(rows.order_by("-asked_at", "pk"))
