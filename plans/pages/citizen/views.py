"""`/min-plan/`: the plan for the citizen, and for who acts for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enplan.web.requests import user_of
from plans.looks import look_at_list
from plans.pages.citizen.answering import unfold
from plans.pages.citizen.finding import choose


@require_safe
def min_plan_page(request: HttpRequest) -> HttpResponse:
    """The plan; a choice where one acts for several; a friendly page for a citizen without a plan."""
    choice = choose(request)
    if choice.plan is not None:
        return unfold(request, choice.plan, plans=choice.plans)
    if choice.plans:
        look_at_list(by=user_of(request), plans=choice.plans, what="Valg mellem planer")
        return render(request, "plans/citizen/choose.html", {"plans": choice.plans})
    return render(request, "plans/citizen/no_plan.html")
