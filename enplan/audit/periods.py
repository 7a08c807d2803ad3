"""What is kept for how long, in one list: each part registers its own, and `manage.py retention` goes through them.

The nightly jobs of enplan.schedule delete the same by the same functions; each period names its job.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Expired:
    """How many rows of one kind are (or were) older than the instant."""

    thing: str
    older_than: datetime
    amount: int


@dataclass(frozen=True)
class Period:
    """`delete(is_trial=True)` only counts. `job` of the schedule does the same by itself; "" where a person must.

    `decided_by`: the environment's variable, or "the program" where it is no municipality's to decide.
    """

    decided_by: str
    job: str
    delete: Callable[..., Sequence[Expired]]


_periods: list[Period] = []


def register(*periods: Period) -> None:
    """For AppConfig.ready."""
    _periods.extend(periods)


def periods() -> tuple[Period, ...]:
    return tuple(_periods)
