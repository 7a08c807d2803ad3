"""The caseload as it is shown: what waits, what is new, and a line for each plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from enplan.accounts.models import User
from enplan.web import danish
from plans.models import Plan
from plans.pages.caseload.line import WaitingLine
from plans.pages.caseload.lines import waiting_lines
from plans.pages.caseload.lines_messages import HeldAnswer
from plans.pages.caseload.news import NewsLine, news_lines
from plans.pages.caseload.plans import coordinators_of, next_dates_of
from plans.pages.caseload.waiting import Waiting
from plans.pages.tasks.cards import HeldDate

SHOWN_FIRST = 10  # lines of each list; the others are folded


@dataclass(frozen=True)
class PlanLine:
    name: str
    coordinator: str
    next_date: str
    is_mine: bool
    address: str
    rests: str  # until when the plan holds a pause


@dataclass(frozen=True)
class Lines:
    """A list, of which the first are shown and the others folded."""

    first: list[WaitingLine]
    more: list[WaitingLine]


@dataclass(frozen=True)
class CaseloadPage:
    waiting: Lines
    behind: Lines  # what others are late with, on plans one coordinates
    news: list[NewsLine]
    has_more: bool
    has_more_tasks: bool
    is_first_page: bool
    coordinated: list[PlanLine]
    others: list[PlanLine]
    plans: list[Plan]  # every plan of whose citizen the page tells, for the look-log


def caseload_page(
    user: User,
    plans: list[Plan],
    waiting: Waiting | None,
    *,
    at: datetime,
    held: HeldDate | None = None,
    answer: HeldAnswer | None = None,
) -> CaseloadPage:
    """Written on a line and sent back with an error: `held`, a new date for a task; `answer`, one to a message."""
    lines = _plan_lines(user, plans, at)
    today = danish.day_of(at)
    told = {plan.pk: plan for plan in [*plans, *(_plans_in(waiting) if waiting else ())]}
    waits = list(waiting_lines(user, waiting, today, held, answer)) if waiting else []
    return CaseloadPage(
        waiting=_cut([line for line in waits if line.is_mine]),
        behind=_cut([line for line in waits if not line.is_mine]),
        news=list(news_lines(waiting, today)) if waiting else [],
        has_more=waiting.has_more if waiting else False,
        has_more_tasks=waiting.more_tasks if waiting else False,
        is_first_page=waiting is not None,
        coordinated=[line for line in lines if line.is_mine],
        others=[line for line in lines if not line.is_mine],
        plans=list(told.values()),
    )


def _cut(lines: list[WaitingLine]) -> Lines:
    """What came back with an error is never folded away; one line more is not worth folding."""
    lines = sorted(lines, key=lambda line: not (line.deal and line.deal.is_sent_back))
    first = SHOWN_FIRST + 1 if len(lines) == SHOWN_FIRST + 1 else SHOWN_FIRST
    return Lines(lines[:first], lines[first:])


def _plan_lines(user: User, plans: list[Plan], at: datetime) -> list[PlanLine]:
    coordinators, dates = coordinators_of(user, plans, at=at), next_dates_of(user, plans, at=at)
    return [
        PlanLine(
            name=plan.citizen.name,
            coordinator=coordinators[plan.pk].name if plan.pk in coordinators else "",
            next_date=danish.near(dates[plan.pk], today=danish.day_of(at)) if plan.pk in dates else "",
            is_mine=bool(getattr(plan, "mine", 0)),
            address=reverse("workspace", args=[plan.pk]),
            rests=f"på pause til {danish.near(plan.look_again_on, today=danish.day_of(at))}"
            if plan.look_again_on
            else "",
        )
        for plan in plans
    ]


def _plans_in(waiting: Waiting) -> Iterator[Plan]:
    yield from (message.plan for message in waiting.messages)
    yield from (notice.plan for notice in waiting.letters)
    yield from (offer.plan for offer in waiting.handovers)
    yield from (talk.plan for talk, is_on_team in waiting.talks if is_on_team)
    yield from waiting.pauses
    yield from (meeting.plan for meeting in waiting.meetings)
    yield from (due.plan for due in waiting.meetings_due)
    yield from waiting.returned
    yield from (age.plan for age in waiting.ages)
    yield from (item.section.plan for item in (*waiting.proposals, *waiting.tasks, *waiting.goals))
    yield from (asked.plan for asked in waiting.data_requests)
    yield from (
        item.section.plan for item in (*waiting.proposals, *waiting.comments, *waiting.tasks, *waiting.goals)
    )
    yield from (answer.plan for answer in waiting.low_answers)
    yield from (rating.plan for rating in waiting.numbers)
    yield from (plan for plan, _ground in waiting.consents)
    yield from (due.plan for due in waiting.follow_ups)
    yield from (question.plan for question in (*waiting.answers, *waiting.unanswered))
    told = (*waiting.drafts, *waiting.changes, *(one.plan_id for one in waiting.stuck))
    yield from (waiting.own[plan_id].plan for plan_id in told)
