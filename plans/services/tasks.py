"""Writing agreements and tasks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import Goal, Plan, Section, Task, Transition
from plans.permissions import standing_of
from plans.services.checks import NotAllowed, lock_plan, require, require_area
from plans.services.marks import check_marks, check_responsible, check_values
from plans.services.sections import place_of, section_of
from plans.standing import Action

TASK_FIELDS = frozenset(
    {"title", "due_on", "status", "responsible", "responsible_is_citizen", "responsible_contact", "is_draft"}
)


@transaction.atomic
def add_task(*, by: User, goal: Goal, title: str, **fields: Any) -> Task:
    """Add a task to a goal; it stands where the goal stands."""
    require(by, Action.VIEW, goal)
    require(by, Action.ADD_TASK, goal.section)
    check_responsible(by, goal.section.plan, fields)
    return store_task(by=by, section=goal.section, goal=goal, title=title, **fields)


@transaction.atomic
def add_task_in_area(*, by: User, plan: Plan, area_id: str, title: str, **fields: Any) -> Task:
    """Add a task without a goal, in `by`'s own department's part of an area they work in."""
    lock_plan(plan)
    if not standing_of(by, plan).is_on_team:
        raise NotAllowed("Aftaler skrives af teamet.")
    require_area(by, plan, area_id)
    section = section_of(plan, area_id=area_id, owner_id=by.department_id)
    require(by, Action.ADD_TASK, section)
    check_responsible(by, plan, fields)
    return store_task(by=by, section=section, goal=None, title=title, **fields)


@transaction.atomic
def edit_task(*, by: User, task: Task, seen: int, **fields: Any) -> Task:
    """Change a task. Raises Conflict when `seen` is stale."""
    require(by, Action.EDIT_TASK, task)
    _check(fields)
    check_values(task, fields)
    check_marks(by, task.section.plan, fields, current=task)
    check_responsible(by, task.section.plan, fields, current=task)
    return save_task(by=by, task=task, seen=seen, fields=fields)


@transaction.atomic
def set_task_status(*, by: User, task: Task, seen: int, status: str) -> Task:
    """Tick a task, or untick it: by its responsible or those who write tasks there."""
    require(by, Action.SET_TASK_STATUS, task)
    return save_task(by=by, task=task, seen=seen, fields={"status": status})


def save_task(*, by: User, task: Task, seen: int, fields: dict[str, Any]) -> Task:
    """Save fields of a task, with the instant it was done. For services and loading; asks nobody's permission."""
    if "status" in fields:
        if fields["status"] not in Task.Status:
            raise ValidationError({"status": "Vælg en status fra listen."})
        if fields["status"] != task.status:
            fields = {**fields, "done_at": clock.now() if fields["status"] == Task.Status.DONE else None}
    plan = task.section.plan
    on_behalf = standing_of(by, plan).is_representative
    saved = save_seen(
        task, seen=seen, fields=fields, by=by, place=place_of(task.section), on_behalf=on_behalf
    )
    announce(plan=plan, what="task", by=by)
    return saved


def store_task(
    *, by: User, section: Section, goal: Goal | None, transition: Transition | None = None, **fields: Any
) -> Task:
    """Store a task in a section. For services and loading; asks nobody's permission."""
    _check(fields)
    done = clock.now() if fields.get("status") == Task.Status.DONE else None
    task = Task(
        section=section,
        goal=goal,
        transition=transition,
        written_by=by,
        written_at=clock.now(),
        done_at=done,
        **fields,
    )
    task.full_clean(
        exclude=["section", "goal", "transition", "written_by", "responsible", "responsible_contact"],
        validate_constraints=False,
    )
    task.save(force_insert=True)
    record_change(by=by, thing=task, place=place_of(section), fields={"title": (None, task.title)})
    announce(plan=section.plan, what="task", by=by)
    return task


def _check(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - TASK_FIELDS
    if unknown:
        raise TypeError(f"no such field of a task: {', '.join(sorted(unknown))}")
    if "title" in fields and not fields["title"].strip():
        raise ValidationError({"title": "Skriv, hvad I har aftalt."})
