"""Which plan a request of the citizen's side is about. What is not one's own is not found (404)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.http import Http404, HttpRequest

from enplan.accounts.models import User
from enplan.web.requests import user_of
from plans.lookups.things import plan_for
from plans.models import Plan
from plans.permissions import CITIZENS_SIDE, is_let_in, plans_as


@dataclass(frozen=True)
class Choice:
    """The plan that is meant (None: none yet, or one must be chosen), and all that may be chosen."""

    plan: Plan | None
    plans: tuple[Plan, ...]


def own_plan_for(request: HttpRequest, plan_id: UUID) -> Plan:
    """The plan that the person behind the request owns or acts for, or 404. Employees have their own pages."""
    return plan_for(private_person(request), plan_id, *CITIZENS_SIDE)


def plan_asked_for(request: HttpRequest) -> Plan:
    """The plan of `?plan=`, or the one that is meant without it; 404 when there is none or it is not clear."""
    choice = choose(request)
    if choice.plan is None:
        raise Http404
    return choice.plan


def choose(request: HttpRequest) -> Choice:
    """The plan of `?plan=`; without it the own active plan, or the only one there is. 404 for outsiders."""
    user = private_person(request)
    latest_first = (F("ended_at").desc(nulls_first=True), "-created_at")
    plans = tuple(plans_as(user, *CITIZENS_SIDE).select_related("citizen").order_by(*latest_first))
    if asked := request.GET.get("plan"):
        return Choice(_with_id(plans, asked), plans)
    if not plans and not hasattr(user, "citizen"):
        raise Http404
    return Choice(_meant(user, plans), plans)


def private_person(request: HttpRequest) -> User:
    """Who has logged in for themselves; 404 for employees, who have their own pages, and who run the machine."""
    user = user_of(request)
    if user.is_employee or not is_let_in(user):
        raise Http404
    return user


def _with_id(plans: tuple[Plan, ...], asked: str) -> Plan:
    for plan in plans:
        if str(plan.pk) == asked:
            return plan
    raise Http404


def _meant(user: User, plans: tuple[Plan, ...]) -> Plan | None:
    """The own plan before one that is represented, an active before an ended; None where it is not clear."""
    own = [plan for plan in plans if plan.citizen.user_id == user.pk]
    active = [plan for plan in plans if plan.is_active]
    if own and (own[0].is_active or len(own) == len(plans)):
        return own[0]
    for candidates in (active, plans):
        if candidates:
            return candidates[0] if len(candidates) == 1 else None
    return None
