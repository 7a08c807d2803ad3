"""What is withdrawn: one receiver or all, one area or all; in words, and as it stands in an address.

An area stands in an address as a number made of ground and area together: its name would say in a log what the
citizen shares.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from citizens.models import Ground, GroundParty
from enplan.accounts.models import LifeArea
from plans.pages.citizen.presenters.grounds import party_name
from plans.reading import Reading


@dataclass(frozen=True)
class Withdrawal:
    """Of one ground. None is all; `is_over` when it was closed before."""

    ground: Ground
    party: GroundParty | None
    area: LifeArea | None
    is_over: bool

    @property
    def parties(self) -> list[GroundParty]:
        """Those it would close something for."""
        named = [self.party] if self.party else list(self.ground.parties.all())
        return [party for party in named if party.withdrawn_at is None]

    @property
    def areas(self) -> list[str]:
        return [self.area.pk] if self.area else []

    @property
    def area_number(self) -> str:
        """How the area stands in a form; "" for all."""
        return str(area_number(self.ground, self.area)) if self.area else ""


@dataclass(frozen=True)
class Less:
    """Another way to close: for one receiver or in one area. `query` is the end of its address."""

    name: str
    query: str


def withdrawal_of(ground: Ground, party: str, area: str) -> Withdrawal | None:
    """What `party` and `area` of an address stand for, empty for all; None for what this ground does not have."""
    named = next((one for one in ground.parties.all() if str(one.pk) == party), None)
    within = next((one for one in ground.areas.all() if str(area_number(ground, one)) == area), None)
    if (party and named is None) or (area and within is None):
        return None
    return Withdrawal(ground, named, within, _is_over(ground, named, within))


def _is_over(ground: Ground, party: GroundParty | None, area: LifeArea | None) -> bool:
    named = [party] if party else list(ground.parties.all())
    still = [one for one in named if one.withdrawn_at is None]
    return not [one for one in still if area is None or area.pk not in one.areas_closed]


def area_number(ground: Ground, area: LifeArea) -> UUID:
    return uuid5(ground.pk, area.pk)


def fewer_receivers(withdrawal: Withdrawal, reading: Reading) -> list[Less]:
    """Each open receiver, when all are meant and there are several."""
    parties = withdrawal.parties if withdrawal.party is None else []
    if len(parties) < 2:  # with one receiver, all is that one
        return []
    return [
        Less(party_name(party, reading), _query(withdrawal.ground, party, withdrawal.area))
        for party in parties
    ]


def fewer_areas(withdrawal: Withdrawal) -> list[Less]:
    """Each area still open for who is meant, when all are meant and there are several."""
    if withdrawal.area is not None:
        return []
    closed = [party.areas_closed.keys() for party in withdrawal.parties]
    areas = [area for area in withdrawal.ground.areas.all() if any(area.pk not in each for each in closed)]
    if len(areas) < 2:  # with one area, all is that one
        return []
    return [Less(area.said_name, _query(withdrawal.ground, withdrawal.party, area)) for area in areas]


def last_closed(ground: Ground) -> datetime | None:
    """When something of it was last withdrawn; None when nothing ever was."""
    ends = [ground.withdrawn_at]
    for party in ground.parties.all():
        ends += [party.withdrawn_at, *party.areas_closed.values()]
    return max((end for end in ends if end is not None), default=None)


def _query(ground: Ground, party: GroundParty | None, area: LifeArea | None) -> str:
    named = [f"modtager={party.pk}"] if party else []
    return "&".join([*named, *([f"omraade={area_number(ground, area)}"] if area else [])])
