"""Why somebody does not see a part: what is nearest to having opened it. Only of grounds the reader may know of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from citizens.models import Ground, GroundParty
from plans.facts import Facts
from plans.models import Section
from plans.who_sees.people import Kind, Person


class Why(Enum):
    """What is missing."""

    NO_LOGIN = "no login"
    OUTSIDE = "does not work in the area, or act for the citizen in it"
    OWN_ALONE = "a supervision opens the own department's part alone"
    ENDED = "the plan has ended"
    NEVER = "nothing was ever said"
    HEALTH = "a health ground is needed"
    REFUSED = "the citizen said no"
    WITHDRAWN = "the citizen took the yes back"
    LAPSED = "the yes ran out"
    BEGINS = "the yes holds from a later day"
    WAITING = "of two who must say yes, one has not answered"
    NARROWED = "the citizen lets the coordinator alone read the words"
    NOT_THEIRS = "network and leaders never read the words"


DECIDED = frozenset({Why.REFUSED, Why.WITHDRAWN})  # by the citizen: nothing to nag about


@dataclass(frozen=True)
class Hindrance:
    """What is missing, and the instant it is about: since when, or from when."""

    why: Why
    at: datetime | None = None
    ground: Ground | None = None


def hindrance(
    person: Person, section: Section, *, facts: Facts, grounds: Iterable[Ground], at: datetime
) -> Hindrance:
    """Why `person` does not read `section` at the instant. `grounds`: those that are `about` the section."""
    if not person.can_log_in:
        return Hindrance(Why.NO_LOGIN)
    if person.kind is Kind.LEADER:
        return Hindrance(Why.OWN_ALONE)
    if person.kind is not Kind.NETWORK and section.area_id not in person.areas:
        return Hindrance(Why.OUTSIDE)
    if facts.ended_at is not None and facts.ended_at <= at:
        return Hindrance(Why.ENDED)
    near = list(_near(person, section, grounds=grounds, at=at))
    coming = [one for one in near if one.why in (Why.BEGINS, Why.WAITING)]
    if coming:
        return min(coming, key=lambda one: one.at or at)
    if near:
        return max(near, key=lambda one: one.at or at)
    return Hindrance(Why.HEALTH if section.owner_id in facts.health_departments else Why.NEVER)


def words_hindrance(person: Person, *, facts: Facts, at: datetime) -> Hindrance:
    """Why `person` does not read the dream and what matters (rule 5)."""
    if not person.can_log_in:
        return Hindrance(Why.NO_LOGIN)
    if person.kind in (Kind.NETWORK, Kind.LEADER):
        return Hindrance(Why.NOT_THEIRS)
    if facts.words_narrowed:
        return Hindrance(Why.NARROWED)
    if facts.ended_at is not None and facts.ended_at <= at:
        return Hindrance(Why.ENDED)
    return Hindrance(Why.NEVER)


def about(section: Section, *, facts: Facts, grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Those of `grounds` that were meant for this part, whoever was to read it."""
    return tuple(ground for ground in grounds if _is_about(ground, section, facts))


def _near(
    person: Person, section: Section, *, grounds: Iterable[Ground], at: datetime
) -> Iterator[Hindrance]:
    """Grounds that were meant for the person and this part, and do not open it now."""
    for ground in grounds:
        if person.kind is Kind.NETWORK and not ground.kind.is_consent:
            continue
        for party in ground.parties.all():
            if _reaches(party, person):
                yield from _state(ground, party, section.area_id, at)


def _is_about(ground: Ground, section: Section, facts: Facts) -> bool:
    if ground.kind.is_supervision or section.area_id not in {area.pk for area in ground.areas.all()}:
        return False
    if section.owner_id is None:
        return True
    if section.owner_id in facts.health_departments and not ground.covers_health:
        return False
    return section.owner_id in {source.pk for source in ground.sources.all()}


def _reaches(party: GroundParty, person: Person) -> bool:
    if party.user_id is not None:
        return party.user_id == person.user_id
    if party.is_coordinator:
        return person.kind in (Kind.COORDINATOR, Kind.DEPUTY)
    return person.is_on_team and party.department_id == person.department_id


def _state(ground: Ground, party: GroundParty, area_id: str, at: datetime) -> Iterator[Hindrance]:
    ends = (ground.withdrawn_at, party.withdrawn_at, party.areas_closed.get(area_id))
    withdrawn = min((end for end in ends if end is not None), default=None)
    if ground.decision != Ground.Decision.YES:
        if withdrawn is None:
            is_no = ground.decision == Ground.Decision.NO
            yield Hindrance(Why.REFUSED if is_no else Why.WAITING, ground.valid_from, ground)
        return
    if withdrawn is not None and withdrawn <= at:
        yield Hindrance(Why.WITHDRAWN, withdrawn, ground)
    elif ground.valid_until is not None and ground.valid_until <= at:
        yield Hindrance(Why.LAPSED, ground.valid_until, ground)
    elif at < ground.valid_from:
        yield Hindrance(Why.BEGINS, ground.valid_from, ground)
