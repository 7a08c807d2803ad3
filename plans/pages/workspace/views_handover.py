"""Handing the coordination over: asked by the old, taken by the new, who may have no access until then."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enplan.web import forms
from enplan.web.requests import see_other, user_of
from enplan.web.saving import attempt
from plans.looks import earlier_visit, look_at_list
from plans.lookups.things import handover_for, is_professional_on
from plans.models import HandoverOffer
from plans.pages.workspace.desk import desk_of
from plans.pages.workspace.forms_team import DeclineHandoverForm, HandoverForm
from plans.pages.workspace.page_takeover import changes_begin, takeover_page
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_team import manager_desk, to_team
from plans.reading import changes_since
from plans.services.handover import (
    accept_handover,
    decline_handover,
    offer_handover,
    take_back_handover,
)
from plans.standing import Action


def offer(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = manager_desk(request, plan_id, Action.OFFER_HANDOVER)
    form = HandoverForm(request.POST if desk.is_post else None)
    intro = (
        "Du holder trådene, indtil den nye har sagt ja. Borgeren kan se, at du har spurgt. "
        "Bagefter er du stadig på teamet, til nogen afslutter det."
    )
    sheet = FormSheet(desk, form, title="Giv planen videre", button="Spørg", intro=intro)
    return sheet.answer(
        lambda: offer_handover(by=desk.user, plan=desk.plan, to=form.cleaned_data["to"]),
        said="Spørgsmålet er sendt.",
        to=lambda: to_team(desk),
    )


@require_POST
def take_back(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = manager_desk(request, plan_id, Action.OFFER_HANDOVER)
    form = forms.Form(request.POST)
    if attempt(form, lambda: take_back_handover(by=desk.user, plan=desk.plan)).is_saved:
        messages.success(request, "Du har taget spørgsmålet tilbage.")
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return to_team(desk)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """For whom it was offered to: the citizen's name, a yes and a no, nothing else of the plan. 404 for others."""
    user = user_of(request)
    handover = handover_for(user, plan_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        tried = attempt(form, lambda: accept_handover(by=user, plan=handover.plan))
        if tried.is_saved:
            messages.success(request, "Du holder trådene i planen nu.")
            return see_other("workspace-takeover", plan_id)
        return _ask(request, handover, form, DeclineHandoverForm(), status=tried.status)
    return _ask(request, handover, form, DeclineHandoverForm())


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The same page, with the reason that has been typed."""
    user = user_of(request)
    handover = handover_for(user, plan_id)
    if request.method != "POST":
        return _ask(request, handover, forms.Form(), DeclineHandoverForm())
    form = DeclineHandoverForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    tried = attempt(form, lambda: decline_handover(by=user, plan=handover.plan, reason=reason))
    if not tried.is_saved:
        return _ask(request, handover, forms.Form(), form, status=tried.status)
    messages.success(request, "Du har sagt nej. Den, der spurgte, kan læse hvorfor.")
    return see_other("caseload")


def _ask(
    request: HttpRequest,
    handover: HandoverOffer,
    yes: forms.Form,
    no: DeclineHandoverForm,
    *,
    status: int = 200,
) -> HttpResponse:
    look_at_list(by=user_of(request), plans=[handover.plan], what="Bedt om at tage over")
    context = {
        "form": yes,
        "no": no,
        "plan": handover.plan,
        "citizen_name": handover.plan.citizen.name,
        "is_on_team": is_professional_on(handover.to, handover.plan),
    }
    return render(request, "plans/workspace/handover.html", context, status=status)


@require_safe
def takeover(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What one takes over, on one page: for who coordinates, and for a deputy in their period."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.OFFER_HANDOVER, desk.plan, writes=False)
    reading = desk.reading
    since = changes_begin(reading, earlier_visit(desk.user, desk.plan, at=reading.at))
    changes = changes_since(reading, since)
    page = takeover_page(reading, since=since, changes=changes)
    return desk.show("plans/workspace/takeover.html", {"page": page}, what="Overblik ved overtagelse")
