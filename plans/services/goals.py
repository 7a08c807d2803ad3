"""Writing goals and sub-goals."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.lookups.terms import is_theme
from plans.models import Goal, Plan, Section, SubGoal
from plans.permissions import standing_of
from plans.services.checks import require, require_area
from plans.services.marks import check_marks, check_responsible, check_values
from plans.services.sections import place_of, section_of
from plans.standing import Action

GOAL_FIELDS = frozenset(
    {
        "title",
        "why",
        "words",
        "type",
        "due_on",
        "measured_by",
        "expected",
        "actual",
        "status",
        "reason",
        "ffb_theme",
        "responsible",
        "responsible_is_citizen",
        "responsible_contact",
        "is_draft",
        "is_private",
    }
)
NEEDS_REASON = frozenset(
    {Goal.Status.NOT_WORKING, Goal.Status.CHANGED, Goal.Status.STOPPED, Goal.Status.BLOCKED}
)


@transaction.atomic
def add_goal(*, by: User, plan: Plan, area_id: str, title: str, **fields: Any) -> Goal:
    """Write a goal in `by`'s own department's part of an area they work in. Fields as in GOAL_FIELDS."""
    require(by, Action.ADD_GOAL, plan)
    require_area(by, plan, area_id)
    check_marks(by, plan, fields)
    check_responsible(by, plan, fields)
    _check_reason(fields.get("status", Goal.Status.ACTIVE), fields.get("reason", ""))
    _check_theme(fields.get("ffb_theme", ""), "")
    section = section_of(plan, area_id=area_id, owner_id=by.department_id)
    return store_goal(by=by, section=section, title=title, **fields)


@transaction.atomic
def propose_goal(
    *, by: User, plan: Plan, area_id: str, title: str, why: str = "", is_private: bool = False
) -> Goal:
    """The citizen (or who acts for them, marked) proposes a goal in their own words."""
    require(by, Action.PROPOSE_GOAL, plan)
    on_behalf = _acts_for_citizen(by, plan, area_id)
    check_marks(by, plan, {"is_private": is_private})
    section = section_of(plan, area_id=area_id, owner_id=None)
    return store_goal(
        by=by,
        section=section,
        on_behalf=on_behalf,
        title=title,
        why=why,
        is_private=is_private,
        words=Goal.Words.CITIZEN,
        status=Goal.Status.PROPOSED,
    )


@transaction.atomic
def edit_goal(*, by: User, goal: Goal, seen: int, **fields: Any) -> Goal:
    """Change fields of a goal. Raises Conflict when `seen` is no longer its version."""
    require(by, Action.EDIT_GOAL, goal)
    _check_fields(fields)
    _check_reason(fields.get("status", goal.status), fields.get("reason", goal.reason))
    _check_theme(fields.get("ffb_theme", goal.ffb_theme), goal.ffb_theme)
    plan = goal.section.plan
    check_values(goal, fields)
    check_marks(by, plan, fields, current=goal)
    check_responsible(by, plan, fields, current=goal)
    saved = save_seen(
        goal,
        seen=seen,
        fields=fields,
        by=by,
        place=place_of(goal.section),
        on_behalf=standing_of(by, plan).is_representative,
    )
    announce(plan=plan, what="goal", by=by)
    return saved


@transaction.atomic
def take_up_proposal(*, by: User, goal: Goal, seen: int) -> Goal:
    """The coordinator takes a goal the citizen proposed into the plan; the words stay the citizen's."""
    require(by, Action.TAKE_UP_PROPOSAL, goal)
    if goal.status != Goal.Status.PROPOSED:
        raise ValidationError(_("Forslaget er allerede taget med i planen."), code="not_proposed")
    saved = save_seen(
        goal, seen=seen, fields={"status": Goal.Status.ACTIVE}, by=by, place=place_of(goal.section)
    )
    announce(plan=goal.section.plan, what="goal", by=by)
    return saved


@transaction.atomic
def add_subgoal(*, by: User, goal: Goal, title: str, status: str = SubGoal.Status.NOT_STARTED) -> SubGoal:
    """Add a step at the end of a goal's steps."""
    require(by, Action.ADD_SUBGOAL, goal)
    _check_step(title, status)
    return store_subgoal(by=by, goal=goal, title=title, status=status)


def store_subgoal(*, by: User, goal: Goal, title: str, status: str = SubGoal.Status.NOT_STARTED) -> SubGoal:
    """Store a step. For services and loading; asks nobody's permission."""
    subgoal = SubGoal.objects.create(
        goal=goal,
        title=title,
        status=status,
        position=goal.subgoals.count(),
        written_by=by,
        written_at=clock.now(),
    )
    record_change(by=by, thing=subgoal, place=place_of(goal.section), fields={"title": (None, title)})
    announce(plan=goal.section.plan, what="subgoal", by=by)
    return subgoal


@transaction.atomic
def edit_subgoal(*, by: User, subgoal: SubGoal, seen: int, title: str, status: str) -> SubGoal:
    """Change a step's words or how far it is. Raises Conflict when `seen` is stale."""
    require(by, Action.EDIT_SUBGOAL, subgoal)
    _check_step(title, status)
    fields = {"title": title, "status": status}
    saved = save_seen(subgoal, seen=seen, fields=fields, by=by, place=place_of(subgoal.goal.section))
    announce(plan=subgoal.goal.section.plan, what="subgoal", by=by)
    return saved


def store_goal(*, by: User, section: Section, on_behalf: bool = False, **fields: Any) -> Goal:
    """Store a goal in a section. For services and loading; asks nobody's permission."""
    _check_fields(fields)
    goal = Goal(
        section=section, written_by=by, written_at=clock.now(), is_by_representative=on_behalf, **fields
    )
    goal.full_clean(
        exclude=["section", "written_by", "responsible", "responsible_contact"], validate_constraints=False
    )
    goal.save(force_insert=True)
    record_change(
        by=by, thing=goal, place=place_of(section), fields={"title": (None, goal.title)}, on_behalf=on_behalf
    )
    announce(plan=section.plan, what="goal", by=by)
    return goal


def _acts_for_citizen(by: User, plan: Plan, area_id: str) -> bool:
    """True for a representative, who may only act in their own areas; False for the citizen."""
    standing = standing_of(by, plan)
    if standing.is_citizen:
        return False
    require_area(by, plan, area_id)
    return True


def _check_fields(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - GOAL_FIELDS
    if unknown:
        raise TypeError(f"no such field of a goal: {', '.join(sorted(unknown))}")
    if "title" in fields and not fields["title"].strip():
        raise ValidationError({"title": _("Skriv, hvad målet er.")})


def _check_step(title: str, status: str) -> None:
    if not title.strip():
        raise ValidationError({"title": _("Skriv, hvad delmålet er.")})
    if status not in SubGoal.Status:
        raise ValidationError({"status": _("Vælg en status fra listen.")})


def _check_reason(status: str, reason: str) -> None:
    if status in NEEDS_REASON and not reason.strip():
        raise ValidationError({"reason": _("Skriv kort hvorfor, så borgeren kan læse det.")})


def _check_theme(code: str, current: str) -> None:
    """What a goal has already it keeps, also when KL has taken it out of the list."""
    if code not in ("", current) and not is_theme(code):
        raise ValidationError({"ffb_theme": _("Vælg et tema fra listen.")})
