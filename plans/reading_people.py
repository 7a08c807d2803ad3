"""What a reading tells of the people around the plan: who is on the team and beside the citizen, and their names."""

from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from citizens.models import NetworkPerson, Representative
from enplan.accounts.models import User
from plans.models import Plan, TeamMember
from plans.models.responsible import WithResponsible
from plans.permissions import visible_with
from plans.reading_rare import OfOnePlan
from plans.standing import Standing

SOMEBODY = "en anden fagperson"
ALSO_ACTING = "en anden, der handler for borgeren"


class OfThePeople(OfOnePlan):
    """For `plans.reading.Reading`, which has these."""

    @property
    def standing(self) -> Standing:
        raise NotImplementedError

    @cached_property
    def _members(self) -> tuple[TeamMember, ...]:
        rows = visible_with(self.keys, TeamMember.objects.filter(plan=self.plan, starts_at__lte=self.at))
        return tuple(rows.select_related("user__department", "user__role").prefetch_related("areas"))

    @cached_property
    def team(self) -> tuple[TeamMember, ...]:
        """In force, the coordinator first."""
        there = (one for one in self._members if one.ends_at is None or one.ends_at > self.at)
        return tuple(sorted(there, key=_coordinator_first))

    @cached_property
    def unseen_members(self) -> int:
        """How many more are on the team: "og 2 andre"."""
        if self._sees_everyone:
            return 0
        return _members_in_force(self.plan, self.at) - len({member.user_id for member in self.team})

    @cached_property
    def former_members(self) -> tuple[TeamMember, ...]:
        return tuple(one for one in self._members if one.ends_at is not None and one.ends_at <= self.at)

    @cached_property
    def representatives(self) -> tuple[Representative, ...]:
        if not self.has_any(Representative):
            return ()
        return tuple(_in_period(visible_with(self.keys, self.plan.citizen.representatives.all()), self.at))

    @cached_property
    def network(self) -> tuple[NetworkPerson, ...]:
        if not self.has_any(NetworkPerson):
            return ()
        return tuple(visible_with(self.keys, self.plan.citizen.network.all()))

    @property
    def coordinator(self) -> TeamMember | None:
        return next((m for m in self.team if m.capacity == TeamMember.Capacity.COORDINATOR), None)

    def name_of(self, user: User | None) -> str:
        """The name of an employee as this viewer may see it (rule 6), of a private person as it is.

        Who acts for the citizen is not told who else does: a child's plan names neither parent to the other.
        """
        if user is None:
            return ""
        is_citizen = user.pk == self.plan.citizen.user_id
        if self.standing.is_representative and not (
            user.is_employee or is_citizen or user.pk == self.user.pk
        ):
            return ALSO_ACTING
        if user.pk == self.user.pk or not user.is_employee or self._sees_everyone:
            return user.name
        return user.name if user.pk in self._known_employees else SOMEBODY

    def responsible_name(self, thing: WithResponsible) -> str:
        """Who is responsible for it, as this viewer may see it; empty when nobody is."""
        if thing.responsible_is_citizen:
            return self.plan.citizen.name
        if thing.responsible_contact is not None:
            return thing.responsible_contact.name
        return self.name_of(thing.responsible)

    @cached_property
    def people(self) -> dict[UUID, User]:
        """Who has been read already: of them nobody is asked for again. What may be told of them, `name_of` says."""
        return {self.user.pk: self.user, **{member.user_id: member.user for member in self._members}}

    @cached_property
    def _known_employees(self) -> frozenset[UUID]:
        return frozenset(member.user_id for member in self._members)

    @property
    def _sees_everyone(self) -> bool:
        return self.standing.is_citizen or self.standing.coordinates


def _in_period(people: QuerySet[Representative], at: datetime) -> QuerySet[Representative]:
    return people.filter(starts_at__lte=at).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def _coordinator_first(member: TeamMember) -> tuple[int, str]:
    order = [TeamMember.Capacity.COORDINATOR, TeamMember.Capacity.DEPUTY, TeamMember.Capacity.MEMBER]
    return order.index(TeamMember.Capacity(member.capacity)), member.user.name


def _members_in_force(plan: Plan, at: datetime) -> int:
    rows = TeamMember.objects.filter(plan=plan, starts_at__lte=at)
    return rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at)).values("user").distinct().count()
