"""What needs a professional now: tasks and goals past their date, consents that lapse, proposals, handovers offered.

One query each, whatever the number of plans; of each kind at most a handful is fetched, the oldest first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Q, QuerySet

from citizens.models import Ground
from enplan.accounts.models import User
from enplan.web.danish import day_of
from plans.grants import On
from plans.lookup import handovers_to
from plans.models import Goal, HandoverOffer, Plan, Task
from plans.permissions import own_task_titles, plans_as, visible_to

LateT = TypeVar("LateT", Task, Goal)
SOON = timedelta(days=30)
AT_MOST = 15
WORKED_ON = (Goal.Status.ACTIVE, Goal.Status.NOT_WORKING, Goal.Status.BLOCKED)
OPEN = (Task.Status.NOT_STARTED, Task.Status.IN_PROGRESS)


@dataclass(frozen=True)
class Waiting:
    """What waits, with the plan loaded on each."""

    handovers: list[HandoverOffer]
    proposals: list[Goal]
    consents: list[tuple[Plan, Ground]]
    tasks: list[Task]
    goals: list[Goal]
    has_more: bool


def waiting_for(user: User, *, at: datetime) -> Waiting:
    coordinated = plans_as(user, On.COORDINATE, at=at).filter(ended_at__isnull=True)
    handovers = list(handovers_to(user)[: AT_MOST + 1])
    proposals = list(_proposals(user, coordinated, at)[: AT_MOST + 1])
    consents = _consents(user, coordinated, at)
    tasks = _tasks(user, coordinated, at)
    goals = _goals(user, coordinated, at)
    every = (handovers, proposals, consents, tasks, goals)
    return Waiting(
        handovers[:AT_MOST],
        proposals[:AT_MOST],
        consents[:AT_MOST],
        tasks[:AT_MOST],
        goals[:AT_MOST],
        has_more=any(len(found) > AT_MOST for found in every),
    )


def _proposals(user: User, coordinated: QuerySet[Plan], at: datetime) -> QuerySet[Goal]:
    rows = Goal.objects.filter(
        section__plan__in=coordinated, section__owner__isnull=True, status=Goal.Status.PROPOSED
    )
    return visible_to(user, rows, at=at).select_related("section__plan__citizen").order_by("written_at", "pk")


def _consents(user: User, coordinated: QuerySet[Plan], at: datetime) -> list[tuple[Plan, Ground]]:
    """Of the plans one coordinates. A citizen has one active plan, so the ground leads to it."""
    rows = Ground.objects.filter(
        citizen__plans__in=coordinated,
        decision=Ground.Decision.YES,
        withdrawn_at__isnull=True,
        valid_from__lte=at,
        valid_until__gt=at,
        valid_until__lte=at + SOON,
        renewals__isnull=True,  # asked and answered
    )
    grounds = list(
        visible_to(user, rows, at=at)
        .select_related("kind")
        .prefetch_related("areas", "parties__area_withdrawals")
        .order_by("valid_until", "pk")[: AT_MOST + 1]
    )
    mine = coordinated.filter(citizen__in={ground.citizen_id for ground in grounds})
    plans = {plan.citizen_id: plan for plan in mine.select_related("citizen")}
    return [(plans[ground.citizen_id], ground) for ground in grounds]


def _tasks(user: User, coordinated: QuerySet[Plan], at: datetime) -> list[Task]:
    """Overdue: one's own, and all that one sees of the plans one coordinates."""
    overdue = Q(status__in=OPEN, due_on__lt=day_of(at), section__plan__ended_at__isnull=True)
    of_mine = visible_to(user, Task.objects.filter(section__plan__in=coordinated, is_draft=False), at=at)
    found = {
        task.pk: task
        for rows in (own_task_titles(user, at=at), of_mine)
        for task in _oldest(rows.filter(overdue)).select_related("responsible", "responsible_contact")
    }
    return sorted(found.values(), key=lambda task: (str(task.due_on), task.title))


def _goals(user: User, coordinated: QuerySet[Plan], at: datetime) -> list[Goal]:
    """Past their date: those one answers for, and those of the plans one coordinates."""
    late = Goal.objects.filter(
        section__plan__ended_at__isnull=True, due_on__lt=day_of(at), status__in=WORKED_ON, is_draft=False
    )
    found = {
        goal.pk: goal
        for rows in (late.filter(responsible=user), late.filter(section__plan__in=coordinated))
        for goal in _oldest(visible_to(user, rows, at=at))
    }
    return sorted(found.values(), key=lambda goal: (str(goal.due_on), str(goal.pk)))


def _oldest(rows: QuerySet[LateT]) -> QuerySet[LateT]:
    """The few that are shown, with their plan and citizen.

    The few are chosen first and joined afterwards: PostgreSQL puts only eight tables into the best order, and with more
    it looked through all tasks of all plans.
    """
    first = rows.order_by("due_on", "pk").values("pk")[: AT_MOST + 1]
    chosen = rows.model._default_manager.filter(pk__in=first)
    return chosen.select_related("section__plan__citizen").order_by("due_on", "pk")
