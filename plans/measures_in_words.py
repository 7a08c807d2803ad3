"""What a measure says, in words for the pages and prints of professionals: how much, by whom, and what is due."""

from datetime import date

from enplan.web import danish
from plans.models import Measure
from plans.providers import provider_name
from plans.reading import Reading

Facts = list[tuple[str, str]]


def how_much(measure: Measure, today: date) -> str:
    """ "6 timer om ugen", "6 timer om ugen, fra 1. april 4 timer om ugen" """
    coming = measure.coming_change(today)
    if coming is None:
        return measure.extent
    later = f"fra {danish.day_near(coming.from_on, today=today)} {coming.after}"
    return f"{coming.before}, {later}" if coming.before else later


def who(measure: Measure, reading: Reading) -> str:
    name = provider_name(measure, reading)
    return f"udføres af {name}" if name else ""


def period(measure: Measure, today: date) -> str:
    """Until when; nothing where no end is set."""
    if measure.ends_on is None:
        return ""
    day = danish.day_near(measure.ends_on, today=today)
    return f"sluttede {day}" if measure.is_over else f"til {day}"


def why(measure: Measure) -> str:
    """Why it was stopped, or why there is more or less support than before: the newest reason, for all to read."""
    if measure.reason:
        return measure.reason
    newest = measure.newest_change()
    return f"{newest.get_direction_display().capitalize()}: {newest.reason}" if newest else ""


def due_in_words(measure: Measure, today: date) -> str:
    if measure.next_follow_up_on is None:
        return ""
    day = danish.day_near(measure.next_follow_up_on, today=today)
    return f"skulle være fulgt op {day}" if measure.is_due(today) else f"følges op senest {day}"


def facts_of(measure: Measure, reading: Reading, today: date) -> Facts:
    """What is agreed, name and value; what nobody has said is left out. The goal only where the reader sees it."""

    def day(when: date | None) -> str:
        return danish.day_near(when, today=today) if when else ""

    goal = next((goal.title for goal in reading.goals if goal.pk == measure.goal_id), "")
    facts = [
        ("Efter", measure.by_law),
        ("Omfang", how_much(measure, today)),
        ("Udføres af", provider_name(measure, reading)),
        ("Hjælper målet", goal),
        ("Begynder" if measure.starts_on > today else "Begyndte", day(measure.starts_on)),
        ("Sluttede" if measure.is_over else "Slutter", day(measure.ends_on)),
        ("Evalueres", day(measure.evaluate_on)),
        ("Følges op", rhythm_in_words(measure)),
        ("Kontrakt", measure.contract),
        ("Pris", cost_in_words(measure)),
        ("Betales af", measure.paid_by),
    ]
    return [(name, value) for name, value in facts if value]


def rhythm_in_words(measure: Measure) -> str:
    """ "efter 12 uger og derefter hver 6. måned" """
    weeks, months = measure.first_follow_up_weeks, measure.follow_up_months
    first = f"efter {danish.count(weeks, 'uge', 'uger')}" if weeks else ""
    then = "hver måned" if months == 1 else f"hver {months}. måned" if months else ""
    return " og derefter ".join(filter(None, [first, then]))


def cost_in_words(measure: Measure) -> str:
    if measure.cost is None:
        return ""
    kroner = measure.cost.quantize(1) if measure.cost == measure.cost.to_integral_value() else measure.cost
    return f"{danish.number(kroner)} kr. {measure.get_cost_per_display()}"
