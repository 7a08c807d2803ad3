"""Beginning from a template: everything is copied, so what is made never follows the template afterwards."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from enplan.accounts.models import User
from plans.models import Goal, GoalTemplate, Plan
from plans.services.follow_ups import set_plan_rhythm
from plans.services.goals import add_goal, add_subgoal


@transaction.atomic
def add_goal_with_steps(
    *, by: User, plan: Plan, area_id: str, title: str, steps: Iterable[str], **fields: Any
) -> Goal:
    """A goal and its first steps at once; empty steps are left out. Fields as of `add_goal`."""
    goal = add_goal(by=by, plan=plan, area_id=area_id, title=title, **fields)
    for step in filter(None, (step.strip() for step in steps)):
        add_subgoal(by=by, goal=goal, title=step)
    return goal


@transaction.atomic
def begin_goals(
    *, by: User, plan: Plan, templates: Iterable[GoalTemplate], months: int | None = None
) -> list[Goal]:
    """The templates' goals as `by`'s own drafts: nobody else sees them before they have been talked through. With
    `months` also the plan's rhythm of follow-up, which who coordinates decides.
    """
    if months is not None:
        set_plan_rhythm(by=by, plan=plan, seen=Plan.objects.get(pk=plan.pk).version, months=months)
    return [
        add_goal_with_steps(
            by=by,
            plan=plan,
            area_id=template.area_id,
            title=template.title,
            why=template.why,
            type=template.type,
            measured_by=template.measured_by,
            steps=template.step_list,
            is_draft=True,
        )
        for template in templates
    ]
