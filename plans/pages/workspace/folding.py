"""Which goals of a long plan stand as one line until somebody opens them.

Nobody gets through a page with a dozen goals. Those of other departments, where nothing is wrong and nobody waits for
an answer, stand folded: title, how it goes and what comes next. Opening one is an address: it works without JavaScript.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from enplan.web import danish
from enplan.web.unsaved.here import is_typed
from plans.models import Goal, Task
from plans.pages.places import goal_at_plan
from plans.pages.workspace.forms_goals import ProgressForm
from plans.pages.workspace.forms_line import NewLineForm
from plans.pages.workspace.page_goals import CLOSED, Chip, chips_of, progress_said
from plans.reading import Reading

FEW_GOALS = 6  # so many under way stand open, whoever wrote them


@dataclass(frozen=True)
class FoldedGoal:
    """A goal as one line. `said` is how it went last, `ahead` what is agreed; `address` opens it."""

    pk: UUID
    title: str
    chips: list[Chip]
    said: str
    ahead: str
    address: str
    is_folded: ClassVar[bool] = True
    is_closed: ClassVar[bool] = False
    is_held: ClassVar[bool] = False


def goals_to_fold(reading: Reading, *, standing_open: Iterable[UUID]) -> frozenset[UUID]:
    """None of a plan with few. `standing_open`: those that were opened, or where something came back to the page."""
    going = [goal for goal in reading.goals if goal.status not in CLOSED]
    if len(going) <= FEW_GOALS:
        return frozenset()
    stay = frozenset(standing_open)
    return frozenset(goal.pk for goal in going if goal.pk not in stay and _may_wait(goal, reading))


def _may_wait(goal: Goal, reading: Reading) -> bool:
    """Somebody else's, under way, with nothing overdue, said or disputed, and nothing typed here that is not saved."""
    today = danish.day_of(reading.at)
    tasks = reading.tasks_of(goal)
    return not (
        goal.status != Goal.Status.ACTIVE
        or goal.is_draft
        or goal.section.owner_id == reading.user.department_id
        or goal.responsible_id == reading.user.pk
        or (goal.due_on is not None and goal.due_on < today)
        or any(task.is_overdue(today) for task in tasks)
        or any(reading.comments.get(thing.pk) for thing in (goal, *tasks))
        or reading.disputes_about(goal)
        or is_typed(NewLineForm.ids_at(goal.pk))
        or is_typed(ProgressForm.ids_at(goal.pk))
    )


def folded_goal(goal: Goal, reading: Reading) -> FoldedGoal:
    waiting = [task for task in reading.tasks_of(goal) if task.is_open()]
    return FoldedGoal(
        pk=goal.pk,
        title=goal.title,
        chips=chips_of(goal, reading),
        said=progress_said(goal.lately[0], reading) if goal.lately else "",
        ahead=_ahead(waiting, danish.day_of(reading.at)),
        address=goal_at_plan(goal, reading.plan),
    )


def _ahead(waiting: list[Task], today: date) -> str:
    """ "3 aftaler, den næste 12. december"."""
    if not waiting:
        return "Ingen aftaler i gang"
    count = danish.count(len(waiting), "aftale", "aftaler")
    days = [task.due_on for task in waiting if task.due_on is not None]
    if not days:
        return count
    return f"{count}, {'senest' if len(waiting) == 1 else 'den næste senest'} {danish.near(min(days), today=today)}"
