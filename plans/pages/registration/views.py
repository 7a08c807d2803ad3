"""`/borgere/ny/` and the beginning of a plan. What is said of a CPR number known already is what a search would say."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from citizens.models import Citizen
from citizens.services import register_citizen
from enplan import clock
from enplan.accounts.models import User
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_by_search
from plans.lookups.things import citizen_for, has_active_plan
from plans.models import Plan
from plans.pages.registration.forms import CitizenForm, PlanForm
from plans.pages.search.finding import find
from plans.services.plans import start_plan

ATTEMPTED = "Oprettelse af en borger"
STARTING = "Begynder en plan"


@sensitive_post_parameters("cpr", "address")
def new_citizen(request: HttpRequest) -> HttpResponse:
    """A new citizen, then on to the plan."""
    user = _starter(request)
    is_post = request.method == "POST"
    form = CitizenForm(request.POST if is_post else None)
    made: list[Citizen] = []
    status = 200
    if is_post:
        number = form.cleaned_data["cpr"] if form.is_valid() else ""
        done = attempt(form, lambda: made.append(register_citizen(by=user, **form.cleaned_data)))
        if done.is_saved:
            return _to("plan-start", made[0].pk)
        status = done.status
        if number:  # a real number that is known: the person has learned that, as from a search
            look_by_search(by=user, citizens=find(user, number, at=clock.now()).citizens, reason=ATTEMPTED)
    return render(request, "plans/registration/citizen.html", {"form": form}, status=status)


def start(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """The one plan with its coordinator. The coordinator then builds the team.

    Where there is a plan already the page is not there, and a second start is refused without saying whose it is.
    """
    user = user_of(request)
    if user.role is None or not user.role.can_start_plans:
        raise Http404
    citizen = citizen_for(user, citizen_id)
    is_post = request.method == "POST"
    has_plan = has_active_plan(citizen)
    if has_plan and not is_post:
        raise Http404
    form = PlanForm(request.POST if is_post else None, user=user)
    made: list[Plan] = []
    status = 200
    if is_post:
        done = attempt(form, lambda: made.append(start_plan(by=user, citizen=citizen, **form.cleaned_data)))
        if done.is_saved:
            return _after_start(request, user, form.cleaned_data["coordinator"], made[0])
        status = done.status
    look_by_search(by=user, citizens=[(citizen, None)], reason=STARTING)
    context = {"form": form, "citizen_name": "borgeren" if has_plan else citizen.name}
    return render(request, "plans/registration/plan.html", context, status=status)


def _starter(request: HttpRequest) -> User:
    user = user_of(request)
    if user.role is None or not user.role.can_start_plans:
        raise PermissionDenied("Borgere og planer oprettes af sagsbehandlere.")
    return user


def _after_start(request: HttpRequest, user: User, coordinator: User, plan: Plan) -> HttpResponse:
    if coordinator.pk == user.pk:
        messages.success(request, "Planen er begyndt. Sæt nu teamet.")
        return _to("workspace-team", plan.pk)
    messages.success(request, f"Planen er begyndt. {coordinator.name} holder trådene og sætter teamet.")
    return _to("caseload")


def _to(name: str, *key: UUID) -> HttpResponseRedirect:
    response = redirect(name, *key)
    response.status_code = 303
    return response
