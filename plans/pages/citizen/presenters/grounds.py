"""Grounds in words: who may see what, for how long, why, and how it was said; yes, no, and what is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from citizens.models import Ground, GroundParty
from enplan.web import spoken
from plans.pages.files.lines import FileLine, scans_of
from plans.reading import Reading
from plans.standing import Action

SOON = timedelta(days=60)


@dataclass(frozen=True)
class ShownParty:
    """One receiver. `over` says when the citizen closed it for them alone, `closed` which areas and when."""

    id: UUID
    name: str
    over: str
    closed: str


@dataclass(frozen=True)
class ShownGround:
    """One yes or no in words."""

    id: UUID
    who: str
    areas: str
    sources: str
    why: str
    reason: str
    given: str
    noted_by: str
    until: str
    soon: str
    law: str
    is_yes: bool
    over: str
    parties: tuple[ShownParty, ...]
    scans: tuple[FileLine, ...]
    can_withdraw: bool
    waited: str  # why the citizen was told later
    review: str
    obtained: tuple[tuple[str, str], ...]  # what is obtained from elsewhere: heading and text
    closed_by_hand: bool  # withdrawn as a whole, not lapsed

    @property
    def open_parties(self) -> tuple[ShownParty, ...]:
        return tuple(party for party in self.parties if not party.over)


@dataclass(frozen=True)
class Grounds:
    """What is in force by the citizen's yes, what is without it, the noes, and what is over."""

    yes: tuple[ShownGround, ...]
    without_asking: tuple[ShownGround, ...]
    no: tuple[ShownGround, ...]
    over: tuple[ShownGround, ...]


def grounds_of(reading: Reading) -> Grounds:
    mine = [ground for ground in reading.grounds if is_for(ground, reading)]
    running = [
        ground
        for ground in mine
        if ground.decision == Ground.Decision.YES and not is_over(ground, reading.at)
    ]
    return Grounds(
        yes=tuple(shown_ground(ground, reading) for ground in running if ground.kind.is_consent),
        without_asking=tuple(
            shown_ground(ground, reading) for ground in running if not ground.kind.is_consent
        ),
        no=tuple(
            shown_ground(ground, reading)
            for ground in mine
            if ground.decision == Ground.Decision.NO and ground.withdrawn_at is None
        ),
        over=tuple(shown_ground(ground, reading) for ground in mine if is_over(ground, reading.at)),
    )


def is_for(ground: Ground, reading: Reading) -> bool:
    """Who acts for the citizen reads only grounds that stay within their own areas."""
    return reading.standing.is_citizen or all(
        area.pk in reading.standing.areas for area in ground.areas.all()
    )


def is_in_force(ground: Ground, at: datetime) -> bool:
    return ground.decision == Ground.Decision.YES and ground.valid_from <= at and not is_over(ground, at)


def is_over(ground: Ground, at: datetime) -> bool:
    return ground.withdrawn_at is not None or (ground.valid_until is not None and ground.valid_until <= at)


def shown_ground(ground: Ground, reading: Reading) -> ShownGround:
    parties = tuple(_shown_party(ground, party, reading) for party in ground.parties.all())
    open_names = [party.name for party in parties if not party.over] or [party.name for party in parties]
    can = reading.standing.may(Action.WITHDRAW_GROUND, ground) and not is_over(ground, reading.at)
    return ShownGround(
        id=ground.pk,
        who=_capital(spoken.listing(open_names)),
        areas=" · ".join(area.short_name for area in ground.open_areas),
        sources=" · ".join(str(department) for department in reading.sources_of(ground)),
        why=ground.purpose,
        reason=ground.reason,
        given=_given(ground, reading),
        noted_by=_noted_by(ground, reading),
        until=_until(ground, reading.at),
        soon=_soon(ground, reading.at),
        law=ground.law,
        is_yes=ground.decision == Ground.Decision.YES,
        over=_over(ground, reading.at),
        parties=parties,
        scans=tuple(scans_of(ground.pk, reading)),
        can_withdraw=can and ground.decision == Ground.Decision.YES,
        waited=ground.withheld_reason if ground.withheld_until else "",
        review=_review(ground),
        obtained=_obtained(ground),
        closed_by_hand=ground.withdrawn_at is not None and ground.decision == Ground.Decision.YES,
    )


def _review(ground: Ground) -> str:
    review = getattr(ground, "review", None)
    if review is None:
        return ""
    if review.reviewed_at is None:
        return _("En leder ser på det bagefter.")
    words = {"day": spoken.full_day(review.reviewed_at), "note": review.note}
    if review.was_right:
        return _("En leder har set på det %(day)s: det var i orden. %(note)s") % words
    return _("En leder har set på det %(day)s: det burde ikke være sket, og det er lukket. %(note)s") % words


def _obtained(ground: Ground) -> tuple[tuple[str, str], ...]:
    if not ground.information:
        return ()
    return (
        (_("Oplysninger, der hentes"), ground.information),
        (_("Hentes fra"), ground.information_from),
        (_("Bruges til"), ground.matter),
        (_("Hvis der siges nej"), ground.consequence),
    )


def party_name(party: GroundParty, reading: Reading) -> str:
    """A receiver by name; whoever coordinates is named too, as the citizen knows them."""
    if party.is_coordinator:
        member = reading.coordinator
        who = _("den, der holder trådene i planen")
        return f"{who} ({member.user.name})" if member else who
    return str(party.department or party.user)


def _shown_party(ground: Ground, party: GroundParty, reading: Reading) -> ShownParty:
    over = closed = ""
    if party.withdrawn_at is not None:
        over = _("lukket %s") % spoken.day_near(party.withdrawn_at)
    else:
        ends = party.areas_closed
        closed = spoken.listing(
            [
                _("%(area)s lukket %(day)s")
                % {"area": area.short_name, "day": spoken.day_near(ends[area.pk])}
                for area in ground.areas.all()
                if area.pk in ends
            ]
        )
    return ShownParty(party.pk, party_name(party, reading), over, closed)


def _given(ground: Ground, reading: Reading) -> str:
    day = spoken.full_day(ground.given_on)
    if not ground.kind.is_consent:
        return _("Noteret %s") % day
    words = {"form": ground.get_form_display(), "day": day}
    if ground.decision == Ground.Decision.NO:
        said = (
            _("Du sagde nej %(form)s den %(day)s")
            if reading.standing.is_citizen
            else _("Nej, %(form)s den %(day)s")
        )
    else:
        said = (
            _("Du sagde ja %(form)s den %(day)s")
            if reading.standing.is_citizen
            else _("Ja, %(form)s den %(day)s")
        )
    return said % words


def _noted_by(ground: Ground, reading: Reading) -> str:
    """The department that wrote it down; a private person by name, since they are no employee."""
    if ground.noted_by.department is not None:
        return _("Skrevet ned af %s") % ground.noted_by.department
    if ground.is_by_representative:
        return _("Givet af %s") % reading.name_of(ground.noted_by)
    return _("Du gav det selv her på siden") if reading.standing.is_citizen else _("Givet på siden her")


def _until(ground: Ground, at: datetime) -> str:
    begins = _("Fra %s. ") % spoken.full_day(ground.valid_from) if ground.valid_from > at else ""
    if ground.valid_until is None:
        return begins + _("Uden slutdato")
    return begins + _("Til og med %s") % spoken.full_day(spoken.last_day(ground.valid_until))


def _soon(ground: Ground, at: datetime) -> str:
    if ground.valid_until is None or is_over(ground, at) or ground.valid_until - at > SOON:
        return ""
    return _("udløber %s") % spoken.distance(ground.valid_until)


def _over(ground: Ground, at: datetime) -> str:
    if ground.withdrawn_at is not None:
        return _("Trukket tilbage %s") % spoken.full_day(ground.withdrawn_at)
    if ground.valid_until is not None and ground.valid_until <= at:
        return _("Udløbet. Gjaldt til og med %s") % spoken.full_day(spoken.last_day(ground.valid_until))
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
