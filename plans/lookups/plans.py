"""Scoped getters of many plans at once. One plan, and what stands in it, is found by `plans.lookups`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from enplan import clock
from enplan.accounts.models import User
from plans.grants import In, On, PlanGrant, SectionGrant
from plans.looks import last_visit_of
from plans.models import Participant, Plan, TeamMember
from plans.permissions import plans_as, visible_to
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


@dataclass(frozen=True)
class OwnPlan:
    """A plan that a professional works on now."""

    plan: Plan
    coordinates: bool
    visited_at: datetime | None  # when they were last on its pages
    has_meeting: bool = False  # one is asked to a meeting that has not been held


def own_plans(user: User, *, at: datetime | None = None) -> dict[UUID, OwnPlan]:
    """The plans on whose team `user` is, that have not ended, by the citizen's name: one query."""
    at = at or clock.now()
    coordinated = plans_as(user, On.COORDINATE, at=at).values("pk")
    asked = Participant.objects.filter(user=user, removed_at__isnull=True, meeting__state="called")
    called = asked.values("meeting__plan")
    rows = (
        plans_as(user, On.COORDINATE, On.WORK, at=at)
        .filter(ended_at__isnull=True)
        .select_related("citizen")
        .annotate(coordinates=Q(pk__in=coordinated), visited_at=last_visit_of(user), meets=Q(pk__in=called))
        .order_by("citizen__name", "pk")
    )
    return {row.pk: OwnPlan(row, row.coordinates, row.visited_at, row.meets) for row in rows}


def names_known(
    user: User, wanted: Iterable[tuple[UUID, UUID]], *, at: datetime | None = None
) -> frozenset[tuple[UUID, UUID]]:
    """Rule 6 for many plans: of these (plan, employee), those whom `user` may know stand around that plan. One query.

    As `Reading.name_of` has it for one plan; who coordinates a plan sees every name there.
    """
    pairs = set(wanted)
    if not pairs:
        return frozenset()
    plans, people = ({pair[place] for pair in pairs} for place in (0, 1))
    rows = visible_to(user, TeamMember.objects.filter(plan__in=plans, user__in=people), at=at)
    return frozenset(pairs.intersection(rows.values_list("plan_id", "user_id")))


def standings_on(
    user: User,
    plans: Iterable[Plan],
    *,
    sections: Iterable[UUID] = (),
    at: datetime | None = None,
) -> dict[UUID, Standing]:
    """What `user` is to each of `plans`, without the areas: one query for all of them.

    `sections`: which of these the person reads is in the standings as well, which takes one more.
    """
    found: dict[UUID, set[On]] = {plan.pk: set() for plan in plans}
    rows = PlanGrant.every.in_force(at or clock.now()).filter(user=user, content_object__in=found)
    for plan_id, name in rows.values_list("content_object_id", "permission__codename"):
        found[plan_id].add(On(name))
    read = frozenset(_read_by(user, sections, at or clock.now()))
    return {
        plan.pk: Standing(
            user=user, plan=plan, roles=frozenset(found[plan.pk]), areas=frozenset(), reads=read
        )
        for plan in plans
    }


def _read_by(user: User, sections: Iterable[UUID], at: datetime) -> Iterable[UUID]:
    wanted = set(sections)
    if not wanted:
        return ()
    rows = SectionGrant.every.in_force(at).filter(
        user=user, content_object__in=wanted, permission__codename=In.READ
    )
    return rows.values_list("content_object_id", flat=True)
