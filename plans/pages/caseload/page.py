"""The caseload as it is shown: sentences about what waits, and a line for each plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from citizens.models import Ground
from enplan.accounts.models import User
from enplan.web import danish
from plans.models import Plan, Task
from plans.pages.caseload.plans import coordinators_of, next_dates_of
from plans.pages.caseload.waiting import Waiting

CLOSE = timedelta(days=7)


@dataclass(frozen=True)
class WaitingLine:
    """Whose, what, when in words, and where to go. `kind` is the class of the words."""

    citizen: str
    what: str
    when: str
    kind: str
    address: str
    is_mine: bool = True


@dataclass(frozen=True)
class PlanLine:
    name: str
    coordinator: str
    next_date: str
    is_mine: bool
    address: str


@dataclass(frozen=True)
class CaseloadPage:
    waiting: list[WaitingLine]
    behind: list[WaitingLine]  # what others are late with, on plans one coordinates
    has_more: bool
    is_first_page: bool
    coordinated: list[PlanLine]
    others: list[PlanLine]
    plans: list[Plan]  # every plan of whose citizen the page tells, for the look-log


def caseload_page(user: User, plans: list[Plan], waiting: Waiting | None, *, at: datetime) -> CaseloadPage:
    lines = _plan_lines(user, plans, at)
    told = {plan.pk: plan for plan in [*plans, *(_plans_in(waiting) if waiting else ())]}
    waits = list(_waiting_lines(user, waiting, danish.day_of(at))) if waiting else []
    return CaseloadPage(
        waiting=[line for line in waits if line.is_mine],
        behind=[line for line in waits if not line.is_mine],
        has_more=waiting.has_more if waiting else False,
        is_first_page=waiting is not None,
        coordinated=[line for line in lines if line.is_mine],
        others=[line for line in lines if not line.is_mine],
        plans=list(told.values()),
    )


def _plan_lines(user: User, plans: list[Plan], at: datetime) -> list[PlanLine]:
    coordinators, dates = coordinators_of(user, plans, at=at), next_dates_of(user, plans, at=at)
    return [
        PlanLine(
            name=plan.citizen.name,
            coordinator=coordinators[plan.pk].name if plan.pk in coordinators else "",
            next_date=danish.near(dates[plan.pk], today=danish.day_of(at)) if plan.pk in dates else "",
            is_mine=bool(getattr(plan, "mine", 0)),
            address=reverse("workspace", args=[plan.pk]),
        )
        for plan in plans
    ]


def _plans_in(waiting: Waiting) -> Iterator[Plan]:
    yield from (offer.plan for offer in waiting.handovers)
    yield from (item.section.plan for item in (*waiting.proposals, *waiting.tasks, *waiting.goals))
    yield from (plan for plan, _ground in waiting.consents)


def _waiting_lines(user: User, waiting: Waiting, today: date) -> Iterator[WaitingLine]:
    yield from _consents(waiting.consents, today, close=True)
    for offer in waiting.handovers:
        where = reverse("workspace-handover-accept", args=[offer.plan_id])
        asked = f"spurgt {danish.near(offer.offered_at, today=today)}"
        yield WaitingLine(offer.plan.citizen.name, "Vil du tage over?", asked, "soon", where)
    for goal in waiting.proposals:
        first = danish.first_name(goal.section.plan.citizen.name)
        when = f"foreslået {danish.near(goal.written_at, today=today)}"
        yield _line(goal.section.plan, f"{first} foreslår: {goal.title}", when, "soon", f"maal-{goal.pk}")
    yield from _consents(waiting.consents, today, close=False)
    for task in waiting.tasks:
        when = f"overskredet {danish.day_near(task.due_on, today=today)}" if task.due_on else ""
        who = _who(task, user)
        told = who or ("" if task.responsible_id else "ingen står for den endnu")
        what = f"{task.title} ({told})" if told else task.title
        yield _line(task.section.plan, what, when, "overdue", f"aftale-{task.pk}", is_mine=not who)
    for goal in waiting.goals:
        when = f"overskredet {danish.day_near(goal.due_on, today=today)}" if goal.due_on else ""
        yield _line(goal.section.plan, f"Mål: {goal.title}", when, "overdue", f"maal-{goal.pk}")


def _is_close(ground: Ground, today: date) -> bool:
    """In the last week it stands before everything else."""
    return ground.valid_until is not None and danish.day_of(ground.valid_until) <= today + CLOSE


def _consents(consents: list[tuple[Plan, Ground]], today: date, *, close: bool) -> Iterator[WaitingLine]:
    """What lapses in a plan on the same day is one line: it is one conversation."""
    together: dict[tuple[object, ...], tuple[Plan, list[Ground]]] = {}
    for plan, ground in consents:
        if _is_close(ground, today) == close:
            alone = None if ground.kind.is_consent else ground.pk
            together.setdefault((plan.pk, ground.valid_until, alone), (plan, []))[1].append(ground)
    for plan, grounds in together.values():
        yield _consent(plan, grounds, today)


def _consent(plan: Plan, grounds: list[Ground], today: date) -> WaitingLine:
    """ "Samtykket om bolig. Forny det med borgeren", from thirty days before it ends."""
    ground = grounds[0]
    names = {area.pk: area.short_name for each in grounds for area in each.open_areas}
    areas = danish.listing(list(names.values()))
    what = f"{ground.kind_name[:1].upper()}{ground.kind_name[1:]} om {areas}"
    where = reverse("workspace-consents", args=[plan.pk])
    if ground.kind.is_consent:
        is_one = len(grounds) == 1
        consents, them = ("Samtykket", "det") if is_one else (f"{len(grounds)} samtykker", "dem")
        what = f"{consents} om {areas}. Forny {them} med borgeren"
        where = reverse("workspace-consents-renew", args=[plan.pk])
    ends = ""
    if ground.valid_until is not None:
        ends = f"udløber {danish.day_near(ground.valid_until, today=today)}"
        if _is_close(ground, today):
            ends = f"{ends}, {danish.distance(ground.valid_until, today=today)}"
    return WaitingLine(plan.citizen.name, what, ends, "soon", where)


def _line(plan: Plan, what: str, when: str, kind: str, anchor: str, *, is_mine: bool = True) -> WaitingLine:
    address = reverse("workspace", args=[plan.pk]) + (f"#{anchor}" if anchor else "")
    return WaitingLine(plan.citizen.name, what, when, kind, address, is_mine)


def _who(task: Task, user: User) -> str:
    """Whose task it is, where it is somebody else's. Only on plans one coordinates, where one sees all names."""
    if task.responsible_id == user.pk:
        return ""
    if task.responsible_is_citizen:
        return task.section.plan.citizen.name
    return str(task.responsible or task.responsible_contact or "")
