"""What a leader may know of who coordinates in the own department: how many plans, never whose (domain.md, section 8).

A plan that is closed to the leader is not counted either (rule 0).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from enplan import clock
from enplan.accounts.models import User
from plans.grants import On
from plans.models import BlockedPerson, HandoverOffer, Plan, TeamMember
from plans.permissions import Viewer, is_let_in, plans_as

COORDINATOR, DEPUTY = TeamMember.Capacity.COORDINATOR, TeamMember.Capacity.DEPUTY


@dataclass(frozen=True)
class Load:
    """One coordinator's plans in numbers."""

    user: User
    plans: int = 0
    paused: int = 0
    covered: int = 0  # somebody stands in at the moment
    offered: int = 0  # somebody has been asked to take over and has not answered


def leads_coordinators(user: Viewer) -> bool:
    """Is this a leader, with a department of their own?"""
    return (
        isinstance(user, User)
        and is_let_in(user)
        and user.role is not None
        and user.role.can_supervise
        and user.department_id is not None
    )


def led_by(leader: User) -> QuerySet[User]:
    """Who coordinates, or could, in exactly the leader's own department: whoever holds plans stands there."""
    if not leads_coordinators(leader):
        return User.objects.none()
    holding = TeamMember.objects.filter(
        user=OuterRef("pk"), capacity=COORDINATOR, ends_at__isnull=True, plan__ended_at__isnull=True
    )
    could = Q(is_active=True, role__can_coordinate=True)
    own = User.objects.filter(department=leader.department_id, is_superuser=False)
    return own.filter(could | Exists(holding)).select_related("role", "department").order_by("name", "pk")


def coordinator_led_by(leader: User, user_id: UUID) -> User:
    """One of them, or 404."""
    found = led_by(leader).filter(pk=user_id).first()
    if found is None:
        raise Http404
    return found


def plans_held_by(coordinator: User, *, leader: User) -> QuerySet[Plan]:
    """The active plans one of the leader's own coordinates, the oldest first; for acting on, not for showing."""
    blocked = BlockedPerson.objects.filter(plan=OuterRef("pk"), user=leader, lifted_at__isnull=True)
    held = TeamMember.objects.filter(
        plan=OuterRef("pk"), user=coordinator, capacity=COORDINATOR, ends_at__isnull=True
    )
    plans = Plan.objects.filter(Exists(held), ~Exists(blocked), ended_at__isnull=True)
    return plans.order_by("created_at", "pk")


def ended_plan_led_by(leader: User, cpr: str) -> Plan | None:
    """The citizen's newest plan, if it has ended and was coordinated from exactly the leader's own department; for
    acting on, not for telling of. None as well where the citizen's plans are closed to the leader.
    """
    if not leads_coordinators(leader):
        return None
    blocked = BlockedPerson.objects.filter(
        plan__citizen=OuterRef("citizen"), user=leader, lifted_at__isnull=True
    )
    newest = Plan.objects.filter(~Exists(blocked), citizen__cpr=cpr).order_by("-created_at", "-pk").first()
    if newest is None or newest.ended_at is None:
        return None
    held = TeamMember.objects.filter(
        plan=newest,
        capacity=COORDINATOR,
        ends_at__isnull=True,
        user__department=leader.department_id,
    )
    return newest if held.exists() else None


def without_deputy(plans: QuerySet[Plan], starts_at: datetime, ends_at: datetime) -> QuerySet[Plan]:
    """Those of `plans` on which nobody stands in for the whole of the period."""
    covering = TeamMember.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gte=ends_at),
        plan=OuterRef("pk"),
        capacity=DEPUTY,
        starts_at__lte=starts_at,
        user__is_active=True,
    )
    return plans.filter(~Exists(covering))


def without_offer(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Those of `plans` that nobody has been asked to take over."""
    return plans.filter(~Exists(HandoverOffer.objects.filter(plan=OuterRef("pk"), settled_at__isnull=True)))


def loads_for(leader: User) -> list[Load]:
    """Everybody the leader leads who coordinates or could, with numbers: two queries however many."""
    counted: dict[UUID, dict[str, Any]] = {row["user"]: row for row in _counted(leader)}
    return [_load(user, counted.get(user.pk, {})) for user in led_by(leader)]


def load_of(coordinator: User, *, leader: User) -> Load:
    rows = list(_counted(leader).filter(user=coordinator))
    return _load(coordinator, rows[0] if rows else {})


def _load(user: User, row: dict[str, Any]) -> Load:
    return Load(user, **{name: row.get(name, 0) for name in ("plans", "paused", "covered", "offered")})


def _counted(leader: User) -> QuerySet[Any, dict[str, Any]]:
    now = clock.now()
    blocked = BlockedPerson.objects.filter(plan=OuterRef("plan"), user=leader, lifted_at__isnull=True)
    deputy = TeamMember.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now),
        plan=OuterRef("plan"),
        capacity=DEPUTY,
        starts_at__lte=now,
        user__is_active=True,
    )
    offer = HandoverOffer.objects.filter(plan=OuterRef("plan"), settled_at__isnull=True)
    rows = TeamMember.objects.filter(
        ~Exists(blocked),
        user__department=leader.department_id,
        capacity=COORDINATOR,
        ends_at__isnull=True,
        plan__ended_at__isnull=True,
    )
    rows = rows.annotate(has_deputy=Exists(deputy), has_offer=Exists(offer)).order_by()
    found: QuerySet[Any, Any] = rows.values("user").annotate(
        plans=Count("pk"),
        paused=Count("pk", filter=Q(plan__paused_at__isnull=False)),
        covered=Count("pk", filter=Q(has_deputy=True)),
        offered=Count("pk", filter=Q(has_offer=True)),
    )
    return found


def coordinated_by(user: User) -> list[Plan]:
    """The active plans `user` holds together themselves (not as a deputy), by the citizen's name, with who was asked to
    take each over as `asked`.
    """
    held = TeamMember.objects.filter(
        plan=OuterRef("pk"), user=user, capacity=COORDINATOR, ends_at__isnull=True
    )
    plans = plans_as(user, On.COORDINATE).filter(Exists(held), ended_at__isnull=True)
    open_offer = HandoverOffer.objects.filter(plan=OuterRef("pk"), settled_at__isnull=True)
    rows = plans.annotate(asked=open_offer.values("to__name")[:1]).select_related("citizen")
    return list(rows.order_by("citizen__name", "pk"))
