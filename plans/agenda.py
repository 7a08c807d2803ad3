"""What the plan proposes for the agenda of a meeting: agreements past their day, follow-ups that are due, goals that
have not moved, and consents that lapse. Pure: read from what one person sees; taken in by `plans.services.agenda`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from citizens.models import Ground
from enplan.web import danish
from plans.models import Goal, Measure, Meeting, Task
from plans.reading import Reading
from plans.renewing import renewable
from plans.summaries.pieces import lies_open

STILL = timedelta(days=60)  # a goal of which nothing was noted for so long has not moved

Thing = Task | Goal | Measure | Ground


@dataclass(frozen=True)
class Proposal:
    """`why`: for who coordinates alone; what stands on the agenda blames nobody."""

    thing: Thing
    why: str

    @property
    def pk(self) -> UUID:
        return self.thing.pk

    @property
    def text(self) -> str:
        return words_for(self.thing)


def words_for(thing: Thing) -> str:
    """How it stands on the agenda, for everybody who may see the thing. Of a consent it says neither whom nor whose."""
    match thing:
        case Task():
            return f"Hvordan går det med aftalen “{thing.title}”?"
        case Goal():
            return f"Hvordan går det med målet “{thing.title}”?"
        case Measure():
            return f"Opfølgning på “{thing.title}”"
        case _:
            end = f" {danish.full_day(danish.last_day(thing.valid_until))}" if thing.valid_until else ""
            return f"Et samtykke udløber{end}. Skal det fornys?"


def proposals_for(reading: Reading, meeting: Meeting) -> list[Proposal]:
    """What the reader sees of it and what may lie on the table; by the day of the meeting."""
    found = [*_tasks(reading, meeting), *_measures(reading, meeting), *_goals(reading, meeting)]
    lapsing = [
        Proposal(
            one, f"udløber {danish.near(danish.last_day(one.valid_until), today=danish.day_of(reading.at))}"
        )
        for one in renewable(reading.grounds, meeting.at)
        if one.valid_until is not None and one.valid_until > reading.at
    ]
    return [*found, *lapsing]


def _tasks(reading: Reading, meeting: Meeting) -> Iterator[Proposal]:
    for task in reading.tasks:
        goal = reading.goal_of(task)
        is_open = lies_open(task, reading) and (goal is None or lies_open(goal, reading))
        if is_open and task.is_overdue(danish.day_of(meeting.at)) and task.due_on is not None:
            yield Proposal(task, f"aftalt til {danish.full_day(task.due_on)}")


def _measures(reading: Reading, meeting: Meeting) -> Iterator[Proposal]:
    for measure in reading.measures:
        due = measure.next_follow_up_on
        if due is not None and due <= danish.day_of(meeting.at) and lies_open(measure, reading):
            yield Proposal(measure, f"følges op {danish.full_day(due)}")


def _goals(reading: Reading, meeting: Meeting) -> Iterator[Proposal]:
    for goal in reading.goals:
        noted = [danish.day_of(goal.written_at), *(entry.noted_on for entry in goal.lately)]
        last = max(noted)
        is_still = goal.status == Goal.Status.ACTIVE and danish.day_of(meeting.at) - last >= STILL
        if is_still and lies_open(goal, reading):
            yield Proposal(goal, f"ikke noteret noget siden {danish.full_day(last)}")
