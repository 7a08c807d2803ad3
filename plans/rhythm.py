"""When the next follow-up is due: by rhythm, earlier when it does not go as agreed, never past the measure's end."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from enplan import clock
from plans.models import Measure, Progress


@dataclass(frozen=True)
class Rhythm:
    """What the dates follow from. `months` None: there is no rhythm, and only an end or an evaluation is due."""

    starts_on: date
    months: int | None = None
    first_weeks: int | None = None
    ends_on: date | None = None
    evaluate_on: date | None = None

    @classmethod
    def of(cls, measure: Measure) -> "Rhythm":
        return cls(
            starts_on=measure.starts_on,
            months=measure.follow_up_months,
            first_weeks=measure.first_follow_up_weeks,
            ends_on=measure.ends_on,
            evaluate_on=measure.evaluate_on,
        )

    def next_after(self, held_on: date | None, *, progress: str = "") -> date | None:
        """The day of the next follow-up; `held_on` is the last one's, None before the first."""
        due = self._first() if held_on is None else self._later(held_on, progress)
        awaited = self.evaluate_on
        if awaited is not None and (held_on is None or held_on < awaited):
            return min(due, awaited) if due is not None else awaited
        if self.ends_on is not None and due is not None and (held_on is None or held_on < self.ends_on):
            return min(due, self.ends_on)
        return due

    def _first(self) -> date | None:
        if self.first_weeks is not None:
            return self.starts_on + timedelta(weeks=self.first_weeks)
        return clock.months_after(self.starts_on, self.months) if self.months is not None else None

    def _later(self, held_on: date, progress: str) -> date | None:
        if self.months is None:
            return None
        return due_after(held_on, self.months, is_off_track=progress == Progress.OFF_TRACK)


def due_after(held_on: date, months: int, *, is_off_track: bool = False) -> date:
    """The rhythm from that day; when it does not go as agreed, a share of it (half, unless set otherwise)."""
    due = clock.months_after(held_on, months)
    if not is_off_track:
        return due
    days = (due - held_on).days * settings.OFF_TRACK_PERCENT // 100
    return held_on + timedelta(days=max(1, days))
