"""Letters on paper about a meeting, for who calls it: who is to have one, and which are in the post."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from enplan.web import danish
from plans.lookups.meeting_letters import on_paper
from plans.models import Meeting, Participant
from plans.pages.meetings.lines import name_of
from plans.pages.meetings.room import Room
from plans.standing import Action


@dataclass(frozen=True)
class LetterLine:
    """`said`: what there is to say of it; `is_due`: it is to be printed and posted."""

    pk: UUID
    name: str
    said: str
    is_due: bool
    pdf: str


@dataclass(frozen=True)
class Letters:
    lines: list[LetterLine]
    is_cancelled: bool  # those who had a letter must be told in another way

    @property
    def due(self) -> int:
        return sum(line.is_due for line in self.lines)


def letters_of(room: Room) -> Letters | None:
    """None where nobody is to have one, for others than who calls the meeting, and when it is over."""
    is_coming = room.meeting.state == Meeting.State.CALLED or room.meeting.is_cancelled
    may = room.is_professional and room.may(Action.EDIT_MEETING) and room.reading.plan.is_active
    if not may or not is_coming or room.meeting.at <= room.reading.at:
        return None
    people = on_paper(room.reading.plan, room.said.participants)
    if room.meeting.is_cancelled:
        people = [one for one in people if one.letter_posted_at is not None]
    lines = [_line(one, room) for one in people]
    return Letters(lines, room.meeting.is_cancelled) if lines else None


def _line(one: Participant, room: Room) -> LetterLine:
    is_posted = one.letter_posted_at is not None
    is_right = is_posted and one.letter_sequence == room.meeting.sequence
    return LetterLine(
        one.pk,
        name_of(one, room.reading),
        _said(one, room, is_right=is_right),
        not is_right and not room.meeting.is_cancelled,
        reverse("invitation-pdf", args=[room.reading.plan.pk, room.meeting.pk, one.pk]),
    )


def _said(one: Participant, room: Room, *, is_right: bool) -> str:
    if one.letter_posted_at is None:
        return ""
    when = danish.near(one.letter_posted_at, today=danish.day_of(room.reading.at))
    if not is_right and not room.meeting.is_cancelled:
        return f"Fik brev {when}. Mødet er ændret siden, så der skal et nyt afsted."
    by = one.letter_posted_by
    who = f" af {'dig' if by == room.reading.user else room.reading.name_of(by)}" if by is not None else ""
    return f"Brevet er sendt {when}{who}."
