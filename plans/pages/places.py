"""Where a thing stands on the plan's page: addresses that lead straight to it."""

from uuid import UUID

from django.urls import reverse

from plans.models import Goal, Plan, Task

OPENED = "maal"  # in the address of a plan: a goal that is to stand open although others like it are folded


def at_plan(plan: Plan, anchor: str = "") -> str:
    """The plan's page, at the place."""
    return reverse("workspace", args=[plan.pk]) + (f"#{anchor}" if anchor else "")


def goal_at_plan(goal: Goal, plan: Plan) -> str:
    """The goal on the plan's page, unfolded."""
    return _opened(plan, goal.pk, f"maal-{goal.pk}")


def task_at_plan(task: Task, plan: Plan) -> str:
    """The task on the plan's page, its goal unfolded."""
    anchor = f"aftale-{task.pk}"
    return _opened(plan, task.goal_id, anchor) if task.goal_id else at_plan(plan, anchor)


def _opened(plan: Plan, goal_id: UUID, anchor: str) -> str:
    return f"{reverse('workspace', args=[plan.pk])}?{OPENED}={goal_id}#{anchor}"
