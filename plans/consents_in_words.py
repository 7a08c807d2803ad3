"""The grounds in force in words: what, to whom, how long. Names only as far as the reader may know them (rule 6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from citizens.models import Ground, GroundParty
from enplan.accounts.models import LifeArea
from enplan.web import danish
from plans.reading import Reading
from plans.reading_people import SOMEBODY

SOON = 30  # days before the end in which it is said that a ground runs out


@dataclass(frozen=True)
class ConsentLine:
    """ "Rusmidler: Socialafdelingen til og med 12. marts (sidste dag om 2 dage)." """

    areas: str
    receivers: str
    until: str
    soon: str


def consent_lines(reading: Reading, *, most: int | None = None) -> list[ConsentLine]:
    """What is in force at the reading's instant: what runs out soon first, then what opens most.

    With `most`, so many receivers and areas are named and the rest counted.
    """
    return [line_of(ground, reading, most) for ground in told_in_order(reading)]


def told_in_order(reading: Reading) -> list[Ground]:
    """What is in force and the reader may know of."""
    in_force = [ground for ground in reading.grounds if is_in_force(ground, reading)]
    in_force.sort(key=lambda ground: (not _runs_out(ground, reading), -len(ground.areas.all())))
    return in_force


def is_in_force(ground: Ground, reading: Reading) -> bool:
    at = reading.at
    begun = ground.decision == Ground.Decision.YES and ground.valid_from <= at
    over = (ground.valid_until is not None and ground.valid_until <= at) or ground.withdrawn_at is not None
    return begun and not over and bool(_parties(ground))


def known_departments(reading: Reading) -> frozenset[str]:
    """Names of the departments the reader knows of: the own, those of members and of parts they may see."""
    names = {member.user.department.name for member in reading.team if member.user.department}
    names |= {section.owner.name for section in reading.sections if section.owner}
    if reading.user.department:
        names.add(reading.user.department.name)
    return frozenset(names)


def _parties(ground: Ground) -> list[GroundParty]:
    return [party for party in ground.parties.all() if party.withdrawn_at is None]


def _runs_out(ground: Ground, reading: Reading) -> bool:
    return (
        ground.valid_until is not None
        and (danish.day_of(ground.valid_until) - danish.day_of(reading.at)).days <= SOON
    )


def line_of(ground: Ground, reading: Reading, most: int | None = None) -> ConsentLine:
    today = danish.day_of(reading.at)
    end = danish.last_day(ground.valid_until) if ground.valid_until else None
    return ConsentLine(
        areas=_capital(danish.listing(_areas(ground, reading), most=most and most + 1)),
        receivers=_receivers(ground, reading, most),
        until=f"til og med {danish.day_near(end, today=today)}" if end else "uden slutdato",
        soon=f"sidste dag {danish.distance(end, today=today)}" if end and _runs_out(ground, reading) else "",
    )


def _areas(ground: Ground, reading: Reading) -> list[str]:
    return _known(ground.open_areas, reading)


def _known(areas: Iterable[LifeArea], reading: Reading) -> list[str]:
    """Those the reader works in or acts in; that a consent names another one as well is nothing they may know."""
    standing = reading.standing
    return [area.short_name for area in areas if standing.is_citizen or standing.works_in(area.pk)]


def _limits(ground: Ground, party: GroundParty, reading: Reading) -> str:
    """ " (ikke økonomi)": what has been withdrawn for this receiver alone."""
    missing = _known(ground.areas_missing_for(party), reading)
    return f" (ikke {danish.listing(missing)})" if missing else ""


def _receivers(ground: Ground, reading: Reading, most: int | None) -> str:
    sees_all = reading.standing.is_citizen or reading.standing.coordinates
    known = known_departments(reading)
    names: list[str] = []
    unknown = 0
    for party in _parties(ground):
        limits = _limits(ground, party, reading)
        if party.is_coordinator:
            names.append(f"den, der koordinerer{limits}")
        elif party.department is not None and (sees_all or party.department.name in known):
            names.append(party.department.name + limits)
        elif party.user is not None and (name := reading.name_of(party.user)) != SOMEBODY:
            names.append(name + limits)
        else:
            unknown += 1
    if most is not None and len(names) > most:
        unknown += len(names) - most
        names = names[:most]
    if unknown:
        names.append(f"{unknown} {'anden' if unknown == 1 else 'andre'}")
    return danish.listing(names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
