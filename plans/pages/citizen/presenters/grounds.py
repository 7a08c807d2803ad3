"""Grounds in words: who may see what, for how long, why, and how it was said; yes, no, and what is over."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from citizens.models import Ground, GroundParty
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.grounds import said_purposes
from plans.pages.citizen.presenters.shown_grounds import Grounds, ShownGround, ShownParty
from plans.pages.citizen.presenters.telling_apart import told_apart
from plans.pages.closing import whose
from plans.pages.files.lines import scans_of
from plans.reading import Reading
from plans.standing import Action

SOON = timedelta(days=60)


Readers = Mapping[UUID, str]  # by receiver of a ground


def grounds_of(reading: Reading, readers: Readers | None = None) -> Grounds:
    """`readers`: who sees it for each department, where the page tells (`ground_readers.readers_of`)."""
    mine = [ground for ground in reading.grounds if is_for(ground, reading)]
    whys = said_purposes({ground.purpose for ground in mine})
    running = [
        ground
        for ground in mine
        if ground.decision == Ground.Decision.YES and not is_over(ground, reading.at)
    ]
    yes = sorted((ground for ground in running if ground.kind.is_consent), key=_what_lapses_first)
    shown = [shown_ground(ground, reading, whys, readers) for ground in yes]
    return Grounds(
        whose_yes=_whose_yes(yes, reading),
        yes=told_apart(shown, yes),
        without_asking=tuple(
            shown_ground(ground, reading, whys, readers) for ground in running if not ground.kind.is_consent
        ),
        no=tuple(
            shown_ground(ground, reading, whys)
            for ground in mine
            if ground.decision == Ground.Decision.NO and ground.withdrawn_at is None
        ),
        over=tuple(shown_ground(ground, reading, whys) for ground in mine if is_over(ground, reading.at)),
    )


def _what_lapses_first(ground: Ground) -> tuple[bool, float]:
    end = ground.valid_until
    return (end is None, end.timestamp() if end else 0)


def _whose_yes(grounds: Iterable[Ground], reading: Reading) -> str:
    """The heading over the yeses: the citizen's own, or somebody's who acts for them."""
    if not reading.standing.is_citizen:
        return _("Det er der sagt ja til at dele for %s") % spoken.first_name(reading.plan.citizen.name)
    given_by_others = {ground.is_by_representative for ground in grounds}
    if given_by_others == {True}:
        return _("Det er der sagt ja til at dele på dine vegne")
    if True in given_by_others:
        return _("Det har du, eller en, der handler for dig, sagt ja til at dele")
    return _("Det har du sagt ja til at dele")


def is_for(ground: Ground, reading: Reading) -> bool:
    """Who acts for the citizen reads only grounds that stay within their own areas."""
    return reading.standing.is_citizen or all(
        area.pk in reading.standing.areas for area in ground.areas.all()
    )


def is_in_force(ground: Ground, at: datetime) -> bool:
    return ground.decision == Ground.Decision.YES and ground.valid_from <= at and not is_over(ground, at)


def is_over(ground: Ground, at: datetime) -> bool:
    return ground.withdrawn_at is not None or (ground.valid_until is not None and ground.valid_until <= at)


def shown_among(ground: Ground, reading: Reading) -> ShownGround:
    """One ground with the words it has on the page where all stand, told from the others."""
    yes = grounds_of(reading).yes
    return next((one for one in yes if one.id == ground.pk), None) or shown_ground(ground, reading)


def shown_ground(
    ground: Ground,
    reading: Reading,
    whys: Mapping[str, str] | None = None,
    readers: Readers | None = None,
) -> ShownGround:
    """`whys`: what the purposes are called in the page's language; asked for here where it is one ground alone."""
    whys = whys if whys is not None else said_purposes({ground.purpose})
    parties = tuple(_shown_party(ground, party, reading, readers or {}) for party in ground.parties.all())
    open_names = [party.name for party in parties if not party.over] or [party.name for party in parties]
    can = reading.standing.may(Action.WITHDRAW_GROUND, ground) and not is_over(ground, reading.at)
    return ShownGround(
        id=ground.pk,
        who=_capital(spoken.listing(open_names)),
        areas=" · ".join(area.said_short for area in ground.open_areas),
        sources=" · ".join([*map(named, reading.sources_of(ground)), whose(reading)]),
        why=ground.said_kind if ground.purpose == ground.kind_name else whys[ground.purpose],
        reason=ground.reason,
        given=_given(ground, reading),
        noted_by=_noted_by(ground, reading),
        until=_until(ground, reading.at),
        soon=_soon(ground, reading.at),
        law=ground.said_law,
        is_yes=ground.decision == Ground.Decision.YES,
        is_health=ground.covers_health and ground.kind.is_consent,
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
    words = {"day": spoken.full_day(review.reviewed_at), "note": named(review.note)}
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
    return named(party.department) if party.department else str(party.user)


def _shown_party(ground: Ground, party: GroundParty, reading: Reading, readers: Readers) -> ShownParty:
    over = closed = ""
    if party.withdrawn_at is not None:
        over = _("lukket %s") % spoken.day_near(party.withdrawn_at)
    else:
        ends = party.areas_closed
        closed = spoken.listing(
            [
                _("%(area)s lukket %(day)s")
                % {"area": area.said_short, "day": spoken.day_near(ends[area.pk])}
                for area in ground.areas.all()
                if area.pk in ends
            ]
        )
    told = "" if over else readers.get(party.pk, "")
    return ShownParty(party.pk, party_name(party, reading), over, closed, readers=told)


def _given(ground: Ground, reading: Reading) -> str:
    day = spoken.full_day(ground.given_on)
    if not ground.kind.is_consent:
        return _("Noteret %s") % day
    words = {"form": ground.get_form_display(), "day": day}
    is_no = ground.decision == Ground.Decision.NO
    if ground.is_by_representative:
        said = (
            _("Nej på dine vegne, %(form)s den %(day)s")
            if is_no
            else _("Ja på dine vegne, %(form)s den %(day)s")
        )
        return (said if reading.standing.is_citizen else _for_others(is_no)) % words
    if not reading.standing.is_citizen:
        return _for_others(is_no) % words
    said = _("Du sagde nej %(form)s den %(day)s") if is_no else _("Du sagde ja %(form)s den %(day)s")
    return said % words


def _for_others(is_no: bool) -> str:
    return _("Nej, %(form)s den %(day)s") if is_no else _("Ja, %(form)s den %(day)s")


def _noted_by(ground: Ground, reading: Reading) -> str:
    """The department that wrote it down; a private person by name, since they are no employee."""
    if ground.noted_by.department is not None:
        return _("Skrevet ned af %s") % named(ground.noted_by.department)
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
    return _("sidste dag %s") % spoken.distance(spoken.last_day(ground.valid_until))


def _over(ground: Ground, at: datetime) -> str:
    if ground.withdrawn_at is not None:
        return _("Trukket tilbage %s") % spoken.full_day(ground.withdrawn_at)
    if ground.valid_until is not None and ground.valid_until <= at:
        return _("Udløbet. Gjaldt til og med %s") % spoken.full_day(spoken.last_day(ground.valid_until))
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
