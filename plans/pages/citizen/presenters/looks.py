"""The look-log as the citizen reads it: folded by day, with department, capacity and purpose.

The employee's name stays out unless the setting LOOK_LOG_SHOWS_NAMES says otherwise. A private person (no department)
is shown by name: the citizen knows who acts for them or takes part.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from enplan.audit.lines import WITH_WHAT, Line, line_of
from enplan.audit.models import Look, LookQuestion
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.pages.citizen.presenters.log_words import in_words, why_in_words

MOST_TIMES = 4


@dataclass(frozen=True)
class ShownLook:
    """All that one department saw in one capacity for one purpose on a day. `look_id` is one of them, to ask about."""

    who: str
    capacity: str
    why: str
    what: str
    times: str
    look_id: UUID
    question_id: UUID | None


@dataclass(frozen=True)
class Day:
    """One day: the looks, and folded away the lists on which only the name stood."""

    day: date
    looks: tuple[ShownLook, ...]
    lists: tuple[ShownLook, ...]

    @property
    def heading(self) -> str:
        """ "i går, lørdag 21. november": how near, and which day of the week, to look it up in one's own calendar."""
        near, day = spoken.near(self.day), spoken.day_near(self.day)
        date_said = f"{spoken.weekday(self.day)} {day}"
        return date_said if near == day else f"{near}, {date_said}"

    @property
    def listed_by(self) -> str:
        """The line under which the lists are folded away."""
        names = list(dict.fromkeys(line.who for line in self.lists))
        return _("Dit navn stod på en liste hos %s") % spoken.listing(names)


def days_of(looks: Iterable[Look], questions: Iterable[LookQuestion] = ()) -> tuple[Day, ...]:
    """Looks, newest first, as days; each line knows whether it has been asked about."""
    asked = {question.line: question.pk for question in questions}
    return tuple(
        _day(day, list(found), asked)
        for day, found in groupby(looks, key=lambda look: spoken.day_of(look.at))
    )


def who_looked(look: Look) -> str:
    """The department; with the name where the setting says so. A private person by name."""
    if not look.department:
        return look.user_name
    if settings.LOOK_LOG_SHOWS_NAMES:
        return f"{look.user_name}, {named(look.department)}"
    return named(look.department)


def shown_look(looks: list[Look], asked: Mapping[str, UUID]) -> ShownLook:
    """The looks of one line, newest first, as it stands on the page."""
    newest = looks[0]
    return ShownLook(
        who=who_looked(newest),
        capacity=in_words(newest.role),
        why=why_in_words(newest.kind, newest.why),
        what=what_was_shown(newest.kind, newest.what),
        times=_times(looks),
        look_id=newest.pk,
        question_id=asked.get(line_of(newest).key),
    )


def what_was_shown(kind: str, what: str) -> str:
    return in_words(what) if kind in WITH_WHAT else str(Look.Kind(kind).label)


def _day(day: date, looks: list[Look], asked: Mapping[str, UUID]) -> Day:
    lines: dict[Line, list[Look]] = {}
    for look in looks:
        lines.setdefault(line_of(look), []).append(look)
    shown = {line: shown_look(found, asked) for line, found in lines.items()}
    return Day(
        day=day,
        looks=tuple(one for line, one in shown.items() if line.kind != Look.Kind.LIST),
        lists=tuple(one for line, one in shown.items() if line.kind == Look.Kind.LIST),
    )


def _times(looks: list[Look]) -> str:
    """ "kl. 9.12 og 14", or how many times between the first and the last."""
    clocks = [spoken.clock_time(look.at) for look in reversed(looks)]
    different = list(dict.fromkeys(clocks))
    if len(different) <= MOST_TIMES:
        return _("kl. %s") % spoken.listing(different)
    return _("%(count)d gange mellem kl. %(first)s og %(last)s") % {
        "count": len(looks),
        "first": different[0],
        "last": different[-1],
    }
