"""Scoped getters of what was noted for a citizen, with the things it is about. See `plans.lookups`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from enplan.accounts.models import User
from plans.lookups.things import thing_for
from plans.models import CitizenWords, CoherenceAnswer, Comment, NotedForCitizen, Plan, Rating, Task
from plans.models.comments import PARENTS
from plans.permissions import visible_to

NEWEST = 20
KINDS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "citizenwords": (CitizenWords, ()),
    "rating": (Rating, ("section__area",)),
    "comment": (Comment, ("follow_up__measure", "rating__section__area", "rating__written_by", *PARENTS)),
    "coherenceanswer": (CoherenceAnswer, ()),
    "task": (Task, ()),
}


@dataclass(frozen=True)
class Noted:
    """One that was noted, and the thing itself as one may see it now: None where one may not, or it is gone."""

    row: NotedForCitizen
    thing: Any


def noted_of(user: User, plan: Plan) -> list[Noted]:
    """The newest of one plan, for who may know."""
    return _with_things(user, _rows(user, plan)[:NEWEST])


def noted_together(user: User, plan: Plan, noted_id: UUID) -> list[Noted]:
    """What one person noted of the same letter, call or visit as this, in the order it was noted; or 404."""
    one = thing_for(user, NotedForCitizen.objects.filter(plan=plan), noted_id)
    same = _rows(user, plan).filter(by=one.by_id, how=one.how, told_on=one.told_on)
    return _with_things(user, same.order_by("at", "pk"))


def _rows(user: User, plan: Plan) -> models.QuerySet[NotedForCitizen]:
    return visible_to(user, NotedForCitizen.objects.filter(plan=plan)).select_related("by__department")


def _with_things(user: User, rows: Iterable[NotedForCitizen]) -> list[Noted]:
    noted = list(rows)
    found: dict[UUID, Any] = {}
    for kind in {row.thing for row in noted}:
        model, related = KINDS[kind]
        ids = [row.thing_id for row in noted if row.thing == kind]
        things = model._default_manager.filter(pk__in=ids)
        things = things.select_related(*related) if related else things
        found |= {thing.pk: thing for thing in visible_to(user, things)}
    return [Noted(row, found.get(row.thing_id)) for row in noted]
