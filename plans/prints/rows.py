"""Rows of the tables in which everything stands in full: agreements and ratings."""

from dataclasses import dataclass

from plans.prints.phrases import is_long


@dataclass(frozen=True)
class TaskLine:
    title: str
    note: str
    who: str
    when: str
    is_overdue: bool
    status: str

    @property
    def is_long(self) -> bool:
        return is_long(self.title)


@dataclass(frozen=True)
class RatingLine:
    when: str
    who: str
    value: str
    note: str

    @property
    def is_long(self) -> bool:
        return is_long(self.note)
