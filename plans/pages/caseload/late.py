"""What is late: tasks and goals past their date, and the steps of checklists that come this week."""

from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from enplan.accounts.models import User
from enplan.web.danish import day_of
from plans.models import Goal, Plan, Task, Transition
from plans.permissions import own_task_titles, visible_to
from plans.transitions_due import transitions_of_tasks

LateT = TypeVar("LateT", Task, Goal)
STEP_AHEAD = timedelta(days=7)  # what changes has its own day, and waits for no other
WORKED_ON = (Goal.Status.ACTIVE, Goal.Status.NOT_WORKING, Goal.Status.BLOCKED)
RUNNING = Q(section__plan__ended_at__isnull=True, section__plan__paused_at__isnull=True)
OPEN = (Task.Status.NOT_STARTED, Task.Status.IN_PROGRESS)


def late_tasks(
    user: User, coordinated: QuerySet[Plan], at: datetime, *, most: int
) -> tuple[list[Task], dict[UUID, Transition]]:
    """Overdue: one's own, and all that one sees of the plans one coordinates. And steps of checklists that come this
    week, one's own and nobody's, where one may know that they are steps of one.
    """
    today = day_of(at)
    nobody = Q(responsible=None, responsible_contact=None, responsible_is_citizen=False)
    coming = Q(transition__isnull=False) & (Q(responsible=user) | nobody)
    soon = Q(status__in=OPEN, due_on__lte=today + STEP_AHEAD)  # by itself, so that an index finds it
    now = soon & (Q(due_on__lt=today) | coming) & RUNNING
    of_mine = visible_to(user, Task.objects.filter(section__plan__in=coordinated, is_draft=False), at=at)
    found = {
        task.pk: task
        for rows in (own_task_titles(user, at=at), of_mine)
        for task in _oldest(rows.filter(now), most).select_related("responsible", "responsible_contact")
    }
    steps_of = transitions_of_tasks(user, found.values(), at=at)
    told = [task for task in found.values() if task.is_overdue(today) or task.transition_id in steps_of]
    return sorted(told, key=lambda task: (str(task.due_on), task.title)), steps_of


def late_goals(user: User, coordinated: QuerySet[Plan], at: datetime, *, most: int) -> list[Goal]:
    """Past their date: those one answers for, and those of the plans one coordinates."""
    late = Goal.objects.filter(RUNNING, due_on__lt=day_of(at), status__in=WORKED_ON, is_draft=False)
    found = {
        goal.pk: goal
        for rows in (late.filter(responsible=user), late.filter(section__plan__in=coordinated))
        for goal in _oldest(visible_to(user, rows, at=at), most)
    }
    return sorted(found.values(), key=lambda goal: (str(goal.due_on), str(goal.pk)))


def _oldest(rows: QuerySet[LateT], most: int) -> QuerySet[LateT]:
    """The few that are shown, with their plan and citizen.

    The few are chosen first and joined afterwards: PostgreSQL puts only eight tables into the best order, and with more
    it looked through all tasks of all plans.
    """
    first = rows.order_by("due_on", "pk").values("pk")[:most]
    chosen = rows.model._default_manager.filter(pk__in=first)
    return chosen.select_related("section__plan__citizen").order_by("due_on", "pk")
