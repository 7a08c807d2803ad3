"""The team: who joins, who leaves, who stands in, and who is kept out."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from citizens.models import Citizen, Representative
from enplan import clock
from enplan.accounts.directory import leaders_of
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import BlockedPerson, HandoverOffer, Plan, Section, TeamMember
from plans.permissions import can
from plans.regrant import regrant
from plans.services.checks import WHY_NOT, NotAllowed, require
from plans.services.families import store_parting
from plans.services.sections import place_of_plan
from plans.standing import Action

# Says nothing of why: it may be the block list, or what another has asked before.
CANNOT_BE_CHOSEN = "Vælg en anden. Den person kan ikke vælges her."


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
    check_may_join(plan, user)
    return store_member(
        by=by, plan=plan, user=user, areas=areas, role=role, starts_at=starts_at, ends_at=ends_at
    )


@transaction.atomic
def appoint_deputy(*, by: User, plan: Plan, user: User, starts_at: datetime, ends_at: datetime) -> TeamMember:
    """Let somebody stand in for the coordinator in a period."""
    require(by, Action.MANAGE_TEAM, plan)
    check_can_coordinate(user)
    check_may_join(plan, user)
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
    """End whatever somebody is on the team, now and later, at this instant; what it opened closes at once.

    Not the coordinator: the plan would be without one. A handover comes first.
    """
    require(by, Action.MANAGE_TEAM, plan)
    if not close_memberships(by=by, plan=plan, user=user):
        raise ValidationError("Personen er ikke på teamet.", code="not_on_team")
    regrant(plan)
    announce(plan=plan, what="team", by=by)


@transaction.atomic
def end_deputy(*, by: User, plan: Plan, member: TeamMember) -> None:
    """End a deputy's period now, or take back one that has not begun. What else they are on the team stays."""
    require(by, Action.MANAGE_TEAM, plan)
    now = clock.now()
    deputies = TeamMember.objects.select_related("user", "plan").filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now), plan=plan, capacity=TeamMember.Capacity.DEPUTY
    )
    current = deputies.filter(pk=member.pk).first()
    if current is None:
        raise ValidationError("Personen er ikke stedfortræder længere.", code="over")
    close_membership(by=by, member=current)
    regrant(plan)
    announce(plan=plan, what="team", by=by)


@transaction.atomic
def block_person(*, by: User, plan: Plan, user: User) -> None:
    """Keep somebody out of the plan altogether (rule 0); overrides everything, search and lists included.

    Also of a plan that has ended: what stands in it is still read. ValidationError for who coordinates.
    """
    if not can(by, Action.BLOCK_PERSON, plan):
        raise NotAllowed(WHY_NOT[Action.BLOCK_PERSON])
    if user.pk == plan.citizen.user_id:
        raise ValidationError("Planen er borgerens egen og kan ikke spærres for borgeren.", code="own_plan")
    if TeamMember.objects.filter(plan=plan, user=user, capacity="coordinator", ends_at__isnull=True).exists():
        raise ValidationError(_who_must_act(by, user), code="is_coordinator")
    row, is_new = BlockedPerson.objects.get_or_create(
        plan=plan, user=user, lifted_at=None, defaults={"noted_by": by, "noted_at": clock.now()}
    )
    if is_new:
        HandoverOffer.objects.filter(plan=plan, to=user, settled_at__isnull=True).update(
            settled_at=clock.now()
        )
        record_change(by=by, thing=row, place=place_of_plan(plan), fields={"user": (None, user.name)})
        store_parting(by=by, plan=plan, user=user)
        regrant(plan)
        announce(plan=plan, what="block", by=by)


@transaction.atomic
def lift_block(*, by: User, block: BlockedPerson) -> None:
    """Let somebody in again: what opens the plan to them opens it from now on. The row stays as a trace.

    On each of the citizen's plans: a block from an earlier course would still close the search.
    """
    if not can(by, Action.LIFT_BLOCK, block):
        raise NotAllowed(WHY_NOT[Action.LIFT_BLOCK])
    rows = BlockedPerson.objects.filter(
        plan__citizen=block.plan.citizen_id, user=block.user_id, lifted_at__isnull=True
    )
    for row in rows.select_related("plan__citizen", "user"):
        BlockedPerson.objects.filter(pk=row.pk).update(lifted_at=clock.now(), lifted_by=by)
        record_change(by=by, thing=row, place=place_of_plan(row.plan), fields={"user": (row.user.name, None)})
        regrant(row.plan)
        announce(plan=row.plan, what="block_lifted", by=by)


def keep_blocks(*, plan: Plan) -> None:
    """A citizen who comes back is as protected as before. For `start_plan`; before anybody is granted anything."""
    earlier = BlockedPerson.objects.filter(plan__citizen=plan.citizen_id, lifted_at__isnull=True)
    by_person = {row.user_id: row for row in earlier.exclude(plan=plan).order_by("-noted_at")}
    BlockedPerson.objects.bulk_create(
        [
            BlockedPerson(plan=plan, user_id=user_id, noted_by_id=row.noted_by_id, noted_at=row.noted_at)
            for user_id, row in by_person.items()
        ]
    )


def _who_must_act(by: User, coordinator: User) -> str:
    """Why a plan is not closed to who coordinates it, and who can change that."""
    if by.pk == coordinator.pk:
        return (
            "Du holder selv trådene i planen. Bed en anden om at tage over på siden Team. "
            "Når det er sket, kan planen spærres for dig."
        )
    leaders = " eller ".join(leader.name for leader in leaders_of(coordinator.department))
    asked = f"lederen i {coordinator.department}" + (f", {leaders}," if leaders else "")
    return (
        f"{coordinator.name} holder trådene i planen, og den skal hele tiden have en, der gør det. "
        f"Bed {asked} om en anden. Når en anden har taget over, kan planen spærres her."
    )


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
    if not may_be_on_a_team(user):
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


def close_memberships(*, by: User, plan: Plan, user: User) -> int:
    """End all that somebody is on the team but coordinator; answers how many. For services; does not regrant."""
    not_over = Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now())
    members = TeamMember.objects.filter(not_over, plan=plan, user=user).exclude(
        capacity=TeamMember.Capacity.COORDINATOR
    )
    for member in members:
        close_membership(by=by, member=member)
    return len(members)


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


def may_be_on_a_team(user: User) -> bool:
    """An active employee whose role has it."""
    return user.role is not None and user.role.can_join_team and user.is_active and not user.is_superuser


def check_can_coordinate(user: User, *, field: str = "user") -> None:
    """Raise ValidationError unless the person has the authority to hold a plan together."""
    is_let_in = user.is_active and not user.is_superuser
    if user.role is None or not user.role.can_coordinate or not is_let_in:
        raise ValidationError({field: "Kun en sagsbehandler med myndighed kan være koordinerende."})


def check_may_join(plan: Plan, user: User, *, field: str = "user") -> None:
    """Raise ValidationError for who may not stand around this citizen professionally, or coordinates already."""
    check_is_no_party(plan.citizen, user, field=field)
    coordinator = TeamMember.Capacity.COORDINATOR
    if TeamMember.objects.filter(plan=plan, user=user, capacity=coordinator, ends_at__isnull=True).exists():
        raise ValidationError({field: "Personen er allerede koordinerende sagsbehandler."})


def check_may_be_proposed(citizen: Citizen, user: User, *, by: User, field: str) -> None:
    """As `check_is_no_party`, for `by` who is not on a plan of the citizen's: they are not told whom the citizen has
    kept out, nor who stands on the citizen's side. Of themselves they are told.
    """
    try:
        check_is_no_party(citizen, user, field=field)
    except ValidationError:
        if user.pk == by.pk:
            raise
        raise ValidationError({field: CANNOT_BE_CHOSEN}) from None


def check_is_no_party(citizen: Citizen, user: User, *, field: str = "user") -> None:
    """Raise ValidationError for who is kept out of any of the citizen's plans, or stands on the citizen's side.

    Nobody both acts for the citizen and decides in the citizen's plan (forvaltningsloven § 3).
    """
    if BlockedPerson.objects.filter(plan__citizen=citizen, user=user, lifted_at__isnull=True).exists():
        raise ValidationError({field: "Borgerens plan er spærret for personen."})
    acting = Representative.objects.filter(citizen=citizen, user=user)
    acting = acting.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()))
    if user.pk == citizen.user_id or acting.exists():
        raise ValidationError(
            {field: "Borgeren selv, og den der handler for borgeren, kan ikke være på teamet."}
        )
