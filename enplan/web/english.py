"""Dates, times, numbers, lists and names in English: the same forms as in `danish`, under the same names. British
order, as dates in Denmark are; instants are shown in Danish time.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from enplan import clock
from enplan.web.danish import When, alphabetical, day_of, first_name, last_day, on_the_clock

__all__ = ["When", "alphabetical", "day_of", "first_name", "last_day"]  # alike in both languages

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT_MONTHS = (
    "Jan",
    "Feb",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
)


def day(when: When) -> str:
    """ "10 March" """
    found = day_of(when)
    return f"{found.day} {MONTHS[found.month - 1]}"


def short_day(when: When) -> str:
    """ "20 Feb" for narrow places."""
    found = day_of(when)
    return f"{found.day} {SHORT_MONTHS[found.month - 1]}"


def full_day(when: When) -> str:
    """ "12 January 2026" """
    return f"{day(when)} {day_of(when).year}"


def day_near(when: When, *, today: date | None = None) -> str:
    """The day without its year while that is plain: within half a year of today, otherwise with it."""
    away = abs((day_of(when) - (today or clock.today())).days)
    return day(when) if away <= 183 else full_day(when)


def weekday(when: When) -> str:
    """ "Tuesday" """
    return WEEKDAYS[day_of(when).weekday()]


def month(when: When) -> str:
    """ "January" """
    return MONTHS[day_of(when).month - 1]


def clock_time(when: datetime | time) -> str:
    """ "13:00", as clocks in Denmark show it."""
    local = on_the_clock(when)
    return f"{local.hour}:{local.minute:02}"


def meeting_time(when: datetime, *, today: date | None = None) -> str:
    """ "Tuesday 10 March at 13:00", with the year when it is far away."""
    return f"{weekday(when)} {day_near(when, today=today)} at {clock_time(when)}"


def moment(when: datetime, *, today: date | None = None) -> str:
    """ "today at 14:02", "1 March at 13:30": when something happened or will."""
    return f"{near(when, today=today)} at {clock_time(when)}"


def near(when: When, *, today: date | None = None) -> str:
    """ "today", "yesterday", "tomorrow", otherwise the day: "1 March"."""
    away = (day_of(when) - (today or clock.today())).days
    return {0: "today", -1: "yesterday", 1: "tomorrow"}.get(away) or day_near(when, today=today)


def distance(when: When, *, today: date | None = None) -> str:
    """ "today", "in 12 days", "3 weeks ago": how far away, where the day itself stands elsewhere."""
    away = (day_of(when) - (today or clock.today())).days
    if away in (-1, 0, 1):
        return {0: "today", -1: "yesterday", 1: "tomorrow"}[away]
    span = length(abs(away))
    return f"in {span}" if away > 0 else f"{span} ago"


def number(value: int | float | Decimal) -> str:
    """ "1,234", "12.5", "−3": comma between thousands, point for decimals, a real minus."""
    return f"{value:,}".replace("-", "−")


def count(amount: int, one: str, many: str) -> str:
    """ "1 agreement", "12 agreements", "no agreements"."""
    if amount == 0:
        return f"no {many}"
    return f"{number(amount)} {one if amount == 1 else many}"


def listing(words: Sequence[str], *, most: int | None = None) -> str:
    """ "Jan, Sofie and Bodil"; with `most`=2 "Jan, Sofie and 2 others". Nothing gives ""."""
    words = [str(word) for word in words]
    if most is not None and len(words) > most + 1:
        words = [*words[:most], f"{len(words) - most} others"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def possessive(name: str) -> str:
    """ "Sofie’s", "Rasmus’s"."""
    return f"{name}’s"


def length(days: int) -> str:
    if days < 14:
        return count(days, "day", "days")
    if days < 60:
        return count(days // 7, "week", "weeks")
    if days < 365:
        return count(days // 30, "month", "months")
    return count(days // 365, "year", "years")
