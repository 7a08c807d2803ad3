"""The transitions page: what is under way, as far as the viewer reads of it, and what can be begun."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from enplan.web import danish
from plans.models import Transition, TransitionKind
from plans.pages.transitions.wording import mark_in_words
from plans.pages.workspace.page_tasks import TaskLine, task_lines
from plans.reading import Reading
from plans.standing import Action
from plans.transitions import Checklist, Mark


@dataclass(frozen=True)
class TransitionCard:
    """One transition. `edit` and `cancel` are addresses, empty where the viewer may not."""

    anchor: str
    name: str
    day: str
    progress: str
    lines: list[TaskLine]
    version: int
    edit: str
    cancel: str
    history: str


@dataclass(frozen=True)
class Beginning:
    """Something that can be begun: with `is_ready` at one tap, otherwise its day is asked for first."""

    text: str
    address: str
    is_ready: bool


@dataclass(frozen=True)
class TransitionsPage:
    cards: list[TransitionCard]
    ahead: list[Beginning]
    kinds: list[Beginning]


def transitions_page(
    reading: Reading,
    transitions: Iterable[Transition],
    marks: Iterable[Mark],
    kinds: Iterable[TransitionKind],
) -> TransitionsPage:
    may_begin = reading.plan.is_active and reading.standing.may(Action.BEGIN_TRANSITION, reading.plan)
    today, name = danish.day_of(reading.at), reading.plan.citizen.name
    return TransitionsPage(
        cards=[_card(one, reading) for one in transitions],
        ahead=[
            Beginning(mark_in_words(mark, name, today), _begin(reading, mark.kind), is_ready=True)
            for mark in marks
            if may_begin
        ],
        kinds=[
            Beginning(kind.name, _begin(reading, kind), is_ready=False)
            for kind in kinds
            if may_begin and kind.age_months is None
        ],
    )


def _card(transition: Transition, reading: Reading) -> TransitionCard:
    checklist = Checklist.of(transition, reading.tasks)
    key = [reading.plan.pk, transition.pk]
    may = reading.plan.is_active and reading.standing.may(Action.EDIT_TRANSITION, transition)
    return TransitionCard(
        anchor=f"overgang-{transition.pk}",
        name=transition.name,
        day=_day(transition.on, reading),
        progress=progress_of(checklist),
        lines=[_returning(line, reading) for line in task_lines(checklist.steps, reading)],
        version=transition.version,
        edit=reverse("transition-edit", args=key) if may and not transition.is_by_age else "",
        cancel=reverse("transition-cancel", args=key) if may else "",
        history=reverse("workspace-thing-history", args=key),
    )


def progress_of(checklist: Checklist) -> str:
    """ "2 af 5 er gjort", of those the viewer reads."""
    if not checklist.total:
        return "Her er ingen punkter, du kan se."
    return f"{checklist.done} af {checklist.total} er gjort"


def _returning(line: TaskLine, reading: Reading) -> TaskLine:
    """Ticked here, one comes back here."""
    if not line.tick:
        return line
    return replace(line, tick=reverse("transition-tick", args=[reading.plan.pk, line.pk]))


def _begin(reading: Reading, kind: TransitionKind) -> str:
    return reverse("transition-begin", args=[reading.plan.pk, kind.pk])


def _day(on: date, reading: Reading) -> str:
    return danish.day_near(on, today=danish.day_of(reading.at))
