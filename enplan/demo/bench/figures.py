"""A figure: what was measured at each size, the ratio that counts, and its goal."""

from dataclasses import dataclass, field
from typing import Any

from enplan.demo.bench.timing import Subject


@dataclass(frozen=True)
class Column:
    """One value of a figure: milliseconds (or what `unit` says), with the quartiles and the queries beside."""

    value: float
    low: float
    high: float
    queries: int | None = None


@dataclass(frozen=True)
class Figure:
    """`ratio` is that of this run alone; `goal` is the most it may be (`at_least`: the least)."""

    key: str
    what: str
    columns: dict[str, Column]
    ratio: float | None = None
    ratio_of: str = ""
    goal: float | None = None
    at_least: bool = False
    unit: str = "ms"
    notes: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool | None:
        """Is the goal reached? None without one."""
        if self.goal is None or self.ratio is None:
            return None
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def as_json(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "unit": self.unit,
            "values": {
                name: {"median": round(one.value, 3), "quartiles": [round(one.low, 3), round(one.high, 3)]}
                | ({} if one.queries is None else {"queries": one.queries})
                for name, one in self.columns.items()
            },
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "ratio_of": self.ratio_of,
            "goal": self.goal,
            "goal_is": "at least" if self.at_least else "at most",
            "holds": self.holds,
            "notes": self.notes,
        }


def column(subject: Subject) -> Column:
    """What a subject's times come to."""
    low, high = subject.spread_ms
    return Column(subject.ms, low, high, subject.queries)


def by_size(key: str, what: str, subjects: dict[int, Subject], *, goal: float) -> Figure:
    """A figure of one thing at several sizes: the ratio of the largest to the smallest."""
    sizes = sorted(subjects)
    smallest, largest = subjects[sizes[0]], subjects[sizes[-1]]
    return Figure(
        key=key,
        what=what,
        columns={str(size): column(subjects[size]) for size in sizes},
        ratio=largest.ms / smallest.ms,
        ratio_of=f"{sizes[-1]} to {sizes[0]} plans",
        goal=goal,
    )


def beside(
    key: str,
    what: str,
    ours: Subject,
    plain: Subject,
    *,
    of: str,
    goal: float | None = None,
    names: tuple[str, str] = ("ours", "plain"),
) -> Figure:
    """A figure of one thing beside another, most often the least that could do it."""
    return Figure(
        key=key,
        what=what,
        columns=dict(zip(names, (column(ours), column(plain)), strict=True)),
        ratio=ours.ms / plain.ms,
        ratio_of=of,
        goal=goal,
    )
