"""Scoped getters of tasks on many plans, with what one may know of who answers for them. See `plans.lookups`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from enplan.accounts.models import User
from enplan.web.danish import day_of
from plans.models import Goal, Task
from plans.permissions import own_task_titles, visible_to

OPEN = (Task.Status.NOT_STARTED, Task.Status.IN_PROGRESS)
BY_DATE = (F("due_on").asc(nulls_last=True), "pk")
SETTLED_FOR = timedelta(days=30)  # how long what is done or cancelled is still worth seeing on a board


@dataclass(frozen=True)
class Wanted:
    """Which tasks: of these plans, and narrowed."""

    plans: Collection[UUID]
    is_mine: bool = False
    is_overdue: bool = False
    is_settled: bool = False  # done and cancelled ones of late as well
    area: str = ""


@dataclass(frozen=True)
class FoundTasks:
    """Those with the nearest date first. Of `titles_only` nothing but title, date and status may be shown (rule 4)."""

    tasks: list[Task]
    titles_only: frozenset[UUID]
    has_more: bool


def tasks_wanted(user: User, wanted: Wanted, *, at: datetime, most: int) -> FoundTasks:
    """At most `most`: three queries, whatever the number of plans.

    Chosen first and joined afterwards, and by ids in hand: with what is shown of each there are more tables than
    PostgreSQL puts into the best order (docs/speed.md).
    """
    condition = _condition(wanted, at)
    mine = Q(responsible=user) if wanted.is_mine else Q()
    seen = _first(visible_to(user, Task.objects.filter(condition, mine), at=at), most)
    # The area of a task of which one sees only the title is not told: narrowing by it would tell.
    own = set() if wanted.area else _first(own_task_titles(user, at=at).filter(condition), most)
    rows = Task.objects.filter(pk__in=seen | own).select_related(
        "section__plan__citizen", "section__area", "responsible", "responsible_contact"
    )
    every = list(rows.order_by(*BY_DATE))
    shown = every[:most]
    titles = frozenset(task.pk for task in shown if task.pk not in seen)
    return FoundTasks(shown, titles, has_more=len(every) > most)


def goals_of(user: User, tasks: Iterable[Task], *, at: datetime) -> dict[UUID, str]:
    """What the tasks' goals are called, where `user` sees them: who wrote a task keeps it when the goal closes. One
    query.
    """
    goals = Goal.objects.filter(pk__in={task.goal_id for task in tasks if task.goal_id})
    return dict(visible_to(user, goals, at=at).values_list("pk", "title"))


def _condition(wanted: Wanted, at: datetime) -> Q:
    today = day_of(at)
    status = Q(status__in=OPEN)
    if wanted.is_overdue:
        status &= Q(due_on__lt=today)
    elif wanted.is_settled:
        late = at - SETTLED_FOR
        status |= Q(status=Task.Status.DONE, done_at__gte=late)
        status |= Q(status=Task.Status.CANCELLED, due_on__gte=day_of(late))
    condition = Q(section__plan__in=wanted.plans) & status
    return condition & Q(section__area=wanted.area) if wanted.area else condition


def _first(rows: QuerySet[Task], most: int) -> set[UUID]:
    return set(rows.order_by(*BY_DATE).values_list("pk", flat=True)[: most + 1])
