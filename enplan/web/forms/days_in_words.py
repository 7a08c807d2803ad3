"""Days said from today, as Danes write them: “på fredag”, “om 14 dage”, “uge 12”, “den 12.”, “i fredags”.

A week as a deadline is its Friday. Which year or which Friday was meant is shown to the person, never only stored.
"""

import re
from datetime import date, timedelta
from typing import Literal

from enplan.clock import months_after
from enplan.web.danish import WEEKDAYS

Leaning = Literal["past", "future"]

AMOUNTS = {
    "en": 1,
    "et": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "syv": 7,
    "otte": 8,
    "ni": 9,
    "ti": 10,
    "fjorten": 14,
}
FRIDAY, SUNDAY = 5, 7  # as ISO numbers them
FURTHEST = {"d": 1000, "u": 150, "m": 60, "å": 10}  # days, weeks, months, years: more is a slip of the finger

_DAYS = "|".join(WEEKDAYS)
_WEEKDAY = re.compile(rf"(?:(på|nu på|førstkommende|næste) )?({_DAYS})")
_PAST_WEEKDAY = re.compile(rf"i ({_DAYS})s")
_AMOUNT = re.compile(r"om (\d{1,4}|[a-zæøå]+) (dage?|uger?|måned(?:er)?|år)")
_WEEK = re.compile(r"(?:i )?uge (\d{1,2})\.?")
_THAT_WEEK = re.compile(r"(?:i )?(denne|næste) uge|i ugen")
_DAY_OF_MONTH = re.compile(r"(?:den|d\.?) (\d{1,2})\.?")


def read_day_in_words(folded: str, *, today: date, leans: Leaning) -> date | None:
    """The day that `folded` (case-folded, single spaces) names, or None."""
    if match := _PAST_WEEKDAY.fullmatch(folded):
        back = (today.weekday() - WEEKDAYS.index(match[1])) % 7 or 7
        return today - timedelta(days=back)
    if match := _WEEK.fullmatch(folded):
        return _friday_of(int(match[1]), today=today, leans=leans)
    if match := _DAY_OF_MONTH.fullmatch(folded):
        return _day_of_month(int(match[1]), today=today, leans=leans)
    return _ahead(folded, today) if leans == "future" else None


def _ahead(folded: str, today: date) -> date | None:
    if match := _WEEKDAY.fullmatch(folded):
        number = WEEKDAYS.index(match[2])
        if match[1] == "næste":  # in the week after this one
            return _in_week_of(today + timedelta(days=7), number + 1)
        return today + timedelta(days=(number - today.weekday()) % 7 or 7)
    if match := _AMOUNT.fullmatch(folded):
        amount = int(match[1]) if match[1].isdigit() else AMOUNTS.get(match[1])
        return _after(today, amount, match[2][0]) if amount is not None else None
    if match := _THAT_WEEK.fullmatch(folded):
        if match[1] == "næste":
            return _in_week_of(today + timedelta(days=7), FRIDAY)
        friday = _in_week_of(today, FRIDAY)
        return friday if friday >= today else _in_week_of(today, SUNDAY)
    return None


def _after(today: date, amount: int, unit: str) -> date | None:
    """`unit` is its first letter."""
    if amount > FURTHEST[unit]:
        return None
    if unit in "du":
        return today + timedelta(days=amount * (7 if unit == "u" else 1))
    return months_after(today, amount * (12 if unit == "å" else 1))


def _in_week_of(day: date, number: int) -> date:
    year, week, _ = day.isocalendar()
    return date.fromisocalendar(year, week, number)


def _friday_of(week: int, *, today: date, leans: Leaning) -> date | None:
    """The coming or the latest Friday of the week with this number."""
    this_year = today.isocalendar().year
    for year in range(this_year, this_year + 9) if leans == "future" else range(this_year, this_year - 9, -1):
        try:
            found = date.fromisocalendar(year, week, FRIDAY)
        except ValueError:  # only some years have a week 53
            continue
        if found >= today if leans == "future" else found <= today:
            return found
    return None


def _day_of_month(number: int, *, today: date, leans: Leaning) -> date | None:
    first = today.replace(day=1)
    for months in range(13):
        month = months_after(first, months if leans == "future" else -months)
        try:
            found = month.replace(day=number)
        except ValueError:
            continue
        if found >= today if leans == "future" else found <= today:
            return found
    return None
