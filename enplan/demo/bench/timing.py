"""Taking times: all subjects in turn, again and again, so that the machine's noise hits all of them alike."""

import gc
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

Around = Callable[[], AbstractContextManager[object]]


@dataclass
class Subject:
    """One thing to be timed: `run` gets the number of the round, and does the same for the same number.

    `around` is entered before each run and costs nothing of its time.
    """

    run: Callable[[int], object]
    around: Around = nullcontext
    seconds: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def ms(self) -> float:
        """The median in milliseconds."""
        return median(self.seconds) * 1000

    @property
    def spread_ms(self) -> tuple[float, float]:
        """The quartiles in milliseconds: how far to trust the median."""
        if len(self.seconds) < 2:
            return self.ms, self.ms
        low, _, high = quantiles(self.seconds, n=4)
        return low * 1000, high * 1000


def take_times(subjects: Sequence[Subject], rounds: int, warm_rounds: int = 2) -> None:
    """Fill in `seconds` and `queries`. Each round begins with another subject, so that none is always the first."""
    for number in range(warm_rounds):
        for subject in subjects:
            with subject.around():
                subject.run(number)
    for subject in subjects:
        with subject.around(), CaptureQueriesContext(connection) as captured:
            subject.run(0)
            subject.queries = len(
                captured.captured_queries
            )  # here, where the connection is still the subject's
    gc.collect()
    gc.freeze()  # what has been loaded by now is not looked through again
    for number in range(rounds):
        first = number % len(subjects)
        for subject in (*subjects[first:], *subjects[:first]):
            with subject.around():
                began = perf_counter()
                subject.run(number)
                subject.seconds.append(perf_counter() - began)
    gc.unfreeze()
