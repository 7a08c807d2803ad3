"""What a renewal asks about: consents that lapse, and what of each goes on.

Pure: read from what the viewer sees (`Reading`) or from rows that were loaded. Stored by `plans.services.renewing`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from citizens.models import Ground, GroundParty
from plans.models import TeamMember
from plans.reading import Reading

BEFORE = timedelta(days=60)  # a consent is renewed at the earliest this long before it lapses
AFTERWARDS = timedelta(days=90)  # and can be taken up again this long after


@dataclass(frozen=True)
class Around:
    """Who is around the citizen at the instant: only with them a consent goes on."""

    departments: frozenset[UUID]
    users: frozenset[UUID]

    def has(self, party: GroundParty) -> bool:
        if party.is_coordinator:
            return True
        return party.user_id in self.users if party.user_id else party.department_id in self.departments


def around(members: Iterable[TeamMember], network: Iterable[UUID | None]) -> Around:
    """Of the memberships in force and the logins of the network persons."""
    team = list(members)
    departments = {member.user.department_id for member in team} - {None}
    users = {member.user_id for member in team} | set(network)
    return Around(frozenset(pk for pk in departments if pk), frozenset(pk for pk in users if pk))


def is_renewable(ground: Ground, at: datetime) -> bool:
    """A consent that was a yes, lapses soon or has just lapsed, and was not withdrawn."""
    return (
        ground.kind.is_consent
        and ground.decision == Ground.Decision.YES
        and ground.withdrawn_at is None
        and ground.valid_from <= at
        and ground.valid_until is not None
        and at - AFTERWARDS < ground.valid_until <= at + BEFORE
    )


def renewable(grounds: Collection[Ground], at: datetime) -> list[Ground]:
    """Those of `grounds` that are to be asked about and that nobody has answered yet; the first to lapse first."""
    answered = {ground.renews_id for ground in grounds}
    found = [ground for ground in grounds if is_renewable(ground, at) and ground.pk not in answered]
    return sorted(found, key=lambda ground: (str(ground.valid_until), str(ground.pk)))


def going_on(ground: Ground, who: Around) -> list[tuple[list[str], list[GroundParty]]]:
    """The areas and parties that a renewal keeps: what is closed stays closed, who is gone is left out.

    Parties that keep the same areas stand together; each group becomes one ground.
    """
    groups: dict[tuple[str, ...], list[GroundParty]] = {}
    for party in ground.parties.all():
        if party.withdrawn_at is None and who.has(party):
            areas = tuple(area.pk for area in ground.areas.all() if area.pk not in party.areas_closed)
            groups.setdefault(areas, []).append(party)
    return [(list(areas), parties) for areas, parties in groups.items() if areas]


def around_of(reading: Reading) -> Around:
    return around(reading.team, (person.user_id for person in reading.network))
