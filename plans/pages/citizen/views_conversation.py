"""`/min-plan/<plan>/samtale/`: the conversation about consent, held by the citizen alone or by who acts for them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.conversation.leading import Place, lead
from plans.pages.conversation.talk import Step, Talk
from plans.reading import read_plan


@require_safe
def begin(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The first question."""
    plan = own_plan_for(request, plan_id)
    return redirect("conversation", plan.pk, Step.PLAN)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, plan_id: UUID, step: str) -> HttpResponse:
    """One question, or at the end what was answered and what it changes."""
    plan = own_plan_for(request, plan_id)
    done = page_address(plan, "consents")
    if not plan.is_active and request.method != "POST":
        messages.info(request, _("Planen er afsluttet, så der er ikke noget at svare på."))
        return redirect(done)
    reading = read_plan(user_of(request), plan)

    def show(context: Mapping[str, Any], status: int) -> HttpResponse:
        look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
        frame = {"frame": "plans/citizen/frame.html", "plan": plan, "wording": Wording.of(reading)}
        return render(request, "plans/conversation/step.html", {**frame, **context}, status=status)

    place = Place(lambda one: reverse("conversation", args=[plan.pk, one]), done, show)
    return lead(request, Talk(reading, with_caseworker=False), place, step)
