"""What closes when grounds are withdrawn, worked out by the rule itself: nothing is stored, nothing guessed.

Beforehand: the same facts twice, with and without what would be withdrawn; what only the first gives is what closes.
Afterwards: the facts just before the instant and at it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from enplan import clock
from plans.facts import Coverage, Facts, facts_of
from plans.grants import In, On
from plans.models import Plan
from plans.regrant import Row, grants_of

Held = set[tuple[UUID, On | In, UUID | None]]
JUST_BEFORE = timedelta(microseconds=1)  # the database keeps no finer instants


@dataclass(frozen=True)
class Closing:
    """What each person loses at the instant."""

    sections: dict[UUID, frozenset[UUID]]  # user → sections
    words: frozenset[UUID]  # users who no longer read the dream and what matters
    everything: frozenset[UUID]  # users to whom the plan is no longer there at all
    is_blinding: bool  # nobody who coordinates sees what any other department writes, and somebody did


def closing_of(
    plan: Plan, parties: Collection[UUID], areas: Collection[str] = (), *, at: datetime | None = None
) -> Closing:
    """What would close if the ground's parties with these ids were withdrawn at the instant `at` (now), in the areas
    named or all.

    As far as the citizen may know: what is withheld from them opens nothing here, so its silence tells nothing either.
    """
    instant = at or clock.now()
    facts = facts_of(plan).as_the_citizen_knows(instant)
    sources = {f"party {party}" for party in parties}
    without = replace(facts, coverages=tuple(_without(facts.coverages, sources, frozenset(areas))))
    return _closing(
        facts, _in_force(grants_of(facts), instant), _in_force(grants_of(without), instant), instant
    )


def closed_at(plan: Plan, instant: datetime) -> Closing:
    """What closed at an instant that has been."""
    facts = facts_of(plan).as_the_citizen_knows(clock.now())
    rows = grants_of(facts)
    return _closing(facts, _in_force(rows, instant - JUST_BEFORE), _in_force(rows, instant), instant)


def _without(coverages: Iterable[Coverage], sources: set[str], areas: frozenset[str]) -> Iterable[Coverage]:
    for coverage in coverages:
        if coverage.source not in sources:
            yield coverage
        elif areas and coverage.areas - areas:
            yield replace(coverage, areas=coverage.areas - areas)


def _closing(facts: Facts, before: Held, after: Held, at: datetime) -> Closing:
    lost = before - after
    sections: dict[UUID, set[UUID]] = {}
    for user_id, permission, where in lost:
        if where is not None and permission in (In.READ, In.FOLLOW):
            sections.setdefault(user_id, set()).add(where)
    return Closing(
        sections={user_id: frozenset(found) for user_id, found in sections.items()},
        words=frozenset(user_id for user_id, permission, _ in lost if permission is On.WORDS),
        everything=frozenset(user_id for user_id, permission, _ in lost if permission is On.FOLLOW),
        is_blinding=_sees_others(facts, before, at) and not _sees_others(facts, after, at),
    )


def _sees_others(facts: Facts, held: Held, at: datetime) -> bool:
    """Does anybody who coordinates at the instant read what another department than their own writes?"""
    owners = {section.pk: section.owner_id for section in facts.sections if section.owner_id is not None}
    coordinating = {
        member.user_id: member.user.department_id
        for member in facts.members
        if member.is_coordinating
        and member.starts_at <= at
        and (member.ends_at is None or at < member.ends_at)
    }
    return any(
        permission is In.READ
        and user_id in coordinating
        and owners.get(where) not in (None, coordinating[user_id])
        for user_id, permission, where in held
        if where is not None
    )


def _in_force(rows: set[Row], at: datetime) -> Held:
    return {
        (row.user_id, row.permission, row.where) for row in rows if row.valid_from <= at < row.valid_until
    }
