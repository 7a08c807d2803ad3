"""Scoped getters of many plans at once. One plan, and what stands in it, is found by `plans.lookup`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from enplan import clock
from enplan.accounts.models import User
from plans.grants import On, PlanGrant
from plans.models import Plan, TeamMember
from plans.permissions import visible_to
from plans.standing import Standing


def plans_seen_by(user: User, *, at: datetime | None = None) -> QuerySet[Plan]:
    """Every plan that exists for `user`, with its citizen and, in `coordinators`, who coordinates it."""
    at = at or clock.now()
    coordinators = visible_to(
        user,
        TeamMember.objects.filter(
            capacity=TeamMember.Capacity.COORDINATOR, starts_at__lte=at, ends_at__isnull=True
        ),
        at=at,
    ).select_related("user__department")
    return (
        visible_to(user, Plan.objects.all(), at=at)
        .select_related("citizen")
        .prefetch_related(Prefetch("members", queryset=coordinators, to_attr="coordinators"))
        .order_by("citizen__name", "created_at", "pk")
    )


def standings_on(user: User, plans: Iterable[Plan], *, at: datetime | None = None) -> dict[UUID, Standing]:
    """What `user` is to each of `plans`, without the areas: one query for all of them."""
    found: dict[UUID, set[On]] = {plan.pk: set() for plan in plans}
    rows = PlanGrant.every.in_force(at or clock.now()).filter(user=user, content_object__in=found)
    for plan_id, name in rows.values_list("content_object_id", "permission__codename"):
        found[plan_id].add(On(name))
    return {
        plan.pk: Standing(user=user, plan=plan, roles=frozenset(found[plan.pk]), areas=frozenset())
        for plan in plans
    }
