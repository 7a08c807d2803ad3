"""The protected meeting times in words: each department's week, and what has been changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import groupby

from citizens.administration.page import ChangeLine, change_lines
from enplan import clock
from enplan.accounts.models import Department
from enplan.audit.models import Change
from enplan.web import danish
from plans.models import ProtectedTime


@dataclass(frozen=True)
class TimeLine:
    """`said`: "tirsdag kl. 9 til 11"; `state`: why it is not proposed now, "" where it is."""

    protected: ProtectedTime
    said: str
    about: str
    state: str


@dataclass(frozen=True)
class DepartmentTimes:
    department: Department
    lines: list[TimeLine]


def department_times(times: Iterable[ProtectedTime]) -> list[DepartmentTimes]:
    """By department as the Danish alphabet has them, each from Monday on."""
    in_order = sorted(
        times,
        key=lambda one: (
            danish.alphabetical(str(one.department)),
            one.department_id,
            one.weekday,
            one.starts,
        ),
    )
    groups = groupby(in_order, key=lambda one: one.department)
    return [DepartmentTimes(department, [_line(one) for one in rows]) for department, rows in groups]


def time_in_words(one: ProtectedTime) -> str:
    """ "tirsdag kl. 9 til 11" """
    return (
        f"{one.get_weekday_display()} kl. {danish.clock_time(one.starts)} til {danish.clock_time(one.ends)}"
    )


def _line(one: ProtectedTime) -> TimeLine:
    days = (
        f"fra {danish.full_day(one.from_on)}" if one.from_on else "",
        f"til og med {danish.full_day(one.until_on)}" if one.until_on else "",
    )
    period = " ".join(filter(None, days))
    return TimeLine(one, time_in_words(one), " · ".join(filter(None, (period, one.note))), _state(one))


def _state(one: ProtectedTime) -> str:
    today = clock.today()
    if not one.is_active:
        return "ikke i brug"
    if not one.department.is_active:
        return "afdelingen er ikke i brug"
    if one.until_on is not None and one.until_on < today:
        return "slut"
    return "ikke begyndt" if one.from_on is not None and today < one.from_on else ""


def time_change_lines(changes: Iterable[Change]) -> list[ChangeLine]:
    """With days and hours as Danes write them; the record has them in ISO form."""
    rows = list(changes)
    lines = change_lines(rows, ProtectedTime)
    return [
        replace(
            line,
            before=_danish(row.field, row.before, line.before),
            after=_danish(row.field, row.after, line.after),
        )
        for row, line in zip(rows, lines, strict=True)
    ]


def _danish(field: str, stored: str, said: str) -> str:
    if not stored:
        return said
    if field in ("starts", "ends"):
        return danish.clock_time(time.fromisoformat(stored))
    return danish.full_day(date.fromisoformat(stored)) if field in ("from_on", "until_on") else said
