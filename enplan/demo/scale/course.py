"""One citizen's course while it is made: the rows so far, and what the next part needs to know of the parts before.

Each part (people, team, grounds, content, looks) adds its rows here; nothing is stored until the course is whole.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from django.db import models

from citizens.models import Citizen, Ground, GroundParty, NetworkPerson, Representative
from enplan.accounts.models import User
from enplan.audit.record import as_text
from enplan.demo.scale.organisation import Municipality
from enplan.demo.scale.rows import CHANGES, Rows
from enplan.demo.scale.world import World, new_id
from plans.models import Plan, Section, TeamMember

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Membership:
    """A membership with its areas: all of them for who coordinates, though none is stored then."""

    member: TeamMember
    areas: tuple[str, ...]


@dataclass(frozen=True)
class NotedGround:
    """A ground with what its many-to-many tables hold."""

    ground: Ground
    areas: tuple[str, ...]
    sources: tuple[UUID, ...]
    parties: tuple[GroundParty, ...]


@dataclass
class Course:
    """A citizen with their plan in one municipality."""

    world: World
    place: Municipality
    number: int  # within the municipality
    rng: Random
    rows: Rows
    citizen: Citizen
    plan: Plan
    coordinator: User
    login: User | None  # the citizen's
    memberships: list[Membership] = field(default_factory=list)
    sections: dict[tuple[str, UUID | None], Section] = field(default_factory=dict)
    grounds: list[NotedGround] = field(default_factory=list)
    representatives: list[tuple[Representative, tuple[str, ...]]] = field(default_factory=list)
    network: list[NetworkPerson] = field(default_factory=list)
    blocked: set[UUID] = field(default_factory=set)

    @property
    def end(self) -> datetime:
        """Until when something can happen in it."""
        return self.plan.ended_at or self.world.now

    def add(self, row: M) -> M:
        return self.rows.add(row)

    def new_id(self) -> UUID:
        return new_id(self.rng)

    def happens(self, chance: float) -> bool:
        return self.rng.random() < chance

    def moment(self, after: datetime, before: datetime) -> datetime:
        """Some whole second in [after, before); `after` where there is none."""
        seconds = int((before - after).total_seconds())
        return after + timedelta(seconds=self.rng.randrange(seconds)) if seconds > 0 else after

    def section(self, area: str, owner_id: UUID | None) -> Section:
        """The section of an area and an owner (None is the citizen), made when it is first asked for."""
        found = self.sections.get((area, owner_id))
        if found is None:
            found = Section(id=self.new_id(), plan=self.plan, area_id=area, owner_id=owner_id)
            self.sections[area, owner_id] = self.add(found)
        return found

    def record(
        self,
        *,
        by: User,
        at: datetime,
        thing: models.Model,
        section: Section | None = None,
        on_behalf: bool = False,
        **fields: tuple[object, object],
    ) -> None:
        """What the services write of a change: each field's (from, to)."""
        place = (self.plan.pk, self.citizen.pk, section.pk if section else None)
        self.rows.lines[CHANGES] += [
            (
                self.new_id(),
                at,
                by.pk,
                by.name,
                on_behalf,
                *place,
                thing._meta.model_name,
                thing.pk,
                "",
                name,
                as_text(before),
                as_text(after),
            )
            for name, (before, after) in fields.items()
        ]
