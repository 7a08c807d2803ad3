"""How a referral ends: with a plan and the conversation about consent, or with a reason why not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from enplan.web.saving import attempt
from plans.lookups.referrals import parts_known, referral_for
from plans.models import Plan
from plans.pages.referrals.forms import DeclineForm, StartForm
from plans.pages.referrals.views import METHODS, at_work, back_to, show_form
from plans.pages.referrals.views_grounds import led
from plans.services.checks import NotAllowed
from plans.services.referrals import NOT_YOURS, decline_referral, start_from_referral
from plans.standing_referrals import may_ask


@require_http_methods(METHODS)
def start(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The plan, its team, and on to the conversation about consent."""
    user, found = led(request, referral_id)
    others = [part for part in parts_known(user, found) if part.user_id != user.pk and part.finished_at]
    form = StartForm(request.POST if request.method == "POST" else None, parts=others)
    intro = (
        "Du holder trådene. Det, hver afdeling har skrevet færdigt, bliver et notat i dens egen del af planen, "
        "og det, der er åbnet for dig her, lukker. Bagefter taler du med borgeren om, hvem der må se hvad."
    )
    context = {"title": "Begynd planen", "button": "Begynd planen", "form": form, "intro": intro}
    made: list[Plan] = []
    status = 200
    if request.method == "POST":
        done = attempt(
            form,
            lambda: made.append(
                start_from_referral(
                    by=user,
                    referral=found,
                    team=form.team_chosen,
                    started_on=form.cleaned_data["started_on"],
                    agreed_on=form.cleaned_data["agreed_on"],
                )
            ),
        )
        if done.is_saved:
            messages.success(request, "Planen er begyndt. Tal nu med borgeren om, hvem der må se hvad.")
            response = redirect("workspace-conversation-begin", made[0].pk)
            response.status_code = 303
            return response
        status = done.status
    return show_form(request, user, found, context, status)


@require_http_methods(METHODS)
def decline(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """There will be no plan now."""
    user = at_work(request)
    found = referral_for(user, referral_id)
    if not may_ask(user, found):
        raise NotAllowed(NOT_YOURS)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    intro = "Borgeren kan altid komme tilbage. Hver afdeling beholder det, den selv har skrevet."
    context = {"title": "Afslut uden en plan", "button": "Afslut henvisningen", "form": form, "intro": intro}
    status = 200
    if request.method == "POST":
        done = attempt(form, lambda: decline_referral(by=user, referral=found, **form.cleaned_data))
        if done.is_saved:
            messages.success(request, "Henvisningen er afsluttet.")
            return back_to(found)
        status = done.status
    return show_form(request, user, found, context, status)
