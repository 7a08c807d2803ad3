"""The rule for what is typed and not saved, and for who has the plan open now. See `plans.rules`."""

from collections.abc import Callable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from plans.grants import On, PlanGrant, permission_ids
from plans.keys import Keys
from plans.models import BlockedPerson, Presence, UnsavedForm

TEAM = (On.COORDINATE, On.WORK)


def _unsaved_form(keys: Keys) -> Q:
    """The writer's own, also when the plan is closed to them; nothing for who is kept out of the plan (rule 0)."""
    blocked = BlockedPerson.objects.filter(plan=OuterRef("plan"), user=keys.user, lifted_at__isnull=True)
    return Q(user=keys.user) & ~Q(Exists(blocked))


def _presence(keys: Keys) -> Q:
    """The team sees the team: neither the citizen's side, nor who supervises, nor who has left or is kept out.

    Whose name is told is rule 6, as everywhere.
    """
    known = permission_ids()
    is_on_team = PlanGrant.every.in_force(keys.at).filter(
        user=OuterRef("user"), content_object=OuterRef("plan"), permission__in=[known[one] for one in TEAM]
    )
    return keys.on_plan("plan", *TEAM) & Q(user__is_active=True) & Q(Exists(is_on_team))


TYPING_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    UnsavedForm: _unsaved_form,
    Presence: _presence,
}
