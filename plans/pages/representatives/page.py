"""Who acts for the citizen, as lines: now or later, and who has; and consents that wait for a custody holder."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from citizens.ages import COMES_OF_AGE_AT, is_of_age, turns
from citizens.models import CustodyAnswer, Ground, Representative
from enplan.web import spoken
from plans.lookups.people import answers_to, plan_answers
from plans.models import Plan, PlanAnswer
from plans.reading import Reading
from plans.services.agreeing import is_waiting
from plans.standing import Action


@dataclass(frozen=True)
class Line:
    """One who acts for the citizen. `edit` and `end` are addresses, empty where there is nothing to change."""

    name: str
    basis: str
    areas: str
    period: str
    document: str
    login: str
    edit: str
    end: str


@dataclass(frozen=True)
class RepresentativesPage:
    acting: list[Line]
    over: list[Line]
    custody_ends: str
    is_active: bool


def representatives_page(people: Iterable[Representative], reading: Reading) -> RepresentativesPage:
    lines = [(person, _line(person, reading)) for person in people]
    return RepresentativesPage(
        acting=[line for person, line in lines if not _is_over(person, reading)],
        over=[line for person, line in lines if _is_over(person, reading)],
        custody_ends=custody_ends(reading.plan, reading),
        is_active=reading.plan.is_active,
    )


def custody_ends(plan: Plan, reading: Reading) -> str:
    """What the caseworker must know of the end of custody; "" for an adult."""
    if is_of_age(plan.citizen, at=reading.at):
        return ""
    birthday = turns(plan.citizen, COMES_OF_AGE_AT)
    return (
        f"Forældremyndighed slutter af sig selv, når borgeren fylder 18 år den {spoken.full_day(birthday)}."
    )


def _is_over(person: Representative, reading: Reading) -> bool:
    return person.ends_at is not None and person.ends_at <= reading.at


def _line(person: Representative, reading: Reading) -> Line:
    plan, over = reading.plan, _is_over(person, reading)
    key = [plan.pk, person.pk]
    kind = person.get_kind_display()
    basis = person.basis if person.basis.startswith(kind) else f"{kind}: {person.basis}"
    return Line(
        name=person.name,
        basis=f"{person.relation}, {basis}",
        areas=spoken.listing([area.said_short for area in person.areas.all()]),
        period=_period(person),
        document=person.document,
        login="" if over else ("kan logge ind" if person.user_id else "har intet login"),
        edit="" if over or not plan.is_active else reverse("representative-edit", args=key),
        end="" if over else reverse("representative-end", args=key),
    )


def _period(person: Representative) -> str:
    start = f"fra {spoken.full_day(person.starts_at)}"
    if person.ends_at is None:
        return f"{start}, indtil videre"
    return f"{start} til og med {spoken.full_day(spoken.last_day(person.ends_at))}"


@dataclass(frozen=True)
class WaitingAnswer:
    """What one custody holder has answered. `note` is the address where a caseworker notes it."""

    who: str
    said: str
    note: str


@dataclass(frozen=True)
class WaitingGround:
    """A consent that opens nothing yet. `answer` is the address where the reader answers, empty if not asked."""

    id: UUID
    what: str
    answers: list[WaitingAnswer]
    answer: str


def waiting_grounds(reading: Reading) -> list[WaitingGround]:
    """The consents the reader sees that wait for a custody holder's yes. No query where there are none."""
    grounds = [
        ground
        for ground in reading.grounds
        if ground.decision == Ground.Decision.WAITING
        and ground.withdrawn_at is None
        and (ground.valid_until is None or ground.valid_until > reading.at)
    ]
    if not grounds:
        return []
    rows = answers_to(grounds)
    return [_waiting(ground, rows[ground.pk], reading) for ground in grounds]


def waiting_plan(reading: Reading) -> list[WaitingGround]:
    """The yes to one plan, where it waits for a custody holder's."""
    plan = reading.plan
    if not is_waiting(plan):
        return []
    rows = plan_answers(plan)
    may_note = plan.is_active and reading.standing.may(Action.NOTE_GROUND, plan)
    return [
        WaitingGround(
            id=plan.pk,
            what=_("Ja til én plan"),
            answers=[
                WaitingAnswer(
                    who=_who(row, reading),
                    said=_said(row),
                    note=reverse("plan-answer-note", args=[plan.pk, row.pk]) if may_note else "",
                )
                for row in rows
            ],
            answer=reverse("plan-answer", args=[plan.pk])
            if plan.is_active and reading.standing.is_representative and _is_asked(rows, reading)
            else "",
        )
    ]


def _is_asked(rows: Iterable[CustodyAnswer | PlanAnswer], reading: Reading) -> bool:
    """Is it the reader's own answer that is missing?"""
    return any(
        row.answer == CustodyAnswer.Answer.WAITING and row.representative.user_id == reading.user.pk
        for row in rows
    )


def _said(row: CustodyAnswer | PlanAnswer) -> str:
    return str(row.get_answer_display())


def waits_for(reading: Reading) -> bool:
    """Is it the reader's own answer that is missing somewhere?"""
    return any(ground.answer for ground in (*waiting_plan(reading), *waiting_grounds(reading)))


def _waiting(ground: Ground, rows: list[CustodyAnswer], reading: Reading) -> WaitingGround:
    plan = reading.plan
    may_note = plan.is_active and reading.standing.may(Action.NOTE_GROUND, plan)
    decides = reading.standing.decides_health or not ground.covers_health
    areas = spoken.listing(
        [
            area.said_short
            for area in ground.areas.all()
            if reading.standing.is_citizen or reading.standing.works_in(area.pk)
        ]
    )
    return WaitingGround(
        id=ground.pk,
        what=f"{_capital(ground.said_kind)}: {areas}",
        answers=[
            WaitingAnswer(
                who=_who(row, reading),
                said=_said(row),
                note=reverse("custody-answer-note", args=[plan.pk, ground.pk, row.pk]) if may_note else "",
            )
            for row in rows
        ],
        answer=reverse("custody-answer", args=[plan.pk, ground.pk])
        if _is_asked(rows, reading) and decides and plan.is_active and reading.standing.is_representative
        else "",
    )


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _who(row: CustodyAnswer | PlanAnswer, reading: Reading) -> str:
    """The citizen and who coordinates know them by name; one parent is not told of the other."""
    if row.representative.user_id == reading.user.pk:
        return _("Dig")
    if reading.standing.is_citizen or reading.standing.coordinates:
        return row.representative.name
    if reading.standing.is_representative:
        return _("Den anden, der har forældremyndigheden")
    return _("En, der har forældremyndigheden")
