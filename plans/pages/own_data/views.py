"""`/planer/<uuid>/aktindsigt/`: what the citizen has asked to see or have put right, noting it, and answering."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from enplan.web import danish
from plans.lookups.data_requests import data_request_for, data_requests_of
from plans.models import DataRequest
from plans.pages.own_data.forms import AnswerForm, NoteForm, ToldViewForm
from plans.pages.own_data.lines import RequestLine, request_line, request_lines
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.data_requests import add_own_view, answer_data_request, note_data_request
from plans.standing import Action

WHAT = "Oplysninger i planen"  # the citizen reads it in the look-log
VIEW = "data-request-view"
BY_LAW = {
    DataRequest.Kind.ACCESS: (
        "Aktindsigt: som regel inden 7 arbejdsdage (forvaltningsloven § 16). Tager det længere, skal borgeren have "
        "grunden at vide, og hvornår svaret kan ventes."
    ),
    DataRequest.Kind.CORRECTION: (
        "Rettelse: uden unødig forsinkelse og senest efter en måned (databeskyttelsesforordningen artikel 12, stk. 3, "
        "og 16). Det, der ikke rettes, bliver stående, og borgerens eget syn står ved siden af svaret."
    ),
}
reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def data_requests(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Those one may see: all for who coordinates, one's own notes for others on the team."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_DATA_REQUEST, desk.plan, writes=False)
    lines = request_lines(data_requests_of(desk.user, desk.plan), desk.reading, view=VIEW)
    context = {"lines": lines, "coordinates": desk.standing.coordinates, "by_law": BY_LAW.values()}
    return desk.show("plans/own_data/requests.html", context, what=WHAT)


@reads_and_saves
def note(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What the citizen has asked for otherwise than here."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_DATA_REQUEST, desk.plan, writes=False)
    form = NoteForm(request.POST if desk.is_post else None)
    sheet = FormSheet(
        desk,
        form,
        title="Notér, at borgeren beder om noget",
        intro="Den koordinerende sagsbehandler svarer. Borgeren kan følge det på sin side.",
        what=WHAT,
        context={"back": _list(desk)},
    )
    return sheet.answer(
        lambda: note_data_request(by=desk.user, plan=desk.plan, **form.cleaned_data),
        said="Det er noteret.",
        to=lambda: _back(desk),
    )


@reads_and_saves
def answer(request: HttpRequest, plan_id: UUID, data_request_id: UUID) -> HttpResponse:
    """The one answer."""
    desk, found = _found(request, plan_id, data_request_id)
    desk.allow(Action.ANSWER_DATA_REQUEST, found, writes=False)
    if not desk.is_post and not found.is_open:
        return _back(desk)
    form = AnswerForm(request.POST if desk.is_post else None)
    sheet = FormSheet(
        desk,
        form,
        title="Svar på, hvad borgeren beder om",
        button="Send svaret",
        intro=BY_LAW[DataRequest.Kind(found.kind)],
        template="plans/own_data/answer.html",
        context={
            "line": _line(desk, found),
            "due": danish.day_near(found.answer_due_on),
            "back": _list(desk),
        },
        what=WHAT,
    )
    return sheet.answer(
        lambda: answer_data_request(
            by=desk.user, asked=found, outcome=form.cleaned_data["outcome"], text=form.cleaned_data["text"]
        ),
        said="Svaret er sendt til borgerens side.",
        to=lambda: _back(desk),
    )


@reads_and_saves
def told_view(request: HttpRequest, plan_id: UUID, data_request_id: UUID) -> HttpResponse:
    """The view of a citizen who has asked otherwise than here, as they tell it."""
    desk, found = _found(request, plan_id, data_request_id)
    desk.allow(Action.ADD_OWN_VIEW, found, writes=False)
    if not desk.is_post and not found.takes_own_view:
        return _back(desk)
    form = ToldViewForm(request.POST if desk.is_post else None)
    sheet = FormSheet(
        desk,
        form,
        title="Notér borgerens eget syn",
        template="plans/own_data/answer.html",
        context={"line": _line(desk, found), "due": "", "back": _list(desk)},
        what=WHAT,
    )
    return sheet.answer(
        lambda: add_own_view(by=desk.user, asked=found, text=form.cleaned_data["text"]),
        said="Borgerens syn er gemt ved siden af svaret.",
        to=lambda: _back(desk),
    )


def _found(request: HttpRequest, plan_id: UUID, data_request_id: UUID) -> tuple[Desk, DataRequest]:
    desk = desk_of(request, plan_id)
    return desk, data_request_for(desk.user, desk.plan, data_request_id)


def _line(desk: Desk, found: DataRequest) -> RequestLine:
    return request_line(found, desk.reading, view=VIEW)


def _list(desk: Desk) -> str:
    return reverse("data-requests", args=[desk.plan.pk])


def _back(desk: Desk) -> HttpResponse:
    response = redirect(_list(desk))
    response.status_code = 303
    return response
