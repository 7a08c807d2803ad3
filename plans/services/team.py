"""The team: who joins, who leaves, who stands in, and who is kept out."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import BlockedPerson, Plan, Section, TeamMember
from plans.regrant import regrant
from plans.services.checks import require
from plans.services.sections import place_of_plan
from plans.standing import Action


@transaction.atomic
def add_member(
    *,
    by: User,
    plan: Plan,
    user: User,
    areas: Sequence[str],
    role: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> TeamMember:
    """Put somebody on the team, in some areas and a period. They see what they wrote and what a ground opens."""
    require(by, Action.MANAGE_TEAM, plan)
    if not areas:
        raise ValidationError({"areas": "Vælg mindst ét område, personen arbejder med."})
    return store_member(
        by=by, plan=plan, user=user, areas=areas, role=role, starts_at=starts_at, ends_at=ends_at
    )


@transaction.atomic
def appoint_deputy(*, by: User, plan: Plan, user: User, starts_at: datetime, ends_at: datetime) -> TeamMember:
    """Let somebody stand in for the coordinator in a period."""
    require(by, Action.MANAGE_TEAM, plan)
    _check_can_coordinate(user)
    return store_member(
        by=by,
        plan=plan,
        user=user,
        capacity=TeamMember.Capacity.DEPUTY,
        has_all_areas=True,
        starts_at=starts_at,
        ends_at=ends_at,
    )


@transaction.atomic
def end_member(*, by: User, plan: Plan, user: User) -> None:
    """End a membership at this instant; what it opened closes at once."""
    require(by, Action.MANAGE_TEAM, plan)
    member = (
        TeamMember.objects.filter(plan=plan, user=user, capacity=TeamMember.Capacity.MEMBER)
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()))
        .first()
    )
    if member is None:
        raise ValidationError("Personen er ikke på teamet.", code="not_on_team")
    close_membership(by=by, member=member)
    regrant(plan)
    announce(plan=plan, what="team", by=by)


@transaction.atomic
def block_person(*, by: User, plan: Plan, user: User) -> None:
    """Keep somebody out of the plan altogether (rule 0); overrides everything, search and lists included."""
    require(by, Action.BLOCK_PERSON, plan)
    if user.pk == plan.citizen.user_id:
        raise ValidationError("Planen er borgerens egen og kan ikke spærres for borgeren.", code="own_plan")
    if TeamMember.objects.filter(plan=plan, user=user, capacity="coordinator", ends_at__isnull=True).exists():
        raise ValidationError("Find først en anden koordinerende sagsbehandler.", code="is_coordinator")
    row, is_new = BlockedPerson.objects.get_or_create(
        plan=plan, user=user, lifted_at=None, defaults={"noted_by": by, "noted_at": clock.now()}
    )
    if is_new:
        record_change(by=by, thing=row, place=place_of_plan(plan), fields={"user": (None, user.name)})
        regrant(plan)
        announce(plan=plan, what="block", by=by)


def store_member(
    *,
    by: User,
    plan: Plan,
    user: User,
    areas: Iterable[str] = (),
    capacity: str = TeamMember.Capacity.MEMBER,
    has_all_areas: bool = False,
    role: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> TeamMember:
    """Store a membership, make its sections and regrant. For services; asks nobody's permission."""
    if user.role is None or not user.role.can_join_team or not user.is_active:
        raise ValidationError({"user": "Personen kan ikke være på et team."})
    starts_at = starts_at or clock.now()
    if ends_at is not None and ends_at <= starts_at:
        raise ValidationError({"ends_at": "Slutdagen skal ligge efter startdagen."})
    overlapping = TeamMember.objects.filter(plan=plan, user=user, capacity=capacity).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=starts_at)
    )
    if ends_at is not None:
        overlapping = overlapping.filter(starts_at__lt=ends_at)
    if overlapping.exists():
        raise ValidationError({"user": "Personen er allerede på teamet i den periode."})
    member = TeamMember.objects.create(
        plan=plan,
        user=user,
        capacity=capacity,
        has_all_areas=has_all_areas,
        role=role,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    member.areas.set(LifeArea.objects.filter(pk__in=areas))
    # Rule 6 asks who may see what a member's department writes, "even if it is empty": so the sections are there.
    Section.objects.bulk_create(
        [Section(plan=plan, area_id=area, owner_id=user.department_id) for area in areas],
        ignore_conflicts=True,
    )
    record_change(by=by, thing=member, place=place_of_plan(plan), fields={"user": (None, user.name)})
    regrant(plan)
    announce(plan=plan, what="team", by=by)
    return member


def close_membership(*, by: User, member: TeamMember) -> None:
    """End a membership now, or take back one that has not begun. For services; does not regrant."""
    now = clock.now()
    record_change(
        by=by,
        thing=member,
        place=place_of_plan(member.plan),
        fields={"user": (member.user.name, None)},
    )
    if member.starts_at >= now:
        member.delete()
    else:
        TeamMember.objects.filter(pk=member.pk).update(ends_at=now)


def _check_can_coordinate(user: User) -> None:
    if user.role is None or not user.role.can_coordinate or not user.is_active:
        raise ValidationError({"user": "Kun en sagsbehandler med myndighed kan være koordinerende."})
