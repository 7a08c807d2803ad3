"""Ages and transitions in words."""

from datetime import date

from enplan.web import danish
from plans.transitions import Mark


def mark_in_words(mark: Mark, name: str, today: date) -> str:
    """ "Maja fylder 17½ år 3. maj"; when the day is over “fyldte”."""
    turns = "fylder" if mark.on >= today else "fyldte"
    age = age_in_words(mark.kind.age_months or 0)
    return f"{danish.first_name(name)} {turns} {age} {danish.day_near(mark.on, today=today)}"


def age_in_words(months: int) -> str:
    """ "17½ år", "16 år", "16 år og 3 måneder"."""
    years, rest = divmod(months, 12)
    if rest == 6:
        return f"{years}½ år"
    return f"{years} år" + (f" og {danish.count(rest, 'måned', 'måneder')}" if rest else "")
