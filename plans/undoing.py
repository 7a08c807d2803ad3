"""Taking back the last change of a thing: what it was, and what stood there before as far as the history holds it.

An undo is an ordinary change: the same service makes it, and the history has both. Of what was just added, see
`plans.services.taking_back`.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import gettext_noop as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Change
from enplan.audit.versions import version_of
from plans.models import Comment, Goal, Measure, Plan, QuestionItem, Rating, SubGoal, Task, Withholding
from plans.permissions import keys_of, visible_changes

WITHIN = timedelta(hours=1)  # for slips; what others have had time to read and act on is changed in the open
TAKEN_BACK = "undone"  # the history's line of an addition that was taken back: it holds what was written
ADDED = {
    "goal": "title",
    "subgoal": "title",
    "task": "title",
    "measure": "title",
    "rating": "value",
    "comment": "text",
}
UNDOABLE: dict[str, type[models.Model]] = {
    "goal": Goal,
    "subgoal": SubGoal,
    "task": Task,
    "measure": Measure,
    "rating": Rating,
    "comment": Comment,
}
# What is set by what else is saved: a task's status, a measure's dates.
FOLLOWS = {"task": {"done_at"}, "measure": {"next_follow_up_on", "status"}}
# What others have seen is not made a draft again, of a person, department or goal the history holds only a name, and
# what has happened with a measure (its follow-ups, its support and its end) was told to the citizen with a reason.
NOT_HELD = {
    "is_draft",
    "is_private",
    "responsible",
    "responsible_is_citizen",
    "responsible_contact",
    "section",
    "provider",
    "goal",
}
OF_A_MEASURE = {"reason", "extent", "progress", "followed_up_on"}
IS_OVER = (Measure.Status.ENDED, Measure.Status.STOPPED)

LATE = _("Det er mere end en time siden. Ret det i stedet, så de andre kan se, hvad der er ændret.")
CHANGED = _("Der er ændret i det siden, så det kan ikke fortrydes her. Ret det i stedet.")
BUILT_ON = _("Der er skrevet noget til det siden, så det kan ikke fortrydes. Ret det i stedet.")
ASKED = _("Der er spurgt en anden om det, så det kan ikke fortrydes. Ret det i stedet.")
GONE = _("Det er allerede taget ud af planen, eller du kan ikke se det mere.")
BY_ITSELF = "Den slags ændring kan ikke fortrydes her. Ret det i stedet."


@dataclass(frozen=True)
class Undo:
    """What would be taken back: the addition itself, or the fields of a change with what stood there before."""

    changes: list[Change]
    before: dict[str, object]
    is_addition: bool
    why_not: str = ""  # in words, where it cannot be done

    @property
    def thing(self) -> str:
        return self.changes[0].thing

    @property
    def is_there(self) -> bool:
        """Does it stand in the plan still? Then it is looked up as anything is; else there is only its history."""
        rows = UNDOABLE[self.thing]._default_manager.filter(pk=self.thing_id)
        return rows.filter(taken_back_at__isnull=True).exists()

    @property
    def thing_id(self) -> UUID | None:
        return self.changes[0].thing_id


def last_change(by: User, thing: models.Model, *, seen: int) -> UUID | None:
    """What `by` has just saved of the thing, if it can be taken back: one of its lines in the history."""
    if thing._meta.model_name not in UNDOABLE:
        return None
    if not type(thing)._default_manager.filter(pk=thing.pk, version=seen + 1).exists():
        return None  # nothing was new, or somebody has saved since
    newest = Change.objects.filter(thing=thing._meta.model_name, thing_id=thing.pk).order_by("-at").first()
    if newest is None or newest.by_id != by.pk or undo_of(_together(newest)).why_not:
        return None
    return newest.pk


def last_addition(by: User, thing: object) -> UUID | None:
    """The line of the history that says `by` has just added it, if that can be taken back."""
    if not isinstance(thing, models.Model) or thing._meta.model_name not in UNDOABLE or why_it_stays(thing):
        return None
    kind = str(thing._meta.model_name)
    lines = Change.objects.filter(thing=kind, thing_id=thing.pk, field=ADDED[kind], before="", by_id=by.pk)
    return lines.values_list("pk", flat=True).first()


def change_to_undo(by: User, plan: Plan, change_id: UUID) -> Undo:
    """One's own save that this line of the history belongs to, or 404."""
    own = Change.objects.filter(plan_id=plan.pk, by_id=by.pk, thing__in=UNDOABLE, pk=change_id)
    change = visible_changes(keys_of(by, plan), own).first()
    if change is None:
        raise Http404
    return undo_of(_together(change))


def undo_of(changes: list[Change]) -> Undo:
    """What taking these back would be, and why it cannot be done where it cannot."""
    is_addition = any(_adds(change) for change in changes)
    before = {} if is_addition else _values_before(changes)
    why_not = _why_not(changes, is_addition=is_addition, is_held=before is not None)
    return Undo(changes, before or {}, is_addition, why_not)


def is_last(undo: Undo) -> bool:
    """Has nobody changed the thing since? Whoever may see it: that it was changed is said, not what."""
    one = undo.changes[0]
    return not Change.objects.filter(thing=one.thing, thing_id=one.thing_id, at__gt=one.at).exists()


def why_it_stays(thing: models.Model) -> str:
    """Why what was just added can no longer be taken back; "" when it can."""
    added_at = getattr(thing, "written_at", None)
    if added_at is None or clock.now() - added_at > WITHIN:
        return LATE
    if version_of(thing) != 1:
        return CHANGED
    if Withholding.objects.filter(thing_id=thing.pk).exists():
        return ASKED
    match thing:
        case Goal():
            return _why_goal_stays(thing)
        case Task():
            asked = QuestionItem.objects.filter(task=thing).exists()
            built_on = thing.transition_id or thing.comments.exists()
            return ASKED if asked else BUILT_ON if built_on else ""
        case Measure():
            hanging = (thing.follow_ups, thing.support_changes, thing.disagreements, thing.comments)
            return BUILT_ON if any(rows.exists() for rows in hanging) else ""
        case Comment():
            return BUILT_ON if thing.read_at else ""
        case _:
            return ""


def _why_goal_stays(goal: Goal) -> str:
    """Steps that came with the goal go with it; anything else keeps it."""
    if QuestionItem.objects.filter(goal=goal).exists():
        return ASKED
    own = goal.subgoals.filter(taken_back_at__isnull=True, version=1, written_by=goal.written_by_id)
    steps = goal.subgoals.filter(taken_back_at__isnull=True).exclude(pk__in=own.values("pk"))
    hanging = (steps, goal.tasks, goal.measures, goal.progress, goal.disagreements, goal.comments)
    return BUILT_ON if any(rows.exists() for rows in hanging) else ""


def _adds(change: Change) -> bool:
    return change.field == ADDED.get(change.thing) and not change.before


def _why_not(changes: list[Change], *, is_addition: bool, is_held: bool) -> str:
    one = changes[0]
    if clock.now() - one.at > WITHIN:
        return LATE
    if not is_addition:
        return "" if is_held else BY_ITSELF
    thing = UNDOABLE[one.thing]._default_manager.filter(pk=one.thing_id).first()
    return why_it_stays(thing) if thing is not None else BY_ITSELF


def _values_before(changes: list[Change]) -> dict[str, object] | None:
    """Field → what stood there; None where the history does not hold enough."""
    kind = changes[0].thing
    model, follows = UNDOABLE[kind], FOLLOWS.get(kind, set())
    closed = NOT_HELD | (OF_A_MEASURE if kind == "measure" else set())
    names = {field.name for field in model._meta.concrete_fields}
    found: dict[str, object] = {}
    for change in changes:
        if change.field in closed or change.field not in names:
            return None
        if kind == "measure" and change.field == "status" and change.after in IS_OVER:
            return None
        field = model._meta.get_field(change.field)
        if change.field in follows or not isinstance(field, models.Field):
            continue
        try:
            empty = field.null and not change.before
            found[change.field] = None if empty else field.to_python(change.before)
        except ValidationError:
            return None
    return found or None


def _together(change: Change) -> list[Change]:
    same = Change.objects.filter(
        thing=change.thing, thing_id=change.thing_id, by_id=change.by_id, at=change.at
    )
    return list(same.order_by("field"))
