"""The agenda beside writing to it: what the plan proposes, and points that are taken off, put back or moved on."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from enplan.audit.versions import Conflict
from enplan.web import danish
from plans.agenda import proposals_for
from plans.lookups.meetings import meeting_for, point_for
from plans.models import MeetingPoint
from plans.pages.meetings.forms_agenda import MovePointForm, PlaceOnAgendaForm
from plans.pages.meetings.room import Room, room_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.agenda import move_point, place_point, put_back_point, take_in, take_off_point
from plans.standing import Action


@require_POST
def take_in_proposals(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One of what the plan proposes now, or all of it."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_professional:
        raise Http404
    room.allow(Action.EDIT_MEETING)
    chosen = set(request.POST.getlist("punkt"))
    things = [
        one.thing
        for one in proposals_for(room.reading, room.meeting)
        if "alle" in request.POST or str(one.pk) in chosen
    ]
    if not room.takes_lines:
        messages.error(request, "Mødet er slut eller aflyst, så dagsordenen kan ikke ændres mere.")
        return room.go_back("punkter")
    taken = take_in(by=room.reading.user, meeting=room.meeting, things=things)
    if taken:
        messages.success(request, f"{danish.count(len(taken), 'punkt', 'punkter')} er sat på dagsordenen.")
    else:
        messages.info(request, "Det står allerede på dagsordenen, eller det er ikke aktuelt mere.")
    return room.go_back("punkter")


@require_POST
def take_off(request: HttpRequest, plan_id: UUID, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """A point that is not talked about; it stands under the agenda and can be put back."""
    return _place(request, plan_id, meeting_id, point_id, is_on=False)


@require_POST
def put_back(request: HttpRequest, plan_id: UUID, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """It is talked about after all."""
    return _place(request, plan_id, meeting_id, point_id, is_on=True)


@require_http_methods(["GET", "HEAD", "POST"])
def point_move(request: HttpRequest, plan_id: UUID, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """To another meeting of the plan."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_professional:
        raise Http404
    found = point_for(room.reading.user, room.meeting, point_id)
    room.allow(Action.EDIT_POINT, found)
    form = MovePointForm.of(found, room, request.POST if room.is_post else None)
    sheet = FormSheet(
        room.desk,
        form,
        title="Tag punktet på et andet møde",
        button="Flyt punktet",
        intro=found.text,
        model=MeetingPoint,
        thing=found,
        context={"back": room.address},
        what="Møde",
    )

    def save() -> MeetingPoint:
        to = meeting_for(room.reading.user, room.reading.plan, UUID(form.cleaned_data["to"]))
        return move_point(by=room.reading.user, point=found, seen=form.cleaned_data["version"], to=to)

    return sheet.answer(save, to=lambda: room.go_back("punkter"))


@require_POST
def place(request: HttpRequest, plan_id: UUID, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """Up past the point before it, or down past the one after it, as who pressed saw them."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_professional:
        raise Http404
    room.allow(Action.EDIT_MEETING)
    is_up = "op" in request.POST
    try:
        found = point_for(room.reading.user, room.meeting, point_id)
        past = point_for(
            room.reading.user, room.meeting, UUID(request.POST.get("op" if is_up else "ned", ""))
        )
        place_point(by=room.reading.user, point=found, past=past, is_up=is_up)
    except (Http404, ValueError, ValidationError):
        messages.error(request, "Dagsordenen er ændret imens. Her er den, som den er nu.")
        return room.go_back("punkter")
    return room.go_back(f"punkt-{found.pk}")


def _place(
    request: HttpRequest, plan_id: UUID, meeting_id: UUID, point_id: UUID, *, is_on: bool
) -> HttpResponse:
    room: Room = room_of(request, plan_id, meeting_id)
    found = point_for(room.reading.user, room.meeting, point_id)
    room.allow(Action.EDIT_POINT, found)
    form = PlaceOnAgendaForm(request.POST)
    if not room.takes_lines or not form.is_valid():
        messages.error(request, _("Dagsordenen kan ikke ændres nu. Her er den, som den er."))
        return room.go_back("punkter")
    service = put_back_point if is_on else take_off_point
    try:
        service(by=room.reading.user, point=found, seen=form.cleaned_data["version"])
    except Conflict:
        messages.error(request, _("Punktet er ændret imens. Her er det, som det er nu."))
    return room.go_back("punkter")
