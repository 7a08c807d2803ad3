"""Closing something in every yes at once: all that health departments wrote, or one area; in words and as addresses.

What is meant stands in an address as a number made of the plan, as an area of one yes does: a log tells nothing by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from citizens.models import Ground, GroundParty
from enplan.accounts.models import LifeArea
from enplan.web import spoken
from plans.models import Plan
from plans.pages.citizen.presenters.grounds import is_for, is_over
from plans.reading import Reading
from plans.standing import Action

HEALTH = "what health departments wrote"


@dataclass(frozen=True)
class Together:
    """What one button closes. `area` None: all that health departments wrote."""

    number: UUID
    words: str  # on the button, and on the page it leads to
    grounds: tuple[Ground, ...]
    area: LifeArea | None = None

    @property
    def areas(self) -> list[str]:
        return [self.area.pk] if self.area else []

    @property
    def parties(self) -> list[GroundParty]:
        """Those it would close something for."""
        named = [party for ground in self.grounds for party in ground.parties.all()]
        return [party for party in named if party.withdrawn_at is None]

    @property
    def said_areas(self) -> str:
        areas = {area.pk: area for ground in self.grounds for area in ground.open_areas}
        meant = [self.area] if self.area else sorted(areas.values(), key=lambda area: area.position)
        return " · ".join(area.said_short for area in meant)


def health_together(reading: Reading) -> Together | None:
    """None where there is no yes to it that the reader can close."""
    grounds = tuple(ground for ground in _closable(reading) if ground.covers_health)
    if not grounds:
        return None
    own, other = _("Luk for alt om mit helbred"), _("Luk for alt om %s helbred")
    name = spoken.possessive(spoken.first_name(reading.plan.citizen.name))
    words = own if reading.standing.is_citizen else other % name
    return Together(number_of(reading.plan, HEALTH), words, grounds)


def areas_together(reading: Reading) -> tuple[Together, ...]:
    """Each area that stands open in a yes that the reader can close."""
    grounds = _closable(reading)
    areas = {area.pk: area for ground in grounds for area in ground.open_areas}
    return tuple(
        Together(
            number=number_of(reading.plan, area.pk),
            words=_("Luk %s for alle") % area.said_short,
            grounds=tuple(one for one in grounds if area.pk in {each.pk for each in one.open_areas}),
            area=area,
        )
        for area in sorted(areas.values(), key=lambda area: (area.position, area.pk))
    )


def together_of(reading: Reading, number: UUID) -> Together | None:
    """What the number in an address stands for; None where it stands for nothing that is open."""
    every: Iterable[Together | None] = (health_together(reading), *areas_together(reading))
    return next((one for one in every if one is not None and one.number == number), None)


def was_meant(reading: Reading, number: UUID) -> bool:
    """Did the number stand for something that may have been closed meanwhile?"""
    grounds = (ground for ground in reading.grounds if is_for(ground, reading))
    areas = {area.pk for ground in grounds for area in ground.areas.all()}
    return number in {number_of(reading.plan, what) for what in (HEALTH, *areas)}


def number_of(plan: Plan, what: str) -> UUID:
    return uuid5(plan.pk, what)


def _closable(reading: Reading) -> list[Ground]:
    return [
        ground
        for ground in reading.grounds
        if is_for(ground, reading)
        and ground.kind.is_consent
        and ground.decision == Ground.Decision.YES
        and not is_over(ground, reading.at)
        and reading.standing.may(Action.WITHDRAW_GROUND, ground)
    ]
