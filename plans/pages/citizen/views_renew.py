"""Renewing consents: only what lapses is asked about, and told is what is new since."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Look
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_plan
from plans.models import Plan
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.lookups import dismissed_by
from plans.pages.citizen.posting import saves
from plans.pages.citizen.presenters.grounds import is_for, party_name
from plans.pages.citizen.presenters.reminder import reminder_of
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.renewal import RenewalForm, new_since
from plans.reading import read_plan
from plans.renewing import renewable
from plans.services.reminders import dismiss_reminders
from plans.services.renewing import renew_grounds


@saves
def dismiss(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The line that a consent lapses is put away for good, by who has read it."""
    user = user_of(request)
    reading = read_plan(user, plan)
    reminder = reminder_of(reading, partial(dismissed_by, user, plan))
    if reminder is not None:
        dismiss_reminders(by=user, plan=plan, grounds=reminder.grounds)
    return redirect(page_address(plan))


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    user = user_of(request)
    reading = read_plan(user, own_plan_for(request, plan_id))
    grounds = [ground for ground in renewable(reading.grounds, reading.at) if is_for(ground, reading)]
    form = RenewalForm(
        request.POST if request.method == "POST" else None,
        grounds=grounds,
        reading=reading,
        naming=party_name,
    )
    status = 200
    if request.method == "POST":
        done = attempt(form, lambda: renew_grounds(by=user, plan=reading.plan, answers=form.answers))
        if done.is_saved:
            messages.success(request, _("Dine svar er gemt. Du kan ændre dem hver dag."))
            return redirect(page_address(reading.plan, "consents"))
        status = done.status
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
    context = {
        "plan": reading.plan,
        "wording": Wording.of(reading),
        "form": form,
        "has_questions": bool(grounds) and (reading.plan.is_active or form.is_bound),
        "new_since": new_since(reading),
        "back": page_address(reading.plan, "consents"),
    }
    return render(request, "plans/citizen/renew.html", context, status=status)
