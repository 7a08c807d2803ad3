"""`/min-plan/<uuid>/familie/`: the plans mine is linked with; asking, answering and ending."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Look
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.families import Answering, answering_for
from plans.looks import look_at_plan
from plans.lookups.families import family_of, side_for
from plans.models import Plan
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.posting import saves
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.family.forms_citizen import MyAskForm
from plans.pages.family.page_citizen import my_family
from plans.pages.representatives.forms import AnswerForm
from plans.reading import Reading, read_plan
from plans.services.families import ask_for_family, end_family
from plans.services.family_answers import answer_family
from plans.standing import Action


@require_http_methods(["GET", "HEAD", "POST"])
def family(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What is in force, what waits for an answer, what was answered, and asking."""
    plan = own_plan_for(request, plan_id)
    reading = read_plan(user_of(request), plan)
    form = MyAskForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        done = attempt(form, lambda: ask_for_family(by=reading.user, plan=plan, **form.cleaned_data))
        if done.is_saved:
            messages.success(request, _("Det er gemt. Den, der holder trådene, spørger den anden."))
            return redirect("my-family", plan.pk)
        status = done.status
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Familie")
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "page": my_family(family_of(reading.user, plan), reading),
        "form": form if _may_ask(plan, reading) else None,
    }
    return render(request, "plans/family/citizen.html", context, status=status)


def _may_ask(plan: Plan, reading: Reading) -> bool:
    """From 15 to 18 the young person alone; below, and of an adult, also who acts for them."""
    if not plan.is_active or not reading.standing.may(Action.GIVE_CONSENT, plan):
        return False
    return reading.standing.is_citizen or answering_for(plan.citizen, at=reading.at) != Answering.YOUNG


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, plan_id: UUID, side_id: UUID) -> HttpResponse:
    """Yes or no. 404 for who is not asked; what is settled leads back to the list."""
    plan = own_plan_for(request, plan_id)
    reading = read_plan(user_of(request), plan)
    side = side_for(reading.user, plan, side_id)
    page = my_family(family_of(reading.user, plan), reading)
    if all(line.pk != side.pk for line in page.to_answer):
        messages.info(request, _("Der er ikke længere noget at svare på."))
        return redirect("my-family", plan.pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        done = attempt(
            form, lambda: answer_family(by=reading.user, side=side, answer=form.cleaned_data["answer"])
        )
        if done.is_saved:
            messages.success(request, _("Dit svar er gemt."))
            return redirect("my-family", plan.pk)
        status = done.status
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Familie")
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "side": side,
        "is_child": side.answering == Answering.CUSTODY,
        "form": form,
    }
    return render(request, "plans/family/citizen_answer.html", context, status=status)


@saves
def end(request: HttpRequest, plan: Plan, side_id: UUID) -> HttpResponse:
    """Ended, or taken back, at once."""
    user = user_of(request)
    side = side_for(user, plan, side_id)
    if not plan.is_active:
        raise Http404
    try:
        end_family(by=user, side=side)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Det er slut nu. Planerne er ikke knyttet sammen."))
    return redirect("my-family", plan.pk)
