"""What the whole country has in common: its seed, the day it stands at, and the rows every plan refers to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from citizens.models import GroundKind
from enplan import clock
from enplan.accounts.models import LifeArea, Role
from plans.grants import permission_ids

# The day the country stands at when none is said, so that the same seed gives the same rows on every day.
STANDS_ON = date(2026, 3, 10)


@dataclass(frozen=True)
class World:
    """A country of `plans` plans at ten o'clock of `today`."""

    seed: int
    plans: int
    today: date
    areas: Mapping[str, LifeArea]
    roles: Mapping[str, Role]
    kinds: Mapping[str, GroundKind]
    permissions: Mapping[str, int]

    @property
    def now(self) -> datetime:
        return clock.start_of(self.today).astimezone(UTC) + timedelta(hours=10)

    def chance(self, *what: object) -> Random:
        """The random numbers of one thing of the country; the same for the same seed, whatever else is made."""
        words = "/".join(str(part) for part in (self.seed, *what))
        return Random(words)  # noqa: S311  # invented people that must come out the same again; nothing is secret


def world_of(*, seed: int, plans: int, today: date = STANDS_ON) -> World:
    """Read what stands in every database after `migrate`."""
    return World(
        seed=seed,
        plans=plans,
        today=today,
        areas=LifeArea.objects.in_bulk(),
        roles=Role.objects.in_bulk(),
        kinds=GroundKind.objects.in_bulk(),
        permissions=permission_ids(),
    )


def new_id(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
