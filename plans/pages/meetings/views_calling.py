"""The plan's meetings, calling one, moving and cancelling it, who comes, and agreeing on the summary."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enplan.accounts.models import User
from enplan.web import danish
from enplan.web.saving import attempt
from plans.lookups.meetings import kinds_to_call, meetings_at_that_time, participant_for
from plans.models import Meeting
from plans.pages.meetings.forms import AgreeForm, CallForm, CancelForm, InviteForm, MoveForm
from plans.pages.meetings.proposed_times import (
    is_only_finding,
    minutes_from,
    outside_in_words,
    proposed_times,
    with_time,
)
from plans.pages.meetings.room import Room, room_of
from plans.pages.meetings.views import attendance_form, show
from plans.pages.meetings.wording import when_of
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.meetings import (
    call_meeting,
    cancel_meeting,
    invite_to_meeting,
    move_meeting,
    note_attendance,
    take_off_meeting,
)
from plans.services.summaries import agree_meeting, reopen_summary
from plans.standing import Action

reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])
MEETINGS = "Møder"
WHEN_PAGE = "plans/meetings/when.html"


@require_safe
def meetings(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The plan's meetings: those to come, then those that were."""
    desk = desk_of(request, plan_id)
    every = desk.reading.meetings
    coming = [one for one in every if one.ends_at > desk.reading.at and not one.is_cancelled]
    context = {
        "coming": [(one, when_of(one)) for one in coming],
        "earlier": [(one, danish.full_day(one.at)) for one in reversed(every) if one not in coming],
        "may_call": desk.standing.may(Action.CALL_MEETING, desk.plan) and desk.plan.is_active,
    }
    return desk.show("plans/meetings/meetings.html", context, what=MEETINGS)


@reads_and_saves
def new(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Call a meeting."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.CALL_MEETING, desk.plan)
    form = CallForm(
        with_time(request.POST) if desk.is_post else None,
        reading=desk.reading,
        kinds=list(kinds_to_call()),
        initial={"kind": request.GET.get("slags", "")},
    )
    called: list[Meeting] = []

    def save() -> None:
        given = form.cleaned_data
        called.append(
            call_meeting(
                by=desk.user,
                plan=desk.plan,
                kind=form.kinds[given["kind"]],
                at=form.at,
                minutes=given["minutes"],
                place=given["place"],
                invitees=form.invitees,
            )
        )

    users = [person.user for person in form.known.values() if person.user is not None]
    times = proposed_times(
        users,
        form.chosen_users,
        minutes=minutes_from(form["minutes"].value(), form.usual_minutes),
        filled=form.filled,
    )
    sheet = FormSheet(
        desk,
        form,
        title="Indkald til møde",
        button="Indkald",
        template=WHEN_PAGE,
        context={"times": times},
        what=MEETINGS,
    )
    if desk.is_post and is_only_finding(request.POST):
        form.errors.clear()  # nothing was tried, so nothing is wrong
        return sheet.show()
    return sheet.answer(save, to=lambda: _called(desk, called[0]))


@reads_and_saves
def move(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Another time or place."""
    room = _room(request, plan_id, meeting_id)
    form = MoveForm.of(room.meeting, with_time(request.POST) if room.is_post else None)

    def save() -> None:
        given = form.cleaned_data
        move_meeting(
            by=room.reading.user,
            meeting=room.meeting,
            seen=given["version"],
            at=form.at,
            minutes=given["minutes"] or room.meeting.kind.minutes,
            place=given["place"],
        )

    asked = [one.user for one in room.said.participants if one.user is not None and one.user.is_employee]
    times = proposed_times(
        asked,
        asked,
        minutes=minutes_from(form["minutes"].value(), room.meeting.kind.minutes),
        filled=form.filled,
        but=room.meeting,
        finds_anew=False,
    )
    intro = "Får mødet en ny tid, skal de inviterede svare igen."
    sheet = FormSheet(
        room.desk,
        form,
        title="Flyt mødet",
        intro=intro,
        model=Meeting,
        template=WHEN_PAGE,
        context={"back": room.address, "times": times},
        what=MEETINGS,
    )
    if room.is_post and is_only_finding(request.POST):
        form.errors.clear()  # nothing was tried, so nothing is wrong
        return sheet.show()
    return sheet.answer(save, to=lambda: _called(room.desk, room.anew().meeting))


@reads_and_saves
def cancel(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """It is not held."""
    room = _room(request, plan_id, meeting_id)
    data = request.POST if room.is_post else None
    form = CancelForm(data, initial={"version": room.meeting.version})
    sheet = FormSheet(
        room.desk,
        form,
        title="Aflys mødet",
        button="Aflys mødet",
        model=Meeting,
        context={"back": room.address},
        what=MEETINGS,
    )
    return sheet.answer(
        lambda: cancel_meeting(
            by=room.reading.user,
            meeting=room.meeting,
            seen=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        ),
        to=room.go_back,
    )


@reads_and_saves
def invite(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One more who is to come."""
    room = _room(request, plan_id, meeting_id)
    form = InviteForm(request.POST if room.is_post else None, reading=room.reading)
    sheet = FormSheet(
        room.desk,
        form,
        title="Invitér en mere",
        button="Invitér",
        intro="En invitation åbner ikke noget af planen. Hver ser kun det, de må se i forvejen.",
        context={"back": room.address},
        what=MEETINGS,
    )
    return sheet.answer(
        lambda: invite_to_meeting(by=room.reading.user, meeting=room.meeting, invitee=form.invitee),
        to=lambda: room.go_back("deltagere"),
    )


@require_POST
def uninvite(request: HttpRequest, plan_id: UUID, meeting_id: UUID, participant_id: UUID) -> HttpResponse:
    """Somebody is not to come after all."""
    room = _room(request, plan_id, meeting_id)
    take_off_meeting(
        by=room.reading.user,
        participant=participant_for(room.reading.user, room.meeting, participant_id),
    )
    return room.go_back("deltagere")


@reads_and_saves
def attendance(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Who was there."""
    room = _room(request, plan_id, meeting_id)
    if not room.is_post:
        return redirect(room.address)
    form = attendance_form(room, request.POST)
    done = attempt(
        form,
        lambda: note_attendance(by=room.reading.user, meeting=room.meeting, was_there=form.was_there),
    )
    if not done.is_saved:
        return show(room, {"attendance_form": form}, status=done.status)
    return room.go_back("deltagere")


@reads_and_saves
def agree(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The summary is agreed on, and kept as it is."""
    room = _room(request, plan_id, meeting_id)
    if not room.is_post:
        return redirect(room.address)
    form = AgreeForm(request.POST, prefix="godkend")
    done = attempt(
        form,
        lambda: agree_meeting(by=room.reading.user, meeting=room.meeting, seen=form.cleaned_data["version"]),
    )
    if not done.is_saved:
        if done.conflict is not None:
            form.add_error(None, "Mødet er ændret, siden du åbnede siden. Se det igennem, og godkend igen.")
        return show(room.anew(), {"agree_form": form}, status=done.status)
    messages.success(request, "Referatet er godkendt. Det ændrer sig ikke mere.")
    return room.go_back()


@require_POST
def reopen(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Something in the summary was wrong: it is written to again, and becomes a new version."""
    room = _room(request, plan_id, meeting_id)
    form = AgreeForm(request.POST, prefix="godkend")
    done = attempt(
        form,
        lambda: reopen_summary(by=room.reading.user, meeting=room.meeting, seen=form.cleaned_data["version"]),
    )
    if not done.is_saved:
        messages.error(request, "Mødet er ændret, siden du åbnede siden. Her er det, som det er nu.")
    return room.go_back()


def _room(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> Room:
    """For who may change the meeting; 404 for private persons, who have no such page."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_professional:
        raise Http404
    room.allow(Action.EDIT_MEETING)
    return room


def _called(desk: Desk, meeting: Meeting) -> HttpResponse:
    """To the meeting, with whom it collides for, and in whose protected time it does not lie. That somebody is busy is
    told, and nothing of with whom.
    """
    people = _asked([member.user for member in desk.reading.team], meeting)
    busy = meetings_at_that_time(people, start=meeting.at, end=meeting.ends_at, but=meeting)
    if busy:
        names = danish.listing([user.name for user in busy])
        verb = "har et andet møde" if len(busy) == 1 else "har andre møder"
        messages.warning(desk.request, f"{names} {verb} i Én plan på samme tid.")
    if said := outside_in_words(people, meeting):
        messages.warning(desk.request, said)
    response = redirect("meeting", desk.plan.pk, meeting.pk)
    response.status_code = 303
    return response


def _asked(people: list[User], meeting: Meeting) -> list[User]:
    asked = {one.user_id for one in meeting.participants.all() if one.removed_at is None}
    return [user for user in people if user.pk in asked]
