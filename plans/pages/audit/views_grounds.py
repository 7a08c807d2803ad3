"""`/databeskyttelse/samtykker/`: the register of grounds by state, and the plans of which no consent is in force."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enplan import clock
from enplan.accounts.auditors import auditors_only
from enplan.accounts.models import User
from plans.pages.audit.filters import read_filter
from plans.pages.audit.forms import GroundFilterForm
from plans.pages.audit.ground_states import STATES, conditions, count_states
from plans.pages.audit.logging_looks import log_supervision
from plans.pages.audit.page_grounds import ground_line, plan_line
from plans.register import coordinators_named, grounds_noted, grounds_registered, plans_without_consent

ON_A_PAGE = 50


@auditors_only
@require_safe
def register(request: HttpRequest, by: User) -> HttpResponse:
    """The grounds of one state (those in force, unless another is asked for), with how many there are in each."""
    state = request.GET.get("status", "gaelder")
    if state not in STATES:
        raise Http404
    chosen = read_filter(request, by, GroundFilterForm, status=state)
    now = clock.now()
    grounds = grounds_registered(by)
    grounds = (
        grounds_noted(grounds, **_wanted(chosen.wanted)) if chosen.wanted is not None else grounds.none()
    )
    counts = count_states(grounds, now)
    shown = grounds.filter(conditions(now)[state])
    shown = shown.order_by("valid_until", "pk") if state == "udloeber" else shown.order_by("-noted_at", "pk")
    shown = shown.select_related("citizen", "noted_by", "withdrawn_by", "review").prefetch_related(
        "areas", "sources", "parties__department", "parties__user"
    )
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("side"))
    lines = [ground_line(ground, now) for ground in page.object_list]
    log_supervision(
        by=by,
        what="Registret over samtykker",
        citizens=[line.citizen_id for line in lines],
        page=f"Registret over samtykker: {STATES[state]}, side {page.number}",
    )
    context = {
        "filter": chosen,
        "state": state,
        "tabs": [(key, label, counts[key]) for key, label in STATES.items()],
        "without": plans_without_consent(by).count(),
        "page": page,
        "lines": lines,
    }
    return render(request, "plans/audit/grounds.html", context)


@auditors_only
@require_safe
def without_consent(request: HttpRequest, by: User) -> HttpResponse:
    """Active plans of citizens of whom no consent is in force, and whom to ask about it."""
    page = Paginator(plans_without_consent(by), ON_A_PAGE).get_page(request.GET.get("side"))
    plans = list(page.object_list)
    names = coordinators_named(by, plans)
    lines = [plan_line(plan, names.get(plan.pk)) for plan in plans]
    log_supervision(
        by=by,
        what="Planer uden samtykke",
        citizens=[line.citizen_id for line in lines],
        page=f"Planer uden samtykke, side {page.number}",
    )
    return render(request, "plans/audit/without_consent.html", {"page": page, "lines": lines})


def _wanted(wanted: dict[str, Any]) -> dict[str, Any]:
    """The filter's fields as the register calls them."""
    names = {"fra": "start", "til": "end", "slags": "kind", "medarbejder": "noted_by"}
    return {names[name]: value for name, value in wanted.items()}
