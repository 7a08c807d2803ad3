"""Writing journal notes: filed when they are shown, corrected by adding. A draft is changed freely until then."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import JournalAddition, JournalNote, Plan, Section
from plans.services.checks import require, require_area
from plans.services.sections import place_of, section_of
from plans.standing import Action


@transaction.atomic
def write_journal(
    *,
    by: User,
    plan: Plan,
    area_id: str,
    title: str,
    text: str,
    day: date | None = None,
    is_draft: bool = False,
) -> JournalNote:
    """Write a note in `by`'s own department's part of an area they work in. It is filed and can only be added to.

    A draft is filed when it is shown (`services.drafts`).
    """
    require(by, Action.WRITE_JOURNAL, plan)
    require_area(by, plan, area_id)
    _check_note(title, text, day)
    section = section_of(plan, area_id=area_id, owner_id=by.department_id)
    return store_note(
        by=by, section=section, title=title, text=text, day=day or clock.today(), is_draft=is_draft
    )


@transaction.atomic
def edit_note_draft(
    *, by: User, note: JournalNote, seen: int, title: str, text: str, day: date
) -> JournalNote:
    """Change a note that is not filed yet. Conflict when stale."""
    require(by, Action.EDIT_NOTE_DRAFT, note)
    _check_note(title, text, day)
    fields = {"title": title, "text": text, "day": day}
    return save_seen(note, seen=seen, fields=fields, by=by, place=place_of(note.section))


@transaction.atomic
def store_note(
    *, by: User, section: Section, title: str, text: str, day: date, is_draft: bool = False
) -> JournalNote:
    """Store a note without asking whether `by` may. For `write_journal` and for loading what was written earlier."""
    note = JournalNote.objects.create(
        section=section,
        title=title,
        text=text,
        day=day,
        is_draft=is_draft,
        written_by=by,
        written_at=clock.now(),
    )
    record_change(by=by, thing=note, place=place_of(section), fields={"title": (None, title)})
    announce(plan=section.plan, what="journal", by=by, document_id=note.pk)
    return note


@transaction.atomic
def add_to_journal(*, by: User, note: JournalNote, text: str) -> JournalAddition:
    """Add to a note that is filed already: a correction or more. Filed as a document of its own."""
    require(by, Action.ADD_TO_JOURNAL, note)
    if not text.strip():
        raise ValidationError({"text": "Skriv, hvad der skal føjes til."})
    addition = JournalAddition.objects.create(note=note, text=text, written_by=by, written_at=clock.now())
    record_change(by=by, thing=addition, place=place_of(note.section), fields={"text": (None, text)})
    announce(plan=note.section.plan, what="journal", by=by, document_id=addition.pk)
    return addition


def _check_note(title: str, text: str, day: date | None) -> None:
    if not title.strip():
        raise ValidationError({"title": "Skriv en overskrift."})
    if not text.strip():
        raise ValidationError({"text": "Skriv notatet."})
    if day is not None and day > clock.today():
        raise ValidationError({"day": "Skriv en dag, der har været."})
