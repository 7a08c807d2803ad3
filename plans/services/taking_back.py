"""Taking back what one has just added: out of everybody's view again, and in the history with all that was written.

The plan is state, so a fagsystem gets a version without it. What is filed as a document of its own (a note, a consent,
an agreed summary) cannot be taken back, and is not here.
"""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import as_text, record_change
from plans.events import announce
from plans.models import Comment, Goal, Measure, Rating, SubGoal, Task
from plans.permissions import plan_of
from plans.services.checks import require
from plans.services.sections import place_of, place_of_plan
from plans.standing import Action
from plans.undoing import TAKEN_BACK, why_it_stays

Added = Goal | SubGoal | Task | Measure | Rating | Comment
# What a person wrote, the thing's name first. No names of people: who reads the history may not know them.
WRITTEN: dict[type[models.Model], tuple[str, ...]] = {
    Goal: ("title", "why", "measured_by", "reason", "due_on"),
    SubGoal: ("title",),
    Task: ("title", "due_on"),
    Measure: (
        "title",
        "extent",
        "law",
        "paragraph",
        "provider_name",
        "starts_on",
        "ends_on",
        "evaluate_on",
        "contract",
        "cost",
        "paid_by",
    ),
    Rating: ("value", "note"),
    Comment: ("text",),
}


@transaction.atomic
def take_back(*, by: User, thing: Added) -> None:
    """Take an addition back: by who made it, while nobody has changed it or built on it, within the hour.

    ValidationError saying why where it stays. The steps that came with a goal go with it.
    """
    require(by, Action.TAKE_BACK, thing)
    current = type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
    if why := why_it_stays(current):
        raise ValidationError(_(why), code="stays")
    if isinstance(current, Goal):
        for step in current.subgoals.filter(taken_back_at__isnull=True):
            _close(by, step)
    _close(by, current)
    announce(plan=plan_of(thing), what=str(thing._meta.model_name), by=by)


def _close(by: User, thing: Added) -> None:
    now = clock.now()
    closed = {"taken_back_at": now}
    if not isinstance(thing, SubGoal):
        closed["taken_out_at"] = now
    type(thing)._default_manager.filter(pk=thing.pk).update(**closed, version=F("version") + 1)
    section = thing.goal.section if isinstance(thing, SubGoal) else thing.section
    place = place_of(section) if section is not None else place_of_plan(plan_of(thing))
    on_behalf = getattr(thing, "is_by_representative", False)
    record_change(
        by=by, thing=thing, place=place, fields={TAKEN_BACK: (_all_of(thing), None)}, on_behalf=on_behalf
    )


def _all_of(thing: Added) -> str:
    """Everything that was written, one line for each field that held something; the name first and by itself."""
    first, *others = WRITTEN[type(thing)]
    lines = [as_text(getattr(thing, first)) or "ved ikke"]
    for name in others:
        value = as_text(getattr(thing, name))
        if value:
            lines.append(f"{thing._meta.get_field(name).verbose_name}: {value}")  # type: ignore[union-attr]  # a column
    return "\n".join(lines)
