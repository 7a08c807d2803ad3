"""Transitions: begun with a checklist copied from its template, moved to another day, and taken off the plan."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.facts import health_departments
from plans.lookups.transitions import tasks_on
from plans.models import ChecklistLine, Plan, Section, Task, TeamMember, Transition, TransitionKind
from plans.permissions import can, readers_of, standing_of
from plans.services.checks import lock_plan, require
from plans.services.sections import place_of_plan, section_of
from plans.services.tasks import save_task, store_task
from plans.standing import Action
from plans.transitions import day_of

Who = ChecklistLine.Who
FARTHEST = timedelta(days=5 * 365)


@transaction.atomic
def begin_transition(*, by: User, plan: Plan, kind: TransitionKind, on: date | None = None) -> Transition:
    """Begin a transition with its checklist, as tasks in `by`'s own department's part of each line's area.

    The day of an age follows from the birth date; of the others it is `on`. A line is given to somebody on the team
    only where they read that part already: a checklist tells nobody what no ground has opened. The others stand
    without anybody until `by` asks somebody.
    """
    require(by, Action.BEGIN_TRANSITION, plan)
    lock_plan(plan)
    if not kind.is_active:
        raise ValidationError("Den slags overgang er ikke i brug længere.", code="not_in_use")
    day = day_of(plan.citizen, kind) or _checked(on)
    begun = Transition.objects.filter(plan=plan, kind=kind, cancelled_at__isnull=True)
    if kind.age_months is not None and begun.exists():
        raise ValidationError("Overgangen er allerede begyndt.", code="already_begun")
    transition = Transition.objects.create(
        plan=plan,
        kind=kind,
        name=kind.name,
        is_by_age=kind.age_months is not None,
        on=day,
        begun_at=clock.now(),
        begun_by=by,
    )
    record_change(by=by, thing=transition, place=place_of_plan(plan), fields={"name": (None, kind.name)})
    for line in kind.lines.filter(is_active=True):
        section = section_of(plan, area_id=line.area_id, owner_id=by.department_id)
        store_task(
            by=by,
            section=section,
            goal=None,
            transition=transition,
            title=line.text,
            due_on=max(day + timedelta(days=line.days), clock.today()),
            **_who(by, plan, line, section),
        )
    announce(plan=plan, what="transition", by=by)
    return transition


@transaction.atomic
def move_transition(*, by: User, transition: Transition, seen: int, on: date | None) -> Transition:
    """Another day: the open lines that `by` may change move with it, none into the past. Conflict when stale."""
    require(by, Action.EDIT_TRANSITION, transition)
    if transition.is_by_age:
        raise ValidationError({"on": "Dagen følger af borgerens alder og kan ikke flyttes."})
    day = _checked(on)
    by_days = day - transition.on
    saved = save_seen(transition, seen=seen, fields={"on": day}, by=by, place=place_of_plan(transition.plan))
    for task in _open_lines(by, transition):
        if task.due_on is not None:
            moved = max(task.due_on + by_days, clock.today())
            save_task(by=by, task=task, seen=task.version, fields={"due_on": moved})
    announce(plan=transition.plan, what="transition", by=by)
    return saved


@transaction.atomic
def cancel_transition(*, by: User, transition: Transition, seen: int) -> None:
    """Take a transition off the plan: it did not come, or was a mistake. The open lines that `by` may change go too."""
    require(by, Action.EDIT_TRANSITION, transition)
    save_seen(
        transition,
        seen=seen,
        fields={"cancelled_at": clock.now()},
        by=by,
        place=place_of_plan(transition.plan),
    )
    for task in _open_lines(by, transition):
        save_task(by=by, task=task, seen=task.version, fields={"status": Task.Status.CANCELLED})
    announce(plan=transition.plan, what="transition", by=by)


def _checked(on: date | None) -> date:
    if on is None:
        raise ValidationError({"on": "Skriv, hvornår det sker. Dagen kan ændres senere."})
    if abs(on - clock.today()) > FARTHEST:
        raise ValidationError({"on": "Dagen ligger mere end fem år væk. Står årstallet rigtigt?"})
    return on


def _open_lines(by: User, transition: Transition) -> list[Task]:
    lines = tasks_on(by, transition).filter(status__in=(Task.Status.NOT_STARTED, Task.Status.IN_PROGRESS))
    return [task for task in lines if can(by, Action.EDIT_TASK, task)]


def _who(by: User, plan: Plan, line: ChecklistLine, section: Section) -> dict[str, Any]:
    """The fields that say who: of several who could, and of none, nobody."""
    if line.who == Who.CITIZEN:
        return {"responsible_is_citizen": True}
    readers = readers_of(standing_of(by, plan), [section])[section.pk]
    if line.who == Who.COORDINATOR:
        # A deputy from another department writes in that one's part, which may be closed to whom they stand in for.
        leading = TeamMember.Capacity.COORDINATOR
        coordinator = TeamMember.objects.get(plan=plan, capacity=leading, ends_at=None).user
        return {"responsible": coordinator if coordinator.pk in readers else by}
    health = health_departments() if line.who == Who.HEALTH else None
    now = clock.now()
    found = {
        member.user
        for member in TeamMember.objects.filter(plan=plan, capacity=TeamMember.Capacity.MEMBER)
        .filter(starts_at__lte=now)
        .exclude(ends_at__lte=now)
        .select_related("user")
        .prefetch_related("areas")
        if member.user_id in readers
        and _works_in(member, line.area_id)
        and (health is None or member.user.department_id in health)
    }
    return {"responsible": found.pop()} if len(found) == 1 else {}


def _works_in(member: TeamMember, area_id: str) -> bool:
    return member.has_all_areas or any(area.pk == area_id for area in member.areas.all())
