"""The application's clock: the one place that asks what time it is.

Everything that depends on time takes an `at` or asks here, so that tests, scenarios and previews can stand still at an
instant or look a year ahead. All instants are aware; days are days in Europe/Copenhagen.
"""

from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_standing_at: ContextVar[datetime | None] = ContextVar("standing_at", default=None)
_ahead: ContextVar[timedelta] = ContextVar("ahead", default=timedelta())


def now() -> datetime:
    """The present instant, aware; the instant set by `standing_at` while one is set."""
    return _standing_at.get() or timezone.now() + _ahead.get()


def today() -> date:
    """The present day in Denmark."""
    return now().astimezone(COPENHAGEN).date()


def start_of(day: date) -> datetime:
    """The instant at which a day begins in Denmark: 00:00, whatever the daylight saving."""
    return datetime.combine(day, time.min, tzinfo=COPENHAGEN)


def end_of(day: date) -> datetime:
    """The instant at which a day is over: "until 10 March" ends at 00:00 on the 11th."""
    return start_of(day + timedelta(days=1))


def a_year_after(day: date) -> date:
    """The same date a year later; 29 February becomes 28 February (sundhedsloven § 44)."""
    return months_after(day, 12)


def months_after(day: date, months: int) -> date:
    """The same date some months later, or that month's last day where it has no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, last))


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at `instant` (aware, or naive meaning Danish time) inside the block."""
    if timezone.is_naive(instant):
        instant = instant.replace(tzinfo=COPENHAGEN)
    token = _standing_at.set(instant)
    try:
        yield
    finally:
        _standing_at.reset(token)


@contextmanager
def ahead_by(much: timedelta) -> Iterator[None]:
    """Let the clock go on inside the block, `much` later than it is: what waits is over, what lasts still lasts."""
    token = _ahead.set(much)
    try:
        yield
    finally:
        _ahead.reset(token)
