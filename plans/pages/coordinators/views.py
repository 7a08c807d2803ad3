"""`/tilsyn/koordinatorer/`: numbers, no citizen. `/planer/giv-videre/`: one's own plans, given on at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.directory import staff_who_can_coordinate
from enplan.accounts.models import User
from enplan.web import danish
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_list
from plans.lookups.coordinators import (
    coordinated_by,
    coordinator_led_by,
    leads_coordinators,
    load_of,
    loads_for,
)
from plans.models import Plan
from plans.pages.coordinators.forms import CoverForm, GiveOnForm, MoveForm
from plans.services.covering import Done, appoint_acting, move_plans, offer_plans
from plans.services.handover import offer_handover

reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])
FORM = "plans/coordinators/form.html"


@require_safe
def coordinators(request: HttpRequest) -> HttpResponse:
    """Each coordinator of the own department with numbers. About no citizen, so no look is written."""
    user = user_of(request)
    if not leads_coordinators(user):
        raise PermissionDenied("Denne side er for ledere.")
    return render(request, "plans/coordinators/coordinators.html", {"loads": loads_for(user)})


@reads_and_saves
def cover(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """Somebody stands in for who is away, without the absent one's click."""
    user = user_of(request)
    absent = coordinator_led_by(user, employee_id)
    staff = [one for one in staff_who_can_coordinate() if one.department_id == user.department_id]
    form = CoverForm(_sent(request), staff=[one for one in staff if one != absent])
    done: list[Done] = []
    status = 200
    if request.method == "POST":
        tried = attempt(
            form, lambda: done.append(appoint_acting(by=user, absent=absent, **form.cleaned_data))
        )
        if tried.is_saved:
            name = form.cleaned_data["deputy"].name
            _say(request, done[0], f"{name} træder til på {_plans(done[0].plans)}.")
            return _back("coordinator-cover" if done[0].left else "coordinators", employee_id, done[0])
        status = tried.status
    context = {
        "form": form,
        "title": f"Stedfortræder for {absent.name}",
        "button": "Sæt stedfortræderen ind",
        "load": load_of(absent, leader=user),
        "intro": "Du ser ikke planerne. Borgerne og teamene kan se, hvem der træder til, og hvor længe.",
    }
    return render(request, FORM, context, status=status)


@reads_and_saves
def move_on(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """The plans of somebody who leaves, or has too many, to others: offered, or moved at once."""
    user = user_of(request)
    coordinator = coordinator_led_by(user, employee_id)
    form = MoveForm(_sent(request), staff=[o for o in staff_who_can_coordinate() if o != coordinator])
    done: list[Done] = []
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: done.append(_move(user, coordinator, form.cleaned_data)))
        if tried.is_saved:
            name, number = form.cleaned_data["to"].name, _plans(done[0].plans)
            is_asked = form.cleaned_data["how"] == MoveForm.ASK
            _say(
                request, done[0], f"{name} er spurgt om {number}." if is_asked else f"{name} har nu {number}."
            )
            return _back("coordinator-move" if done[0].left else "coordinators", employee_id, done[0])
        status = tried.status
    context = {
        "form": form,
        "title": f"Giv planer fra {coordinator.name} videre",
        "button": "Giv videre",
        "load": load_of(coordinator, leader=user),
        "intro": "Ingen plan er på noget tidspunkt uden en, der holder trådene. Du ser ikke planerne.",
    }
    return render(request, FORM, context, status=status)


@reads_and_saves
def give_on(request: HttpRequest) -> HttpResponse:
    """All one's own plans to one or several others, who each say yes or no."""
    user = user_of(request)
    if user.role is None or not user.role.can_coordinate:
        raise PermissionDenied("Denne side er for dem, der holder trådene i planer.")
    plans = {str(plan.pk): plan for plan in coordinated_by(user)}
    free = [(key, plan.citizen.name) for key, plan in plans.items() if not _asked(plan)]
    staff = [one for one in staff_who_can_coordinate() if one != user]
    form = GiveOnForm(
        _sent(request), plans=free, staff=staff, initial={"plans": [key for key, _name in free]}
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _offer_each(user, plans, form.cleaned_data))
        if tried.is_saved:
            number = _plans(len(form.cleaned_data["plans"]))
            messages.success(request, f"{form.cleaned_data['to'].name} er spurgt om {number}.")
            return _back("plans-give-on")
        status = tried.status
        plans = {str(plan.pk): plan for plan in coordinated_by(user)}  # some may have been asked about
    look_at_list(by=user, plans=plans.values(), what="Giv planer videre")
    asked = [(plan.citizen.name, _asked(plan)) for plan in plans.values() if _asked(plan)]
    context = {"form": form, "has_free": bool(free), "asked": asked, "has_plans": bool(plans)}
    return render(request, "plans/coordinators/give_on.html", context, status=status)


def _offer_each(user: User, plans: dict[str, Plan], data: dict[str, Any]) -> None:
    """Ask about each; where the person cannot, say so by the citizen's name: it is the asker's own plan."""
    refused: list[str] = []
    for key in data["plans"]:
        try:
            offer_handover(by=user, plan=plans[key], to=data["to"])
        except ValidationError as error:
            refused.append(f"{plans[key].citizen.name}: {' '.join(error.messages)}")
    if refused:
        raise ValidationError([*refused, "De andre planer er der spurgt om."])


def _move(user: User, coordinator: User, data: dict[str, Any]) -> Done:
    service = offer_plans if data["how"] == MoveForm.ASK else move_plans
    return service(by=user, coordinator=coordinator, to=data["to"], most=data["most"])


def _asked(plan: Plan) -> str:
    return getattr(plan, "asked", None) or ""


def _say(request: HttpRequest, done: Done, said: str) -> None:
    """A number, never which plans nor why: that could tell of somebody who is kept out of one."""
    if done.plans:
        messages.success(request, said)
    if done.left:
        messages.warning(request, f"{_plans(done.left).capitalize()} mangler endnu. Vælg en anden til dem.")


def _plans(number: int) -> str:
    return danish.count(number, "plan", "planer")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _back(name: str, employee_id: UUID | None = None, done: Done | None = None) -> HttpResponse:
    response = redirect(name, *([employee_id] if employee_id and done and done.left else []))
    response.status_code = 303
    return response
