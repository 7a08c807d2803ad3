"""Agreements as the citizen reads them: what I said I would do, and what the others have promised.

A deadline is never held against anybody here: what is not done is said as the day it was agreed for.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.clock import COPENHAGEN
from enplan.web import spoken
from plans.models import Task
from plans.pages.comments.lines import Comments, comments_on
from plans.pages.meetings.became import Linked, origin_of
from plans.reading import Reading
from plans.standing import Action

STAYS = timedelta(days=14)  # how long what is done stays in sight, so that a tick does not make it vanish
FEW_PROMISES = 5
STAYS_PROMISED = timedelta(days=31)


@dataclass(frozen=True)
class ShownTask:
    """One agreement in words. `who` is empty for one's own."""

    id: UUID
    title: str
    who: str
    when: str
    is_done: bool
    is_cancelled: bool
    can_tick: bool
    version: int
    comments: Comments
    origin: Linked | None


@dataclass(frozen=True)
class Tasks:
    """The agreements in two lists, each with what lies further back."""

    own: tuple[ShownTask, ...]
    own_earlier: tuple[ShownTask, ...]
    others: tuple[ShownTask, ...]
    others_more: tuple[ShownTask, ...]  # what is further ahead, where there are many
    others_earlier: tuple[ShownTask, ...]


def tasks_of(reading: Reading) -> Tasks:
    own = [task for task in reading.tasks if task.responsible_is_citizen]
    others = [task for task in reading.tasks if not task.responsible_is_citizen]
    own_now, own_earlier = _split(own, reading, STAYS)
    others_now, others_earlier = _split(others, reading, STAYS_PROMISED)
    return Tasks(own_now, own_earlier, *_few(others_now), others_earlier)


def shown_task(task: Task, reading: Reading, *, is_own: bool | None = None) -> ShownTask:
    """`is_own`: the reader's own; left out, what the citizen said yes to."""
    own = task.responsible_is_citizen if is_own is None else is_own
    return ShownTask(
        id=task.pk,
        title=task.title,
        who="" if own else _who(task, reading),
        when=_when(task, own, today_of(reading)),
        is_done=task.status == Task.Status.DONE,
        is_cancelled=task.status == Task.Status.CANCELLED,
        can_tick=reading.plan.is_active
        and task.status != Task.Status.CANCELLED
        and reading.standing.may(Action.SET_TASK_STATUS, task),
        version=task.version,
        comments=comments_on(task, reading),
        origin=origin_of(task.pk, reading),
    )


def _split(
    tasks: list[Task], reading: Reading, stays: timedelta
) -> tuple[tuple[ShownTask, ...], tuple[ShownTask, ...]]:
    """What is current, by the day it is agreed for; and what lies further back, the latest first."""
    now = [task for task in tasks if is_current(task, reading, stays)]
    earlier = [task for task in tasks if task not in now]
    earlier.sort(key=lambda task: task.done_at or task.written_at, reverse=True)
    return tuple(shown_task(t, reading) for t in now), tuple(shown_task(t, reading) for t in earlier)


def _few(tasks: tuple[ShownTask, ...]) -> tuple[tuple[ShownTask, ...], tuple[ShownTask, ...]]:
    """The first, and the rest where it is more than one."""
    few = len(tasks) if len(tasks) <= FEW_PROMISES + 1 else FEW_PROMISES
    return tasks[:few], tasks[few:]


def is_current(task: Task, reading: Reading, stays: timedelta = STAYS) -> bool:
    """Open, or done so lately that a tick does not make it vanish."""
    return task.is_open() or (task.done_at is not None and task.done_at > reading.at - stays)


def _who(task: Task, reading: Reading) -> str:
    return reading.responsible_name(task) or _("Ingen har taget den endnu")


def _when(task: Task, is_own: bool, today: date) -> str:
    if task.status == Task.Status.CANCELLED:
        return _("gælder ikke længere")
    if task.status == Task.Status.DONE and task.done_at is not None:
        day = spoken.near(task.done_at, today=today)
        return (_("gjort %s") if is_own else _("holdt %s")) % day
    if task.due_on is None:
        return _("i gang") if task.status == Task.Status.IN_PROGRESS else ""
    return _("aftalt til %s") % spoken.near(task.due_on, today=today)


def today_of(reading: Reading) -> date:
    return reading.at.astimezone(COPENHAGEN).date()
