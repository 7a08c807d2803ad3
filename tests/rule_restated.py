"""The access rule of design.md read a second time, plainly and slowly, to be held against the real one.

Written from the text, over rows as they stand in the tables. It shares no code with the rule: nothing here comes from
`plans.facts`, `plans.regrant`, `plans.keys`, `plans.rules` or `plans.permissions`, no grant is read, and the instants
are compared here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from citizens.models import Ground, NetworkPerson, Representative
from enplan.accounts.models import Department, LifeArea, User
from plans.models import (
    BlockedPerson,
    CitizenWords,
    Goal,
    JournalNote,
    Plan,
    Rating,
    SubGoal,
    Task,
    TeamMember,
)

FULL, TITLE, NOTHING = "full", "title", "nothing"
NEVER_FOR_NETWORK = (JournalNote, Rating, CitizenWords)


@dataclass
class Situation:
    """One plan at one instant, everything read anew."""

    plan: Plan
    at: datetime

    def __post_init__(self) -> None:
        self.areas = set(LifeArea.objects.values_list("pk", flat=True))
        self.members = list(TeamMember.objects.filter(plan=self.plan).prefetch_related("areas"))
        self.blocked = {
            row.user_id for row in BlockedPerson.objects.filter(plan=self.plan) if row.lifted_at is None
        }
        self.representatives = list(
            Representative.objects.filter(citizen=self.plan.citizen_id).prefetch_related("areas")
        )
        self.network = set(
            NetworkPerson.objects.filter(citizen=self.plan.citizen_id).values_list("user_id", flat=True)
        )
        self.openings = [opening for ground in self._grounds() for opening in _openings(ground)]
        self.parents = dict(Department.objects.values_list("pk", "parent_id"))
        self.marked_health = set(Department.objects.filter(is_health=True).values_list("pk", flat=True))

    def _grounds(self) -> list[Ground]:
        """Each yes that was noted for this plan, and not for one before or after it."""
        found = Ground.objects.filter(citizen=self.plan.citizen_id, decision="yes").select_related("kind")
        return list(found.prefetch_related("areas", "sources", "parties__area_withdrawals"))

    # Who somebody is -------------------------------------------------------------------------------------------

    def is_let_in(self, user: User) -> bool:
        return user.is_active and not user.is_superuser and not self.is_blocked(user)

    def is_blocked(self, user: User) -> bool:
        return user.pk in self.blocked and user.pk != self.plan.citizen.user_id

    def memberships(self, user: User) -> list[TeamMember]:
        """In force, of somebody who may be on a team at all."""
        if not self.is_let_in(user) or user.role is None or not user.role.can_join_team:
            return []
        return [m for m in self.members if m.user_id == user.pk and _holds(m.starts_at, m.ends_at, self.at)]

    def areas_of(self, member: TeamMember) -> set[str]:
        return self.areas if member.has_all_areas else {area.pk for area in member.areas.all()}

    def is_health(self, owner: UUID | None) -> bool:
        while owner is not None:
            if owner in self.marked_health:
                return True
            owner = self.parents[owner]
        return False

    def covers(self, opening: "Opening", area: str, owner: UUID | None) -> bool:
        if area not in opening.open_areas(self.at):
            return False
        if owner is None:
            return True
        return owner in opening.sources and (opening.is_health or not self.is_health(owner))

    def in_force(self, opening: "Opening", *, leads: bool = False) -> bool:
        """A ground ends for the team with the plan, but not for who has led it."""
        if not _holds(opening.starts, opening.ends, self.at):
            return False
        return leads or self.plan.ended_at is None or self.at < self.plan.ended_at

    # Rules 1 to 3: ways into a place -----------------------------------------------------------------------------

    def reads_as_professional(self, user: User, area: str, owner: UUID | None) -> bool:
        """Rule 2."""
        for member in self.memberships(user):
            if area not in self.areas_of(member):
                continue
            leads = member.capacity in ("coordinator", "deputy")
            if owner is None and leads:
                return True
            if owner is not None and owner == user.department_id:
                return True
            for opening in self.openings:
                reached = (
                    opening.user == user.pk
                    or (opening.department is not None and opening.department == user.department_id)
                    or (opening.is_coordinator and leads)
                )
                if not opening.is_supervision and reached and self.in_force(opening, leads=leads):
                    if self.covers(opening, area, owner):
                        return True
        return False

    def supervises(self, user: User, area: str, owner: UUID | None) -> bool:
        """Rule 8."""
        if not self.is_let_in(user) or user.role is None or not user.role.can_supervise:
            return False
        return owner is not None and any(
            opening.is_supervision
            and opening.user == user.pk
            and owner == user.department_id
            and _holds(opening.starts, opening.ends, self.at)
            and self.covers(opening, area, owner)
            for opening in self.openings
        )

    def acts_in(self, user: User) -> set[str]:
        """The areas in which somebody acts for the citizen now."""
        if not self.is_let_in(user):
            return set()
        return {
            area.pk
            for row in self.representatives
            if row.user_id == user.pk and _holds(row.starts_at, row.ends_at, self.at)
            for area in row.areas.all()
        }

    def follows(self, user: User, area: str, owner: UUID | None) -> bool:
        """Rule 3."""
        return (
            self.is_let_in(user)
            and user.pk in self.network
            and any(
                opening.user == user.pk
                and opening.is_consent
                and self.in_force(opening)
                and self.covers(opening, area, owner)
                for opening in self.openings
            )
        )

    # What somebody gets -----------------------------------------------------------------------------------------

    def gets(self, user: User, thing: Any) -> str:
        """full, title (rule 4) or nothing."""
        if not self.is_let_in(user):
            return NOTHING
        if isinstance(thing, CitizenWords) or (isinstance(thing, Rating) and thing.section_id is None):
            return FULL if self._gets_words(user, thing) else NOTHING
        if self._gets_item(user, thing):
            return FULL
        return TITLE if isinstance(thing, Task) and self._gets_title(user, thing) else NOTHING

    def _gets_item(self, user: User, thing: Any) -> bool:
        chain = _chain(thing)
        area, owner = chain[0].section.area_id, chain[0].section.owner_id
        finished = not any(one.is_draft for one in chain)
        shared = not any(one.is_private for one in chain)
        on_time = not any(one.withheld_until and one.withheld_until > self.at for one in chain)
        wrote = chain[0].written_by_id == user.pk
        if user.pk == self.plan.citizen.user_id:
            return wrote or (finished and on_time)
        if self.memberships(user) and wrote:
            return True
        if finished and shared:
            if self.reads_as_professional(user, area, owner) or self.supervises(user, area, owner):
                return True
            if on_time and area in self.acts_in(user):
                return True
            if on_time and not isinstance(thing, NEVER_FOR_NETWORK) and not _is_hypothesis(chain):
                return self.follows(user, area, owner)
        return False

    def _gets_title(self, user: User, task: Task) -> bool:
        """Rule 4: who is responsible, while they are on the plan."""
        contact = task.responsible_contact
        if task.responsible_id != user.pk and (contact is None or contact.user_id != user.pk):
            return False
        chain = _chain(task)
        if any(one.is_draft or one.is_private for one in chain):
            return False
        if self.memberships(user):
            return True
        if any(one.withheld_until and one.withheld_until > self.at for one in chain):
            return False
        return bool(self.acts_in(user)) or any(
            opening.user == user.pk
            and opening.is_consent
            and self.in_force(opening)
            and opening.open_areas(self.at)
            for opening in self.openings
            if user.pk in self.network
        )

    def _gets_words(self, user: User, thing: Any) -> bool:
        """Rule 5, of the dream, what matters, and the overall wellbeing."""
        if isinstance(thing, Rating):
            if user.pk == self.plan.citizen.user_id or self.memberships(user):
                if thing.written_by_id == user.pk:
                    return True
            late = thing.withheld_until and thing.withheld_until > self.at and not self.memberships(user)
            if thing.is_draft or late:
                return False
            if thing.is_private:
                return user.pk == self.plan.citizen.user_id
        if user.pk == self.plan.citizen.user_id or self.acts_in(user):
            return True
        memberships = self.memberships(user)
        if any(member.capacity in ("coordinator", "deputy") for member in memberships):
            return True
        if self.plan.words_for_coordinator_only:
            return False
        return any(
            opening.open_areas(self.at) & self.areas_of(member)
            and not opening.is_supervision
            and (
                opening.user == user.pk
                or (opening.department is not None and opening.department == user.department_id)
            )
            and self.in_force(opening)
            for member in memberships
            for opening in self.openings
        )

    def system_gets(self, department: UUID, thing: Any) -> bool:
        """Rule 9: the department's own, and others' where a ground to the department and a member's area meet."""
        chain = _chain(thing)
        area, owner = chain[0].section.area_id, chain[0].section.owner_id
        if any(one.is_draft or one.is_private for one in chain):
            return False
        if owner == department:
            return True
        people = User.objects.select_related("role").filter(department=department)
        works_there = any(
            area in self.areas_of(member) for user in people for member in self.memberships(user)
        )
        return works_there and any(
            opening.department == department and self.in_force(opening) and self.covers(opening, area, owner)
            for opening in self.openings
        )


@dataclass(frozen=True)
class Opening:
    """One receiver of one ground."""

    starts: datetime
    ends: datetime | None
    areas: frozenset[str]
    sources: frozenset[UUID]
    is_health: bool
    is_consent: bool
    is_supervision: bool
    user: UUID | None
    department: UUID | None
    is_coordinator: bool
    closed: dict[str, datetime]  # areas withdrawn for this receiver alone

    def open_areas(self, at: datetime) -> set[str]:
        return {area for area in self.areas if not (area in self.closed and self.closed[area] <= at)}


def _openings(ground: Ground) -> list[Opening]:
    return [
        Opening(
            starts=ground.valid_from,
            ends=min(
                (end for end in (ground.valid_until, ground.withdrawn_at, party.withdrawn_at) if end),
                default=None,
            ),
            areas=frozenset(area.pk for area in ground.areas.all()),
            sources=frozenset(source.pk for source in ground.sources.all()),
            is_health=ground.covers_health,
            is_consent=ground.kind.is_consent,
            is_supervision=ground.kind.is_supervision,
            user=party.user_id,
            department=party.department_id,
            is_coordinator=party.is_coordinator,
            closed={row.area_id: row.withdrawn_at for row in party.area_withdrawals.all()},
        )
        for party in ground.parties.all()
    ]


def _holds(start: datetime, end: datetime | None, at: datetime) -> bool:
    return start <= at and (end is None or at < end)


def _chain(thing: Any) -> list[Any]:
    """The thing that stands in a section, and those above it whose guards count as well."""
    if isinstance(thing, SubGoal):
        return [thing.goal]
    if isinstance(thing, Task) and thing.goal is not None:
        return [thing, thing.goal]
    return [thing]


def _is_hypothesis(chain: list[Any]) -> bool:
    return any(isinstance(one, Goal) and one.words == "hypothesis" for one in chain)
