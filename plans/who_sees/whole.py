"""Who sees what of one plan, as one reader may know it: loaded once, with a number of queries that does not grow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from citizens.models import Ground, GroundParty
from enplan.accounts.areas import every_area
from enplan.accounts.models import Department, LifeArea
from plans.facts import Facts, facts_of, grounds_of
from plans.grants import In, On
from plans.models import Goal, Section, Task
from plans.reading import Reading
from plans.reading_items import lead
from plans.who_sees.hindrances import Hindrance, about, hindrance, words_hindrance
from plans.who_sees.known import known_sections
from plans.who_sees.openings import (
    Opening,
    Rows,
    opening_of,
    plan_rows,
    section_rows,
    standings_now,
    without_untold,
    words_rows,
)
from plans.who_sees.people import Person, how_many_unseen, people_of
from plans.who_sees.writers import writers_of

ON_TEAM = frozenset({On.COORDINATE, On.WORK})
SEES_TITLES = ON_TEAM | {On.FOLLOW, On.REPRESENT}


@dataclass(frozen=True)
class Part:
    """One owner's part of an area."""

    section: Section
    owner: Department | None  # None: the citizen

    @property
    def id(self) -> UUID:
        return self.section.pk


@dataclass(frozen=True)
class Cell:
    """One person and one area: what is open and through what, what is not and why."""

    person: Person
    area: LifeArea
    open: tuple[tuple[Part, Opening], ...]
    closed: tuple[tuple[Part, Hindrance], ...]
    wrote: frozenset[UUID]  # closed parts in which they see what they wrote themselves
    titles: int  # own agreements of which they see title and date alone (rule 4)

    @property
    def sees_others(self) -> bool:
        """Something that somebody else than the own department writes."""
        return any(part.section.owner_id != self.person.department_id for part, _ in self.open)

    @property
    def works_here(self) -> bool:
        return self.area.pk in self.person.areas


@dataclass(frozen=True)
class Words:
    """One person and the dream: through what it is open, or why it is not."""

    person: Person
    opening: Opening | None
    hindrance: Hindrance | None


@dataclass(frozen=True)
class WhoSees:
    """People × areas, and the dream."""

    reading: Reading
    facts: Facts
    people: tuple[Person, ...]
    unseen: int
    areas: tuple[LifeArea, ...]
    parts: Mapping[str, tuple[Part, ...]]  # by area
    grounds: tuple[Ground, ...]  # of this course, that the reader may know of
    rows: Rows
    standings: Rows
    wrote: frozenset[tuple[UUID, UUID]]  # who wrote something, where: of what the reader sees

    @property
    def at(self) -> datetime:
        return self.reading.at

    def cell(self, person: Person, area: LifeArea) -> Cell:
        opened, closed = [], []
        for part in self.parts[area.pk]:
            opening = self.opening(person, part.section)
            if opening is not None:
                opened.append((part, opening))
            else:
                closed.append((part, self._hindrance(person, part)))
        wrote = {part.id for part, _ in closed if self._sees_own(person, part.id)}
        return Cell(
            person, area, tuple(opened), tuple(closed), frozenset(wrote), self._titles(person, area.pk)
        )

    def row(self, person: Person) -> tuple[Cell, ...]:
        return tuple(self.cell(person, area) for area in self.areas)

    def words(self, person: Person) -> Words:
        opening = None
        if person.user_id is not None:
            rows = words_rows(self.standings, person.user_id, self.reading.plan)
            opening = opening_of(rows, self.at, self.party_grounds)
        missing = None if opening else words_hindrance(person, facts=self.facts, at=self.at)
        return Words(person, opening, missing)

    def opening(self, person: Person, section: Section) -> Opening | None:
        if person.user_id is None:
            return None
        return opening_of(self.rows.get((person.user_id, section.pk), []), self.at, self.party_grounds)

    @cached_property
    def party_grounds(self) -> dict[str, Ground]:
        return by_party(self.grounds)

    def _hindrance(self, person: Person, part: Part) -> Hindrance:
        return hindrance(person, part.section, facts=self.facts, grounds=self._about[part.id], at=self.at)

    @cached_property
    def _about(self) -> dict[UUID, tuple[Ground, ...]]:
        """By part: asked for once, and not for everybody who does not read it."""
        every = (part for parts in self.parts.values() for part in parts)
        return {part.id: about(part.section, facts=self.facts, grounds=self.grounds) for part in every}

    def _sees_own(self, person: Person, section_id: UUID) -> bool:
        return (person.user_id, section_id) in self.wrote and bool(self._standings(person) & ON_TEAM)

    def _standings(self, person: Person) -> frozenset[str]:
        if person.user_id is None:
            return frozenset()
        return standings_now(self.standings, person.user_id, self.reading.plan, self.at)

    def _titles(self, person: Person, area_id: str) -> int:
        if not self._standings(person) & SEES_TITLES:
            return 0
        return sum(
            task.section.area_id == area_id
            and _is_responsible(person, task)
            and _shows_title(task)
            and not self._sees(person, task)
            for task in self.reading.tasks
        )

    def _sees(self, person: Person, task: Task) -> bool:
        if task.written_by_id == person.user_id and self._standings(person) & ON_TEAM:
            return True
        opening = self.opening(person, task.section)
        if opening is None:
            return False
        is_hypothesis = task.goal is not None and task.goal.words == Goal.Words.HYPOTHESIS
        return not (opening.way == In.FOLLOW and is_hypothesis)


def who_sees(reading: Reading) -> WhoSees:
    """`reading`: of somebody who is the citizen, acts for the citizen, or coordinates. A fixed number of queries.

    What is withheld from the citizen opens nothing on a page of the citizen's side. Who acts for the citizen may not
    see a ground that reaches beyond the own areas, and is then told that it opens something, not which it is.
    """
    lead(reading.tasks, "goal", {goal.pk: goal for goal in reading.goals}, Goal.objects)
    facts = facts_of(reading.plan)
    if reading.standing.is_citizens_side:
        facts = facts.as_the_citizen_knows(reading.at)
    noted = frozenset(grounds_of(reading.plan).values_list("pk", flat=True))
    grounds = tuple(ground for ground in reading.grounds if ground.pk in noted)
    people = people_of(reading, facts, _leaders(grounds, reading.at))
    sections = known_sections(reading, facts)
    parts = _by_area(sections)
    told = frozenset(coverage.source.removeprefix("party ") for coverage in facts.coverages)
    return WhoSees(
        reading=reading,
        facts=facts,
        people=people,
        unseen=how_many_unseen(people, reading, facts),
        areas=tuple(area for area in every_area() if area.pk in parts),
        parts=parts,
        grounds=grounds,
        rows=without_untold(section_rows(sections, reading.at), told),
        standings=without_untold(plan_rows(reading.plan, reading.at), told),
        wrote=writers_of(reading),
    )


def by_party(grounds: tuple[Ground, ...]) -> dict[str, Ground]:
    """The grounds by the ids of their receivers, as the stored grants name them."""
    return {str(party.pk): ground for ground in grounds for party in ground.parties.all()}


def _leaders(grounds: tuple[Ground, ...], at: datetime) -> list[GroundParty]:
    """Those who look at the plan as leaders now."""
    return [
        party
        for ground in grounds
        if ground.kind.is_supervision and ground.withdrawn_at is None
        for party in ground.parties.all()
        if party.withdrawn_at is None
        and ground.valid_from <= at
        and (ground.valid_until is None or at < ground.valid_until)
    ]


def _by_area(sections: tuple[Section, ...]) -> dict[str, tuple[Part, ...]]:
    owners = Department.objects.in_bulk([one.owner_id for one in sections if one.owner_id is not None])
    found: dict[str, list[Part]] = {}
    for section in sections:
        owner = owners[section.owner_id] if section.owner_id is not None else None
        found.setdefault(section.area_id, []).append(Part(section, owner))
    return {
        area: tuple(sorted(parts, key=lambda part: (part.owner is not None, str(part.owner))))
        for area, parts in found.items()
    }


def _is_responsible(person: Person, task: Task) -> bool:
    if person.user_id is None:
        return False
    contact = task.responsible_contact
    return person.user_id in (task.responsible_id, contact.user_id if contact else None)


def _shows_title(task: Task) -> bool:
    """A task that is closed for all, or stands under a goal that is, shows not even that."""
    return not any(thing.is_draft or thing.is_private for thing in (task, task.goal) if thing is not None)
