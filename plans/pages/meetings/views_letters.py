"""Noting that a letter about a meeting is in the post."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from plans.lookups.meetings import participant_for
from plans.pages.meetings.room import room_of
from plans.services.meeting_letters import note_letter_posted
from plans.standing import Action

STALE = "Siden er gammel. Her er den, som den er nu."


@require_POST
def letter_posted(
    request: HttpRequest, plan_id: UUID, meeting_id: UUID, participant_id: UUID
) -> HttpResponse:
    """By which day and hour the letter has, so that one about another time is not taken for this."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_professional:
        raise Http404
    room.allow(Action.EDIT_MEETING)
    to = participant_for(room.reading.user, room.meeting, participant_id)
    sequence = request.POST.get("sequence", "")
    if not (sequence.isascii() and sequence.isdigit() and len(sequence) < 10):
        messages.error(request, STALE)
        return room.go_back("breve")
    try:
        note_letter_posted(by=room.reading.user, participant=to, sequence=int(sequence))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return room.go_back("breve")
