"""`/min-plan/adgang/`: who has looked at the plan."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.pages.citizen.finding import plan_asked_for
from plans.pages.citizen.lookups import looks_at
from plans.pages.citizen.presenters.looks import days_of
from plans.permissions import standing_of
from plans.services.checks import NotAllowed

ON_A_PAGE = 200


@require_safe
def access_log_page(request: HttpRequest) -> HttpResponse:
    """Time, department, capacity and purpose, by day. The citizen's alone."""
    plan = plan_asked_for(request)
    user = user_of(request)
    standing = standing_of(user, plan)
    if not standing.is_citizen:
        raise NotAllowed("Kun borgeren selv kan se, hvem der har kigget i planen.")
    look_at_plan(by=user, standing=standing, kind=Look.Kind.RECORD, what="Adgangslog")
    found = Paginator(looks_at(user, plan), ON_A_PAGE).get_page(request.GET.get("side"))
    context = {"plan": plan, "found": found, "days": days_of(found.object_list)}
    return render(request, "plans/citizen/access_log.html", context)
