"""The papers around a meeting: the agenda for whoever is asked, the agreement and the letters for who coordinates."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from enplan.audit.models import Look
from plans.looks import look_at_plan
from plans.lookups.meetings import participant_for
from plans.pages.meetings.lines import name_of
from plans.pages.meetings.room import Room, room_of
from plans.prints.meeting_papers import agenda_print, agreement_print, invitation_print
from plans.prints.views import as_pdf
from plans.standing import Action


@require_safe
def agenda_pdf(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What is to be talked about, and what was decided last time, as the reader sees it."""
    room = room_of(request, plan_id, meeting_id)
    _look(room, "Dagsorden til et møde")
    asked = len(room.said.participants) + room.said.unseen
    page = agenda_print(room.reading, room.meeting, asked=asked)
    return as_pdf(render_to_string("plans/print/agenda.html", {"page": page}), "dagsorden")


@require_safe
def agreement_pdf(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What was decided, with room for the citizen's name under it."""
    room = room_of(request, plan_id, meeting_id)
    room.allow(Action.EDIT_MEETING)
    _look(room, "Aftale til underskrift")
    page = agreement_print(room.reading, room.meeting)
    return as_pdf(render_to_string("plans/print/agreement.html", {"page": page}), "aftale")


@require_safe
def invitation_pdf(
    request: HttpRequest, plan_id: UUID, meeting_id: UUID, participant_id: UUID
) -> HttpResponse:
    """The letter to one of those who are asked."""
    room = room_of(request, plan_id, meeting_id)
    room.allow(Action.EDIT_MEETING)
    to = participant_for(room.reading.user, room.meeting, participant_id)
    others = [
        room.reading.user.name if one.user_id == room.reading.user.pk else name_of(one, room.reading)
        for one in room.said.participants
        if not one.is_citizen
    ]
    _look(room, "Brev med indkaldelse til et møde")
    page = invitation_print(room.reading, room.meeting, to, others)
    return as_pdf(render_to_string("plans/print/invitation.html", {"page": page}), "brev")


def _look(room: Room, what: str) -> None:
    look_at_plan(by=room.reading.user, standing=room.reading.standing, kind=Look.Kind.PRINT, what=what)
