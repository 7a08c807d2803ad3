"""Drafts: the writer's alone until they are shown; moved to the own department's part where their place has closed."""

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan.accounts.models import User
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import Goal, JournalNote, Measure, Rating, Section, Task
from plans.permissions import plan_of
from plans.services.checks import require
from plans.services.sections import place_of, place_of_plan, section_of
from plans.standing import Action

Draft = Goal | Task | Measure | JournalNote | Rating


@transaction.atomic
def publish_draft(*, by: User, draft: Draft, seen: int) -> None:
    """Show a draft to those its place is open to; a note is filed now. Conflict when stale."""
    require(by, Action.PUBLISH_DRAFT, draft)
    store_shown(by=by, draft=draft, seen=seen)


def store_shown(*, by: User, draft: Draft, seen: int) -> None:
    """Show a draft. For services; asks nobody's permission."""
    plan = plan_of(draft)
    place = place_of_plan(plan) if draft.section is None else place_of(draft.section)
    save_seen(draft, seen=seen, fields={"is_draft": False}, by=by, place=place)
    note_id = draft.pk if isinstance(draft, JournalNote) else None
    announce(plan=plan, what="shown", by=by, document_id=note_id)


@transaction.atomic
def move_draft(*, by: User, draft: Draft, seen: int) -> None:
    """Move a draft to `by`'s own department's part of its area, with what hangs on it. Conflict when stale.

    A task leaves the goal it stood under: that one stays where it is.
    """
    require(by, Action.MOVE_DRAFT, draft)
    if draft.section is None:
        raise ValidationError("Den samlede trivsel står ikke i nogen afdelings del.", code="no_section")
    old = draft.section
    new = section_of(old.plan, area_id=old.area_id, owner_id=by.department_id)
    fields: dict[str, Section | None] = {"section": new}
    if isinstance(draft, Task):
        fields["goal"] = None
    save_seen(draft, seen=seen, fields=fields, by=by, place=place_of(old))
    if isinstance(draft, Goal):
        Task.objects.filter(goal=draft).update(section=new)
    announce(plan=old.plan, what="moved", by=by)
