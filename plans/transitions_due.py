"""Transitions that ask for something now: ages that come and nobody has begun on, and which checklist a step is on.

For lists over many plans. A fixed number of questions, whatever the number of plans; all through the one rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from enplan.accounts.models import User
from plans.models import Plan, Task, Transition, TransitionKind
from plans.permissions import visible_to
from plans.transitions import Mark, marks_ahead, may_have_marks


@dataclass(frozen=True)
class ComingAge:
    """A transition that follows from an age, on a plan one coordinates, that nobody has begun on."""

    plan: Plan  # with its citizen
    mark: Mark


def ages_coming(coordinated: Iterable[Plan], *, today: date) -> list[ComingAge]:
    """Of plans whose coordinator asks, the nearest first. Two queries, and none where no citizen is near the ages."""
    plans = [plan for plan in coordinated if may_have_marks(plan.citizen, today)]
    if not plans:
        return []
    kinds = list(TransitionKind.objects.filter(is_active=True, age_months__isnull=False))
    begun = set(
        Transition.objects.filter(plan__in=plans, cancelled_at__isnull=True).values_list("plan_id", "kind_id")
    )
    found = [
        ComingAge(plan, mark)
        for plan in plans
        for mark in marks_ahead(
            plan.citizen, [kind for kind in kinds if (plan.pk, kind.pk) not in begun], today
        )
    ]
    return sorted(found, key=lambda one: (one.mark.on, one.plan.citizen.name, str(one.plan.pk)))


def transitions_of_tasks(user: User, tasks: Iterable[Task], *, at: datetime) -> dict[UUID, Transition]:
    """The transitions these tasks are steps of, as far as `user` may know of them. A task that one stands for may be
    told without it: "Udskrivelse" may be the whole secret. One query, and none where no task is a step.
    """
    wanted = {task.transition_id for task in tasks if task.transition_id is not None}
    if not wanted:
        return {}
    return {row.pk: row for row in visible_to(user, Transition.objects.filter(pk__in=wanted), at=at)}
