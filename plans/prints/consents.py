"""The grounds in force in words: what, to whom, how long. Names only as far as the reader may know them (rule 6)."""

from dataclasses import dataclass

from citizens.models import Ground, GroundParty
from enplan.web import danish
from plans.prints.phrases import capital, day
from plans.reading import SOMEBODY, Reading

SOON = 30  # days before the end in which it is said that a ground runs out


@dataclass(frozen=True)
class ConsentLine:
    """ "Rusmidler: Socialafdelingen til 12. marts (udløber om 2 dage)." """

    areas: str
    receivers: str
    until: str
    soon: str


def consent_lines(reading: Reading) -> list[ConsentLine]:
    """What is in force at the reading's instant, and not only on the record."""
    return [_line(ground, reading) for ground in reading.grounds if is_in_force(ground, reading)]


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


def _line(ground: Ground, reading: Reading) -> ConsentLine:
    today = day(reading.at)
    left = (day(ground.valid_until) - today).days if ground.valid_until else None
    return ConsentLine(
        areas=capital(danish.listing([area.short_name for area in ground.areas.all()])),
        receivers=_receivers(ground, reading),
        until=f"til {danish.day_near(ground.valid_until, today=today)}"
        if ground.valid_until
        else "uden slutdato",
        soon=f"udløber {danish.distance(ground.valid_until, today=today)}"
        if ground.valid_until and left is not None and left <= SOON
        else "",
    )


def _receivers(ground: Ground, reading: Reading) -> str:
    sees_all = reading.standing.is_citizen or reading.standing.coordinates
    known = known_departments(reading)
    names: list[str] = []
    unknown = 0
    for party in _parties(ground):
        if party.is_coordinator:
            names.append("den, der koordinerer")
        elif party.department is not None and (sees_all or party.department.name in known):
            names.append(party.department.name)
        elif party.user is not None and (name := reading.name_of(party.user)) != SOMEBODY:
            names.append(name)
        else:
            unknown += 1
    if unknown:
        names.append(f"{unknown} {'anden' if unknown == 1 else 'andre'}")
    return danish.listing(names)
