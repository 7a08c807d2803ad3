"""The plans on a professional's list, with who coordinates each and its next date; all through the one rule."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, F, IntegerField, Min, Q, QuerySet, Value, When

from enplan.accounts.models import User
from enplan.web.danish import day_of
from plans.grants import On
from plans.models import Plan, Task, TeamMember
from plans.permissions import PROFESSIONAL, own_task_titles, plans_as, visible_to

OPEN = (Task.Status.NOT_STARTED, Task.Status.IN_PROGRESS)


def plans_of(user: User, *, ended: bool, at: datetime) -> QuerySet[Plan]:
    """Those one coordinates first, then by the citizen's name. `mine` is 1 for those one coordinates."""
    coordinated = plans_as(user, On.COORDINATE, at=at).values("pk")
    mine = Case(When(pk__in=coordinated, then=Value(1)), default=Value(0), output_field=IntegerField())
    return (
        plans_as(user, *PROFESSIONAL, at=at)
        .filter(ended_at__isnull=not ended)
        .select_related("citizen")
        .annotate(mine=mine)
        .order_by(F("mine").desc(), "citizen__name", "pk")
    )


def coordinators_of(user: User, plans: Iterable[Plan], *, at: datetime) -> dict[UUID, User]:
    """Who coordinates each plan at this moment."""
    rows = TeamMember.objects.filter(
        plan__in=[plan.pk for plan in plans], capacity=TeamMember.Capacity.COORDINATOR, starts_at__lte=at
    ).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    return {row.plan_id: row.user for row in visible_to(user, rows, at=at).select_related("user")}


def next_dates_of(user: User, plans: Iterable[Plan], *, at: datetime) -> dict[UUID, date]:
    """The next day something is due in each plan, among what one sees."""
    ids = [plan.pk for plan in plans]
    coming = Q(section__plan__in=ids, status__in=OPEN, due_on__gte=day_of(at))
    found: dict[UUID, date] = {}
    for rows in (visible_to(user, Task.objects.all(), at=at), own_task_titles(user, at=at)):
        first = rows.filter(coming).values("section__plan").annotate(first=Min("due_on")).order_by()
        for plan_id, due_on in first.values_list("section__plan", "first"):
            found[plan_id] = min(due_on, found.get(plan_id, due_on))
    return found
