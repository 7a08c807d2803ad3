"""What was written before the meeting, in words, and what the reader is asked to have ready."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.models import MeetingNote, Participant
from plans.pages.meetings.forms_preparing import PreparationForm
from plans.pages.meetings.room import Room
from plans.standing import Action


@dataclass(frozen=True)
class PreparationLine:
    pk: UUID
    text: str
    about: str
    can_edit: bool


def preparation_lines(room: Room) -> list[PreparationLine]:
    return [_line(one, room) for one in room.said.preparations]


def _line(note: MeetingNote, room: Room) -> PreparationLine:
    return PreparationLine(
        note.pk,
        note.text,
        f"{note.section.area.said_name} · {room.reading.name_of(note.written_by)}",
        room.takes_lines and room.may(Action.EDIT_PREPARATION, note),
    )


def asked_to_prepare(one: Participant) -> str:
    """ "Et kort notat om boligen, senest 12. marts", or nothing."""
    if not one.prepare or one.prepare_by is None:
        return ""
    return _("%(what)s, senest %(day)s") % {"what": one.prepare, "day": spoken.day_near(one.prepare_by)}


def preparation_form(areas: list[tuple[str, str]], data: Any = None) -> PreparationForm:
    return PreparationForm(data, areas=areas, prefix="forberedelse")
