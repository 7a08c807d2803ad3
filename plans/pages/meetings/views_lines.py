"""Writing to a meeting: a line at a time, at its place on the page. Each is stored for itself."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.web import forms
from enplan.web.saving import attempt
from plans.lookups.meetings import decision_for, participant_for, point_for
from plans.models import Decision, MeetingPoint
from plans.pages.meetings.forms import EditDecisionForm
from plans.pages.meetings.forms_everybody import AnswerForm, EditPointForm
from plans.pages.meetings.lines import is_me
from plans.pages.meetings.room import Room, room_of
from plans.pages.meetings.views import decision_form, disagree_form, point_form, show
from plans.pages.workspace.sheet import FormSheet
from plans.services.meeting_lines import (
    add_point,
    disagree_at_meeting,
    edit_decision,
    edit_point,
    note_decision,
)
from plans.services.meetings import answer_invitation
from plans.standing import Action

reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])


@reads_and_saves
def point(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Something more to talk about; a GET leads back to the meeting."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_post:
        return redirect(room.address)
    room.allow(Action.ADD_POINT)
    form = point_form(room, request.POST)

    def save() -> None:
        given = form.cleaned_data
        add_point(
            by=room.reading.user,
            meeting=room.meeting,
            area_id=given["area"],
            text=given["text"],
            column=given.get("column") or MeetingPoint.Column.AGENDA,
        )

    return _saved(room, "point_form", form, save, part="points", anchor="punkter")


@reads_and_saves
def decision(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What was decided, with who sees to it and from when."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_post:
        return redirect(room.address)
    room.allow(Action.NOTE_DECISION)
    form = decision_form(room, request.POST)

    def save() -> None:
        note_decision(
            by=room.reading.user, meeting=room.meeting, area_id=form.cleaned_data["area"], **form.saved_fields
        )

    return _saved(room, "decision_form", form, save, part="decisions", anchor="beslutninger")


@reads_and_saves
def disagree(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """How one sees it oneself."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_post:
        return redirect(room.address)
    room.allow(Action.ADD_POINT)
    form = disagree_form(room, request.POST)

    def save() -> None:
        given = form.cleaned_data
        disagree_at_meeting(
            by=room.reading.user, meeting=room.meeting, area_id=given["area"], text=given["text"]
        )

    return _saved(room, "disagree_form", form, save, part="disputes", anchor="uenighed")


@reads_and_saves
def answer(request: HttpRequest, plan_id: UUID, meeting_id: UUID, participant_id: UUID) -> HttpResponse:
    """Whether one comes."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_post:
        return redirect(room.address)
    mine = participant_for(room.reading.user, room.meeting, participant_id)
    if not is_me(mine, room.reading):
        raise Http404
    form = AnswerForm(request.POST, prefix="svar")

    def save() -> None:
        answer_invitation(by=room.reading.user, participant=mine, **form.cleaned_data)

    return _saved(room, "answer_form", form, save, part="answer", anchor="svar", said=_("Dit svar er gemt."))


@reads_and_saves
def point_edit(request: HttpRequest, plan_id: UUID, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """Other words for a point, by who wrote it."""
    room = room_of(request, plan_id, meeting_id)
    found = point_for(room.reading.user, room.meeting, point_id)
    room.allow(Action.EDIT_POINT, found)
    initial = {"text": found.text, "version": found.version}
    form = EditPointForm(request.POST if room.is_post else None, initial=initial)
    status = 200
    if room.is_post:
        done = attempt(
            form,
            lambda: edit_point(
                by=room.reading.user,
                point=found,
                seen=form.cleaned_data["version"],
                text=form.cleaned_data["text"],
            ),
        )
        if done.is_saved:
            return room.go_back("punkter")
        status = done.status
        if done.conflict is not None:
            form.add_error(
                None,
                _("Punktet er ændret imens. Nu står der: “%s”. Gem igen for at beholde dit.") % found.text,
            )
    if room.is_professional:
        sheet = FormSheet(room.desk, form, title="Ret punktet", context={"back": room.address}, what="Møde")
        return room.desk.show(
            sheet.template,
            {"form": form, "title": sheet.title, "button": sheet.button, "back": room.address},
            what="Møde",
            status=status,
        )
    return room.show("plans/meetings/private_point.html", {"form": form}, status=status)


@reads_and_saves
def decision_edit(request: HttpRequest, plan_id: UUID, meeting_id: UUID, decision_id: UUID) -> HttpResponse:
    """Another text, responsible or day, until the summary is agreed on."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_professional:
        raise Http404
    found = decision_for(room.reading.user, room.meeting, decision_id)
    room.allow(Action.EDIT_DECISION, found)
    form = EditDecisionForm.of(found, room.reading, request.POST if room.is_post else None)
    sheet = FormSheet(
        room.desk,
        form,
        title="Ret beslutningen",
        model=Decision,
        thing=found,
        context={"back": room.address},
        what="Møde",
    )
    return sheet.answer(
        lambda: edit_decision(
            by=room.reading.user, decision=found, seen=form.cleaned_data["version"], **form.saved_fields
        ),
        to=lambda: room.go_back("beslutninger"),
    )


def _saved(
    room: Room,
    name: str,
    form: forms.Form,
    save: Callable[[], None],
    *,
    part: str,
    anchor: str,
    said: str = "",
) -> HttpResponse:
    """Back to the meeting, or for htmx the part as it is now; with the form again where it did not go through."""
    done = attempt(form, save)
    if not done.is_saved:
        return show(room, {name: form}, status=done.status, part=part)
    if room.is_htmx:
        return show(room.anew(), part=part, is_saved=True)
    if said:
        messages.success(room.request, said)
    return room.go_back(anchor)
