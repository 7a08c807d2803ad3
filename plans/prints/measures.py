"""Measures on paper: one line each on the first page, all of it in the detail."""

from dataclasses import dataclass
from datetime import date

from enplan.web import danish
from plans.measures_in_words import due_in_words, facts_of, how_much, who, why
from plans.models import Measure
from plans.prints.phrases import capital, day, guard_note, is_told_of_delay, shortened, whole
from plans.reading import Reading

LONGEST = 110


@dataclass(frozen=True)
class MeasureDetail:
    title: str
    note: str
    facts: list[tuple[str, str]]
    reason: str


def measures_at_a_glance(reading: Reading, most: int) -> tuple[list[str], str]:
    """What is under way or planned, so many lines, and how many more. None that is kept from somebody at the table."""
    today = day(reading.at)
    under_way = [one for one in _finished(reading) if not one.is_over and not guard_note(one, reading)]
    lines = [_line(measure, reading, today) for measure in under_way[:most]]
    more = len(under_way) - most
    return lines, f"og {danish.count(more, 'indsats', 'indsatser')} mere" if more > 0 else ""


def measure_details(reading: Reading, area_id: str) -> list[MeasureDetail]:
    """All that stands in an area, in full; those that are over, last."""
    found = [measure for measure in _finished(reading) if measure.section.area_id == area_id]
    return [_detail(measure, reading) for measure in sorted(found, key=lambda one: one.is_over)]


def _finished(reading: Reading) -> list[Measure]:
    return [measure for measure in reading.measures if not measure.is_draft]


def _line(measure: Measure, reading: Reading, today: date) -> str:
    said = " · ".join(filter(None, [measure.title, how_much(measure, today), who(measure, reading)]))
    then = _next(measure, reading, today)
    if not then:
        return shortened(said, LONGEST)
    return f"{shortened(said, LONGEST - len(then))} · {then}"  # a day is not cut in two


def _next(measure: Measure, reading: Reading, today: date) -> str:
    """When it is followed up; to the citizen's side never that it is late."""
    if measure.is_due(today) and not is_told_of_delay(reading):
        return ""
    return due_in_words(measure, today)


def _detail(measure: Measure, reading: Reading) -> MeasureDetail:
    today = day(reading.at)
    state = measure.get_status_display()
    if measure.progress and not measure.is_over:
        state = f"{state}, {measure.get_progress_display()}"
    if measure.followed_up_on:
        state = f"{state} (fulgt op {danish.day_near(measure.followed_up_on, today=today)})"
    facts = [
        ("Status", capital(state)),
        *facts_of(measure, reading, today),
        ("Næste opfølgning", capital(_next(measure, reading, today))),
    ]
    title = f"{measure.title} (prøvehandling)" if measure.is_trial else measure.title
    return MeasureDetail(
        title=whole(title),
        note=guard_note(measure, reading),
        facts=[(name, whole(value)) for name, value in facts if value],
        reason=whole(why(measure)),
    )
