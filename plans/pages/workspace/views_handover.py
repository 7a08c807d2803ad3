"""Handing the coordination over: asked by the old, taken by the new, who may have no access until then."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from enplan.web import forms
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_list
from plans.lookup import handover_for
from plans.pages.workspace.forms_team import HandoverForm
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_team import manager_desk, to_team
from plans.services.handover import accept_handover, offer_handover
from plans.standing import Action


def offer(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = manager_desk(request, plan_id, Action.OFFER_HANDOVER)
    form = HandoverForm(request.POST if desk.is_post else None)
    intro = "Du holder trådene, indtil den nye har sagt ja. Bagefter er du stadig på teamet, til nogen afslutter det."
    sheet = FormSheet(desk, form, title="Bed en anden om at tage over", button="Spørg", intro=intro)
    return sheet.answer(
        lambda: offer_handover(by=desk.user, plan=desk.plan, to=form.cleaned_data["to"]),
        said="Spørgsmålet er sendt.",
        to=lambda: to_team(desk),
    )


def accept(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """For whom it was offered to: the citizen's name and a yes, nothing else of the plan. 404 for others."""
    user = user_of(request)
    handover = handover_for(user, plan_id)
    is_post = request.method == "POST"
    form = forms.Form(request.POST if is_post else None)
    if is_post and attempt(form, lambda: accept_handover(by=user, plan=handover.plan)).is_saved:
        messages.success(request, "Du holder trådene i planen nu.")
        response = redirect("workspace", plan_id)
        response.status_code = 303
        return response
    look_at_list(by=user, plans=[handover.plan], what="Bedt om at tage over")
    context = {"form": form, "citizen_name": handover.plan.citizen.name}
    return render(request, "plans/workspace/handover.html", context)
