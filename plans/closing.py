"""What closes when grounds are withdrawn, worked out beforehand by the rule itself: nothing is stored, nothing guessed.

The same facts twice, with and without what would be withdrawn; what only the first gives is what closes.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from enplan import clock
from plans.facts import facts_of
from plans.grants import In, On
from plans.models import Plan
from plans.regrant import Row, grants_of


@dataclass(frozen=True)
class Closing:
    """What each person loses at the instant."""

    sections: dict[UUID, frozenset[UUID]]  # user → sections
    words: frozenset[UUID]  # users who no longer read the dream and what matters
    everything: frozenset[UUID]  # users to whom the plan is no longer there at all


def closing_of(plan: Plan, parties: Collection[UUID], *, at: datetime | None = None) -> Closing:
    """What would close if the ground's parties with these ids were withdrawn at the instant `at` (now)."""
    instant = at or clock.now()
    facts = facts_of(plan)
    sources = {f"party {party}" for party in parties}
    without = replace(facts, coverages=tuple(c for c in facts.coverages if c.source not in sources))
    lost = _in_force(grants_of(facts), instant) - _in_force(grants_of(without), instant)
    sections: dict[UUID, set[UUID]] = {}
    for user_id, permission, where in lost:
        if where is not None and permission in (In.READ, In.FOLLOW):
            sections.setdefault(user_id, set()).add(where)
    return Closing(
        sections={user_id: frozenset(found) for user_id, found in sections.items()},
        words=frozenset(user_id for user_id, permission, _ in lost if permission is On.WORDS),
        everything=frozenset(user_id for user_id, permission, _ in lost if permission is On.FOLLOW),
    )


def _in_force(rows: set[Row], at: datetime) -> set[tuple[UUID, On | In, UUID | None]]:
    return {
        (row.user_id, row.permission, row.where) for row in rows if row.valid_from <= at < row.valid_until
    }
