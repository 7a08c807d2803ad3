"""Getting ready for a meeting: what each is asked to have ready and by when, and what they write beforehand."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from enplan.web import danish
from plans.models import Meeting, MeetingNote, Participant
from plans.services.checks import require, require_area
from plans.services.meetings import check_takes_lines
from plans.services.sections import place_of, place_of_plan, section_of
from plans.standing import Action


@transaction.atomic
def ask_to_prepare(
    *, by: User, participant: Participant, seen: int, prepare: str, prepare_by: date | None
) -> Participant:
    """Ask somebody to have something ready by a day; empty words take it back. Raises Conflict when `seen` is stale."""
    meeting = participant.meeting
    require(by, Action.EDIT_MEETING, meeting)
    check_takes_lines(meeting)
    words = prepare.strip()
    if words and prepare_by is None:
        raise ValidationError({"prepare_by": "Skriv, hvornår det skal være klar."})
    if prepare_by is not None and not words:
        raise ValidationError({"prepare": "Skriv, hvad der skal være klar."})
    if prepare_by is not None and prepare_by != participant.prepare_by:
        _check_day(meeting, prepare_by)
    fields = {"prepare": words, "prepare_by": prepare_by}
    return save_seen(participant, seen=seen, fields=fields, by=by, place=place_of_plan(meeting.plan))


@transaction.atomic
def write_preparation(*, by: User, meeting: Meeting, area_id: str, text: str) -> MeetingNote:
    """Write what one brings to the meeting, in the own department's part of an area one works in."""
    require(by, Action.PREPARE_MEETING, meeting)
    check_takes_lines(meeting)
    require_area(by, meeting.plan, area_id)
    _check_text(text)
    section = section_of(meeting.plan, area_id=area_id, owner_id=by.department_id)
    note = MeetingNote.objects.create(
        meeting=meeting, section=section, text=text.strip(), written_by=by, written_at=clock.now()
    )
    record_change(by=by, thing=note, place=place_of(section), fields={"text": (None, note.text)})
    return note


@transaction.atomic
def edit_preparation(*, by: User, note: MeetingNote, seen: int, text: str) -> MeetingNote:
    """Write it otherwise. Raises Conflict when `seen` is stale."""
    require(by, Action.EDIT_PREPARATION, note)
    check_takes_lines(note.meeting)
    _check_text(text)
    return save_seen(note, seen=seen, fields={"text": text.strip()}, by=by, place=place_of(note.section))


def _check_text(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": "Skriv, hvad du tager med til mødet."})


def _check_day(meeting: Meeting, day: date) -> None:
    if day < clock.today():
        raise ValidationError({"prepare_by": "Vælg en dag, der ikke er gået."})
    if day > danish.day_of(meeting.at):
        raise ValidationError({"prepare_by": "Det skal være klar, før mødet er holdt."})
