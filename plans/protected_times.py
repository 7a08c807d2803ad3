"""When to meet by the departments' protected times: what to propose, and where a meeting lies outside. Asks no database
and nobody's permission: who calls it gives the times of departments that the reader may know.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from enplan import clock
from enplan.accounts.models import Department
from enplan.web.danish import day_of, on_the_clock
from plans.deadlines import is_public_holiday
from plans.models import ProtectedTime

AHEAD = timedelta(days=28)
AT_MOST = 5
# No public holidays, and days on which municipalities are closed: Constitution Day, Christmas Eve, New Year's Eve.
USUALLY_CLOSED = ((6, 5), (12, 24), (12, 31))

Taken = tuple[datetime, datetime]
"""From and until when somebody is at another meeting."""


@dataclass(frozen=True)
class Proposal:
    """When to meet, and in whose protected time that lies."""

    at: datetime
    departments: tuple[Department, ...]


def proposals(
    times: Iterable[ProtectedTime], *, minutes: int, now: datetime, taken: Sequence[Taken] = ()
) -> list[Proposal]:
    """The dates of the next four weeks on which such a meeting fits: those that suit the most departments first, then
    the soonest. At the same day one for each set of departments, and none that suits fewer of the same.
    """
    every = list(times)
    today = day_of(now)
    found: list[Proposal] = []
    for ahead in range(AHEAD.days + 1):
        day = today + timedelta(days=ahead)
        if not _is_closed(day):
            found += _of_day([one for one in every if _is_on(one, day)], day, minutes, now, taken)
    return sorted(found, key=lambda one: (-len(one.departments), one.at))[:AT_MOST]


def outside(times: Iterable[ProtectedTime], *, at: datetime, minutes: int) -> list[Department]:
    """The departments that keep protected times then, in none of which a meeting lies."""
    day = day_of(at)
    kept = [one for one in times if one.is_kept_on(day)]
    inside = {one.department for one in kept if _is_on(one, day) and _holds(one, on_the_clock(at), minutes)}
    return [one for one in dict.fromkeys(one.department for one in kept) if one not in inside]


def _of_day(
    times: list[ProtectedTime], day: date, minutes: int, now: datetime, taken: Sequence[Taken]
) -> Iterator[Proposal]:
    """Whoever meets in a time can also meet as early as it, another of the same day or a meeting there lets them."""
    begins = {one.starts for one in times} | {on_the_clock(end) for _, end in taken if day_of(end) == day}
    by_departments: dict[frozenset[Department], datetime] = {}
    for begin in sorted(begins):
        at = datetime.combine(day, begin, tzinfo=clock.COPENHAGEN)
        suits = frozenset(one.department for one in times if _holds(one, begin, minutes))
        if suits and at > now and not _is_taken(at, minutes, taken):
            by_departments.setdefault(suits, at)
    for suits, at in by_departments.items():
        if not any(suits < other for other in by_departments):
            yield Proposal(at, tuple(sorted(suits, key=lambda one: one.name)))


def _is_on(one: ProtectedTime, day: date) -> bool:
    return one.weekday == day.weekday() and one.is_kept_on(day)


def _holds(one: ProtectedTime, begin: time, minutes: int) -> bool:
    return one.starts <= begin and minutes_of(begin) + minutes <= minutes_of(one.ends)


def _is_taken(at: datetime, minutes: int, taken: Sequence[Taken]) -> bool:
    until = at + timedelta(minutes=minutes)
    return any(start < until and at < end for start, end in taken)


def _is_closed(day: date) -> bool:
    return is_public_holiday(day) or (day.month, day.day) in USUALLY_CLOSED


def minutes_of(when: time) -> int:
    """From midnight, by the clock."""
    return when.hour * 60 + when.minute
