"""Scoped getters of journal notes: those one may see, with what has been added to them. See `plans.lookup`."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from enplan.accounts.models import User
from plans.lookup import thing_for
from plans.models import JournalAddition, JournalNote, Plan
from plans.permissions import visible_to


def notes_for(user: User, plan: Plan) -> QuerySet[JournalNote]:
    """The notes of this plan that `user` may see, newest first, each with its additions."""
    additions = visible_to(user, JournalAddition.objects.select_related("written_by"))
    return (
        visible_to(user, JournalNote.objects.filter(section__plan=plan))
        .select_related("section__area", "section__owner", "written_by")
        .prefetch_related(Prefetch("additions", queryset=additions.order_by("written_at")))
        .order_by("-day", "-written_at", "pk")
    )


def newest_notes_for(user: User, plan: Plan, most: int) -> QuerySet[JournalNote]:
    """The last of the notes that `user` may see and that are no drafts, newest first, by title and day alone."""
    notes = visible_to(user, JournalNote.objects.filter(section__plan=plan, is_draft=False))
    return notes.order_by("-day", "-written_at", "pk")[:most]


def note_for(user: User, plan: Plan, note_id: UUID) -> JournalNote:
    """A note of this plan, or 404."""
    rows = JournalNote.objects.filter(section__plan=plan).select_related("section__plan__citizen")
    return thing_for(user, rows, note_id)
