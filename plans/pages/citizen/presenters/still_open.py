"""What stays open to the same people when something is closed: through which other yes, or without being asked about.

What the rule answers without the ground (`plans.closing`), in words; a yes the reader may not see is not said which.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from citizens.models import Ground
from plans.closing import Closing, Place
from plans.pages.citizen.presenters.grounds import is_for, party_name
from plans.pages.closing import names_known, places_known, said_places
from plans.reading import Reading


@dataclass(frozen=True)
class Through:
    """One ground that keeps something open: `yes` is its id where that is a consent, `is_asked` False where not."""

    places: tuple[str, ...]
    yes: UUID | None
    is_asked: bool


@dataclass(frozen=True)
class StillOpen:
    """One of those who keep seeing something."""

    who: str
    through: tuple[Through, ...]


def still_open(closing: Closing, reading: Reading) -> tuple[StillOpen, ...]:
    """Those who saw something by what is closed, by name; where there is nobody now, the receivers themselves."""
    names, by_party = names_known(reading), _by_party(reading)
    found = [
        StillOpen(
            who=", ".join(filter(None, names.get(user, (_("En anden"), "")))),
            through=tuple(_through(by_party, held, reading)),
        )
        for user, held in closing.still.items()
    ]
    people = sorted((one for one in found if one.through), key=lambda one: one.who)
    return tuple(people or (() if closing.still else _receivers(closing.others, by_party, reading)))


def _through(
    by_party: dict[str, Ground], held: dict[str, frozenset[Place]], reading: Reading
) -> Iterable[Through]:
    """Health first: it is what is asked about most."""
    grounds = sorted(held, key=lambda party: (not _is_health(by_party.get(party)), party))
    for party in grounds:
        places = said_places(places_known(held[party], reading), reading)
        if places:
            yield _said(by_party.get(party), places)


def _receivers(
    parties: Iterable[str], by_party: dict[str, Ground], reading: Reading
) -> tuple[StillOpen, ...]:
    found: dict[str, list[Through]] = {}
    for party in sorted(parties):
        ground = by_party.get(party)
        if ground is None:
            continue
        row = next(one for one in ground.parties.all() if str(one.pk) == party)
        owners = [owner.pk for owner in reading.sources_of(ground)]
        open_areas = [area.pk for area in ground.areas.all() if area.pk not in row.areas_closed]
        places = frozenset((area, owner) for area in open_areas for owner in owners)
        found.setdefault(party_name(row, reading), []).append(_said(ground, said_places(places, reading)))
    return tuple(StillOpen(who, tuple(through)) for who, through in found.items())


def _said(ground: Ground | None, places: tuple[str, ...]) -> Through:
    is_consent = ground is not None and ground.kind.is_consent
    return Through(
        places=places,
        yes=ground.pk if ground is not None and is_consent else None,
        is_asked=ground is None or is_consent,
    )


def _is_health(ground: Ground | None) -> bool:
    return ground is not None and ground.covers_health


def _by_party(reading: Reading) -> dict[str, Ground]:
    """The grounds that the reader may know of, by their receivers."""
    return {
        str(party.pk): ground
        for ground in reading.grounds
        if is_for(ground, reading)
        for party in ground.parties.all()
    }
