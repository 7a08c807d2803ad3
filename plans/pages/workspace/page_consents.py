"""The page of a plan's grounds: those in force, those that no longer open anything, and the noes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from citizens.models import Ground
from enplan.web import danish
from plans.asking import asked_of, not_asked, uncovered
from plans.facts import facts_of
from plans.grounds import kinds_to_obtain
from plans.pages.files.lines import FileLine, scans_of
from plans.pages.representatives.page import WaitingGround, waiting_grounds, waiting_plan
from plans.pages.workspace.grounds import (
    GroundLine,
    ground_line,
    is_in_force,
    is_to_come,
    known_departments,
    party_name,
)
from plans.pages.workspace.parties import value_of
from plans.reading import Reading
from plans.renewing import renewable
from plans.services.visitation import visitation_phase
from plans.standing import Action
from plans.yearly import review_day


@dataclass(frozen=True)
class ConsentLine:
    line: GroundLine
    withdraw: str  # addresses, empty where the viewer may not
    renew: str
    scans: list[FileLine]
    scan: str  # where to put the signed page; empty where none is expected


@dataclass(frozen=True)
class ConsentsPage:
    in_force: list[ConsentLine]
    waiting: list[WaitingGround]  # for a custody holder's yes
    over: list[ConsentLine]
    is_active: bool
    sees_all: bool
    uncovered: list[str]  # what a yes is not about, because a department joined later
    not_asked: str  # names of receivers about whom nothing has been said
    to_renew: int  # how many lapse and are to be asked about
    review_day: date
    obtain: str  # addresses, empty where there is nothing to do there
    visitation: str


def consents_page(reading: Reading) -> ConsentsPage:
    lines = [_line(ground, reading) for ground in reading.grounds]
    missing, unasked = _gaps(reading)
    waiting = [*waiting_plan(reading), *waiting_grounds(reading)]
    still_waiting = {one.id for one in waiting}
    return ConsentsPage(
        in_force=[line for line in lines if _counts(line.line.ground, reading)],
        waiting=waiting,
        over=[
            line
            for line in lines
            if not _counts(line.line.ground, reading) and line.line.ground.pk not in still_waiting
        ],
        is_active=reading.plan.is_active,
        sees_all=reading.standing.coordinates,
        to_renew=len(renewable(reading.grounds, reading.at)) if reading.standing.coordinates else 0,
        review_day=review_day(reading.plan, after=danish.day_of(reading.at)),
        uncovered=missing,
        not_asked=unasked,
        obtain=reverse("workspace-obtain", args=[reading.plan.pk]) if kinds_to_obtain() else "",
        visitation=_visitation(reading),
    )


def _gaps(reading: Reading) -> tuple[list[str], str]:
    """For who coordinates: where the citizen's yes does not reach, and who has not been asked about."""
    if not (reading.standing.coordinates and reading.plan.is_active):
        return [], ""
    facts = facts_of(reading.plan)
    asked = asked_of(reading, facts)
    missing = [
        f"{one.asked.name} ser ikke det, {danish.listing([str(source) for source in one.sources])} skriver."
        for one in uncovered(asked, facts, reading.at)
    ]
    running = [g for g in reading.grounds if g.valid_until is None or g.valid_until > reading.at]
    return missing, danish.listing([one.name for one in not_asked(asked, running)])


def _counts(ground: Ground, reading: Reading) -> bool:
    """In force, or a renewal that has not begun."""
    return is_in_force(ground, reading.at) or is_to_come(ground, reading.at)


def _visitation(reading: Reading) -> str:
    may = reading.standing.may(Action.START_VISITATION, reading.plan) and visitation_phase(reading.plan)
    return reverse("workspace-visitation", args=[reading.plan.pk]) if may else ""


def _line(ground: Ground, reading: Reading) -> ConsentLine:
    plan = reading.plan
    may = plan.is_active and reading.standing.may(Action.WITHDRAW_GROUND, ground)
    may_scan = plan.is_active and reading.standing.may(Action.ADD_SCAN, plan)
    opens = ground.withdrawn_at is None and ground.decision == Ground.Decision.YES
    new = reverse("workspace-consent-new", args=[plan.pk])
    return ConsentLine(
        line=ground_line(ground, reading),
        withdraw=reverse("workspace-consent-withdraw", args=[plan.pk, ground.pk])
        if may and opens and _counts(ground, reading)
        else "",
        renew=f"{new}?som={ground.pk}" if may and ground.kind.is_consent else "",
        scans=scans_of(ground.pk, reading),
        scan=reverse("workspace-consent-scan", args=[plan.pk, ground.pk])
        if may_scan and ground.form == Ground.Form.WRITTEN
        else "",
    )


def renewal(ground: Ground, reading: Reading) -> dict[str, Any]:
    """How the form begins when a consent is renewed: only with receivers and sources the viewer may know of."""
    known = known_departments(reading)
    all_known = reading.standing.coordinates
    parties = [
        value_of(party)
        for party in ground.parties.all()
        if party_name(party, reading)
        and (all_known or party.is_coordinator or party.user_id or party.department_id in known)
    ]
    return {
        "kind": ground.kind_id,
        "areas": [area.pk for area in ground.areas.all() if reading.standing.works_in(area.pk)],
        "parties": parties,
        "sources": [str(source.pk) for source in ground.sources.all() if all_known or source.pk in known],
        "purpose": ground.purpose,
    }
