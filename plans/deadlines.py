"""By when a request about what is kept of a citizen is answered, by law. Days are days in Denmark."""

from datetime import date, timedelta

from enplan import clock
from plans.models import DataRequest

# forvaltningsloven § 16, stk. 2: dealt with within seven working days, as a rule.
WORKING_DAYS = 7
# databeskyttelsesforordningen, article 12(3): without undue delay and at the latest after one month.
MONTHS = 1

SUNDAY, SATURDAY = 6, 5
FIXED = ((1, 1), (12, 25), (12, 26))
# Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension Day, Whit Monday.
AROUND_EASTER = (-3, -2, 1, 39, 50)


def answer_due_on(kind: str, asked_on: date) -> date:
    """The last day for the answer to a request of this kind."""
    if kind == DataRequest.Kind.ACCESS:
        return working_days_after(asked_on, WORKING_DAYS)
    return clock.months_after(asked_on, MONTHS)


def working_days_after(day: date, count: int) -> date:
    """The working day that is `count` of them after `day`; the day itself is not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= _is_working_day(day)
    return day


def _is_working_day(day: date) -> bool:
    return day.weekday() not in (SATURDAY, SUNDAY) and not is_public_holiday(day)


def is_public_holiday(day: date) -> bool:
    """A Danish public holiday that can fall on any day but a Sunday."""
    return (day.month, day.day) in FIXED or (day - easter(day.year)).days in AROUND_EASTER


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    golden, century, in_century = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
