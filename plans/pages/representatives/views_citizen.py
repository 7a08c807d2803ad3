"""A custody holder's own answer to a consent that the other has given."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citizens.models import Ground
from enplan.audit.models import Look
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_plan
from plans.lookups.things import ground_for
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.presenters.grounds import shown_ground
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.representatives.forms import AnswerForm
from plans.pages.representatives.page import waiting_grounds, waiting_plan
from plans.reading import read_plan
from plans.services.agreeing import answer_plan
from plans.services.custody import answer_consent


@require_http_methods(["GET", "HEAD", "POST"])
def answer_as_custody_holder(request: HttpRequest, plan_id: UUID, ground_id: UUID) -> HttpResponse:
    """404 for who does not see the consent or is not asked; one that is settled leads back to the list."""
    plan = own_plan_for(request, plan_id)
    user = user_of(request)
    ground = ground_for(user, plan, ground_id)
    reading = read_plan(user, plan)
    if not reading.standing.is_representative:
        raise Http404
    waiting = next((one for one in waiting_grounds(reading) if one.id == ground.pk and one.answer), None)
    if waiting is None:
        messages.info(request, _("Der er ikke længere noget at svare på."))
        return redirect(page_address(plan, "consents"))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        done = attempt(
            form,
            lambda: answer_consent(by=user, plan=plan, ground=ground, answer=form.cleaned_data["answer"]),
        )
        if done.is_saved:
            ground.refresh_from_db()
            messages.success(request, _said(ground))
            return redirect(page_address(plan, "consents"))
        status = done.status
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "ground": shown_ground(ground, reading),
        "form": form,
        "back": page_address(plan, "consents"),
    }
    return render(request, "plans/representatives/answer.html", context, status=status)


def _said(ground: Ground) -> str:
    if ground.decision == Ground.Decision.YES:
        return _("Dit ja er gemt. Nu gælder samtykket.")
    if ground.decision == Ground.Decision.NO:
        return _("Dit nej er gemt. Samtykket åbner ikke noget.")
    return _("Dit ja er gemt. Samtykket venter stadig på et ja til.")


@require_http_methods(["GET", "HEAD", "POST"])
def answer_plan_as_custody_holder(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The one plan that waits for a custody holder's yes. 404 for who is not one; settled leads back to the list."""
    plan = own_plan_for(request, plan_id)
    user = user_of(request)
    reading = read_plan(user, plan)
    if not reading.standing.is_representative:
        raise Http404
    if not any(one.answer for one in waiting_plan(reading)):
        messages.info(request, _("Der er ikke længere noget at svare på."))
        return redirect(page_address(plan, "consents"))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        done = attempt(form, lambda: answer_plan(by=user, plan=plan, answer=form.cleaned_data["answer"]))
        if done.is_saved:
            messages.success(request, _("Dit svar er gemt."))
            return redirect(page_address(plan, "consents"))
        status = done.status
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PAGE, what="Samtykker")
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "form": form,
        "back": page_address(plan, "consents"),
    }
    return render(request, "plans/representatives/answer.html", context, status=status)
