"""The whole plan as a file that the citizen, or who acts for them, takes along: what the API answers them, to keep."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from rest_framework.renderers import JSONRenderer

from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.api.whole import plan_as_data
from plans.looks import look_at_plan
from plans.pages.citizen.finding import own_plan_for
from plans.reading import read_plan


@require_safe
def min_plan_data(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """JSON to download, after the look is written. 404 for everybody but the citizen's side."""
    plan = own_plan_for(request, plan_id)
    reading = read_plan(user_of(request), plan)
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.API, what="Planen")
    data = JSONRenderer().render(plan_as_data(reading, request), "application/json; indent=2")
    return HttpResponse(
        data,
        content_type="application/json; charset=utf-8",
        headers={
            # Neither name nor CPR: the file lies in a list of downloads that others may see.
            "Content-Disposition": 'attachment; filename="en-plan.json"',
            "Cache-Control": "no-store, private",
            "X-Content-Type-Options": "nosniff",
        },
    )
