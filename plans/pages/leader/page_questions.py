"""Questions put to a leader in words: the list without names, and one with its excerpt."""

from dataclasses import dataclass

from django.urls import reverse

from enplan.accounts.models import User
from enplan.web import danish
from plans.excerpts import Excerpt
from plans.lookups.questions import answered_lately_by, questions_to
from plans.models import LeaderQuestion
from plans.pages.disputes.question_lines import ShownThing, shown_things


@dataclass(frozen=True)
class PutLine:
    """Who asks and since when; whom it is about stands on the page that one opens."""

    by: str
    when: str
    is_decision: bool
    address: str


@dataclass(frozen=True)
class QuestionSheet:
    citizen: str
    by: str
    when: str
    text: str
    things: list[ShownThing]
    is_open: bool
    is_decision: bool
    answer: str
    answered: str


def put_lines(user: User) -> list[PutLine]:
    return [_line(one, f"spurgt {danish.near(one.written_at)}") for one in questions_to(user)]


def answered_lines(user: User) -> list[PutLine]:
    rows = answered_lately_by(user)
    return [_line(one, f"besvaret {danish.near(one.answered_at)}" if one.answered_at else "") for one in rows]


def question_sheet(asked: LeaderQuestion, excerpt: Excerpt) -> QuestionSheet:
    return QuestionSheet(
        citizen=asked.section.plan.citizen.name,
        by=f"{asked.written_by.name}, {asked.written_by.department}",
        when=danish.day_near(asked.written_at),
        text=asked.text,
        things=shown_things(excerpt),
        is_open=asked.is_open,
        is_decision=asked.to_be_decided_id is not None,
        answer=asked.answer,
        answered=danish.day_near(asked.answered_at) if asked.answered_at else "",
    )


def _line(question: LeaderQuestion, when: str) -> PutLine:
    return PutLine(
        by=f"{question.written_by.name}, {question.written_by.department}",
        when=when,
        is_decision=question.to_be_decided_id is not None,
        address=reverse("leader-question", args=[question.pk]),
    )
