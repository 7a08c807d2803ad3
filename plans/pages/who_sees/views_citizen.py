"""`/min-plan/hvem-ser-hvad/`: who sees what of my plan, a person at a time; and who may read my dream."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.audit.models import Look
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_plan
from plans.models import Plan
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for, plan_asked_for
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.conversation.talk import Step
from plans.pages.who_sees.finding import person_named
from plans.pages.who_sees.forms import COORDINATOR, EVERYBODY, WordsReadersForm
from plans.pages.who_sees.presenter import Address, Steps, page_of, person_page
from plans.panels import PanelPlace, panels_at
from plans.reading import Reading, read_plan
from plans.services.words import share_words
from plans.who_sees.people import Person
from plans.who_sees.whole import who_sees

WHAT = "Hvem ser hvad"
NAME = "who-sees-what"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everybody."""
    return _overview(request, plan_asked_for(request))


@require_safe
def one_person(request: HttpRequest, plan_id: UUID, person_id: UUID) -> HttpResponse:
    """One person, area by area."""
    plan = own_plan_for(request, plan_id)
    reading = _read(request, plan)
    seen = who_sees(reading)
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "person": person_page(seen, person_named(seen, person_id)),
        "back": page_address(plan, NAME),
    }
    return render(request, "plans/who_sees/citizen_person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_readers(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Save who may read the dream and what matters."""
    plan = own_plan_for(request, plan_id)
    if request.method != "POST":
        return redirect(page_address(plan, NAME))
    form = _form(read_plan(user_of(request), plan), request)
    done = attempt(
        form,
        lambda: share_words(
            by=user_of(request),
            plan=plan,
            coordinator_only=form.cleaned_data["readers"] == COORDINATOR,
        ),
    )
    if not done.is_saved:
        return _overview(request, plan, form=form, status=done.status)
    messages.success(request, _("Det er gemt og gælder fra nu af."))
    return redirect(page_address(plan, NAME) + "#droem")


def _overview(
    request: HttpRequest, plan: Plan, *, form: WordsReadersForm | None = None, status: int = 200
) -> HttpResponse:
    reading = _read(request, plan)
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "page": page_of(who_sees(reading), address=_address(plan), steps=_steps(plan)),
        "form": (form or _form(reading)) if plan.is_active else form,
        "panels": panels_at(PanelPlace.WHO_SEES, reading),
    }
    return render(request, "plans/who_sees/citizen.html", context, status=status)


def _read(request: HttpRequest, plan: Plan) -> Reading:
    reading = read_plan(user_of(request), plan)
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what=WHAT)
    return reading


def _form(reading: Reading, request: HttpRequest | None = None) -> WordsReadersForm:
    coordinator = reading.coordinator.user.name if reading.coordinator else _("den, der holder trådene")
    now = COORDINATOR if reading.plan.words_for_coordinator_only else EVERYBODY
    return WordsReadersForm(
        request.POST if request else None,
        coordinator=coordinator,
        is_own=reading.standing.is_citizen,
        initial={"readers": now},
    )


def _address(plan: Plan) -> Address:
    def of(person: Person) -> str:
        return reverse("who-sees-what-person", args=[plan.pk, person.id])

    return of


def _steps(plan: Plan) -> Steps:
    team, health = (
        reverse("conversation", args=[plan.pk, step]) if plan.is_active else ""
        for step in (Step.TEAM, Step.HEALTH)
    )
    return Steps(give=team, give_health=health, renew=reverse("renew-consents", args=[plan.pk]))
