"""One plan as data, as one person may see it: what the API answers, and the copy that the citizen takes along."""

from typing import Any

from django.http import HttpRequest
from rest_framework.request import Request

from plans.api.serializers import PlanSerializer
from plans.lookups.journal import notes_for
from plans.lookups.measures import follow_ups_of, plan_follow_ups_of
from plans.reading import Reading


def plan_as_data(reading: Reading, request: Request | HttpRequest) -> Any:
    """What `PlanSerializer` says of the reading. `request` gives files their whole address."""
    user, plan = reading.user, reading.plan
    context = {
        "reading": reading,
        "request": request,
        "notes": notes_for(user, plan),
        "follow_ups": list(follow_ups_of(user, plan)),
        "plan_follow_ups": plan_follow_ups_of(user, plan),
    }
    return PlanSerializer(reading, context=context).data
