"""What a withdrawal closes, in the words people know: who, which part, which goals."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.accounts.models import LifeArea
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.closing import Closing, Place
from plans.models import Goal, Section
from plans.reading import Reading


@dataclass(frozen=True)
class ClosingPart:
    """One area of one writer, with the titles that would no longer be seen."""

    area: str
    by: str
    titles: tuple[str, ...]
    more: str  # what else stands there: agreements, numbers


@dataclass(frozen=True)
class ClosingFor:
    """What would close for one person; `everything` when the plan is no longer there for them. `later`: what nobody
    has written yet, and they will not see when somebody does; for the citizen's side.
    """

    who: str
    name: str
    is_coordinator: bool
    parts: tuple[ClosingPart, ...]
    words: bool
    everything: bool
    later: tuple[str, ...] = ()

    @property
    def closes_something(self) -> bool:
        return bool(self.parts or self.words or self.everything or self.later)


def closing_for(closing: Closing, reading: Reading) -> tuple[ClosingFor, ...]:
    """Per person, the coordinator first. Only what the reader may see themselves is named.

    The citizen's side and who coordinates are told of everybody; others only of those whose names they know (rule 6).
    """
    users = {*closing.loses, *closing.words, *closing.everything}
    names = names_known(reading)
    if not (reading.standing.is_citizens_side or reading.standing.coordinates):
        users &= names.keys()
    lines = [
        ClosingFor(
            who=", ".join(filter(None, names.get(user, (_("En anden"), "")))),
            name=names.get(user, (_("En anden"), ""))[0],
            is_coordinator=reading.coordinator is not None and reading.coordinator.user_id == user,
            parts=tuple(_parts(user, closing.sections.get(user, frozenset()), reading)),
            words=user in closing.words,
            everything=user in closing.everything,
            later=_later(closing.loses.get(user, frozenset()), reading),
        )
        for user in users
    ]
    told = [line for line in lines if line.closes_something]
    return tuple(sorted(told, key=lambda line: (not line.is_coordinator, line.who)))


def said_places(places: Collection[Place], reading: Reading) -> tuple[str, ...]:
    """Areas with whose writing, as few lines as say it: “bolig og økonomi, skrevet af Jobcentret”."""
    of_writer: dict[UUID | None, list[str]] = {}
    for area in _areas_known(reading):
        for owner in {owner for key, owner in places if key == area.pk}:
            of_writer.setdefault(owner, []).append(area.said_short)
    writers = {owner.pk: named(owner) for ground in reading.grounds for owner in ground.sources.all()}
    writers |= {section.owner.pk: named(section.owner) for section in reading.sections if section.owner}
    together: dict[tuple[str, ...], list[str]] = {}
    for owner, areas in of_writer.items():
        who = whose(reading) if owner is None else writers.get(owner, _("en anden afdeling"))
        together.setdefault(tuple(areas), []).append(who)
    return tuple(
        _("%(areas)s, skrevet af %(writers)s")
        % {"areas": spoken.listing(list(areas)), "writers": spoken.listing(sorted(set(who), key=_own_last))}
        for areas, who in together.items()
    )


def places_known(places: Collection[Place], reading: Reading) -> frozenset[Place]:
    """Who acts for the citizen is told of the own areas alone."""
    if reading.standing.is_citizen:
        return frozenset(places)
    return frozenset(place for place in places if place[0] in reading.standing.areas)


def _areas_known(reading: Reading) -> list[LifeArea]:
    found = {area.pk: area for ground in reading.grounds for area in ground.areas.all()}
    found |= {section.area_id: section.area for section in reading.sections}
    return sorted(found.values(), key=lambda area: (area.position, area.pk))


def _own_last(writer: str) -> tuple[bool, str]:
    return writer == _("dig selv"), writer


def _later(places: Collection[Place], reading: Reading) -> tuple[str, ...]:
    if not reading.standing.is_citizens_side:
        return ()
    there = {(section.area_id, section.owner_id) for section in reading.sections}
    return said_places(places_known(places, reading) - there, reading)


def _parts(user: UUID, sections: Iterable[UUID], reading: Reading) -> Iterable[ClosingPart]:
    lost = set(sections)
    for section in reading.sections:
        titles = tuple(goal.title for goal in reading.goals if _closes(goal, section, user))
        more = _more(section, reading)
        if section.pk in lost and (titles or more):
            yield ClosingPart(section.area.said_name, _writer(section, reading), titles, more)


def _closes(goal: Goal, section: Section, user: UUID) -> bool:
    """What somebody wrote themselves, a draft and what is marked “del ikke” closes for nobody."""
    open_now = not (goal.is_private or goal.is_draft)
    return goal.section_id == section.pk and open_now and goal.written_by_id != user


def _more(section: Section, reading: Reading) -> str:
    """Agreements without a goal, and numbers on the ruler."""
    tasks = [
        t for t in reading.tasks if t.section_id == section.pk and t.goal_id is None and not t.is_private
    ]
    numbers = [r for r in reading.ratings if r.section_id == section.pk and not r.is_private]
    said = [_("aftaler")] if tasks else []
    if numbers:
        said.append(_("tal for, hvordan det går"))
    return spoken.listing(said)


def names_known(reading: Reading) -> dict[UUID, tuple[str, str]]:
    """Name, and department or relation."""
    team = (*reading.former_members, *reading.team)
    names = {member.user_id: (member.user.name, named(member.user.department or "")) for member in team}
    names |= {
        person.user_id: (person.name, named(person.relation)) for person in reading.network if person.user_id
    }
    return names


def _writer(section: Section, reading: Reading) -> str:
    return named(section.owner) if section.owner else whose(reading)


def whose(reading: Reading) -> str:
    """Who else has written what a ground opens: what the citizen wrote needs only the area."""
    return _("dig selv") if reading.standing.is_citizen else spoken.first_name(reading.plan.citizen.name)
