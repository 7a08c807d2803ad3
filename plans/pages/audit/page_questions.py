"""A citizen's question as the one who answers reads it: the line it is about, and who stood behind that line."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import LookQuestion
from enplan.web import danish
from plans.pages.audit.numbers import number_of


@dataclass(frozen=True)
class QuestionLine:
    """One question."""

    id: UUID
    citizen_id: UUID
    number: str
    text: str
    asked_at: datetime
    due_on: date
    is_late: bool
    department: str
    about: str
    day: date
    lookers: tuple[str, ...]
    is_about_oneself: bool
    answer: str
    answered: str


def question_line(question: LookQuestion, by: User) -> QuestionLine:
    is_late = question.answered_at is None and question.answer_due_on < clock.today()
    return QuestionLine(
        id=question.pk,
        citizen_id=question.citizen_id,
        number=number_of(question.citizen_id),
        text=question.text,
        asked_at=question.asked_at,
        due_on=question.answer_due_on,
        is_late=is_late,
        department=question.department or _("en privat person"),
        about=" · ".join(
            part for part in (question.role, question.why, question.get_kind_display(), question.what) if part
        ),
        day=question.look_day,
        lookers=tuple(_looker(one) for one in question.lookers),
        is_about_oneself=any(one["id"] == str(by.pk) for one in question.lookers),
        answer=question.answer,
        answered=_answered(question),
    )


def _looker(one: dict[str, str | int]) -> str:
    """ "Jan Falk, 3 gange mellem kl. 9 og 14" """
    first, last = (danish.clock_time(datetime.fromisoformat(str(one[key]))) for key in ("first", "last"))
    if first == last:
        return _("%(name)s, kl. %(first)s") % {"name": one["name"], "first": first}
    return _("%(name)s, %(times)s gange mellem kl. %(first)s og %(last)s") % {
        "name": one["name"],
        "times": one["times"],
        "first": first,
        "last": last,
    }


def _answered(question: LookQuestion) -> str:
    if question.answered_at is None:
        return ""
    return _("%(who)s, %(day)s") % {
        "who": question.answered_by_name,
        "day": danish.moment(question.answered_at),
    }
