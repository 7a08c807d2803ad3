"""`/planer/<uuid>/moeder/<uuid>/`: the meeting for everybody who sees it, its print and its file for a calendar."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from enplan import clock
from enplan.accounts.areas import every_area
from enplan.audit.models import Look
from enplan.web import forms
from plans.calendar_file import calendar_of
from plans.looks import keep_meeting_opened, look_at_plan
from plans.lookups.meetings import newest_summary
from plans.models import Meeting
from plans.pages.files.lines import lines_of_meeting
from plans.pages.meetings.forms import AgreeForm, AttendanceForm, NewDecisionForm
from plans.pages.meetings.forms_everybody import AnswerForm, DisagreeForm, PointForm
from plans.pages.meetings.letters import letters_of
from plans.pages.meetings.lines import (
    board_lines,
    decision_lines,
    dispute_lines,
    is_me,
    name_of,
    people_lines,
    point_lines,
    proposal_lines,
    taken_off_lines,
    unseen_people,
    waiting_decisions,
)
from plans.pages.meetings.preparing import asked_to_prepare, preparation_form, preparation_lines
from plans.pages.meetings.room import Room, room_of
from plans.pages.meetings.wording import when_of
from plans.prints.document import pdf_of
from plans.prints.meeting import meeting_print
from plans.standing import Action

Held = Mapping[str, Any]
"""By its name on the page, a form that came back with an error."""


@require_safe
def meeting(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """When and where, who comes, what is to be talked about and what was decided."""
    room = room_of(request, plan_id, meeting_id)
    keep_meeting_opened(by=room.reading.user, meeting=room.meeting)
    return show(room)


@require_safe
def meeting_pdf(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The reader's own copy of the summary: as it was agreed, otherwise as it is now."""
    room = room_of(request, plan_id, meeting_id)
    look_at_plan(
        by=room.reading.user, standing=room.reading.standing, kind=Look.Kind.PRINT, what="Referat af et møde"
    )
    asked = len(room.said.participants) + room.said.unseen
    page = meeting_print(room.reading, room.meeting, asked=asked)
    response = HttpResponse(
        pdf_of(render_to_string("plans/print/meeting.html", {"page": page})), content_type="application/pdf"
    )
    response["Content-Disposition"] = 'inline; filename="moede.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def meeting_ics(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """For one's own calendar."""
    room = room_of(request, plan_id, meeting_id)
    look_at_plan(
        by=room.reading.user, standing=room.reading.standing, kind=Look.Kind.PAGE, what="Møde til kalenderen"
    )
    address = request.build_absolute_uri(room.address)
    response = HttpResponse(
        calendar_of(room.meeting, address=address, now=clock.now()),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="moede.ics"'
    response["Cache-Control"] = "no-store, private"
    return response


def show(
    room: Room, held: Held | None = None, *, status: int = 200, part: str = "", is_saved: bool = False
) -> HttpResponse:
    """The page, or for htmx one part of it."""
    context = context_of(room, held or {}) | {"is_saved": is_saved}
    if part and room.is_htmx:
        return room.show(f"plans/meetings/parts/{part}.html", context, status=status)
    name = "meeting" if room.is_professional else "private"
    return room.show(f"plans/meetings/{name}.html", context, status=status)


def context_of(room: Room, held: Held) -> dict[str, Any]:
    meeting, reading = room.meeting, room.reading
    has_begun = meeting.at <= reading.at
    coordinates = room.may(Action.EDIT_MEETING)
    mine = next((one for one in room.said.participants if is_me(one, reading)), None)
    summary = newest_summary(reading.user, meeting)
    return {
        "kind": meeting.kind.said_name,
        "when": when_of(meeting),
        "people": people_lines(room),
        "more_people": unseen_people(room),
        "letters": letters_of(room),
        "programme": meeting.programme.splitlines(),
        "leave_after": meeting.leave_after,
        "preparations": preparation_lines(room),
        "to_prepare": asked_to_prepare(mine) if mine is not None else "",
        "points": point_lines(room),
        "proposals": proposal_lines(room),
        "taken_off": taken_off_lines(room),
        "board": board_lines(room),
        "photos": lines_of_meeting(meeting.pk, reading),
        "may_add_photo": room.is_professional
        and reading.plan.is_active
        and room.may(Action.ADD_ATTACHMENT, reading.plan),
        "decisions": decision_lines(room),
        "to_carry_out": len(waiting_decisions(room)) if room.is_professional else 0,
        "disputes": dispute_lines(room),
        "dispute_page": "dispute" if room.is_professional else "min-plan-dispute",
        "summary": summary if meeting.is_agreed else None,
        "has_begun": has_begun,
        "may_change": coordinates and room.reading.plan.is_active,
        "takes_lines": room.takes_lines,
        "is_called": meeting.state == Meeting.State.CALLED,
        "pdf": reverse("meeting-pdf", args=[reading.plan.pk, meeting.pk]),
        "ics": reverse("meeting-ics", args=[reading.plan.pk, meeting.pk]),
        "me": mine.pk if mine is not None else None,
        **_forms(room, held),
    }


def _forms(room: Room, held: Held) -> dict[str, Any]:
    """Those that the reader can send now; one that came back stands as it was sent."""
    found: dict[str, forms.Form | None] = {}
    mine = next((one for one in room.said.participants if is_me(one, room.reading)), None)
    if mine is not None and room.meeting.state == Meeting.State.CALLED and room.reading.plan.is_active:
        initial = {"answer": mine.answer, "message": mine.message}
        found["answer_form"] = AnswerForm(initial=initial, prefix="svar")
    if room.takes_lines:
        if room.may(Action.ADD_POINT):
            found["point_form"] = point_form(room)
            found["disagree_form"] = disagree_form(room)
        if room.is_professional and room.may(Action.PREPARE_MEETING):
            found["preparation_form"] = preparation_form(areas_of(room))
        if room.may(Action.NOTE_DECISION):
            found["decision_form"] = decision_form(room)
        if room.may(Action.EDIT_MEETING):
            found["attendance_form"] = attendance_form(room)
            found["agree_form"] = AgreeForm(initial={"version": room.meeting.version}, prefix="godkend")
    return {**dict.fromkeys(NAMES), **found, **held}


NAMES = (
    "answer_form",
    "point_form",
    "disagree_form",
    "decision_form",
    "preparation_form",
    "attendance_form",
    "agree_form",
)


def areas_of(room: Room) -> list[tuple[str, str]]:
    """The areas one may write in: all for the citizen and who coordinates."""
    standing = room.reading.standing
    return [
        (area.pk, area.said_name)
        for area in every_area()
        if standing.is_citizen or standing.works_in(area.pk)
    ]


def point_form(room: Room, data: Any = None) -> PointForm:
    has_columns = room.meeting.kind.has_columns
    return PointForm(data, areas=areas_of(room), has_columns=has_columns, prefix="punkt")


def decision_form(room: Room, data: Any = None) -> NewDecisionForm:
    initial = {"takes_effect_on": clock.today()}
    return NewDecisionForm(
        data, reading=room.reading, areas=areas_of(room), initial=initial, prefix="beslutning"
    )


def disagree_form(room: Room, data: Any = None) -> DisagreeForm:
    return DisagreeForm(data, areas=areas_of(room), prefix="uenighed")


def attendance_form(room: Room, data: Any = None) -> AttendanceForm:
    people = list(room.said.participants)
    names = [name_of(one, room.reading) for one in people]
    return AttendanceForm(data, participants=people, names=names, prefix="var-der")
