"""The rule for the people beside the citizen, and for whom the citizen has invited. See `plans.rules`."""

from django.db.models import Exists, OuterRef, Q

from plans.grants import On, PlanGrant, permission_ids
from plans.keys import NOTHING, Keys

SEES_EVERYONE = (On.OWN, On.COORDINATE)


def person_beside_citizen(keys: Keys) -> Q:
    """Representatives and network: the citizen, the coordinator, and the person themselves while they take part."""
    number = permission_ids()
    mine = PlanGrant.every.in_force(keys.at).filter(
        user=keys.user, content_object__citizen=OuterRef("citizen")
    )
    rule = keys.on_any_plan_of("citizen", On.OWN)
    if keys.may_be(On.COORDINATE):
        # Who coordinated an earlier plan is not told who stands beside the citizen today.
        rule |= Q(
            Exists(mine.filter(permission=number[On.COORDINATE], content_object__ended_at__isnull=True))
        )
    if keys.may_be(On.REPRESENT, On.FOLLOW):
        takes_part = mine.filter(permission__in=(number[On.REPRESENT], number[On.FOLLOW]))
        rule |= Q(user=keys.user) & Q(Exists(takes_part))
    return rule


def invitation_rule(keys: Keys) -> Q:
    """Whom the citizen has invited, with the e-mail address: the citizen's own; who acts sees what they sent."""
    if not keys.may_be(On.OWN, On.REPRESENT):
        return NOTHING
    number = permission_ids()
    mine = PlanGrant.every.in_force(keys.at).filter(
        user=keys.user, content_object__citizen=OuterRef("person__citizen")
    )
    own = Q(Exists(mine.filter(permission=number[On.OWN])))
    return own | (Q(invited_by=keys.user) & Q(Exists(mine.filter(permission=number[On.REPRESENT]))))
