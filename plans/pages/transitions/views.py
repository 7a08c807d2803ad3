"""`/planer/<uuid>/overgange/`: the checklists of what changes in the citizen's life, and beginning one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enplan.web import forms
from enplan.web.saving import SeenForm, attempt
from plans.lookups.things import task_for
from plans.lookups.transitions import (
    kind_to_begin,
    kinds_to_begin,
    marks_for,
    transition_for,
    transitions_for,
)
from plans.models import Task, Transition
from plans.pages.transitions.forms import DayForm, NewDayForm, TickForm
from plans.pages.transitions.page import transitions_page
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.tasks import set_task_status
from plans.services.transitions import begin_transition, cancel_transition, move_transition
from plans.standing import Action

METHODS = ["GET", "HEAD", "POST"]
CHANGED = "En anden har ændret det, mens du så på det. Her står det, som det er nu."


@require_safe
def transitions(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    return _show(desk_of(request, plan_id))


@require_http_methods(METHODS)
def begin(request: HttpRequest, plan_id: UUID, key: str) -> HttpResponse:
    """Begun at once where the day follows from the age; otherwise the day is asked for first."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.BEGIN_TRANSITION, desk.plan)
    kind = kind_to_begin(key)
    made: list[Transition] = []
    if kind.age_months is not None:
        form = forms.Form(request.POST if desk.is_post else None)
        if not desk.is_post:
            return _show(desk)
        done = attempt(form, lambda: made.append(begin_transition(by=desk.user, plan=desk.plan, kind=kind)))
        if not done.is_saved:
            notice = " ".join(map(str, form.non_field_errors()))
            return _show(desk, notice=notice, status=done.status)
        messages.success(request, "Tjeklisten er begyndt. Se, om de rigtige står for hvert punkt.")
        return _back(desk, made[0])
    day = DayForm(request.POST if desk.is_post else None)
    sheet = FormSheet(desk, day, title=kind.name, button="Begynd tjeklisten", what="Overgange")
    return sheet.answer(
        lambda: made.append(
            begin_transition(by=desk.user, plan=desk.plan, kind=kind, on=day.cleaned_data["on"])
        ),
        said="Tjeklisten er begyndt. Se, om de rigtige står for hvert punkt.",
        to=lambda: _back(desk, made[0]),
    )


@require_http_methods(METHODS)
def edit(request: HttpRequest, plan_id: UUID, transition_id: UUID) -> HttpResponse:
    """Another day."""
    desk = desk_of(request, plan_id)
    transition = transition_for(desk.user, desk.plan, transition_id)
    desk.allow(Action.EDIT_TRANSITION, transition)
    initial = {"on": transition.on, "version": transition.version}
    form = NewDayForm(request.POST if desk.is_post else None, initial=initial)
    intro = "De åbne punkter på tjeklisten flytter med."
    sheet = FormSheet(
        desk, form, title=f"Ny dag: {transition.name}", intro=intro, model=Transition, what="Overgange"
    )

    def save() -> None:
        data = form.cleaned_data
        move_transition(by=desk.user, transition=transition, seen=data["version"], on=data["on"])

    return sheet.answer(save, to=lambda: _back(desk, transition))


@require_POST
def cancel(request: HttpRequest, plan_id: UUID, transition_id: UUID) -> HttpResponse:
    """Off the plan; its open points are cancelled."""
    desk = desk_of(request, plan_id)
    transition = transition_for(desk.user, desk.plan, transition_id)
    desk.allow(Action.EDIT_TRANSITION, transition)
    form = SeenForm(request.POST)
    done = attempt(
        form,
        lambda: cancel_transition(by=desk.user, transition=transition, seen=form.cleaned_data["version"]),
    )
    if not done.is_saved:
        notice = " ".join(map(str, form.non_field_errors())) or CHANGED
        return _show(desk.after_saving(), notice=notice, status=done.status)
    messages.success(request, "Overgangen er taget af planen, og de åbne punkter er aflyst.")
    return _back(desk)


@require_POST
def tick(request: HttpRequest, plan_id: UUID, task_id: UUID) -> HttpResponse:
    """A point of a checklist done, or not after all."""
    desk = desk_of(request, plan_id)
    task = task_for(desk.user, desk.plan, task_id)
    form = TickForm(request.POST)

    def save() -> None:
        status = Task.Status.DONE if form.cleaned_data["done"] else Task.Status.NOT_STARTED
        set_task_status(by=desk.user, task=task, seen=form.cleaned_data["version"], status=status)

    done = attempt(form, save)
    if not done.is_saved:
        notice = CHANGED if done.conflict else " ".join(map(str, form.non_field_errors())) or CHANGED
        return _show(desk.after_saving(), notice=notice, status=done.status)
    return _back(desk)


def _show(desk: Desk, *, notice: str = "", status: int = 200) -> HttpResponse:
    coordinates = desk.standing.may(Action.BEGIN_TRANSITION, desk.plan)
    page = transitions_page(
        desk.reading,
        transitions_for(desk.user, desk.plan),
        marks_for(desk.plan) if coordinates else (),
        kinds_to_begin() if coordinates else (),
    )
    context = {"page": page, "notice": notice}
    return desk.show("plans/transitions/transitions.html", context, what="Overgange", status=status)


def _back(desk: Desk, transition: Transition | None = None) -> HttpResponse:
    anchor = f"#overgang-{transition.pk}" if transition else ""
    response = HttpResponseRedirect(reverse("transitions", args=[desk.plan.pk]) + anchor)
    response.status_code = 303
    return response
