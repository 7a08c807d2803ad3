"""A goal as a card within its area: title, whose words, levels in words, steps, tasks, and what one may do with it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.urls import reverse

from enplan.web import danish
from plans.models import Goal, GoalProgress, SubGoal
from plans.pages.comments.lines import Comments, comments_on
from plans.pages.disputes.lines import DisputeLine, dispute_line
from plans.pages.meetings.became import Linked, origin_of
from plans.pages.wording import NOT_ASSESSED
from plans.pages.workspace.drawn_lines import DrawnLine
from plans.pages.workspace.page_tasks import TaskList, task_list
from plans.reading import Reading
from plans.standing import Action

CLOSED = frozenset({Goal.Status.REACHED, Goal.Status.STOPPED, Goal.Status.CHANGED})


@dataclass(frozen=True)
class Chip:
    """A word in a frame; `before` is heard and not seen, `kind` the class beside `chip` (or "plain": no frame)."""

    text: str
    kind: str = ""
    before: str = ""


@dataclass(frozen=True)
class Step:
    """A sub-goal; `edit` is an address or empty."""

    title: str
    is_done: bool
    is_now: bool
    edit: str


@dataclass(frozen=True)
class ProgressLine:
    """ "Fremad, i går, Jan Falk", and what was written."""

    said: str
    note: str


@dataclass(frozen=True)
class GoalCard:
    """Addresses are empty where the viewer may not."""

    pk: UUID
    title: str
    version: int
    chips: list[Chip]
    reason: str
    why: str
    measured_by: str
    responsible: str
    theme: str
    progress: list[ProgressLine]
    note_progress: str
    progress_line: DrawnLine | None
    steps: list[Step]
    tasks: TaskList
    is_closed: bool
    is_opened: bool  # it stood folded until the viewer opened it
    is_citizens: bool
    edit: str
    add_subgoal: str
    take_up: str
    history: str
    take_out: str
    end_withholding: str
    add_task: str
    new_task: DrawnLine | None
    origin: Linked | None
    comments: Comments
    disputes: list[DisputeLine]
    disagree: str
    is_folded: ClassVar[bool] = False

    @property
    def is_held(self) -> bool:
        """Does something stand here that a person wrote and that is not saved?"""
        return any(line is not None and line.form is not None for line in (self.progress_line, self.new_task))


def goal_card(
    goal: Goal,
    reading: Reading,
    *,
    new_task: DrawnLine | None,
    progress_line: DrawnLine | None,
    is_opened: bool,
) -> GoalCard:
    key = [reading.plan.pk, goal.pk]
    return GoalCard(
        pk=goal.pk,
        title=goal.title,
        origin=origin_of(goal.pk, reading),
        version=goal.version,
        chips=chips_of(goal, reading),
        reason=goal.reason,
        why=goal.why,
        measured_by=goal.measured_by,
        responsible=reading.responsible_name(goal),
        theme=reading.theme_of(goal),
        progress=[_progress(entry, reading) for entry in goal.lately],
        note_progress=reverse("workspace-goal-progress", args=key) if progress_line is not None else "",
        progress_line=progress_line,
        steps=[_step(subgoal, goal, reading) for subgoal in goal.subgoals.all()],
        tasks=task_list(reading.tasks_of(goal), reading, goal.section.area_id),
        is_closed=goal.status in CLOSED,
        is_opened=is_opened,
        is_citizens=goal.section.is_citizens,
        edit=_address("workspace-goal-edit", key, reading, Action.EDIT_GOAL, goal),
        add_subgoal=_address("workspace-subgoal-new", key, reading, Action.ADD_SUBGOAL, goal),
        take_up=_address("workspace-goal-take-up", key, reading, Action.TAKE_UP_PROPOSAL, goal)
        if goal.status == Goal.Status.PROPOSED
        else "",
        history=reverse("workspace-goal-history", args=key),
        end_withholding=reverse("withholding-end", args=key)
        if goal.withheld_until is not None
        and goal.withheld_until > reading.at
        and reading.standing.may(Action.END_WITHHOLDING, goal)
        else "",
        take_out=reverse("take-out", args=key) if reading.standing.may(Action.TAKE_OUT, goal) else "",
        add_task=reverse("workspace-task-new-line", args=key),
        new_task=new_task,
        comments=comments_on(goal, reading),
        disputes=[dispute_line(one, reading) for one in reading.disputes_about(goal)],
        disagree=_address("dispute-goal-new", key, reading, Action.RAISE_DISAGREEMENT, goal)
        if not (goal.is_draft or goal.is_private)
        else "",
    )


def _address(name: str, key: list[UUID], reading: Reading, action: Action, goal: Goal) -> str:
    may = reading.plan.is_active and reading.standing.may(action, goal)
    return reverse(name, args=key) if may else ""


def _progress(entry: GoalProgress, reading: Reading) -> ProgressLine:
    return ProgressLine(progress_said(entry, reading), entry.note)


def progress_said(entry: GoalProgress, reading: Reading) -> str:
    said = [entry.get_direction_display(), entry.get_level_display() if entry.level is not None else ""]
    when = danish.near(entry.noted_on, today=danish.day_of(reading.at))
    line = ", ".join(filter(None, [*said, when, reading.name_of(entry.written_by)]))
    return line[:1].upper() + line[1:]


def _step(subgoal: SubGoal, goal: Goal, reading: Reading) -> Step:
    may = reading.plan.is_active and reading.standing.may(Action.ADD_SUBGOAL, goal)
    return Step(
        title=subgoal.title,
        is_done=subgoal.status == SubGoal.Status.DONE,
        is_now=subgoal.status == SubGoal.Status.IN_PROGRESS,
        edit=reverse("workspace-subgoal-edit", args=[reading.plan.pk, subgoal.pk]) if may else "",
    )


def chips_of(goal: Goal, reading: Reading) -> list[Chip]:
    chips = [Chip(_whose_words(goal, reading))]
    if goal.is_draft:
        chips.insert(0, Chip("kladde, kun for dig", "chip-soon"))
    if goal.withheld_until is not None and goal.withheld_until > reading.at:
        chips.insert(0, Chip(f"borgeren ser det fra {danish.full_day(goal.withheld_until)}", "chip-soon"))
    if goal.type != Goal.Type.DEVELOP:
        chips.append(Chip(goal.get_type_display()))
    if goal.actual is not None or goal.expected is not None:
        chips.append(Chip(_levels(goal), "plain", before="Funktionsevne nu og forventet:"))
    if goal.status != Goal.Status.ACTIVE:
        chips.append(Chip(goal.get_status_display(), _mood(goal)))
    if goal.due_on is not None and goal.status not in CLOSED:
        chips.append(_due(goal.due_on, danish.day_of(reading.at)))
    return chips


def _whose_words(goal: Goal, reading: Reading) -> str:
    if goal.words == Goal.Words.CITIZEN:
        return f"{danish.possessive(danish.first_name(reading.plan.citizen.name))} ord"
    return goal.get_words_display()


def _levels(goal: Goal) -> str:
    """ "fra svært nedsat til let nedsat": the level now and the one hoped for."""
    now = goal.get_actual_display() if goal.actual is not None else NOT_ASSESSED
    if goal.expected is None or goal.expected == goal.actual:
        return now
    return f"fra {now} til {goal.get_expected_display()}"


def _mood(goal: Goal) -> str:
    if goal.status == Goal.Status.REACHED:
        return "chip-good"
    return "" if goal.status in CLOSED else "chip-soon"


def _due(due_on: date, today: date) -> Chip:
    day = danish.day(due_on) if due_on.year == today.year else danish.full_day(due_on)
    if due_on < today:
        return Chip(f"overskredet {day}", "chip-late")
    return Chip(day, before="senest")
