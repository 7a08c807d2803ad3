"""Getting ready: asking somebody to have something ready, and writing beforehand from one's own field."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from enplan.web.saving import attempt
from plans.lookups.meetings import participant_for, preparation_for
from plans.models import MeetingNote, Participant
from plans.pages.meetings.forms_preparing import AskToPrepareForm, EditPreparationForm
from plans.pages.meetings.lines import name_of
from plans.pages.meetings.preparing import preparation_form
from plans.pages.meetings.room import Room, room_of
from plans.pages.meetings.views import areas_of, show
from plans.pages.workspace.sheet import FormSheet
from plans.services.preparing import ask_to_prepare, edit_preparation, write_preparation
from plans.standing import Action

reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])


@reads_and_saves
def ask(request: HttpRequest, plan_id: UUID, meeting_id: UUID, participant_id: UUID) -> HttpResponse:
    """What one participant is to have ready, and by when."""
    room = _room(request, plan_id, meeting_id)
    room.allow(Action.EDIT_MEETING)
    found = participant_for(room.reading.user, room.meeting, participant_id)
    form = AskToPrepareForm.of(found, request.POST if room.is_post else None)
    sheet = FormSheet(
        room.desk,
        form,
        title="Bed om forberedelse",
        intro=name_of(found, room.reading),
        model=Participant,
        thing=found,
        context={"back": room.address},
        what="Møde",
    )
    return sheet.answer(
        lambda: ask_to_prepare(
            by=room.reading.user,
            participant=found,
            seen=form.cleaned_data["version"],
            prepare=form.cleaned_data["prepare"],
            prepare_by=form.cleaned_data["prepare_by"],
        ),
        to=lambda: room.go_back("deltagere"),
    )


@reads_and_saves
def note(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What one brings; a GET leads back to the meeting."""
    room = _room(request, plan_id, meeting_id)
    if not room.is_post:
        return redirect(room.address)
    room.allow(Action.PREPARE_MEETING)
    form = preparation_form(areas_of(room), request.POST)

    def save() -> None:
        given = form.cleaned_data
        write_preparation(
            by=room.reading.user, meeting=room.meeting, area_id=given["area"], text=given["text"]
        )

    done = attempt(form, save)
    if not done.is_saved:
        return show(room, {"preparation_form": form}, status=done.status)
    return room.go_back("forberedelse")


@reads_and_saves
def note_edit(request: HttpRequest, plan_id: UUID, meeting_id: UUID, meeting_note_id: UUID) -> HttpResponse:
    """Other words, until the summary is agreed on."""
    room = _room(request, plan_id, meeting_id)
    found = preparation_for(room.reading.user, room.meeting, meeting_note_id)
    room.allow(Action.EDIT_PREPARATION, found)
    form = EditPreparationForm.of(found, request.POST if room.is_post else None)
    sheet = FormSheet(
        room.desk,
        form,
        title="Ret din forberedelse",
        model=MeetingNote,
        thing=found,
        context={"back": room.address},
        what="Møde",
    )
    return sheet.answer(
        lambda: edit_preparation(
            by=room.reading.user,
            note=found,
            seen=form.cleaned_data["version"],
            text=form.cleaned_data["text"],
        ),
        to=lambda: room.go_back("forberedelse"),
    )


def _room(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> Room:
    """For professionals; private persons have no such page."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_professional:
        raise Http404
    return room
