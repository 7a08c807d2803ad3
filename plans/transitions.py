"""When the transitions that follow from a citizen's age come, by the birth date of the CPR number; and how far those
under way are. Nothing stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from citizens.cpr import born_on
from citizens.models import Citizen
from enplan import clock
from plans.models import Task, Transition, TransitionKind
from plans.models.templates import OLDEST_MONTHS, YOUNGEST_MONTHS

STAYS = timedelta(days=30)  # how long after the day it is still told that nobody has begun
LONGEST_AHEAD = timedelta(days=730)


@dataclass(frozen=True)
class Mark:
    """A transition of an age that nobody has begun on, and its day."""

    kind: TransitionKind
    on: date


def day_of(citizen: Citizen, kind: TransitionKind) -> date | None:
    """The day the citizen reaches the kind's age; one born on the 31st, in a shorter month its last day."""
    if kind.age_months is None:
        return None
    return clock.months_after(born_on(citizen.cpr), kind.age_months)


def may_have_marks(citizen: Citizen, today: date) -> bool:
    """False for most citizens, so that nothing need be asked of the database for them."""
    born = born_on(citizen.cpr)
    first = clock.months_after(born, YOUNGEST_MONTHS) - LONGEST_AHEAD
    return first <= today <= clock.months_after(born, OLDEST_MONTHS) + STAYS


def marks_ahead(citizen: Citizen, kinds: Iterable[TransitionKind], today: date) -> list[Mark]:
    """Those whose time it is to be told of, the nearest first."""
    found = [Mark(kind, on) for kind in kinds if (on := day_of(citizen, kind)) is not None]
    due = [
        mark for mark in found if mark.on - timedelta(days=mark.kind.days_ahead) <= today <= mark.on + STAYS
    ]
    return sorted(due, key=lambda mark: mark.on)


@dataclass(frozen=True)
class Checklist:
    """A transition with those of its steps that somebody reads. What was cancelled is not counted."""

    transition: Transition
    steps: list[Task]

    @classmethod
    def of(cls, transition: Transition, tasks: Iterable[Task]) -> "Checklist":
        return cls(transition, [task for task in tasks if task.transition_id == transition.pk])

    @property
    def total(self) -> int:
        return sum(step.status != Task.Status.CANCELLED for step in self.steps)

    @property
    def done(self) -> int:
        return sum(step.status == Task.Status.DONE for step in self.steps)
