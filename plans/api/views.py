"""The two addresses of the API: the list of plans, and one plan. Both log who looked before they answer."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import NotAuthenticated
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from enplan.accounts.models import User
from enplan.audit.models import Look
from plans.api.serializers import PlanRowSerializer, PlanSerializer
from plans.api.throttling import PerPerson
from plans.api.whole import plan_as_data
from plans.looks import look_at_plan, look_at_plans
from plans.lookups.plans import plans_seen_by, standings_on
from plans.lookups.things import plan_for
from plans.models import Plan
from plans.permissions import ANY
from plans.reading import read_plan


class PlanList(ListAPIView[Plan]):
    """The plans that exist for the person logged in, by the citizen's name."""

    serializer_class = PlanRowSerializer
    throttle_classes = (PerPerson,)

    def get_queryset(self) -> QuerySet[Plan]:
        return plans_seen_by(_user(self.request))

    def list(self, request: Request) -> Response:
        user = _user(request)
        plans: Any = self.paginate_queryset(self.get_queryset()) or []
        standings = standings_on(user, plans)
        look_at_plans(by=user, standings=standings.values(), kind=Look.Kind.API, what="Liste over planer")
        context = {**self.get_serializer_context(), "standings": standings}
        return self.get_paginated_response(PlanRowSerializer(plans, many=True, context=context).data)


class OnePlan(APIView):
    """One plan, as much of it as the person logged in may see."""

    throttle_classes = (PerPerson,)

    @extend_schema(
        responses={
            200: PlanSerializer,
            404: OpenApiResponse(description="There is no such plan for this person"),
        },
        operation_id="plans_retrieve",
    )
    def get(self, request: Request, plan_id: UUID) -> Response:
        user = _user(request)
        reading = read_plan(user, plan_for(user, plan_id, *ANY))
        look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.API, what="Planen")
        return Response(plan_as_data(reading, request))


def _user(request: Request) -> User:
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
