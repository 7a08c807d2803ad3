"""A task as a line: what, who, when in words. Overdue is said to staff only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from enplan.web import danish
from plans.models import Task
from plans.pages.comments.lines import Comments, comments_on
from plans.pages.meetings.became import Linked, origin_of
from plans.reading import Reading
from plans.standing import Action

SETTLED_SHOWN = 2
SETTLED = "gjort"  # what the board calls it in its address


@dataclass(frozen=True)
class TaskLine:
    """`tick` and `edit` are addresses, empty where the viewer may not."""

    pk: UUID
    title: str
    who: str
    when: str
    is_overdue: bool
    is_done: bool
    is_open: bool
    version: int
    tick: str
    edit: str
    is_draft: bool
    comments: Comments | None  # None where only the title is seen
    origin: Linked | None


def task_line(task: Task, reading: Reading, *, title_only: bool = False) -> TaskLine:
    """`title_only`: the viewer is responsible but sees nothing else where the task stands (rule 4)."""
    key = [reading.plan.pk, task.pk]
    active = reading.plan.is_active
    return TaskLine(
        pk=task.pk,
        title=task.title,
        who="dig" if task.responsible_id == reading.user.pk else reading.responsible_name(task),
        when=_when(task, reading),
        is_overdue=task.is_overdue(_today(reading)),
        is_done=task.status == Task.Status.DONE,
        is_open=task.is_open(),
        version=task.version,
        tick=reverse("workspace-task-tick", args=key)
        if active
        and task.status != Task.Status.CANCELLED
        and reading.standing.may(Action.SET_TASK_STATUS, task)
        else "",
        edit=reverse("workspace-task-edit", args=key)
        if active and not title_only and reading.standing.may(Action.EDIT_TASK, task)
        else "",
        is_draft=task.is_draft,
        comments=None if title_only else comments_on(task, reading),
        origin=origin_of(task.pk, reading),
    )


def task_lines(tasks: list[Task], reading: Reading, *, title_only: bool = False) -> list[TaskLine]:
    """In the order of `in_order`."""
    return [task_line(task, reading, title_only=title_only) for task in in_order(tasks)]


@dataclass(frozen=True)
class TaskList:
    """Every open task and the latest that are settled. `earlier` counts the rest, which stand at `earlier_address`."""

    lines: list[TaskLine]
    earlier: int
    earlier_address: str


def task_list(tasks: list[Task], reading: Reading, area_id: str) -> TaskList:
    """What stands under a goal, or in an area: through the years more is settled than anybody reads every day."""
    ordered = in_order(tasks)
    shown = sum(task.is_open() for task in ordered) + SETTLED_SHOWN
    return TaskList(
        lines=[task_line(task, reading) for task in ordered[:shown]],
        earlier=len(ordered[shown:]),
        earlier_address=f"{reverse('workspace-tasks', args=[reading.plan.pk])}?kun={SETTLED}&omraade={area_id}",
    )


def in_order(tasks: list[Task]) -> list[Task]:
    """Open ones first by date, then those that are settled, the latest first."""
    waiting = sorted((t for t in tasks if t.is_open()), key=lambda t: (t.due_on or date.max, t.written_at))
    settled = sorted(
        (t for t in tasks if not t.is_open()), key=lambda t: t.done_at or t.written_at, reverse=True
    )
    return [*waiting, *settled]


def _when(task: Task, reading: Reading) -> str:
    if task.status == Task.Status.DONE:
        return f"gjort {danish.short_day(task.done_at)}" if task.done_at else "gjort"
    if task.status == Task.Status.CANCELLED:
        return "aflyst"
    day = _near(task, reading) if task.due_on else ""
    if task.is_overdue(_today(reading)):
        return f"overskredet {day}"
    begun = "i gang" if task.status == Task.Status.IN_PROGRESS else ""
    kept = ""
    if task.withheld_until is not None and task.withheld_until > reading.at:
        kept = f"borgeren ser det fra {danish.full_day(task.withheld_until)}"
    return " · ".join(filter(None, [day or "ingen dato", begun, kept]))


def _near(task: Task, reading: Reading) -> str:
    if task.due_on is None:
        return ""
    same_year = task.due_on.year == _today(reading).year
    return danish.short_day(task.due_on) if same_year else danish.full_day(task.due_on)


def _today(reading: Reading) -> date:
    return danish.day_of(reading.at)
