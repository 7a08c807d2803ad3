"""What a conversation about consent asks: of whom, in which areas, about whose writing. Follows the team as it is now.

Proposed by role: a department's areas are those its people work with in this plan. Nothing here is an answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from citizens.models import Ground, GroundParty
from enplan.accounts.models import Department, LifeArea
from enplan.web.parts_in_danish import named
from plans.facts import Coverage, Facts, facts_of
from plans.models import TeamMember
from plans.reading import Reading
from plans.services.grounds import Party

COORDINATOR = "koordinator"


@dataclass(frozen=True)
class AskedPerson:
    """One person of a department, for a yes to them alone."""

    key: str
    name: str
    party: Party


@dataclass(frozen=True)
class AskedParty:
    """One receiver the citizen is asked about. `areas` is what stands out for them, in the municipality's order."""

    key: str
    name: str
    people: tuple[str, ...]  # who it is just now
    party: Party
    areas: tuple[LifeArea, ...]
    persons: tuple[AskedPerson, ...] = ()
    coordinating: tuple[
        str, ...
    ] = ()  # who coordinates and works in the department: a yes to it is to them too
    is_network: bool = False  # nothing is proposed: the areas are chosen
    departments: frozenset[UUID] = frozenset()
    users: frozenset[UUID] = frozenset()

    def is_meant_by(self, party: GroundParty) -> bool:
        """Is an earlier answer about `party` an answer to this question?"""
        if party.is_coordinator:
            return self.party.is_coordinator
        if party.department_id is not None:
            return party.department_id in self.departments
        return party.user_id in self.users


@dataclass(frozen=True)
class Asked:
    """The whole conversation. `sources` is whose writing a yes is about; the citizen's own is always meant as well."""

    team: tuple[AskedParty, ...]
    health: tuple[AskedParty, ...]
    network: tuple[AskedParty, ...]
    sources: tuple[Department, ...]
    health_sources: tuple[Department, ...]
    without_areas: tuple[str, ...] = ()  # on the team, but working with nothing yet
    without_login: tuple[str, ...] = ()  # of the network


def asked_of(reading: Reading, facts: Facts | None = None) -> Asked:
    """What there is to ask the citizen (or who acts for them, within own areas) about, as `reading.user` knows it."""
    facts = facts or facts_of(reading.plan)
    areas = _areas_asked(reading, facts)
    sources = _sources(reading, facts)
    health_sources = tuple(one for one in sources if one.pk in facts.health_departments)
    health_areas = frozenset(
        section.area_id for section in facts.sections if section.owner_id in facts.health_departments
    )
    working = {member.user_id for member in facts.members if facts.can_work(member.user)} - facts.blocked
    team = [member for member in reading.team if member.user_id in working]
    everybody = [*_coordinator(reading, team, areas), *_departments(team, areas, facts)]
    network = tuple(_network(reading, areas, facts))
    beside = tuple(person.name for person in reading.network if person.user_id not in facts.network_user_ids)
    return Asked(
        team=tuple(one for one in everybody if one.areas),
        health=tuple(_health([*everybody, *network], health_sources, health_areas))
        if reading.standing.decides_health
        else (),
        network=network if areas else (),
        sources=tuple(one for one in sources if one not in health_sources),
        health_sources=health_sources,
        without_areas=tuple(one.name for one in everybody if not one.areas),
        without_login=beside,
    )


def _areas_asked(reading: Reading, facts: Facts) -> list[LifeArea]:
    """All for the citizen; the own ones for who acts for them."""
    standing = reading.standing
    every = LifeArea.objects.filter(pk__in=facts.all_areas)
    return [area for area in every if not standing.is_representative or area.pk in standing.areas]


def _sources(reading: Reading, facts: Facts) -> tuple[Department, ...]:
    """Departments that have a part of the plan or somebody on the team, as far as `reading.user` may know of them."""
    standing = reading.standing
    of_sections = {
        section.owner_id
        for section in facts.sections
        if section.owner_id is not None
        and (not standing.is_representative or section.area_id in standing.areas)
    }
    of_team = {member.user.department_id for member in reading.team}
    return tuple(Department.objects.filter(pk__in=of_sections | of_team))


def _coordinator(
    reading: Reading, team: Iterable[TeamMember], areas: Sequence[LifeArea]
) -> Iterable[AskedParty]:
    """Whoever coordinates; and their department, where nobody else of it is on the team to be asked about."""
    members = list(team)
    coordinating = [member for member in members if member.is_coordinating]
    if reading.coordinator is None or not coordinating:
        return
    others = {member.user.department_id for member in members if not member.is_coordinating}
    departments = {member.user.department_id for member in coordinating} - others
    yield AskedParty(
        key=COORDINATOR,
        name=reading.coordinator.user.name,
        people=tuple(_described(member) for member in coordinating),
        party=Party(is_coordinator=True),
        areas=tuple(areas),
        departments=frozenset(pk for pk in departments if pk is not None),
        users=frozenset(member.user_id for member in coordinating),
    )


def _departments(team: Iterable[TeamMember], areas: Sequence[LifeArea], facts: Facts) -> Iterable[AskedParty]:
    members_of: dict[Department, list[TeamMember]] = {}
    everybody = list(team)
    for member in everybody:
        if not member.is_coordinating and member.user.department is not None:
            members_of.setdefault(member.user.department, []).append(member)
    for department, members in sorted(members_of.items(), key=lambda pair: pair[0].name):
        theirs = frozenset().union(*(facts.areas_of(member) for member in members))
        users = {member.user_id: member.user for member in members}
        yield AskedParty(
            key=f"afd-{department.pk}",
            name=named(department.name),
            people=tuple(dict.fromkeys(_described(member) for member in members)),
            party=Party(department=department),
            areas=tuple(area for area in areas if area.pk in theirs),
            coordinating=tuple(
                dict.fromkeys(
                    one.user.name
                    for one in everybody
                    if one.is_coordinating and one.user.department_id == department.pk
                )
            ),
            persons=tuple(AskedPerson(str(pk), user.name, Party(user=user)) for pk, user in users.items()),
            departments=frozenset({department.pk}),
            users=frozenset(users),
        )


def _network(reading: Reading, areas: Sequence[LifeArea], facts: Facts) -> Iterable[AskedParty]:
    for person in reading.network:
        if person.user is not None and person.user_id in facts.network_user_ids - facts.blocked:
            yield AskedParty(
                key=f"p-{person.user_id}",
                name=person.name,
                people=(named(person.relation),),
                party=Party(user=person.user),
                areas=tuple(areas),
                is_network=True,
                users=frozenset({person.user.pk}),
            )


def _health(
    parties: Iterable[AskedParty], sources: tuple[Department, ...], areas: frozenset[str]
) -> Iterable[AskedParty]:
    """Who could see what the health departments write; never the one department that writes it itself."""
    for one in parties:
        alone = len(sources) == 1 and one.departments == {sources[0].pk}
        theirs = tuple(area for area in one.areas if area.pk in areas)
        if sources and theirs and not alone:
            yield replace(one, areas=theirs)


def _described(member: TeamMember) -> str:
    return f"{member.user.name} ({named(member.role)})" if member.role else member.user.name


@dataclass(frozen=True)
class Uncovered:
    """A receiver who has the citizen's yes, and the departments whose writing it is not about: they came later."""

    asked: AskedParty
    sources: tuple[Department, ...]


def uncovered(asked: Asked, facts: Facts, at: datetime) -> list[Uncovered]:
    """Where a new yes is needed. Who has no yes at all is not here: that may be what the citizen wants."""
    found = []
    for parties, sources, is_health in (
        ([*asked.team, *asked.network], asked.sources, False),
        (asked.health, asked.health_sources, True),
    ):
        for one in parties:
            covered = [
                coverage.sources
                for coverage in facts.coverages
                if coverage.is_consent
                and coverage.covers_health == is_health
                and coverage.period.holds(at)
                and _reaches(coverage, one)
            ]
            known = frozenset().union(*covered) | one.departments
            missing = tuple(source for source in sources if source.pk not in known)
            if covered and missing:
                found.append(Uncovered(one, missing))
    return found


def not_asked(asked: Asked, grounds: Iterable[Ground]) -> list[AskedParty]:
    """The team's receivers about whom the citizen has said neither yes nor no."""
    parties = [
        party
        for ground in grounds
        if ground.kind.is_consent and ground.withdrawn_at is None
        for party in ground.parties.all()
        if party.withdrawn_at is None
    ]
    return [one for one in asked.team if not any(one.is_meant_by(party) for party in parties)]


def _reaches(coverage: Coverage, one: AskedParty) -> bool:
    if coverage.is_coordinator:
        return one.party.is_coordinator
    if coverage.user is not None:
        return coverage.user.pk in one.users
    return coverage.department_id in one.departments
