"""The rule for askings to keep something from the citizen. Asked only by `plans.permissions`."""

from django.db.models import Exists, F, OuterRef, Q

from plans.grants import On
from plans.keys import Keys
from plans.models import BlockedPerson


def withholding_rule(keys: Keys) -> Q:
    """Who asked, while on the team; who was asked, until they have answered. Never the citizen's side."""
    blocked = BlockedPerson.objects.filter(plan=OuterRef("plan"), user=keys.user, lifted_at__isnull=True)
    put_to = Q(
        asked_of=keys.user,
        asked_of__department=F("asked_by__department"),
        decided_at__isnull=True,
        plan__ended_at__isnull=True,
    ) & ~Q(Exists(blocked))
    return put_to | (Q(asked_by=keys.user) & keys.on_plan("plan", On.COORDINATE, On.WORK))
