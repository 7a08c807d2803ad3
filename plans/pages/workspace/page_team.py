"""The team's page: who is on it, who comes later, who has been, and who is kept out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from enplan.web import danish
from plans.models import BlockedPerson, TeamMember
from plans.reading import Reading


@dataclass(frozen=True)
class MemberLine:
    name: str
    department: str
    role: str
    areas: str
    period: str
    end: str  # address, empty where the membership is not ended here


@dataclass(frozen=True)
class TeamPage:
    members: list[MemberLine]
    former: list[MemberLine]
    network: list[str]
    representatives: list[str]
    blocked: list[str]
    coming: list[MemberLine]
    handover: str
    is_active: bool


def team_page(
    reading: Reading, blocked: Iterable[BlockedPerson], coming: Iterable[TeamMember] = ()
) -> TeamPage:
    return TeamPage(
        members=[_line(member, reading) for member in reading.team],
        coming=[_line(member, reading) for member in coming],
        former=[_line(member, reading) for member in reading.former_members],
        network=[f"{person.name}, {person.relation}" for person in reading.network],
        representatives=[f"{p.name}, {p.relation} ({p.basis})" for p in reading.representatives],
        blocked=[f"{row.user.name}, siden {danish.full_day(row.noted_at)}" for row in blocked],
        handover=reading.handover.to.name if reading.handover else "",
        is_active=reading.plan.is_active,
    )


def _line(member: TeamMember, reading: Reading) -> MemberLine:
    is_coordinator = member.capacity == TeamMember.Capacity.COORDINATOR
    ended = member.ends_at is not None and member.ends_at <= reading.at
    may_end = not is_coordinator and not ended and reading.plan.is_active
    areas = (
        "alle områder" if member.has_all_areas else danish.listing([a.short_name for a in member.areas.all()])
    )
    return MemberLine(
        name=member.user.name,
        department=str(member.user.department or ""),
        role=_role(member),
        areas=areas,
        period=_period(member),
        end=reverse("workspace-member-end", args=[reading.plan.pk, member.pk]) if may_end else "",
    )


def _role(member: TeamMember) -> str:
    role = member.role or member.get_capacity_display()
    return role if member.user.is_active else f"{role} · er stoppet"


def _period(member: TeamMember) -> str:
    start = f"fra {danish.full_day(member.starts_at)}"
    return (
        f"{start} til og med {danish.full_day(danish.last_day(member.ends_at))}" if member.ends_at else start
    )
