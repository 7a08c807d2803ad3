"""What closes soon, and what the team lacks to do its work: found in the cells, so that it says nothing they do not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from citizens.models import Ground
from enplan.accounts.models import LifeArea
from plans.who_sees.hindrances import DECIDED, Why
from plans.who_sees.people import Kind, Person
from plans.who_sees.whole import Cell, WhoSees

SOON = timedelta(days=30)


@dataclass(frozen=True)
class ClosesSoon:
    """What one person will not see any more from one instant on."""

    person: Person
    at: datetime
    areas: tuple[LifeArea, ...]
    words: bool
    ground: Ground | None  # the one that runs out; None when it is the person's time on the plan that ends


class Lack(Enum):
    """What is missing."""

    UNCOVERED = "a department that no yes reaches"
    BLIND = "a person who sees nothing of what others write in an area they work in"
    TITLES = "a person who answers for agreements and sees their titles alone"


@dataclass(frozen=True)
class Missing:
    """One thing the team lacks: who, and where. `is_decided`: the citizen has said no, so nobody should nag."""

    lack: Lack
    people: tuple[Person, ...]
    areas: tuple[LifeArea, ...]
    titles: int = 0
    is_decided: bool = False


def closes_soon(seen: WhoSees) -> tuple[ClosesSoon, ...]:
    """Within a month, the nearest first."""
    found: dict[tuple[Person, datetime], dict[str, set[object]]] = {}
    grounds: dict[tuple[Person, datetime], Ground] = {}
    for person in seen.people:
        openings = [(cell.area, opening) for cell in seen.row(person) for _, opening in cell.open]
        words = seen.words(person).opening
        for area, opening in [*openings, *([(None, words)] if words else [])]:
            if opening.until is None or opening.until > seen.at + SOON:
                continue
            key = (person, opening.until)
            found.setdefault(key, {"areas": set()})["areas"].add(area)
            if opening.is_by_ground_alone and opening.ground is not None:
                grounds[key] = opening.ground
    lines = [
        ClosesSoon(
            person=person,
            at=until,
            areas=tuple(area for area in seen.areas if area in what["areas"]),
            words=None in what["areas"],
            ground=grounds.get((person, until)),
        )
        for (person, until), what in found.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.at, line.person.name)))


def missing(seen: WhoSees) -> tuple[Missing, ...]:
    """Nothing once the plan has ended: then nobody works on it."""
    if seen.facts.ended_at is not None and seen.facts.ended_at <= seen.at:
        return ()
    blind = {person: cells for person in seen.people if (cells := _blind(person, seen))}
    uncovered = list(_uncovered(blind, seen))
    named = {person for one in uncovered for person in one.people}
    return (
        *uncovered,
        *(
            Missing(Lack.BLIND, (person,), _areas(cells), is_decided=_is_decided(cells))
            for person, cells in blind.items()
            if person not in named
        ),
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
            yield Missing(Lack.UNCOVERED, tuple(people), _areas(lacking), is_decided=_is_decided(lacking))


def _titles(seen: WhoSees) -> Iterator[Missing]:
    for person in seen.people:
        cells = [cell for cell in seen.row(person) if cell.titles]
        if cells:
            titles = sum(cell.titles for cell in cells)
            yield Missing(Lack.TITLES, (person,), _areas(cells), titles, is_decided=_is_decided(cells))


def _areas(cells: list[Cell]) -> tuple[LifeArea, ...]:
    return tuple(dict.fromkeys(cell.area for cell in cells))


def _is_decided(cells: list[Cell]) -> bool:
    reasons = [why for cell in cells for why in _others(cell)]
    return bool(reasons) and all(why in DECIDED for why in reasons)
