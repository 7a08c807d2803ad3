"""What has happened lately, on the first page: what was done and begun, and how the citizen's wellbeing has moved."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from enplan.web import charts
from enplan.web.danish import SHORT_MONTHS
from plans.models import Goal, Rating, Task
from plans.prints.phrases import day, lies_open, shortened
from plans.reading import Reading


@dataclass(frozen=True)
class Curve:
    picture: SafeString
    in_words: str


def news(reading: Reading, goals: list[Goal], tasks: list[Task], since: date) -> list[str]:
    """What has happened in the last weeks: done, begun, and how the wellbeing has moved."""
    done = [(task.done_at, task.title) for task in tasks if task.done_at and day(task.done_at) >= since]
    lines = [f"Gjort: {shortened(title, 54)}" for _, title in sorted(done, reverse=True)]
    if since > reading.plan.started_on:  # in a new plan everything is new
        begun = [goal for goal in goals if day(goal.written_at) >= since]
        lines += [f"Nyt mål: {shortened(goal.title, 54)}" for goal in begun]
    values = [(r.rated_on, r.value) for r in _overall(reading) if r.value is not None]
    if len(values) > 1 and values[-1][0] >= since:
        (_, before), (_, now) = values[-2:]
        lines.insert(0, f"Trivsel: stadig {now}." if before == now else f"Trivsel fra {before} til {now}.")
    return lines


def _overall(reading: Reading) -> list[Rating]:
    return [r for r in reading.ratings if r.section_id is None and r.is_by_citizen and lies_open(r, reading)]


def curve(reading: Reading) -> Curve | None:
    ratings = _overall(reading)
    if not ratings:
        return None
    points = [
        (r.rated_on, r.value, f"{SHORT_MONTHS[r.rated_on.month - 1]} {'?' if r.value is None else r.value}")
        for r in ratings
    ]
    return Curve(charts.wellbeing_curve(points, colours=charts.PRINT), charts.curve_in_words(points))
