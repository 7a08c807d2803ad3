"""The register's lines: what was agreed, on what law, between whom, for how long. No private person by name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from citizens.models import Ground, GroundParty
from enplan.accounts.models import User
from enplan.web import danish
from plans.models import Plan
from plans.pages.audit.ground_states import STATES, state_of
from plans.pages.audit.numbers import number_of


@dataclass(frozen=True)
class GroundLine:
    """One ground."""

    citizen_id: UUID
    number: str
    kind: str
    law: str
    state: str
    is_soon: bool
    period: str
    form: str
    purpose: str
    areas: str
    sources: str
    parties: str
    noted: str
    withdrawn: str
    has_reason: bool
    told: str  # when the citizen is told, where that is later
    reviewed: str  # where a leader looks at it afterwards


@dataclass(frozen=True)
class PlanLine:
    """One plan of a citizen of whom no consent is in force."""

    citizen_id: UUID
    number: str
    started: str
    coordinator: str


def ground_line(ground: Ground, at: datetime) -> GroundLine:
    """Needs noted_by, withdrawn_by, citizen, review, and areas, sources and parties prefetched."""
    state = state_of(ground, at)
    return GroundLine(
        citizen_id=ground.citizen_id,
        number=number_of(ground.citizen_id),
        kind=danish_start(ground.kind_name),
        law=ground.law,
        state=str(STATES[state]),
        is_soon=state == "udloeber",
        period=_period(ground),
        form=str(ground.get_form_display()),
        purpose=ground.purpose,
        areas=danish.listing([area.short_name for area in ground.areas.all()]),
        sources=danish.listing([source.name for source in ground.sources.all()]) or _("borgeren selv"),
        parties=danish.listing([_party(party) for party in ground.parties.all()]),
        noted=_("%(day)s af %(who)s")
        % {"day": danish.full_day(ground.noted_at), "who": _who(ground, ground.noted_by)},
        withdrawn=_withdrawn(ground),
        has_reason=bool(ground.reason.strip()),
        told=danish.full_day(ground.withheld_until)
        if ground.is_withheld(at) and ground.withheld_until
        else "",
        reviewed=_reviewed(ground),
    )


def plan_line(plan: Plan, coordinator: User | None) -> PlanLine:
    named = f"{coordinator.name}, {coordinator.department}" if coordinator else ""
    return PlanLine(plan.citizen_id, number_of(plan.citizen_id), danish.full_day(plan.started_on), named)


def danish_start(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _reviewed(ground: Ground) -> str:
    review = getattr(ground, "review", None)
    if review is None:
        return ""
    if review.reviewed_at is None:
        return _("venter")
    day = danish.full_day(review.reviewed_at)
    return _("i orden, %s") % day if review.was_right else _("burde ikke være delt, %s") % day


def _period(ground: Ground) -> str:
    start = danish.full_day(ground.valid_from)
    if ground.valid_until is None:
        return _("fra %s, uden slutdato") % start
    return _("%(start)s til og med %(end)s") % {
        "start": start,
        "end": danish.full_day(danish.last_day(ground.valid_until)),
    }


def _party(party: GroundParty) -> str:
    if party.is_coordinator:
        name = _("den, der koordinerer")
    elif party.department is not None:
        name = party.department.name
    else:
        name = party.user.name if party.user and party.user.is_employee else _("en pårørende")
    return _("%s (trukket tilbage)") % name if party.withdrawn_at else name


def _who(ground: Ground, user: User | None) -> str:
    """An employee by name. A private person's name would say who the citizen is."""
    if user is None:
        return ""
    if user.is_employee:
        return user.name
    return _("borgeren selv") if user.pk == ground.citizen.user_id else _("en, der handler for borgeren")


def _withdrawn(ground: Ground) -> str:
    if ground.withdrawn_at is None:
        return ""
    return _("%(day)s af %(who)s") % {
        "day": danish.full_day(ground.withdrawn_at),
        "who": _who(ground, ground.withdrawn_by),
    }
