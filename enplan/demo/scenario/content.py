"""Loading what a plan says: goals with their steps, tasks, ratings. Each is written by somebody who could have."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from enplan import clock
from enplan.accounts.models import User
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.shapes import ScenarioError
from enplan.demo.scenario.writers import writer_in
from plans.models import Goal, Task
from plans.services.goals import store_goal, store_subgoal
from plans.services.progress import store_rating
from plans.services.sections import section_of
from plans.services.tasks import save_task, store_task


def load_goals(cast: Cast, goals: dict[str, dict[str, Any]]) -> None:
    """Goals in the file's order, each written when the plan started or its writer joined."""
    for position, (key, one) in enumerate(goals.items()):
        is_draft = one.get("status") == "draft"
        is_citizens = one["owner"] == "citizen"
        owner = None if is_citizens else cast.department(one["owner"])
        responsible = one.get("responsible")
        by = writer_in(cast, owner, area=one["area"], responsible=responsible, is_draft=is_draft)
        with clock.standing_at(_written_at(cast, by, position)):
            goal = store_goal(
                by=by,
                section=section_of(cast.plan, area_id=one["area"], owner_id=owner.pk if owner else None),
                title=one["title"],
                words=one["words"],
                type=one["type"],
                why=one.get("why", ""),
                due_on=one.get("due"),
                expected=one.get("expected"),
                actual=one.get("actual"),
                status=Goal.Status.ACTIVE if is_draft else one.get("status", Goal.Status.ACTIVE),
                reason=one.get("reason", ""),
                ffb_theme=one.get("ffb", ""),
                is_draft=is_draft,
                **cast.responsible(responsible),
            )
            for step in one.get("subgoals", ()):
                store_subgoal(by=by, goal=goal, **step)
        cast.goals[key] = goal


def load_tasks(cast: Cast, tasks: dict[str, dict[str, Any]]) -> None:
    """Tasks where their goal stands, or in the part of the coordinator's department."""
    for position, (key, one) in enumerate(tasks.items()):
        if ("goal" in one) == ("area" in one):
            raise ScenarioError(f"plan.tasks.{key}: stands either at a goal or in an area")
        goal = cast.goal(one["goal"]) if "goal" in one else None
        by = goal.written_by if goal else cast.coordinator
        section = (
            goal.section
            if goal
            else section_of(cast.plan, area_id=one["area"], owner_id=cast.coordinator.department_id)
        )
        who = cast.responsible(one.get("responsible"))
        with clock.standing_at(_written_at(cast, by, len(cast.goals) + position)):
            task = store_task(
                by=by, section=section, goal=goal, title=one["title"], due_on=one.get("due"), **who
            )
        cast.tasks[key] = _brought_to(cast, task, one, by=by)


def load_ratings(cast: Cast, ratings: list[dict[str, Any]]) -> None:
    """Points on the ruler, each on its day; `overall` stands in no section."""
    for position, one in enumerate(ratings):
        by = cast.user(one["by"])
        on_behalf = one["by"] in cast.representatives
        if not (by.is_employee or on_behalf or by == cast.citizen.user):
            raise ScenarioError(f"plan.ratings[{position}]: {one['by']} does not rate")
        with clock.standing_at(cast.on_day(one["day"], seconds=position)):
            store_rating(
                by=by,
                plan=cast.plan,
                area_id=None if one["area"] == "overall" else one["area"],
                value=one["value"],
                note=one.get("note", ""),
                rated_on=one["day"],
                is_by_citizen=not by.is_employee,
                on_behalf=on_behalf,
            )


def _written_at(cast: Cast, by: User, position: int) -> datetime:
    """From the start or since the writer works here; a second apart, so that lists keep the file's order."""
    starts = [clock.now(), *(cast.team[name].since for name in _names_of(cast, by))]
    return min(max(starts) + timedelta(seconds=position), max(cast.now, clock.now()))


def _names_of(cast: Cast, user: User) -> Iterator[str]:
    return (name for name in cast.team if cast.staff[name] == user)


def _brought_to(cast: Cast, task: Task, one: dict[str, Any], *, by: User) -> Task:
    """The task with its status: reached a week after it was agreed, or when it was due; by whom it was given to."""
    status = one.get("status", Task.Status.NOT_STARTED)
    if status == Task.Status.NOT_STARTED:
        return task
    is_over = status in (Task.Status.DONE, Task.Status.CANCELLED)
    later = cast.on_day(one["due"]) if is_over and "due" in one else task.written_at + timedelta(days=7)
    doer = cast.logins.get(one.get("responsible", ""), by)
    with clock.standing_at(max(min(later, cast.now), task.written_at)):
        return save_task(by=doer, task=task, seen=task.version, fields={"status": status})
