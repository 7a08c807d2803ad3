"""The facts that access follows from, loaded once per plan: people, memberships, grounds, sections, periods.

No decision about a person here; `plans.regrant` reads these and decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from citizens.ages import COMES_OF_AGE_AT, turns
from citizens.models import Ground, GroundParty, NetworkPerson, Representative
from enplan.accounts.models import Department, LifeArea, User
from plans.models.plan import BlockedPerson, Plan
from plans.models.section import Section
from plans.models.team import TeamMember


@dataclass(frozen=True)
class Period:
    """Half-open instants [start, end); end None is open."""

    start: datetime
    end: datetime | None

    def overlap(self, other: "Period") -> "Period | None":
        """The part in both, or None when there is none."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return Period(start, end) if end is None or start < end else None

    def holds(self, instant: datetime) -> bool:
        """Is the instant in the period?"""
        return self.start <= instant and (self.end is None or instant < self.end)

    def until(self, instant: datetime | None) -> "Period | None":
        """The part before `instant`; all of it for None."""
        return self if instant is None else self.overlap(Period(min(self.start, instant), instant))


@dataclass(frozen=True)
class Coverage:
    """What one party of one ground gets: areas, sources, in a period."""

    source: str
    areas: frozenset[str]
    sources: frozenset[UUID]
    covers_health: bool
    is_consent: bool
    is_supervision: bool
    period: Period
    department_id: UUID | None
    user: User | None
    is_coordinator: bool
    withheld_until: datetime | None = None  # from the citizen's side alone

    def reaches(self, member: TeamMember) -> bool:
        """Is the party this member, their department (itself, never one above it), or whoever coordinates?"""
        if self.is_supervision:
            return False
        if self.user is not None:
            return self.user.pk == member.user_id
        if self.is_coordinator:
            return member.is_coordinating
        return self.department_id == member.user.department_id


@dataclass(frozen=True)
class Facts:
    """Everything about one plan that access depends on."""

    created_at: datetime
    ended_at: datetime | None
    words_narrowed: bool
    citizen_user_id: UUID | None
    blocked: frozenset[UUID]
    sections: tuple[Section, ...]
    members: tuple[TeamMember, ...]
    representatives: tuple[Representative, ...]
    network_user_ids: frozenset[UUID]
    coverages: tuple[Coverage, ...]
    health_departments: frozenset[UUID]
    all_areas: frozenset[str] = field(default_factory=frozenset)
    of_age_at: datetime | None = None  # when custody of the citizen is over

    def acting_period(self, representative: Representative) -> Period | None:
        """Custody ends at the 18th birthday, whatever end is stored; None when it was over before it began."""
        period = Period(representative.starts_at, representative.ends_at)
        is_custody = representative.kind == Representative.Kind.CUSTODY
        return period.until(self.of_age_at) if is_custody else period

    def can_work(self, user: User) -> bool:
        """May this person be on a team at all? Superusers and deactivated people may not, nor roles without it."""
        return user.is_active and not user.is_superuser and user.role is not None and user.role.can_join_team

    def areas_of(self, member: TeamMember) -> frozenset[str]:
        return self.all_areas if member.has_all_areas else frozenset(area.pk for area in member.areas.all())

    def covers(self, coverage: Coverage, section: Section) -> bool:
        """Does the coverage open this section? What the citizen wrote needs only the area; health needs its own."""
        if section.area_id not in coverage.areas:
            return False
        if section.owner_id is None:
            return True
        if section.owner_id in self.health_departments and not coverage.covers_health:
            return False
        return section.owner_id in coverage.sources

    def period_for(self, coverage: Coverage, member: TeamMember) -> Period | None:
        """A ground ends for the team with the plan; the coordinator's unit keeps the plan it has led. Who came to
        coordinate after the end, to take the plan up again, has led nothing yet.
        """
        has_led = self.ended_at is None or member.starts_at < self.ended_at
        if member.is_coordinating and has_led:
            return coverage.period
        return coverage.period.until(self.ended_at)

    def sections_for_department(self, department_id: UUID, at: datetime) -> frozenset[UUID]:
        """Rule 9: the department's own sections, and others' that a ground to the department itself opens at `at`, in
        the areas of its members in force.
        """
        areas: frozenset[str] = frozenset().union(
            *(
                self.areas_of(member)
                for member in self.members
                if member.user.department_id == department_id
                and self.can_work(member.user)
                and member.user_id not in self.blocked
                and Period(member.starts_at, member.ends_at).holds(at)
            )
        )
        opening = [
            coverage
            for coverage in self.coverages
            if coverage.department_id == department_id
            and (period := coverage.period.until(self.ended_at)) is not None
            and period.holds(at)
        ]
        return frozenset(
            section.pk
            for section in self.sections
            if section.owner_id == department_id
            or (section.area_id in areas and any(self.covers(coverage, section) for coverage in opening))
        )

    def as_the_citizen_knows(self, at: datetime) -> "Facts":
        """The same without the grounds that are withheld from the citizen at the instant: for what is told to them."""
        known = (one for one in self.coverages if one.withheld_until is None or one.withheld_until <= at)
        return replace(self, coverages=tuple(known))

    def personal_consents(self) -> Iterator[tuple[UUID, Coverage]]:
        for coverage in self.coverages:
            if coverage.user is not None and coverage.is_consent:
                yield coverage.user.pk, coverage

    def supervisions(self) -> Iterator[tuple[User, Coverage]]:
        for coverage in self.coverages:
            leader = coverage.user
            if (
                coverage.is_supervision
                and leader is not None
                and leader.is_active
                and not leader.is_superuser
            ):
                if leader.role is not None and leader.role.can_supervise:
                    yield leader, coverage


def facts_of(plan: Plan) -> Facts:
    """Load the facts of a plan: a fixed number of queries, whatever its size."""
    citizen = plan.citizen
    grounds = (
        grounds_of(plan)
        .filter(decision=Ground.Decision.YES)
        .select_related("kind")
        .prefetch_related("areas", "sources", "parties__user__role", "parties__area_withdrawals")
    )
    return Facts(
        created_at=plan.created_at,
        ended_at=plan.ended_at,
        words_narrowed=plan.words_for_coordinator_only,
        citizen_user_id=_active_user_id(citizen.user),
        blocked=frozenset(
            BlockedPerson.objects.filter(plan=plan, lifted_at__isnull=True)
            .exclude(user=citizen.user_id)
            .values_list("user_id", flat=True)
        ),
        sections=tuple(Section.objects.filter(plan=plan)),
        members=tuple(
            TeamMember.objects.filter(plan=plan).select_related("user__role").prefetch_related("areas")
        ),
        representatives=tuple(
            Representative.objects.filter(
                citizen=citizen, user__is_active=True, user__is_superuser=False
            ).prefetch_related("areas")
        ),
        network_user_ids=frozenset(
            NetworkPerson.objects.filter(
                citizen=citizen, user__is_active=True, user__is_superuser=False
            ).values_list("user_id", flat=True)
        ),
        coverages=tuple(
            coverage
            for ground in grounds
            for party in ground.parties.all()
            for coverage in _coverages(ground, party)
        ),
        health_departments=health_departments(),
        all_areas=frozenset(LifeArea.objects.values_list("pk", flat=True)),
        of_age_at=turns(citizen, COMES_OF_AGE_AT),
    )


def grounds_of(plan: Plan) -> QuerySet[Ground]:
    """The grounds noted for this plan. A ground is the citizen's yes to the plan they had at the time: one who comes
    back is asked anew, and what they then say yes to opens nothing in a plan that has ended.
    """
    grounds = Ground.objects.filter(citizen=plan.citizen_id)
    earlier_end = (
        Plan.objects.filter(citizen=plan.citizen_id, created_at__lt=plan.created_at, ended_at__isnull=False)
        .order_by("-ended_at")
        .values_list("ended_at", flat=True)
        .first()
    )
    if earlier_end is not None:
        grounds = grounds.filter(noted_at__gte=earlier_end)
    if plan.ended_at is not None:
        grounds = grounds.filter(noted_at__lt=plan.ended_at)
    return grounds


def plan_of_ground(ground: Ground) -> Plan:
    """The plan that a ground was noted for: the other way round of `grounds_of`."""
    plans = Plan.objects.filter(citizen=ground.citizen_id)
    running = plans.exclude(ended_at__lte=ground.noted_at).order_by("created_at").first()
    return running or plans.latest("created_at")


def _active_user_id(user: User | None) -> UUID | None:
    return user.pk if user is not None and user.is_active and not user.is_superuser else None


def _coverages(ground: Ground, party: GroundParty) -> Iterator[Coverage]:
    """What the party gets of the ground: one coverage for the areas that end together."""
    closed = party.areas_closed
    areas = frozenset(area.pk for area in ground.areas.all())
    together = {areas.difference(closed): None} | {frozenset({area}): end for area, end in closed.items()}
    for of_them, withdrawn_at in together.items():
        period = _period_of(ground, party, withdrawn_at)
        if of_them and period is not None:
            yield _coverage(ground, party, of_them, period)


def _period_of(ground: Ground, party: GroundParty, area_withdrawn_at: datetime | None) -> Period | None:
    """The ground's period, cut by the first withdrawal; None when it was over before it began."""
    withdrawn = (ground.withdrawn_at, party.withdrawn_at, area_withdrawn_at)
    ends = [end for end in (ground.valid_until, *withdrawn) if end is not None]
    end = min(ends) if ends else None
    return Period(ground.valid_from, end) if end is None or ground.valid_from < end else None


def _coverage(ground: Ground, party: GroundParty, areas: frozenset[str], period: Period) -> Coverage:
    return Coverage(
        source=f"party {party.pk}",
        areas=areas,
        sources=frozenset(department.pk for department in ground.sources.all()),
        covers_health=ground.covers_health,
        is_consent=ground.kind.is_consent,
        is_supervision=ground.kind.is_supervision,
        period=period,
        department_id=party.department_id,
        user=party.user,
        is_coordinator=party.is_coordinator,
        withheld_until=ground.withheld_until,
    )


def health_departments() -> frozenset[UUID]:
    """Departments whose writing is health information: marked so themselves, or standing under one that is."""
    rows = {
        pk: (above, marked)
        for pk, above, marked in Department.objects.values_list("pk", "parent_id", "is_health")
    }

    def is_health(department_id: UUID | None, depth: int = 0) -> bool:
        if department_id is None or depth > len(rows):
            return False
        above, is_marked = rows[department_id]
        return is_marked or is_health(above, depth + 1)

    return frozenset(pk for pk in rows if is_health(pk))
