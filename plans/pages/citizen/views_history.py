"""What has been changed in one thing, for the citizen's side: the lines that the team reads, each by the rule."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citizens.explaining import Glossary
from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.lookups.histories import history_for
from plans.pages.citizen.answering import page_address
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.workspace.views_history import A_PAGE, history_lines
from plans.reading import history_of, read_plan


@require_safe
def thing_history(request: HttpRequest, plan_id: UUID, thing_id: UUID) -> HttpResponse:
    """Who changed what when; also what somebody took back."""
    reading = read_plan(user_of(request), own_plan_for(request, plan_id))
    found = history_for(reading.user, reading.plan, thing_id)
    changes = history_of(reading.user, reading.plan, found.things)
    page = Paginator(changes, A_PAGE).get_page(request.GET.get("side"))
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Historik")
    context = {
        "heading": found.heading,
        "about": found.about,
        "lines": history_lines(list(page.object_list), reading),
        "page": page,
        "plan": reading.plan,
        "wording": Wording.of(reading),
        "back": page_address(reading.plan),
        "glossary": Glossary(),
    }
    return render(request, "plans/citizen/history.html", context)
