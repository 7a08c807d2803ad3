"""A professional's keys to several plans at once, for lists that read the same kinds of things of each of them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from enplan.accounts.models import User
from plans.grants import In, On
from plans.keys import KeysOfPlans
from plans.permissions import Viewer, is_let_in


def keys_on(
    user: Viewer, roles: Mapping[UUID, frozenset[On]], reads: frozenset[UUID], *, at: datetime
) -> KeysOfPlans | None:
    """The keys of a professional to several plans, from their standings (`plans.lookups.plans.standings_on`)."""
    if not isinstance(user, User) or not is_let_in(user):
        return None
    standings = {one: frozenset(plan for plan, held in roles.items() if one in held) for one in On}
    return KeysOfPlans(user=user, at=at, standings=standings, sections={In.READ: reads})
