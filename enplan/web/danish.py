"""Dates, times, numbers, lists and names the way Danes write them. Instants are shown in Danish time.

Words of content do not belong here; these are only the forms that every page and print shares.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from enplan import clock

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = (
    "jan.",
    "feb.",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "aug.",
    "sept.",
    "okt.",
    "nov.",
    "dec.",
)

When = date | datetime

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzæøå"  # what is no letter, as a space, comes before all of it
LONGEST_NUMBER = 6
LIKE_ANOTHER = str.maketrans("äöüéè", "æøyee")


def day_of(when: When) -> date:
    """The day in Denmark that an instant falls on; a day is itself."""
    return _local(when).date() if isinstance(when, datetime) else when


def last_day(end: datetime) -> date:
    """The last day of a period that ends at this instant: "until 10 March" ends at 00:00 on the 11th."""
    return (_local(end) - timedelta(microseconds=1)).date()


def day(when: When) -> str:
    """ "10. marts" """
    found = day_of(when)
    return f"{found.day}. {MONTHS[found.month - 1]}"


def short_day(when: When) -> str:
    """ "20. feb." for narrow places."""
    found = day_of(when)
    return f"{found.day}. {SHORT_MONTHS[found.month - 1]}"


def full_day(when: When) -> str:
    """ "12. januar 2026" """
    return f"{day(when)} {day_of(when).year}"


def day_near(when: When, *, today: date | None = None) -> str:
    """The day without its year while that is plain: within half a year of today, otherwise with it."""
    distance = abs((day_of(when) - (today or clock.today())).days)
    return day(when) if distance <= 183 else full_day(when)


def weekday(when: When) -> str:
    """ "tirsdag" """
    return WEEKDAYS[day_of(when).weekday()]


def month(when: When) -> str:
    """ "januar" """
    return MONTHS[day_of(when).month - 1]


def on_the_clock(when: datetime | time) -> time:
    """What clocks in Denmark show."""
    return _local(when).time() if isinstance(when, datetime) else when


def clock_time(when: datetime | time) -> str:
    """ "13" on the hour, otherwise "13.30"."""
    local = on_the_clock(when)
    return f"{local.hour}" if local.minute == 0 else f"{local.hour}.{local.minute:02}"


def meeting_time(when: datetime, *, today: date | None = None) -> str:
    """ "tirsdag den 10. marts kl. 13", with the year when it is far away."""
    return f"{weekday(when)} den {day_near(when, today=today)} kl. {clock_time(when)}"


def moment(when: datetime, *, today: date | None = None) -> str:
    """ "i dag kl. 14.02", "i går kl. 9", "1. marts kl. 13.30": when something happened or will."""
    return f"{near(when, today=today)} kl. {clock_time(when)}"


def near(when: When, *, today: date | None = None) -> str:
    """ "i dag", "i går", "i morgen", otherwise the day: "1. marts"."""
    away = (day_of(when) - (today or clock.today())).days
    return {0: "i dag", -1: "i går", 1: "i morgen"}.get(away) or day_near(when, today=today)


def distance(when: When, *, today: date | None = None) -> str:
    """ "i dag", "om 12 dage", "for 3 uger siden": how far away, where the day itself stands elsewhere.

    Days up to two weeks, weeks up to two months, then months and years, rounded down.
    """
    away = (day_of(when) - (today or clock.today())).days
    if away in (-1, 0, 1):
        return {0: "i dag", -1: "i går", 1: "i morgen"}[away]
    span = length(abs(away))
    return f"om {span}" if away > 0 else f"for {span} siden"


def number(value: int | float | Decimal) -> str:
    """ "1.234", "12,5", "−3": point between thousands, comma for decimals, a real minus."""
    text = f"{value:,}".replace(",", "\0").replace(".", ",").replace("\0", ".")
    return text.replace("-", "−")


def count(amount: int, one: str, many: str) -> str:
    """ "1 aftale", "12 aftaler", "ingen aftaler"."""
    if amount == 0:
        return f"ingen {many}"
    return f"{number(amount)} {one if amount == 1 else many}"


def listing(words: Sequence[str], *, most: int | None = None) -> str:
    """ "Jan, Sofie og Bodil"; with `most`=2 "Jan, Sofie og 2 andre". Nothing gives ""."""
    words = [str(word) for word in words]
    if most is not None and len(words) > most + 1:
        others = len(words) - most
        words = [*words[:most], f"{others} andre"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"


def possessive(name: str) -> str:
    """ "Sofies", and with an apostrophe alone after s, x and z: "Rasmus’", "Max’"."""
    return f"{name}’" if name[-1:].casefold() in {"s", "x", "z", "ß"} else f"{name}s"


def first_name(name: str) -> str:
    """The first of a person's names, as the citizen's page speaks to them."""
    return next(iter(name.split()), "")


def alphabetical(text: str) -> list[int]:
    """To sort by: æ, ø and å come last, aa is å, and § 99 comes before § 101, whatever the database's own order is."""
    counted = re.sub(r"\d+", lambda number: number[0].zfill(LONGEST_NUMBER), text)
    folded = counted.casefold().replace("aa", "å").translate(LIKE_ANOTHER)
    return [ALPHABET.find(letter) + 1 for letter in folded]


def _local(when: datetime) -> datetime:
    if timezone.is_naive(when):
        raise ValueError("An instant without a time zone cannot be shown.")
    return when.astimezone(clock.COPENHAGEN)


def length(days: int) -> str:
    """ "1 dag", "3 uger", "2 måneder": rounded down, as `distance` has it."""
    if days < 14:
        return count(days, "dag", "dage")
    if days < 60:
        return count(days // 7, "uge", "uger")
    if days < 365:
        return count(days // 30, "måned", "måneder")
    return count(days // 365, "år", "år")
