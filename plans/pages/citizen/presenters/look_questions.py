"""What the citizen has asked about looks: the line, the question, by when an answer comes, and the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from enplan import clock
from enplan.audit.models import LookQuestion
from enplan.web.parts_in_danish import named
from plans.pages.citizen.presenters.log_words import in_words, why_in_words
from plans.pages.citizen.presenters.looks import what_was_shown


@dataclass(frozen=True)
class AskedLook:
    """One question. `who` is the department, or the private person it was about."""

    id: UUID
    who: str
    day: date
    about: str
    text: str
    asked_at: datetime
    due_on: date
    is_late: bool
    answer: str
    answered_at: datetime | None


def asked_looks(questions: Iterable[LookQuestion]) -> tuple[AskedLook, ...]:
    """Those without an answer first, then the newest."""
    shown = [_asked(question) for question in questions]
    return tuple(sorted(shown, key=lambda one: one.answered_at is not None))


def _asked(question: LookQuestion) -> AskedLook:
    names = [str(looker["name"]) for looker in question.lookers]
    return AskedLook(
        id=question.pk,
        who=named(question.department) or ", ".join(names),
        day=question.look_day,
        about=" · ".join(
            (
                in_words(question.role),
                why_in_words(question.kind, question.why).rstrip("."),
                what_was_shown(question.kind, question.what),
            )
        ),
        text=question.text,
        asked_at=question.asked_at,
        due_on=question.answer_due_on,
        is_late=question.answered_at is None and question.answer_due_on < clock.today(),
        answer=question.answer,
        answered_at=question.answered_at,
    )
