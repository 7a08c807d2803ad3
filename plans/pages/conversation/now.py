"""What has been said about a receiver until now, in a sentence beside the question."""

from django.utils.translation import gettext as _

from citizens.models import Ground, GroundParty
from enplan.accounts.models import LifeArea
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.asking import AskedParty
from plans.reading import Reading


def said_until_now(asked: AskedParty, kind: str, reading: Reading) -> str:
    """ "Nu: ja til bolig og økonomi, til og med 9. marts 2027." Empty where nothing has been said."""
    running = [
        (ground, parties)
        for ground in reading.grounds
        if ground.kind_id == kind and _runs(ground, reading) and (parties := _parties(ground, asked))
    ]
    of = {
        decision: [(ground, parties) for ground, parties in running if ground.decision == decision]
        for decision in Ground.Decision
    }
    if of[Ground.Decision.YES]:
        return _yes(of[Ground.Decision.YES], asked)
    if through := _through_department(asked, kind, reading):
        return through
    if of[Ground.Decision.WAITING]:
        return _("Nu: et ja, som venter på endnu et ja.")
    if of[Ground.Decision.NO]:
        latest = max(ground.given_on for ground, _parties_of in of[Ground.Decision.NO])
        return _("Nu: nej, sagt den %s.") % spoken.full_day(latest)
    return ""


def _through_department(asked: AskedParty, kind: str, reading: Reading) -> str:
    """Who coordinates may see something as one of a department that is asked about on a card of its own."""
    coordinator = reading.coordinator
    if not asked.party.is_coordinator or coordinator is None:
        return ""
    department = coordinator.user.department
    areas = {
        area.pk: area
        for ground in reading.grounds
        if ground.kind_id == kind and ground.decision == Ground.Decision.YES and _runs(ground, reading)
        for party in ground.parties.all()
        if department is not None and party.department_id == department.pk and party.withdrawn_at is None
        for area in ground.areas.all()
        if area.pk not in party.areas_closed
    }
    if not areas:
        return ""
    ordered = sorted(areas.values(), key=lambda area: area.position)
    return _("Nu: ser %(areas)s gennem det ja, der er givet til %(department)s.") % {
        "areas": spoken.listing([area.said_short for area in ordered]),
        "department": named(department),
    }


def _yes(grounds: list[tuple[Ground, list[GroundParty]]], asked: AskedParty) -> str:
    """Only areas that stand out for the receiver are named, and none where it is all of them."""
    areas: dict[str, LifeArea] = {
        area.pk: area
        for ground, parties in grounds
        for area in ground.areas.all()
        if any(area.pk not in party.areas_closed for party in parties)
    }
    theirs = [area for area in asked.areas if area.pk in areas] or sorted(
        areas.values(), key=lambda area: area.position
    )
    said = spoken.listing([area.said_short for area in theirs])
    is_all = len(theirs) == len(asked.areas) and not asked.is_network
    words = {"yes": _("ja") if is_all else _("ja til %s") % said}
    ends = [ground.valid_until for ground, _parties_of in grounds if ground.valid_until is not None]
    if not ends:
        return _("Nu: %(yes)s.") % words
    until = spoken.full_day(spoken.last_day(min(ends)))
    return _("Nu: %(yes)s, til og med %(until)s.") % {**words, "until": until}


def _runs(ground: Ground, reading: Reading) -> bool:
    within = reading.standing.is_citizen or all(
        reading.standing.works_in(area.pk) for area in ground.areas.all()
    )
    over = ground.valid_until is not None and ground.valid_until <= reading.at
    return within and not over and ground.withdrawn_at is None


def _parties(ground: Ground, asked: AskedParty) -> list[GroundParty]:
    return [
        party for party in ground.parties.all() if party.withdrawn_at is None and asked.is_meant_by(party)
    ]
