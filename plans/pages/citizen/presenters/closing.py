"""What a withdrawal would close, in the words the citizen knows: who, which part, which goals."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from enplan.web import danish
from plans.closing import Closing
from plans.models import Goal, Section
from plans.reading import Reading


@dataclass(frozen=True)
class ClosingPart:
    """One area of one writer, with the titles that would no longer be seen."""

    area: str
    by: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class ClosingFor:
    """What would close for one person; `everything` when the plan is no longer there for them."""

    who: str
    is_coordinator: bool
    parts: tuple[ClosingPart, ...]
    words: bool
    everything: bool


def closing_for(closing: Closing, reading: Reading) -> tuple[ClosingFor, ...]:
    """Per person, the coordinator first. Only what the reader may see themselves is named."""
    users = {*closing.sections, *closing.words, *closing.everything}
    names = _names(reading)
    lines = [
        ClosingFor(
            who=names.get(user, _("En anden")),
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
        if section.pk in lost and (titles or _has_more(section, reading)):
            yield ClosingPart(section.area.name, str(section.owner or _whose(reading)), titles)


def _closes(goal: Goal, section: Section, user: UUID) -> bool:
    """What somebody wrote themselves, a draft and what is marked “del ikke” closes for nobody."""
    open_now = not (goal.is_private or goal.is_draft)
    return goal.section_id == section.pk and open_now and goal.written_by_id != user


def _has_more(section: Section, reading: Reading) -> bool:
    """Something else than goals stands there: agreements or numbers."""
    open_here = [task for task in reading.tasks if task.section_id == section.pk and not task.is_private]
    numbers = [
        rating for rating in reading.ratings if rating.section_id == section.pk and not rating.is_private
    ]
    return bool(open_here or numbers)


def _names(reading: Reading) -> dict[UUID, str]:
    names = {
        m.user_id: f"{m.user.name}, {m.user.department}" for m in (*reading.former_members, *reading.team)
    }
    names |= {p.user_id: f"{p.name}, {p.relation}" for p in reading.network if p.user_id is not None}
    return names


def _whose(reading: Reading) -> str:
    return _("dig selv") if reading.standing.is_citizen else danish.first_name(reading.plan.citizen.name)
