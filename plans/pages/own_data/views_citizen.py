"""`/min-plan/<uuid>/oplysninger/`: taking the plan along, what is kept and why, asking, and where to complain."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.audit.models import Look
from enplan.web import forms
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_plan
from plans.lookups.data_requests import data_request_for, data_requests_of
from plans.lookups.journal import notes_for
from plans.models import DataRequest
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.lookups import words_with
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.own_data.forms_citizen import AccessForm, CorrectionForm, OwnViewForm
from plans.pages.own_data.kept import grounds_in_force, kept_of
from plans.pages.own_data.lines import due_of, heading_of, request_line, request_lines
from plans.reading import Reading, read_plan
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.data_requests import add_own_view, ask_for_data
from plans.standing import Action

WHAT = "Oplysninger i planen"
FORMS: dict[str, type[forms.Form]] = {
    DataRequest.Kind.ACCESS: AccessForm,
    DataRequest.Kind.CORRECTION: CorrectionForm,
}
reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def own_data(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Everything about the information itself on one page."""
    reading = _reading(request, plan_id)
    asked = data_requests_of(reading.user, reading.plan)
    context = {
        "asked": request_lines(asked, reading, view="own-data-view"),
        "kept": kept_of(
            reading,
            words=words_with(reading.keys, reading.plan),
            notes=list(notes_for(reading.user, reading.plan)),
            asked=asked,
        ),
        "grounds": grounds_in_force(reading),
        "coordinator": reading.coordinator,
        "data_adviser": settings.DATA_ADVISER,
        "complaints_to": settings.COMPLAINTS_TO,
    }
    return _show(request, reading, "page", context)


@reads_and_saves
def ask(request: HttpRequest, plan_id: UUID, kind: str) -> HttpResponse:
    """Asking to see what is written, or to have something put right."""
    reading = _reading(request, plan_id)
    form = FORMS[kind](request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        done = attempt(
            form, lambda: ask_for_data(by=reading.user, plan=reading.plan, kind=kind, **form.cleaned_data)
        )
        if done.is_saved:
            messages.success(request, _("Det er sendt til den, der holder trådene. Du kan følge det her."))
            return redirect("own-data", reading.plan.pk)
        status = done.status
    context = {"form": form, "heading": heading_of(kind), "due": due_of(kind), "kind": kind}
    return _show(request, reading, "ask", context, status=status)


@reads_and_saves
def own_view(request: HttpRequest, plan_id: UUID, data_request_id: UUID) -> HttpResponse:
    """One's own view, to stand beside a no."""
    reading = _reading(request, plan_id)
    found = data_request_for(reading.user, reading.plan, data_request_id)
    if request.method != "POST" and not found.takes_own_view:
        messages.info(request, _("Der kan ikke skrives mere her."))
        return redirect("own-data", reading.plan.pk)
    form = OwnViewForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        done = attempt(
            form, lambda: add_own_view(by=reading.user, asked=found, text=form.cleaned_data["text"])
        )
        if done.is_saved:
            messages.success(request, _("Dit syn er gemt. Det står ved siden af svaret."))
            return redirect("own-data", reading.plan.pk)
        status = done.status
    context = {"form": form, "line": request_line(found, reading, view="own-data-view")}
    return _show(request, reading, "view", context, status=status)


def _reading(request: HttpRequest, plan_id: UUID) -> Reading:
    plan = own_plan_for(request, plan_id)
    reading = read_plan(user_of(request), plan)
    if not reading.standing.may(Action.ASK_FOR_DATA, plan):
        raise NotAllowed(WHY_NOT[Action.ASK_FOR_DATA])
    return reading


def _show(
    request: HttpRequest, reading: Reading, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Write the look, then answer."""
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what=WHAT)
    everywhere = {
        "plan": reading.plan,
        "wording": Wording.of(reading),
        "back": page_address(reading.plan),
    }
    return render(request, f"plans/own_data/citizen_{template}.html", everywhere | context, status=status)
