"""Whose access is told of to one reader: the team, those beside the citizen, and leaders with a supervision.

Names follow rule 6, as everywhere: they come from the reading. Who is on the block list is told of there alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from citizens.models import GroundParty, NetworkPerson, Representative
from enplan.accounts.models import User
from enplan.web import danish
from plans.facts import Facts, Period
from plans.models import TeamMember
from plans.reading import Reading


class Kind(Enum):
    """What a person is to the plan."""

    COORDINATOR = "coordinator"
    DEPUTY = "deputy"
    MEMBER = "member"
    REPRESENTATIVE = "representative"
    NETWORK = "network"
    LEADER = "leader"


TEAM = frozenset({Kind.COORDINATOR, Kind.DEPUTY, Kind.MEMBER})
KINDS = {
    TeamMember.Capacity.COORDINATOR: Kind.COORDINATOR,
    TeamMember.Capacity.DEPUTY: Kind.DEPUTY,
    TeamMember.Capacity.MEMBER: Kind.MEMBER,
}


@dataclass(frozen=True)
class Person:
    """One person. `id` is the id of the row that puts them here: a membership, a relation, a receiver of a ground."""

    id: UUID
    kind: Kind
    user_id: UUID | None  # None: has no login, and so sees nothing here
    name: str
    department_id: UUID | None
    department: str
    role: str  # what they do, or what they are to the citizen
    areas: frozenset[str]  # in which they work on the plan, or act for the citizen
    can_log_in: bool

    @property
    def first(self) -> str:
        return danish.first_name(self.name)

    @property
    def is_on_team(self) -> bool:
        return self.kind in TEAM


def people_of(reading: Reading, facts: Facts, leaders: Iterable[GroundParty]) -> tuple[Person, ...]:
    """The coordinator first, then the team, then those beside the citizen; each user once."""
    found: dict[object, Person] = {}
    for person in _everybody(reading, facts, leaders):
        if person.user_id is None or person.user_id not in facts.blocked:
            found.setdefault(person.user_id or person.id, person)
    return tuple(found.values())


def how_many_unseen(people: Iterable[Person], reading: Reading, facts: Facts) -> int:
    """How many more are on the team, whom the reader is not told of by name."""
    named = {person.user_id for person in people}
    on_team = {
        member.user_id
        for member in facts.members
        if Period(member.starts_at, member.ends_at).holds(reading.at)
    }
    return len(on_team - named - facts.blocked)


def _everybody(reading: Reading, facts: Facts, leaders: Iterable[GroundParty]) -> Iterator[Person]:
    yield from _team(reading, facts)
    for acting in reading.representatives:
        # Who acts for the citizen reads this page themselves: their own access needs no telling.
        if acting.user_id != reading.user.pk:
            yield _representative(acting, facts)
    for relative in reading.network:
        yield _network(relative, facts)
    for party in leaders:
        if party.user is not None:
            yield _leader(party, party.user)


def _team(reading: Reading, facts: Facts) -> Iterator[Person]:
    """Somebody with two memberships stands once, as the first of them, with the areas of both."""
    with_role = {member.user_id: member.user for member in facts.members}
    areas: dict[UUID, frozenset[str]] = {}
    for member in reading.team:
        areas[member.user_id] = areas.get(member.user_id, frozenset()) | facts.areas_of(member)
    for member in reading.team:
        user = member.user
        yield Person(
            id=member.pk,
            kind=KINDS[TeamMember.Capacity(member.capacity)],
            user_id=user.pk,
            name=user.name,
            department_id=user.department_id,
            department=str(user.department or ""),
            role=member.role,
            areas=areas[user.pk],
            can_log_in=user.pk in with_role and facts.can_work(with_role[user.pk]),
        )


def _representative(person: Representative, facts: Facts) -> Person:
    return Person(
        id=person.pk,
        kind=Kind.REPRESENTATIVE,
        user_id=person.user_id,
        name=person.name,
        department_id=None,
        department="",
        role=person.relation,
        areas=frozenset(area.pk for area in person.areas.all()),
        can_log_in=person.user_id in {one.user_id for one in facts.representatives},
    )


def _network(person: NetworkPerson, facts: Facts) -> Person:
    return Person(
        id=person.pk,
        kind=Kind.NETWORK,
        user_id=person.user_id,
        name=person.name,
        department_id=None,
        department="",
        role=person.relation,
        areas=frozenset(),
        can_log_in=person.user_id in facts.network_user_ids,
    )


def _leader(party: GroundParty, user: User) -> Person:
    return Person(
        id=party.pk,
        kind=Kind.LEADER,
        user_id=user.pk,
        name=user.name,
        department_id=user.department_id,
        department=str(user.department or ""),
        role="",
        areas=frozenset(),
        can_log_in=True,
    )
