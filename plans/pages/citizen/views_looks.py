"""`/min-plan/adgang/`: who has looked at the plan, and asking about it. The citizen's alone."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.audit.models import Look
from enplan.web import spoken
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_plan
from plans.lookups.looks import look_listed, look_questions, looks_listed
from plans.models import Plan
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for, plan_asked_for
from plans.pages.citizen.forms_looks import AskForm
from plans.pages.citizen.presenters.look_questions import asked_looks
from plans.pages.citizen.presenters.looks import days_of, shown_look
from plans.pages.look_days import days_page, in_period, looks_of_days
from plans.pages.periods import PeriodForm
from plans.permissions import standing_of
from plans.register import answerers
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.look_questions import ASKED_ALREADY, ask_about_look
from plans.standing import Action

DAYS_ON_A_PAGE = 7


@require_safe
def access_log_page(request: HttpRequest) -> HttpResponse:
    """Time, department, capacity and purpose, by day; and what the citizen has asked."""
    plan = plan_asked_for(request)
    _log_look(request, plan)
    user = user_of(request)
    form = PeriodForm(request.GET if {"fra", "til"} & request.GET.keys() else None)
    looks = looks_listed(user, plan)
    if form.is_bound:
        found = form.cleaned_data if form.is_valid() else {}
        looks = in_period(looks, found.get("fra"), found.get("til")) if found else looks.none()
    days = days_page(looks, request.GET.get("side"), days=DAYS_ON_A_PAGE)
    questions = look_questions(user, plan)
    context = {
        "plan": plan,
        "form": form,
        "page": days,
        "days": days_of(looks_of_days(looks, days), questions),
        "asked": asked_looks(questions),
        "may_ask": bool(answerers()),
        "months": settings.LOOK_LOG_MONTHS,
        "kept": urlencode({"plan": plan.pk, **_period(form)}),
    }
    return render(request, "plans/citizen/access_log.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_about_look_page(request: HttpRequest, plan_id: UUID, look_id: UUID) -> HttpResponse:
    """A question about one line of the log, to the one who answers such questions in the municipality."""
    plan = own_plan_for(request, plan_id)
    user = user_of(request)
    _log_look(request, plan)
    look = look_listed(user, plan, look_id)
    asked = {question.line: question.pk for question in look_questions(user, plan)}
    line = shown_look([look], asked)
    form = AskForm(request.POST if request.method == "POST" else None)
    tried = None
    if request.method == "POST":
        tried = attempt(
            form, lambda: ask_about_look(by=user, plan=plan, look_id=look_id, text=form.cleaned_data["text"])
        )
        if tried.is_saved:
            messages.success(request, _("Dit spørgsmål er sendt. Du kan følge det her."))
            return redirect(page_address(plan, "access-log"))
    context = {
        "plan": plan,
        "line": line,
        "day": spoken.day_of(look.at),
        "form": form,
        "answerers": spoken.listing([f"{role.name[:1].lower()}{role.name[1:]}" for role in answerers()]),
        "asked_already": ASKED_ALREADY if line.question_id else "",
    }
    return render(
        request, "plans/citizen/ask_about_look.html", context, status=tried.status if tried else 200
    )


def _log_look(request: HttpRequest, plan: Plan) -> None:
    """The log holds the citizen's data as well. NotAllowed for who is not the citizen."""
    user = user_of(request)
    standing = standing_of(user, plan)
    if not standing.may(Action.ASK_ABOUT_LOOK, plan):
        raise NotAllowed(WHY_NOT[Action.ASK_ABOUT_LOOK])
    look_at_plan(by=user, standing=standing, kind=Look.Kind.RECORD, what="Adgangslog")


def _period(form: PeriodForm) -> dict[str, str]:
    """The period as it stands in the address, to keep it on the next page."""
    if not form.is_bound or not form.is_valid():
        return {}
    return {name: f"{day:%d.%m.%Y}" for name, day in form.cleaned_data.items() if day}
