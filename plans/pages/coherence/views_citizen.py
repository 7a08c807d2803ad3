"""The three questions for the citizen, and for who acts for them: answering, earlier answers, “Ikke nu”."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.models import CoherenceAnswer, Plan
from plans.pages.citizen.answering import page_address, part_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.keeping import keep
from plans.pages.citizen.posting import saves
from plans.pages.citizen.presenters.parts import WELLBEING
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.coherence.forms import CoherenceForm, answers_in
from plans.pages.coherence.shown import coherence_shown
from plans.reading import read_plan
from plans.services.coherence import answer_coherence, ask_coherence_later

COHERENCE = "Sammenhæng"


@require_http_methods(["GET", "HEAD", "POST"])
def coherence(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The questions, none answered beforehand, and the earlier answers."""
    user = user_of(request)
    reading = read_plan(user, own_plan_for(request, plan_id))
    plan, may_hide = reading.plan, reading.standing.is_citizen
    form = CoherenceForm(request.POST if request.method == "POST" else None, may_hide=may_hide)
    status: int | None = 200
    if request.method == "POST":
        status = keep(
            form,
            lambda data: answer_coherence(
                by=user, plan=plan, answers=answers_in(data), is_private=data.get("is_private", False)
            ),
            plan=plan,
            model=CoherenceAnswer,
        )
        if status is None:
            messages.success(request, _("Tak. Dine svar er gemt."))
            return redirect(part_address(user, plan, WELLBEING))
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PAGE, what=COHERENCE)
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "back": page_address(plan),
        "form": form if plan.is_active or request.method == "POST" else None,
        "is_due": reading.coherence.is_due,
        "questions": coherence_shown(reading),
    }
    return render(request, "plans/coherence/citizen_answer.html", context, status=status)


@saves
def later(request: HttpRequest, plan: Plan) -> HttpResponse:
    """ "Ikke nu"."""
    user = user_of(request)
    try:
        ask_coherence_later(by=user, plan=plan)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Det er helt i orden. Vi spørger igen om en måned."))
    return redirect(page_address(plan))
