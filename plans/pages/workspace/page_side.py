"""The right column: who is who, who stands beside the citizen, what is closed, and the grounds in force."""

from dataclasses import dataclass

from citizens.models import NetworkPerson, Representative
from enplan.web import danish
from plans.models import TeamMember
from plans.pages.workspace.grounds import GroundLine, ground_line, is_in_force
from plans.permissions import ClosedPart
from plans.reading import Reading

MOST_GROUNDS = 5


@dataclass(frozen=True)
class Face:
    """A person and, beneath, what one needs to know of them."""

    name: str
    about: str
    phone: str
    is_coordinator: bool = False


@dataclass(frozen=True)
class Side:
    team: list[Face]
    others: str  # "og 2 andre", without names (rule 6)
    beside: list[Face]
    closed: list[str]
    grounds: list[GroundLine]  # those that lapse first
    more_grounds: int


def side_of(reading: Reading) -> Side:
    grounds = [ground for ground in reading.grounds if is_in_force(ground, reading.at)]
    grounds.sort(key=lambda ground: (ground.valid_until is None, ground.valid_until or reading.at))
    return Side(
        team=[_member(member, reading) for member in _once_each(reading.team)],
        others=_others(reading.unseen_members),
        beside=[
            *map(_representative, reading.representatives),
            *(_network(p, reading) for p in reading.network),
        ],
        closed=list(dict.fromkeys(closed_in_words(part) for part in reading.closed)),
        grounds=[ground_line(ground, reading) for ground in grounds[:MOST_GROUNDS]],
        more_grounds=max(0, len(grounds) - MOST_GROUNDS),
    )


def closed_in_words(part: ClosedPart) -> str:
    """ "Helbred: samtykket er udløbet 1. marts" (rule 10)."""
    how = "trukket tilbage" if part.is_withdrawn else "udløbet"
    return f"{part.section.area.name}: samtykket er {how} {danish.day_near(part.since)}"


def _once_each(team: tuple[TeamMember, ...]) -> list[TeamMember]:
    """Somebody who is both a member and a deputy stands once, as the first of the two."""
    seen: dict[object, TeamMember] = {}
    for member in team:
        seen.setdefault(member.user_id, member)
    return list(seen.values())


def _member(member: TeamMember, reading: Reading) -> Face:
    is_coordinator = member.capacity == TeamMember.Capacity.COORDINATOR
    return Face(
        name=member.user.name + (" (dig)" if member.user_id == reading.user.pk else ""),
        about=" · ".join(filter(None, [_capacity(member, reading), str(member.user.department or "")])),
        phone=member.user.phone,
        is_coordinator=is_coordinator,
    )


def _capacity(member: TeamMember, reading: Reading) -> str:
    if member.capacity == TeamMember.Capacity.COORDINATOR:
        return "holder trådene"
    if member.capacity == TeamMember.Capacity.DEPUTY:
        return "stedfortræder" + (
            f" til og med {danish.day_near(danish.last_day(member.ends_at))}" if member.ends_at else ""
        )
    if member.role:
        return member.role
    if member.has_all_areas:
        return "alle områder"
    # Only what the viewer works in too: the other areas would tell what the citizen has not shared.
    return danish.listing([a.short_name for a in member.areas.all() if reading.standing.works_in(a.pk)])


def _others(count: int) -> str:
    if count <= 0:
        return ""
    return f"og {danish.count(count, 'anden', 'andre')}"


def _representative(person: Representative) -> Face:
    until = f" til og med {danish.day_near(danish.last_day(person.ends_at))}" if person.ends_at else ""
    return Face(person.name, f"{person.relation}, {person.basis}{until}", "")


def _network(person: NetworkPerson, reading: Reading) -> Face:
    takes_part = any(
        party.user_id is not None and party.user_id == person.user_id and party.withdrawn_at is None
        for ground in reading.grounds
        if is_in_force(ground, reading.at)
        for party in ground.parties.all()
    )
    how = "ser noget af planen" if takes_part else "kun kontakt"
    return Face(person.name, f"{person.relation}, {how}", person.phone)
