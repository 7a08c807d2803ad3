"""Who answers for a citizen whether their plan may be linked with another in the family, and how long that holds."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from citizens.ages import COMES_OF_AGE_AT, DECIDES_HEALTH_AT, has_turned, turns
from citizens.models import Citizen
from enplan import clock
from plans.models import FamilySide

Answering = FamilySide.Answering

DAYS_TO_ANSWER = timedelta(days=90)
MONTHS_IN_FORCE = 12


def answering_for(citizen: Citizen, *, at: datetime) -> Answering:
    """Below 15 who holds custody; from 15 the young person alone; an adult, or who acts for them in everything."""
    if not has_turned(citizen, DECIDES_HEALTH_AT, at=at):
        return Answering.CUSTODY
    return Answering.CITIZEN if has_turned(citizen, COMES_OF_AGE_AT, at=at) else Answering.YOUNG


def holds_until(sides: Iterable[FamilySide]) -> datetime:
    """A year; where the parents of a child have answered at the longest until the child can answer, at 15."""
    year = clock.start_of(clock.months_after(clock.today(), MONTHS_IN_FORCE))
    return min([year, *_birthdays(sides)])


def lapses_at(sides: Iterable[FamilySide], at: datetime) -> datetime:
    """Until when a question asked at the instant is answered."""
    return min([at + DAYS_TO_ANSWER, *_birthdays(sides)])


def _birthdays(sides: Iterable[FamilySide]) -> list[datetime]:
    of_children = (side for side in sides if side.answering == Answering.CUSTODY)
    return [turns(side.plan.citizen, DECIDES_HEALTH_AT) for side in of_children]
