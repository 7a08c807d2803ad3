"""A question to a leader in words: who asked whom, how it stands, and what was answered."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.excerpts import Excerpt
from plans.models import Disagreement, Goal, LeaderQuestion, SubGoal, Task
from plans.pages.disputes.lines import about
from plans.pages.wording import label_of
from plans.reading import Reading


@dataclass(frozen=True)
class QuestionLine:
    """For who may read the plan's questions. `address` is the page for staff."""

    pk: UUID
    text: str
    asked: str
    state: str
    is_open: bool
    answer: str
    answered: str
    address: str


@dataclass(frozen=True)
class ShownThing:
    """One thing of an excerpt: what kind it is, its title, where it stands, and the facts that may be told of it."""

    kind: str
    title: str
    where: str
    facts: list[tuple[str, str]]
    voices: list[tuple[str, str, bool]]  # who, what, and whether it is the citizen's side


def question_line(question: LeaderQuestion, reading: Reading) -> QuestionLine:
    asker = reading.name_of(question.written_by)
    leader = f"{question.asked_of.name}, {question.department.name}"
    asked = {
        "who": asker[:1].upper() + asker[1:],
        "leader": leader,
        "day": spoken.day_near(question.written_at),
    }
    return QuestionLine(
        pk=question.pk,
        text=question.text,
        asked=_("%(who)s har spurgt %(leader)s, %(day)s") % asked,
        state=state_of(question),
        is_open=question.is_open,
        answer=question.answer,
        answered=_answered(question),
        address=reverse("question", args=[reading.plan.pk, question.pk]),
    )


def state_of(question: LeaderQuestion) -> str:
    if question.answered_at is not None:
        return _("Besvaret %s") % spoken.day_near(question.answered_at)
    if question.withdrawn_at is not None:
        return _("Trukket tilbage %s") % spoken.day_near(question.withdrawn_at)
    return _("Venter på svar") if question.plan.is_active else _("Ikke besvaret")


def _answered(question: LeaderQuestion) -> str:
    if question.answered_at is None:
        return ""
    return f"{question.asked_of.name}, {spoken.day_near(question.answered_at)}"


def shown_things(excerpt: Excerpt) -> list[ShownThing]:
    """The excerpt as a leader reads it: no employee is named but the one who asks."""
    return [
        *(_goal(goal) for goal in excerpt.goals),
        *(_task(task) for task in excerpt.tasks),
        *(_disagreement(one) for one in excerpt.disagreements),
    ]


def _goal(goal: Goal) -> ShownThing:
    facts = [
        ("Hvorfor", goal.why),
        ("Hvordan det går", label_of(Goal, "status", goal.status)),
        ("Begrundelse", goal.reason),
        ("Sådan ser de, at det går fremad", goal.measured_by),
        ("Senest", spoken.day_near(goal.due_on) if goal.due_on else ""),
        ("Delmål", "\n".join(map(_step, goal.subgoals.all()))),
    ]
    return ShownThing("Mål", goal.title, _where(goal), [one for one in facts if one[1]], [])


def _step(subgoal: SubGoal) -> str:
    return f"{subgoal.title} ({label_of(SubGoal, 'status', subgoal.status)})"


def _task(task: Task) -> ShownThing:
    facts = [
        ("Status", label_of(Task, "status", task.status)),
        ("Senest", spoken.day_near(task.due_on) if task.due_on else ""),
    ]
    return ShownThing("Aftale", task.title, _where(task), [one for one in facts if one[1]], [])


def _disagreement(one: Disagreement) -> ShownThing:
    voices = [
        (
            _holder(view.section.owner, is_acting=view.is_by_representative),
            view.text,
            view.section.is_citizens,
        )
        for view in one.views.all()
    ]
    voices.sort(key=lambda voice: not voice[2])
    return ShownThing("Uenighed", about(one), _where(one), [], voices)


def _holder(owner: object, *, is_acting: bool) -> str:
    if owner is not None:
        return str(owner)
    return "En, der handler for borgeren" if is_acting else "Borgeren"


def _where(thing: Goal | Task | Disagreement) -> str:
    owner = thing.section.owner.name if thing.section.owner else "borgerens egne ord"
    return f"{thing.section.area.name} · {owner}"
