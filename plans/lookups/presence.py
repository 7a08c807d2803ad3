"""Who else has the plan open now, with the names that the viewer may know (rule 6)."""

from dataclasses import dataclass
from uuid import UUID

from enplan import clock
from enplan.accounts.models import User
from plans.models import Plan, Presence, TeamMember
from plans.permissions import visible_to
from plans.services.presence import COUNTS


@dataclass(frozen=True)
class Present:
    name: str  # "" for somebody whose name the viewer may not know
    page: str


def others_present(user: User, plan: Plan) -> list[Present]:
    """The others, those with a name first."""
    rows = Presence.objects.filter(plan=plan, seen_at__gte=clock.now() - COUNTS).exclude(user=user)
    there = list(visible_to(user, rows).select_related("user"))
    known: set[UUID] = set()
    if there:
        members = TeamMember.objects.filter(plan=plan, user__in=[one.user_id for one in there])
        known = set(visible_to(user, members).values_list("user", flat=True))
    found = [Present(one.user.name if one.user_id in known else "", one.page) for one in there]
    return sorted(found, key=lambda one: (not one.name, one.name))
