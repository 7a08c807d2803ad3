"""Scoped getters of requests about what is kept of a citizen. See `plans.lookups`."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from enplan.accounts.models import User
from plans.grants import On
from plans.lookups.things import thing_for
from plans.models import DataRequest, Plan
from plans.permissions import plans_as, visible_to


def data_requests_of(user: User, plan: Plan) -> list[DataRequest]:
    """Those of the plan that `user` may see: what waits for an answer first, then the newest. One query."""
    rows = visible_to(user, DataRequest.objects.filter(plan=plan)).select_related("written_by", "answered_by")
    return sorted(rows.order_by("-asked_on", "-written_at", "pk"), key=lambda asked: not asked.is_open)


def data_request_for(user: User, plan: Plan, request_id: UUID) -> DataRequest:
    """One of this plan, or 404."""
    rows = DataRequest.objects.filter(plan=plan).select_related("plan__citizen", "written_by", "answered_by")
    return thing_for(user, rows, request_id)


def data_requests_to_answer(user: User, *, at: datetime) -> QuerySet[DataRequest]:
    """What waits for an answer on plans that `user` coordinates, whether they rest or have ended. The law's time runs
    on. One query, the first that is due first.
    """
    rows = DataRequest.objects.filter(
        answered_at__isnull=True, plan__in=plans_as(user, On.COORDINATE, at=at).values("pk")
    )
    return visible_to(user, rows, at=at).select_related("plan__citizen").order_by("answer_due_on", "pk")
