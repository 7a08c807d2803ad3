"""Scoped getters of journal notes: those one may see, with what has been added to them. See `plans.lookups`."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from enplan.accounts.models import User
from plans.keys import LoadedKeys
from plans.lookups.things import thing_for
from plans.models import JournalAddition, JournalNote, Plan
from plans.permissions import visible_to, visible_with


def notes_for(user: User, plan: Plan) -> QuerySet[JournalNote]:
    """The notes of this plan that `user` may see, newest first, each with its additions."""
    additions = visible_to(user, JournalAddition.objects.select_related("written_by"))
    return (
        visible_to(user, JournalNote.objects.filter(section__plan=plan))
        .select_related("section__area", "section__owner", "written_by")
        .prefetch_related(Prefetch("additions", queryset=additions.order_by("written_at")))
        .order_by("-day", "-written_at", "pk")
    )


def newest_notes_with(keys: LoadedKeys | None, plan: Plan, most: int) -> QuerySet[JournalNote]:
    """The last of the notes that may be seen and are no drafts, newest first, by title and day alone."""
    notes = visible_with(keys, JournalNote.objects.filter(section__plan=plan, is_draft=False))
    return notes.order_by("-day", "-written_at", "pk")[:most]


def additions_of(user: User, note: JournalNote) -> list[UUID]:
    """What was added to a note that `user` sees, by id."""
    return list(visible_to(user, JournalAddition.objects.filter(note=note)).values_list("pk", flat=True))


def note_for(user: User, plan: Plan, note_id: UUID) -> JournalNote:
    """A note of this plan, or 404."""
    rows = JournalNote.objects.filter(section__plan=plan).select_related("section__plan__citizen")
    return thing_for(user, rows, note_id)
