"""What others have changed on one's plans since one was last there, through the rule, for all plans at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from enplan.accounts.models import User
from enplan.audit.models import Change
from plans.keys_across import keys_on
from plans.lookups.plans import OwnPlan, standings_on
from plans.permissions import visible_changes

LONG_AGO = timedelta(days=30)  # older changes are read in the plan's history
MOST_PLANS, MOST_OF_A_PLAN = 15, 30


def changes_since_last_visit(
    user: User, own: Mapping[UUID, OwnPlan], *, at: datetime
) -> dict[UUID, list[Change]]:
    """By plan, the plan of the newest change first, newest first. Four queries, one where nothing has happened.

    A plan one has never opened has nothing that is new since.
    """
    found = _candidates(user, own, at)
    if not found:
        return {}
    plans = [own[plan_id].plan for plan_id in found]
    candidates = [one for rows in found.values() for one in rows]
    sections = {one.section_id for one in candidates if one.section_id}
    standings = standings_on(user, plans, sections=sections, at=at)
    reads = frozenset().union(*(standing.reads for standing in standings.values()))
    roles = {pk: standing.roles for pk, standing in standings.items()}
    keys = keys_on(user, roles, reads, at=at)
    rows = Change.objects.filter(pk__in=[one.pk for one in candidates])
    seen: dict[UUID, list[Change]] = {plan_id: [] for plan_id in found}
    for change in visible_changes(keys, rows, {one.thing for one in candidates}).order_by("-at", "pk"):
        if change.plan_id is not None:
            seen[change.plan_id].append(change)
    return {plan_id: changes for plan_id, changes in seen.items() if changes}


class _Candidate(NamedTuple):
    """A change that may be shown, once the rule has been asked."""

    at: datetime
    plan_id: UUID
    pk: UUID
    section_id: UUID | None
    thing: str


def _candidates(user: User, own: Mapping[UUID, OwnPlan], at: datetime) -> dict[UUID, list[_Candidate]]:
    """Of the plans with the newest changes, the newest of each. Nothing of this is shown.

    Not put in order by the database: it would then go through the changes of the whole country by their time.
    """
    since = {
        plan_id: max(one.visited_at, at - LONG_AGO)
        for plan_id, one in own.items()
        if one.visited_at is not None
    }
    if not since:
        return {}
    new = reduce(or_, (Q(plan_id=plan_id, at__gt=seen) for plan_id, seen in since.items()))
    rows = Change.objects.filter(new).exclude(by_id=user.pk)
    told = rows.values_list("at", "plan_id", "pk", "section_id", "thing")
    every = [_Candidate(when, plan, pk, place, thing) for when, plan, pk, place, thing in told if plan]
    found: dict[UUID, list[_Candidate]] = {}
    for one in sorted(every, key=lambda one: one.at, reverse=True):
        if one.plan_id not in found and len(found) == MOST_PLANS:
            continue
        if len(found.setdefault(one.plan_id, [])) < MOST_OF_A_PLAN:
            found[one.plan_id].append(one)
    return found
