"""What closes soon, and what the team lacks to do its work: found in the cells, so that it says nothing they do not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from citizens.models import Ground
from enplan.accounts.models import LifeArea
from plans.who_sees.hindrances import DECIDED, Why
from plans.who_sees.openings import Opening
from plans.who_sees.people import Kind, Person
from plans.who_sees.whole import Cell, WhoSees

SOON = timedelta(days=30)


@dataclass(frozen=True)
class ClosesSoon:
    """What some people will not see any more from one instant on."""

    people: tuple[Person, ...]
    at: datetime
    areas: tuple[LifeArea, ...]
    words: bool
    ground: Ground | None  # the one that runs out; None when it is the people's time on the plan that ends


class Lack(Enum):
    """What is missing."""

    UNCOVERED = "a department that no yes reaches"
    BLIND = "a person who sees nothing of what others write in an area they work in"
    TITLES = "a person who answers for agreements and sees their titles alone"


@dataclass(frozen=True)
class Missing:
    """One thing the team lacks: who, where, and why it is closed. Where the citizen has said no, nobody should nag."""

    lack: Lack
    people: tuple[Person, ...]
    areas: tuple[LifeArea, ...]
    reasons: frozenset[Why]
    titles: int = 0

    @property
    def is_decided(self) -> bool:
        return self.reasons <= DECIDED

    @property
    def is_health(self) -> bool:
        """A yes to the team would not help: health is asked about apart."""
        return self.reasons == {Why.HEALTH}


def closes_soon(seen: WhoSees) -> tuple[ClosesSoon, ...]:
    """Within a month, the nearest first; those for whom the same closes for the same reason stand together."""
    together: dict[tuple[datetime, Ground | None, tuple[LifeArea, ...], bool], list[Person]] = {}
    for person in seen.people:
        for (until, ground), areas in _ends(person, seen).items():
            what = tuple(area for area in seen.areas if area in areas)
            together.setdefault((until, ground, what, None in areas), []).append(person)
    lines = [
        ClosesSoon(tuple(people), until, areas, words, ground)
        for (until, ground, areas, words), people in together.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.at, line.people[0].name)))


def _ends(person: Person, seen: WhoSees) -> dict[tuple[datetime, Ground | None], set[LifeArea | None]]:
    """What ends for one person within a month: when, with which ground, and where; None is the dream."""
    found: dict[tuple[datetime, Ground | None], set[LifeArea | None]] = {}
    openings: list[tuple[LifeArea | None, Opening]] = [
        (cell.area, opening) for cell in seen.row(person) for _, opening in cell.open
    ]
    words = seen.words(person).opening
    for area, opening in [*openings, *([(None, words)] if words else [])]:
        if opening.until is not None and opening.until <= seen.at + SOON:
            ground = opening.ground if opening.is_by_ground_alone else None
            found.setdefault((opening.until, ground), set()).add(area)
    return found


def missing(seen: WhoSees) -> tuple[Missing, ...]:
    """Nothing once the plan has ended: then nobody works on it."""
    if seen.facts.ended_at is not None and seen.facts.ended_at <= seen.at:
        return ()
    blind = {person: cells for person in seen.people if (cells := _blind(person, seen))}
    uncovered = list(_uncovered(blind, seen))
    named = {person for one in uncovered for person in one.people}
    alike: dict[tuple[tuple[LifeArea, ...], frozenset[Why]], list[Person]] = {}
    for person, cells in blind.items():
        if person not in named:
            alike.setdefault((_areas(cells), _reasons(cells)), []).append(person)
    return (
        *uncovered,
        *(Missing(Lack.BLIND, tuple(people), areas, reasons) for (areas, reasons), people in alike.items()),
        *_titles(seen),
    )


def _blind(person: Person, seen: WhoSees) -> list[Cell]:
    """The areas that somebody on the team works in without seeing anything of what others write there."""
    if not person.is_on_team or not person.can_log_in:
        return []
    return [
        cell for cell in seen.row(person) if cell.works_here and not _sees_colleagues(cell) and _others(cell)
    ]


def _others(cell: Cell) -> list[Why]:
    """Why each of the others' parts is closed."""
    return [
        hindrance.why for part, hindrance in cell.closed if part.section.owner_id != cell.person.department_id
    ]


def _sees_colleagues(cell: Cell) -> bool:
    """The citizen's own words are written for the coordinator to read: seeing them is not seeing what others do."""
    if cell.person.kind is Kind.MEMBER:
        return cell.sees_others
    return any(part.owner is not None and part.owner.pk != cell.person.department_id for part, _ in cell.open)


def _uncovered(blind: dict[Person, list[Cell]], seen: WhoSees) -> Iterator[Missing]:
    """Departments of which nobody sees anything through a ground."""
    of_department: dict[object, list[Person]] = {}
    for person in seen.people:
        if person.is_on_team and person.can_log_in:
            of_department.setdefault(person.department_id, []).append(person)
    for people in of_department.values():
        cells = [cell for person in people for cell in seen.row(person)]
        if any(opening.hangs_on_ground for cell in cells for _, opening in cell.open):
            continue
        lacking = [cell for person in people for cell in blind.get(person, [])]
        if lacking:
            yield Missing(Lack.UNCOVERED, tuple(people), _areas(lacking), _reasons(lacking))


def _titles(seen: WhoSees) -> Iterator[Missing]:
    for person in seen.people:
        cells = [cell for cell in seen.row(person) if cell.titles]
        if cells:
            titles = sum(cell.titles for cell in cells)
            yield Missing(Lack.TITLES, (person,), _areas(cells), _reasons(cells), titles)


def _areas(cells: list[Cell]) -> tuple[LifeArea, ...]:
    return tuple(dict.fromkeys(cell.area for cell in cells))


def _reasons(cells: list[Cell]) -> frozenset[Why]:
    """Told apart only where it makes a difference to what one can do; several reasons are simply no yes."""
    found = frozenset(why for cell in cells for why in _others(cell))
    if found and found <= DECIDED:
        return DECIDED
    return found if found == {Why.HEALTH} else frozenset({Why.NEVER})
