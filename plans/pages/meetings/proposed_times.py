"""Times to meet, proposed from the protected times of the departments of those who are to come, and a meeting that lies
outside of them. Only of people whom the reader may invite, and so knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict

from enplan import clock
from enplan.accounts.models import User
from enplan.web import danish
from plans.lookups.meetings import taken_by_meetings
from plans.lookups.protected_times import protected_times_of
from plans.models import Meeting
from plans.protected_times import AHEAD, Proposal, outside, proposals
from plans.services.meetings import LONGEST

A_DAY = timedelta(days=1)
FIND, TAKE = "find-tider", "tid"  # the names of the buttons: propose anew, and put one in the fields


@dataclass(frozen=True)
class TimeLine:
    """`value`: what its button sends; `is_taken`: it stands in the fields."""

    value: str
    said: str
    suits: str
    is_taken: bool


@dataclass(frozen=True)
class ProposedTimes:
    """`none`: why there is nothing to choose."""

    lines: list[TimeLine]
    none: str
    finds_anew: bool  # whether other people can be chosen, and so other times


def is_only_finding(data: Mapping[str, Any]) -> bool:
    """Was the form sent to be shown again with times in it? Nothing is saved then."""
    return FIND in data or TAKE in data


def with_time(data: QueryDict) -> QueryDict:
    """What was sent, with the time that was pressed in the fields of day and hour; what is no time is passed over."""
    day, _, hour = data.get(TAKE, "").partition(" ")
    if not (day and hour):
        return data
    filled = data.copy()
    filled["on"], filled["hour"] = day, hour
    return filled


def minutes_from(text: Any, usual: int) -> int:
    """What is typed as the length, where that is a length; otherwise the usual one."""
    typed = str(text or "").strip()
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 10
    return int(typed) if is_number and 1 <= int(typed) <= LONGEST else usual


def proposed_times(
    offered: Iterable[User],
    chosen: Iterable[User],
    *,
    minutes: int,
    filled: datetime | None,
    but: Meeting | None = None,
    finds_anew: bool = True,
) -> ProposedTimes | None:
    """For those who are chosen among those who can be. None where no department of theirs has any. At most two queries.

    `filled`: the day and hour that stand in the fields.
    """
    every = protected_times_of(offered)
    if not every:
        return None
    people = list(chosen)
    departments = {one.department_id for one in people}
    times = [one for one in every if one.department_id in departments]
    if not times:
        return ProposedTimes([], "De, du har valgt, har ingen beskyttet mødetid.", finds_anew)
    now = clock.now()
    taken = taken_by_meetings(people, start=now, end=now + AHEAD + A_DAY, but=but)
    lines = [_line(one, minutes, filled) for one in proposals(times, minutes=minutes, now=now, taken=taken)]
    none = "" if lines else f"Ingen beskyttet mødetid de næste fire uger har plads til {minutes} minutter."
    return ProposedTimes(lines, none, finds_anew)


def _line(one: Proposal, minutes: int, filled: datetime | None) -> TimeLine:
    value = f"{one.at:%d.%m.%Y} {one.at.hour}.{one.at.minute:02}"
    until = danish.clock_time(Meeting(at=one.at, minutes=minutes).ends_at)
    said = f"{danish.meeting_time(one.at)} til {until}"
    suits = danish.listing([str(department) for department in one.departments])
    return TimeLine(value, said[:1].upper() + said[1:], suits, one.at == filled)


def outside_in_words(people: Iterable[User], meeting: Meeting) -> str:
    """That a meeting lies outside the protected time of departments of these people; "" where it does not."""
    found = outside(protected_times_of(people), at=meeting.at, minutes=meeting.minutes)
    names = danish.listing(sorted(str(department) for department in found))
    return f"Mødet ligger uden for den beskyttede mødetid i {names}." if names else ""
