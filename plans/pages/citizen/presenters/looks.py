"""The look-log as the citizen reads it: folded by day, with department, capacity and purpose.

The employee's name stays out unless the setting LOOK_LOG_SHOWS_NAMES says otherwise. A private person (no department)
is shown by name: the citizen knows who acts for them or takes part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.utils.translation import gettext as _

from enplan.audit.models import Look
from enplan.web import danish

MOST_TIMES = 4


@dataclass(frozen=True)
class ShownLook:
    """All that one department saw in one capacity for one purpose on a day."""

    who: str
    capacity: str
    why: str
    what: str
    times: str


@dataclass(frozen=True)
class Day:
    """One day: the looks, and a line for the lists on which only the name stood."""

    day: date
    looks: tuple[ShownLook, ...]
    lists: str


def days_of(looks: Iterable[Look]) -> tuple[Day, ...]:
    """Looks, newest first, as days."""
    return tuple(
        _day(day, list(found)) for day, found in groupby(looks, key=lambda look: danish.day_of(look.at))
    )


def who_looked(look: Look) -> str:
    """The department; with the name where the setting says so. A private person by name."""
    if not look.department:
        return look.user_name
    if settings.LOOK_LOG_SHOWS_NAMES:
        return f"{look.user_name}, {look.department}"
    return look.department


def _day(day: date, looks: list[Look]) -> Day:
    full = [look for look in looks if look.kind != Look.Kind.LIST]
    groups: dict[tuple[str, str, str, str], list[Look]] = {}
    for look in full:
        groups.setdefault((who_looked(look), look.role, look.why, _what(look)), []).append(look)
    return Day(
        day=day,
        looks=tuple(ShownLook(*key, times=_times(found)) for key, found in groups.items()),
        lists=_lists([look for look in looks if look.kind == Look.Kind.LIST]),
    )


def _what(look: Look) -> str:
    return look.what if look.kind == Look.Kind.PAGE else str(look.get_kind_display())


def _times(looks: list[Look]) -> str:
    """ "kl. 9.12 og 14", or how many times between the first and the last."""
    clocks = [danish.clock_time(look.at) for look in reversed(looks)]
    different = list(dict.fromkeys(clocks))
    if len(different) <= MOST_TIMES:
        return _("kl. %s") % danish.listing(different)
    return _("%(count)d gange mellem kl. %(first)s og %(last)s") % {
        "count": len(looks),
        "first": different[0],
        "last": different[-1],
    }


def _lists(looks: list[Look]) -> str:
    if not looks:
        return ""
    names = list(dict.fromkeys(who_looked(look) for look in looks))
    return _("Dit navn stod på en liste hos %s") % danish.listing(names)
