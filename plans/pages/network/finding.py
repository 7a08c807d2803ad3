"""Which plan a network person means. Without a consent in force there is none (404)."""

from uuid import UUID

from django.http import Http404, HttpRequest

from enplan.accounts.models import User
from enplan.web.requests import user_of
from plans.grants import On
from plans.lookups.things import plan_for
from plans.models import Plan
from plans.permissions import plans_as


def followed_plans(request: HttpRequest) -> tuple[Plan, ...]:
    """The plans the person may take part in now; 404 when there are none. Employees have their own pages."""
    user = _private_person(request)
    plans = tuple(plans_as(user, On.FOLLOW).select_related("citizen").order_by("citizen__name", "pk"))
    if not plans:
        raise Http404
    return plans


def followed_plan_for(request: HttpRequest, plan_id: UUID) -> Plan:
    return plan_for(_private_person(request), plan_id, On.FOLLOW)


def asked_for(plans: tuple[Plan, ...], asked: str) -> Plan | None:
    """The plan of `?plan=`, or the only one; None where one must be chosen, 404 for one that is not there."""
    if not asked:
        return plans[0] if len(plans) == 1 else None
    for plan in plans:
        if str(plan.pk) == asked:
            return plan
    raise Http404


def _private_person(request: HttpRequest) -> User:
    user = user_of(request)
    if user.is_employee:
        raise Http404
    return user
