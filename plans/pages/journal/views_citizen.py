"""`/min-plan/journal/`: what professionals have written about me."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.lookups.journal import notes_for
from plans.lookups.misfilings import misfilings_of
from plans.pages.citizen.finding import plan_asked_for
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.journal.lines import note_lines, trace_lines
from plans.reading import read_plan

A_PAGE = 30


@require_safe
def citizens_journal(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    user, plan = user_of(request), plan_asked_for(request)
    reading = read_plan(user, plan)
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PAGE, what="Journalen")
    page = Paginator(notes_for(user, plan), A_PAGE).get_page(request.GET.get("side"))
    context = {
        "plan": plan,
        "wording": Wording.of(reading),
        "page": page,
        "notes": note_lines(page.object_list, reading),
        "traces": trace_lines(misfilings_of(user, plan, notes_only=True)),
    }
    return render(request, "plans/journal/citizens_journal.html", context)
