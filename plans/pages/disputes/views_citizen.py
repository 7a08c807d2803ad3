"""Disagreements and questions to leaders for the citizen, and for who acts for them: to read, and to say one's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.audit.models import Look
from enplan.web import forms
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.lookups.disagreements import Dispute, disagreement_for
from plans.lookups.measures import measure_for
from plans.lookups.questions import questions_of
from plans.lookups.things import goal_for
from plans.models import DisagreementView, Goal
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.keeping import keep
from plans.pages.citizen.lookups import areas_for
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.disputes.forms_citizen import EditOwnViewForm, OwnAreaViewForm, OwnViewForm
from plans.pages.disputes.lines import dispute_line, heading, settlement_lines, view_lines
from plans.pages.disputes.question_lines import question_line
from plans.pages.disputes.views import DISAGREEMENT, own_view
from plans.pages.disputes.views_questions import QUESTIONS
from plans.reading import Reading, read_plan
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.disagreements import edit_view, raise_disagreement, write_view
from plans.standing import Action

reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def questions(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What there is disagreement about, and what leaders have been asked and answered."""
    reading = _reading(request, plan_id)
    context = {
        "disputes": [dispute_line(one, reading) for one in reading.disputes],
        "questions": [question_line(one, reading) for one in questions_of(reading.user, reading.plan)],
        "can_raise": reading.plan.is_active,
    }
    return _show(request, reading, "questions", context, what=QUESTIONS)


@reads_and_saves
def dispute(request: HttpRequest, plan_id: UUID, disagreement_id: UUID) -> HttpResponse:
    """Every view beside one's own, which is written or changed here."""
    reading = _reading(request, plan_id)
    found = disagreement_for(reading.user, reading.plan, disagreement_id)
    mine = own_view(found, reading.user.pk)
    form = _form(reading, found, mine, request.POST if request.method == "POST" else None)
    status: int | None = 200
    if request.method == "POST" and form is None:
        raise NotAllowed(WHY_NOT[Action.WRITE_VIEW])
    if request.method == "POST" and form is not None:
        status = keep(
            form,
            lambda data: _save(reading, found, mine, data),
            plan=reading.plan,
            model=DisagreementView,
        )
        if status is None:
            messages.success(request, _("Dit syn er gemt."))
            return redirect("min-plan-dispute", reading.plan.pk, disagreement_id)
    context = {
        "heading": heading(found, reading),
        "disagreement_id": disagreement_id,
        "is_open": found.disagreement.is_open,
        "views": view_lines(found, reading),
        "settlements": settlement_lines(found, reading),
        "form": form,
        "mine": mine,
    }
    return _show(request, reading, "dispute", context, what=DISAGREEMENT, status=status or 200)


@reads_and_saves
def new_about_goal(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """One sees a goal in another way."""
    reading = _reading(request, plan_id)
    goal = goal_for(reading.user, reading.plan, goal_id)
    form = OwnViewForm(request.POST if request.method == "POST" else None)
    return _raise(request, reading, form, heading=goal.title, about=goal)


@reads_and_saves
def new_about_measure(request: HttpRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """One sees a measure in another way."""
    reading = _reading(request, plan_id)
    measure = measure_for(reading.user, reading.plan, measure_id)
    form = OwnViewForm(request.POST if request.method == "POST" else None)
    return _raise(request, reading, form, heading=measure.title, about=measure)


@reads_and_saves
def new_about_area(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One disagrees about something else in the plan."""
    reading = _reading(request, plan_id)
    data = request.POST if request.method == "POST" else None
    return _raise(request, reading, OwnAreaViewForm(data, areas=areas_for(reading.standing)))


def _raise(
    request: HttpRequest, reading: Reading, form: forms.Form, *, heading: str = "", **what: Any
) -> HttpResponse:
    if not reading.plan.is_active and request.method != "POST":
        raise NotAllowed(_("Planen er afsluttet, så der kan ikke gemmes mere i den."))
    status: int | None = 200
    if request.method == "POST":
        status = keep(
            form,
            lambda data: raise_disagreement(
                by=reading.user, plan=reading.plan, text=data["text"], area_id=data.get("area", ""), **what
            ),
            plan=reading.plan,
            model=DisagreementView,
        )
        if status is None:
            messages.success(request, _("Dit syn er gemt."))
            return redirect("min-plan-questions", reading.plan.pk)
    context = {"form": form, "about": heading, "is_goal": isinstance(what.get("about"), Goal)}
    return _show(request, reading, "raise", context, what=DISAGREEMENT, status=status or 200)


def _form(
    reading: Reading, found: Dispute, mine: DisagreementView | None, data: Any
) -> OwnViewForm | EditOwnViewForm | None:
    """For one's own view; None where it is over, but what was typed before it was is taken and given back."""
    if data is None and not (found.disagreement.is_open and reading.plan.is_active):
        return None
    if mine is not None:
        return EditOwnViewForm(data, initial={"text": mine.text, "version": mine.version})
    return OwnViewForm(data) if reading.standing.may(Action.WRITE_VIEW, found.disagreement) else None


def _save(reading: Reading, found: Dispute, mine: DisagreementView | None, data: Any) -> None:
    if mine is None:
        write_view(by=reading.user, disagreement=found.disagreement, text=data["text"])
    else:
        edit_view(by=reading.user, view=mine, seen=data["version"], text=data["text"])


def _reading(request: HttpRequest, plan_id: UUID) -> Reading:
    return read_plan(user_of(request), own_plan_for(request, plan_id))


def _show(
    request: HttpRequest,
    reading: Reading,
    name: str,
    context: dict[str, Any],
    *,
    what: str,
    status: int = 200,
) -> HttpResponse:
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what=what)
    everywhere = {"plan": reading.plan, "wording": Wording.of(reading), "back": page_address(reading.plan)}
    return render(request, f"plans/disputes/citizen_{name}.html", everywhere | context, status=status)
