"""`/min-plan/samtykker/`: what I have said yes and no to; and saying yes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens.models import Ground
from enplan import clock
from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.models import Plan
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.consent_choices import ConsentChoices, health_choices, sharing_choices
from plans.pages.citizen.finding import own_plan_for, plan_asked_for
from plans.pages.citizen.forms_consent import ConsentForm
from plans.pages.citizen.keeping import keep
from plans.pages.citizen.lookups import HEALTH, consent_kind
from plans.pages.citizen.presenters.grounds import grounds_of
from plans.pages.citizen.presenters.wording import Wording
from plans.panels import PanelPlace, panels_at
from plans.reading import Reading, read_plan
from plans.services.grounds import note_ground


@require_safe
def consents_page(request: HttpRequest) -> HttpResponse:
    """Yes, no, what is shared without asking, and what is over."""
    plan = plan_asked_for(request)
    reading = _read(request, plan)
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "grounds": grounds_of(reading),
        "has_health": bool(health_choices(reading).sources),
        "is_citizen": reading.standing.is_citizen,
        "panels": panels_at(PanelPlace.CITIZEN_CONSENTS, reading),
    }
    return render(request, "plans/citizen/consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A consent to share what others than health departments write."""
    reading = _read(request, own_plan_for(request, plan_id))
    return _give(request, reading, sharing_choices(reading))


@require_http_methods(["GET", "HEAD", "POST"])
def give_health(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Health apart: what the health departments write. 404 where none is on the plan."""
    reading = _read(request, own_plan_for(request, plan_id))
    choices = health_choices(reading)
    if not choices.sources:
        raise Http404
    return _give(request, reading, choices)


def _read(request: HttpRequest, plan: Plan) -> Reading:
    reading = read_plan(user_of(request), plan)
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
    return reading


def _give(request: HttpRequest, reading: Reading, choices: ConsentChoices) -> HttpResponse:
    status: int | None = 200
    form = ConsentForm(choices=choices)
    if request.method == "POST":
        form = ConsentForm(request.POST, choices=choices)
        kind = consent_kind(choices.kind)
        status = keep(
            form,
            lambda data: note_ground(
                by=reading.user,
                plan=reading.plan,
                kind=kind,
                areas=data["areas"],
                parties=choices.parties(data["parties"]),
                sources=choices.sources,
                purpose=data["purpose"],
                form=Ground.Form.DIGITAL,
                given_on=clock.today(),
                until=data["until"],
            ),
            plan=reading.plan,
            model=Ground,
        )
        if status is None:
            messages.success(request, _("Dit ja er gemt. Du kan ændre det hver dag."))
            return redirect(page_address(reading.plan, "consents"))
    context = {
        "plan": reading.plan,
        "wording": Wording.of(reading),
        "form": form,
        "sources": choices.sources,
        "is_health": choices.kind == HEALTH,
    }
    return render(request, "plans/citizen/give_consent.html", context, status=status)
