"""What a withdrawal closes, in the words people know: who, which part, which goals."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.closing import Closing
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
    """What would close for one person; `everything` when the plan is no longer there for them."""

    who: str
    name: str
    is_coordinator: bool
    parts: tuple[ClosingPart, ...]
    words: bool
    everything: bool


def closing_for(closing: Closing, reading: Reading) -> tuple[ClosingFor, ...]:
    """Per person, the coordinator first. Only what the reader may see themselves is named.

    The citizen's side and who coordinates are told of everybody; others only of those whose names they know (rule 6).
    """
    users = {*closing.sections, *closing.words, *closing.everything}
    names = _names(reading)
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
        )
        for user in users
    ]
    return tuple(sorted(lines, key=lambda line: (not line.is_coordinator, line.who)))


def _parts(user: UUID, sections: Iterable[UUID], reading: Reading) -> Iterable[ClosingPart]:
    lost = set(sections)
    for section in reading.sections:
        titles = tuple(goal.title for goal in reading.goals if _closes(goal, section, user))
        more = _more(section, reading)
        if section.pk in lost and (titles or more):
            yield ClosingPart(section.area.name, str(section.owner or _whose(reading)), titles, more)


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


def _names(reading: Reading) -> dict[UUID, tuple[str, str]]:
    """Name, and department or relation."""
    team = (*reading.former_members, *reading.team)
    names = {member.user_id: (member.user.name, str(member.user.department or "")) for member in team}
    names |= {person.user_id: (person.name, person.relation) for person in reading.network if person.user_id}
    return names


def _whose(reading: Reading) -> str:
    return _("dig selv") if reading.standing.is_citizen else spoken.first_name(reading.plan.citizen.name)
