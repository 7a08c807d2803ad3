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
from plans.models import Plan, Section
from plans.regrant import Row, grants_of

Held = dict[
    tuple[UUID, On | In, UUID | None], set[str]
]  # what is held → the receivers of grounds it came from
Place = tuple[str, UUID | None]  # an area, and the department that writes there; None: the citizen
PARTY = "party "  # before the id of a ground's receiver, in what a grant came from
JUST_BEFORE = timedelta(microseconds=1)  # the database keeps no finer instants


@dataclass(frozen=True)
class Closing:
    """What each person loses at the instant."""

    sections: dict[UUID, frozenset[UUID]]  # user → sections
    words: frozenset[UUID]  # users who no longer read the dream and what matters
    everything: frozenset[UUID]  # users to whom the plan is no longer there at all
    is_blinding: bool  # nobody who coordinates sees what any other department writes, and somebody did
    loses: dict[UUID, frozenset[Place]]  # user → places, those where nothing is written yet too
    still: dict[
        UUID, dict[str, frozenset[Place]]
    ]  # the same receivers → the ground's party it stays open by → places
    others: frozenset[str]  # parties of other grounds in force to the same receivers


def closing_of(
    plan: Plan, parties: Collection[UUID], areas: Collection[str] = (), *, at: datetime | None = None
) -> Closing:
    """What would close if the ground's parties with these ids were withdrawn at the instant `at` (now), in the areas
    named or all.

    As far as the citizen may know: what is withheld from them opens nothing here, so its silence tells nothing either.
    """
    instant = at or clock.now()
    known = facts_of(plan).as_the_citizen_knows(instant)
    facts = _with_room(known)
    leaving = {str(party) for party in parties}
    without = replace(facts, coverages=tuple(_without(facts.coverages, leaving, frozenset(areas))))
    before = _in_force(grants_of(facts), instant)
    after = _in_force(grants_of(without), instant)
    return _closing(facts, before, after, instant, leaving, known.sections)


def closed_at(plan: Plan, instant: datetime) -> Closing:
    """What closed at an instant that has been."""
    known = facts_of(plan).as_the_citizen_knows(clock.now())
    facts = _with_room(known)
    rows = grants_of(facts)
    before, after = _in_force(rows, instant - JUST_BEFORE), _in_force(rows, instant)
    leaving = {_party(row) for row in rows if row.valid_until == instant} - {""}
    return _closing(facts, before, after, instant, leaving, known.sections)


def _with_room(facts: Facts) -> Facts:
    """With every part that a ground opens, so that the rule also answers for what nobody has written yet."""
    there = {(section.area_id, section.owner_id) for section in facts.sections}
    opened = {
        (area, owner)
        for coverage in facts.coverages
        for area in coverage.areas
        for owner in (*coverage.sources, None)
    }
    room = (Section(area_id=area, owner_id=owner) for area, owner in opened - there)
    return replace(facts, sections=(*facts.sections, *room))


def _without(
    coverages: Iterable[Coverage], leaving: Collection[str], areas: frozenset[str]
) -> Iterable[Coverage]:
    for coverage in coverages:
        if coverage.source.removeprefix(PARTY) not in leaving:
            yield coverage
        elif areas and coverage.areas - areas:
            yield replace(coverage, areas=coverage.areas - areas)


def _closing(
    facts: Facts,
    before: Held,
    after: Held,
    at: datetime,
    leaving: Collection[str],
    written: Iterable[Section],
) -> Closing:
    lost = before.keys() - after.keys()
    places = {section.pk: (section.area_id, section.owner_id) for section in facts.sections}
    owners = {section.pk: section.owner_id for section in written}
    sections: dict[UUID, set[UUID]] = {}
    for user_id, permission, where in lost:
        if where is not None and permission in (In.READ, In.FOLLOW):
            sections.setdefault(user_id, set()).add(where)
    return Closing(
        sections={user_id: frozenset(found & owners.keys()) for user_id, found in sections.items()},
        words=frozenset(user_id for user_id, permission, _ in lost if permission is On.WORDS),
        everything=frozenset(user_id for user_id, permission, _ in lost if permission is On.FOLLOW),
        is_blinding=_sees_others(facts, owners, before, at) and not _sees_others(facts, owners, after, at),
        loses={user_id: frozenset(places[pk] for pk in found) for user_id, found in sections.items()},
        still=_still(before, after, places, leaving),
        others=frozenset(_others(facts, leaving, at)),
    )


def _still(
    before: Held, after: Held, places: dict[UUID, Place], leaving: Collection[str]
) -> dict[UUID, dict[str, frozenset[Place]]]:
    """What stays open by a ground to those who held anything by what leaves."""
    concerned = {user_id for (user_id, _, _), parties in before.items() if not parties.isdisjoint(leaving)}
    found: dict[UUID, dict[str, set[Place]]] = {user_id: {} for user_id in concerned}
    for (user_id, permission, where), parties in after.items():
        if user_id in concerned and where is not None and permission in (In.READ, In.FOLLOW, In.SUPERVISE):
            for party in parties - {""}:
                found[user_id].setdefault(party, set()).add(places[where])
    return {
        user_id: {party: frozenset(each) for party, each in by_party.items()}
        for user_id, by_party in found.items()
    }


def _others(facts: Facts, leaving: Collection[str], at: datetime) -> Iterable[str]:
    """Also where nobody of the department is on the team: who comes later would see by these."""
    in_force = [coverage for coverage in facts.coverages if coverage.period.holds(at)]
    receivers = {
        _receiver(coverage) for coverage in facts.coverages if coverage.source.removeprefix(PARTY) in leaving
    }
    for coverage in in_force:
        party = coverage.source.removeprefix(PARTY)
        if party not in leaving and _receiver(coverage) in receivers:
            yield party


def _receiver(coverage: Coverage) -> tuple[object, ...]:
    return (coverage.department_id, coverage.user and coverage.user.pk, coverage.is_coordinator)


def _sees_others(facts: Facts, owners: dict[UUID, UUID | None], held: Held, at: datetime) -> bool:
    """Does anybody who coordinates at the instant read what another department than their own writes?"""
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
    held: Held = {}
    for row in rows:
        if row.valid_from <= at < row.valid_until:
            held.setdefault((row.user_id, row.permission, row.where), set()).add(_party(row))
    return held


def _party(row: Row) -> str:
    """The receiver of a ground that the row came from; "" where it came from none."""
    return row.source.partition(PARTY)[2]
