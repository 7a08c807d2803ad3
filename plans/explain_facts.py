"""What access can come from, for one person on one plan, and how each source is said in words. For `plans.explain`."""

from dataclasses import dataclass
from datetime import datetime

from citizens.models import GroundParty, Representative
from enplan.accounts.models import User
from enplan.web import danish
from plans.facts import Facts, Period, facts_of
from plans.models import Plan, Section, TeamMember


@dataclass(frozen=True)
class Known:
    """The facts of the plan, and the person's own rows among them."""

    user: User
    plan: Plan
    at: datetime
    facts: Facts
    members: dict[str, TeamMember]  # the person's own, by id
    representatives: dict[str, Representative]  # the person's own, by id
    parties: dict[str, GroundParty]  # everybody's, by id

    def is_in_force(self, period: Period) -> bool:
        return period.start <= self.at and (period.end is None or self.at < period.end)

    def reading_in_words(self, source: str, section: Section) -> str:
        """Why the person reads a section."""
        kind, *ids = source.split()
        if kind == "member" and len(ids) == 1:
            member = self.members[ids[0]]
            own = "borgerens ord læses af den, der koordinerer" if section.is_citizens else "egen afdeling"
            return f"{own}; {membership_in_words(member)}"
        return self.source_in_words(source)

    def source_in_words(self, source: str) -> str:
        """Of what `plans.regrant` writes: “citizen”, “member <id>”, “member <id> party <id>”, “network party <id>” …"""
        kind, *rest = source.split()
        if kind == "citizen":
            return "er borgeren selv"
        if kind == "representative":
            return representation_in_words(self.representatives[rest[0]])
        texts = [ground_in_words(self.parties[rest[-1]])] if "party" in rest else []
        if kind == "member":
            texts.append(membership_in_words(self.members[rest[0]]))
        return "; ".join(texts)

    def owner_in_words(self, section: Section) -> str:
        return section.owner.name if section.owner else "borgeren selv"


def known_of(user: User, plan: Plan, at: datetime) -> Known:
    """Load them: a fixed number of queries."""
    members = TeamMember.objects.filter(plan=plan, user=user).prefetch_related("areas").order_by("starts_at")
    acting = Representative.objects.filter(citizen=plan.citizen_id, user=user).prefetch_related("areas")
    parties = GroundParty.objects.filter(ground__citizen=plan.citizen_id)
    return Known(
        user=user,
        plan=plan,
        at=at,
        facts=facts_of(plan),
        members={str(member.pk): member for member in members},
        representatives={str(person.pk): person for person in acting},
        parties={
            str(party.pk): party
            for party in parties.select_related("ground__kind", "department", "user").prefetch_related(
                "area_withdrawals"
            )
        },
    )


def membership_in_words(member: TeamMember) -> str:
    """ "på teamet fra 12. januar 2026" """
    return f"{TeamMember.Capacity(member.capacity).label} {period_in_words(member.starts_at, member.ends_at)}"


def representation_in_words(person: Representative) -> str:
    return f"handler for borgeren ({person.basis}) {period_in_words(person.starts_at, person.ends_at)}"


def ground_in_words(party: GroundParty) -> str:
    """ "samtykke til deling til Beskæftigelse, fra 12. januar 2026 til 12. januar 2027" """
    ground = party.ground
    period = period_in_words(ground.valid_from, ground.valid_until)
    return f"{ground.kind_name} til {party_in_words(party)}, {period}"


def party_in_words(party: GroundParty) -> str:
    return "den, der koordinerer" if party.is_coordinator else str(party.department or party.user)


def withdrawn_at(party: GroundParty, area_id: str) -> datetime | None:
    """When the ground stopped holding for this party in an area by a withdrawal; None when it never did."""
    withdrawn = (party.withdrawn_at, party.ground.withdrawn_at, party.areas_closed.get(area_id))
    ends = [end for end in withdrawn if end is not None]
    return min(ends) if ends else None


def period_in_words(start: datetime, end: datetime | None) -> str:
    """Days are enough, except where it begins and ends on one."""
    until = f" til {danish.full_day(end)}" if end else ""
    return f"fra {danish.full_day(start)}{until}"
