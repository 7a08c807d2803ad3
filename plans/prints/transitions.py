"""Transitions on paper: a line each on the first page, the checklist in the detail; of the steps the reader sees."""

from dataclasses import dataclass

from enplan.web import danish
from plans.models import Task
from plans.prints import fitting
from plans.prints.phrases import day, shortened, whole
from plans.reading import Reading
from plans.transitions import Checklist

MOST = 3
LONGEST = 110


@dataclass(frozen=True)
class ChecklistDetail:
    """`steps` are for the detail to write as it writes other agreements."""

    heading: str
    progress: str
    steps: list[Task]


def checklists_at_a_glance(reading: Reading, open_tasks: list[Task]) -> tuple[list[str], str]:
    """Those that have not come yet or of which something is open, a line each; reckoned of `open_tasks`, which may lie
    on the table.
    """
    today = day(reading.at)
    found = [Checklist.of(one.transition, open_tasks) for one in reading.checklists]
    going_on = [one for one in found if one.total and (one.transition.on >= today or one.done < one.total)]
    lines = [_line(one, reading) for one in going_on[:MOST]]
    more = len(going_on) - MOST
    return lines, f"og {danish.count(more, 'overgang', 'overgange')} mere" if more > 0 else ""


def height_of(lines: list[str], more: str) -> float:
    """What they take of the first page, in millimetres."""
    count = sum(fitting.lines(line, fitting.WIDE) for line in (*lines, more))
    return fitting.PART + count * fitting.LINE if lines else 0


def checklist_details(reading: Reading, finished: list[Task]) -> list[ChecklistDetail]:
    """Each with its steps, the reader's own drafts left out as everywhere on paper."""
    found = [Checklist.of(one.transition, finished) for one in reading.checklists]
    return [
        ChecklistDetail(whole(f"{one.transition.name}, {_when(one, reading)}"), _progress(one), one.steps)
        for one in found
        if one.steps
    ]


def _line(one: Checklist, reading: Reading) -> str:
    return shortened(f"{one.transition.name}, {_when(one, reading)} · {_progress(one)}", LONGEST)


def _when(one: Checklist, reading: Reading) -> str:
    return danish.day_near(one.transition.on, today=day(reading.at))


def _progress(one: Checklist) -> str:
    return f"{one.done} af {one.total} er gjort" if one.total else "aflyst"
