"""The answers as they are read: for each question a curve and the same as a table, newest first, and how many
times the answer was that one does not know.
"""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enplan.web import charts, spoken
from plans.models import CoherenceAnswer
from plans.reading import Reading


@dataclass(frozen=True)
class AnswerRow:
    pk: UUID
    day: str
    by: str
    number: str
    note: str
    is_private: bool


@dataclass(frozen=True)
class QuestionShown:
    question: str
    curve: SafeString
    rows: tuple[AnswerRow, ...]
    unknown: str
    history: str  # where it stands when each was written


def coherence_shown(reading: Reading) -> list[QuestionShown]:
    """Those that anything was answered to."""
    shown = (_question(question, reading) for question in CoherenceAnswer.Question)
    return [one for one in shown if one.rows]


def coherence_in_short(reading: Reading) -> str:
    """ "Hænger hjælpen sammen? 4 · …": the newest answer to each; "" where there is none. For staff."""
    newest = {answer.question: answer for answer in reading.coherence.answers}
    in_order = [newest[question] for question in CoherenceAnswer.Question if question in newest]
    return " · ".join(f"{answer.get_question_display()} {_number(answer)}" for answer in in_order)


def _question(question: CoherenceAnswer.Question, reading: Reading) -> QuestionShown:
    answers = [one for one in reading.coherence.answers if one.question == question]
    unknown = sum(one.value is None for one in answers)
    own = reading.standing.is_citizens_side
    page = "min-plan-thing-history" if own else "workspace-thing-history"
    once = _("1 gang er svaret “ved ikke”.")
    said = once if unknown == 1 else _("%d gange er svaret “ved ikke”.") % unknown
    return QuestionShown(
        question=str(question.label),
        curve=_curve(str(question.label), answers),
        rows=tuple(_row(one, reading) for one in reversed(answers)),
        unknown=said if unknown else "",
        history=reverse(page, args=[reading.plan.pk, answers[-1].pk]) if answers else "",
    )


def _curve(label: str, answers: list[CoherenceAnswer]) -> SafeString:
    """The last answer of each day; a single day is no curve yet."""
    by_day = {one.answered_on: one for one in answers}
    if len(by_day) < 2:
        return SafeString("")
    said = ", ".join(
        _("%(value)s den %(day)s") % {"value": _number(one), "day": spoken.day_near(day)}
        for day, one in by_day.items()
    )
    points = [(day, one.value, spoken.SHORT_MONTHS[day.month - 1]) for day, one in by_day.items()]
    return charts.wellbeing_curve(points, title=f"{label} {said}.")


def _row(answer: CoherenceAnswer, reading: Reading) -> AnswerRow:
    own = _("Dig") if reading.standing.is_citizen else spoken.first_name(reading.plan.citizen.name)
    by, who = own, reading.name_of(answer.written_by)
    if answer.is_by_representative:
        whom = _("dig") if reading.standing.is_citizen else own
        by = _("%(who)s for %(whom)s") % {"who": who, "whom": whom}
    elif answer.is_told:
        by = _("%(you)s, fortalt til %(who)s") % {"you": own, "who": who}
    return AnswerRow(
        answer.pk,
        spoken.day_near(answer.answered_on),
        by,
        _number(answer),
        answer.note,
        answer.is_private,
    )


def _number(answer: CoherenceAnswer) -> str:
    return _("ved ikke") if answer.value is None else str(answer.value)
