"""A task written as one line: “Find arbejdstøj @jan 12/3” is what, who and by when.

The @name is the beginning of somebody's name and may stand anywhere; the date stands last. Nothing of the line is ever
dropped: each word is in the title, or was read as who or when. What cannot be told for sure is asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from enplan.web.danish import WEEKDAYS, full_day, weekday
from enplan.web.forms.dates import read_date
from plans.pages.workspace.mentions import Mention, mentions_in
from plans.pages.workspace.people import Person

MOST_WORDS_IN_A_DATE = 5  # "fredag den 12. marts 2027"
SAID_BEFORE_A_DEADLINE = ("senest", "inden")
PART_OF_THE_WORDS = ("til", "før")  # "lektier til fredag": a deadline, and the words need it
NO_DEADLINE = ("fra", "efter", "siden")
# A day without a year that passed within these is likelier the one that was meant than the coming one.
JUST_PASSED = timedelta(days=92)

_CLOCK = re.compile(r"\d{1,2}([.:]\d{2})?(-\d{1,2}([.:]\d{2})?)?")
_LOOKS_LIKE_A_DAY = re.compile(r"\d{1,2}/\d{1,2}(/\d{2,4})?")


@dataclass(frozen=True)
class WhoAsked:
    """An @name that is nobody, or more than one."""

    words: str
    people: tuple[Person, ...]  # whom it may be; empty where it is nobody


@dataclass(frozen=True)
class DayAsked:
    """A day that has passed, or that there is none of. `days` are those it may be."""

    words: str
    days: tuple[date, ...]
    why: str


@dataclass(frozen=True)
class Answers:
    """What the person has answered about a line. `keeps_…`: the words are no name or no date, but part of the title."""

    who: Person | None = None
    keeps_name: bool = False
    due_on: date | None = None
    keeps_date: bool = False


@dataclass(frozen=True)
class Line:
    """`read` are the words that were read as who or when and do not stand in the title."""

    title: str
    who: Person | None = None
    due_on: date | None = None
    read: tuple[str, ...] = ()
    who_asked: WhoAsked | None = None
    day_asked: DayAsked | None = None


NOTHING_ANSWERED = Answers()


def read_line(
    text: str, people: Sequence[Person], *, today: date, answers: Answers = NOTHING_ANSWERED
) -> Line:
    """What the line says, and what must be asked about it."""
    words = text.split()
    mentions = [] if answers.keeps_name else mentions_in(words, people)
    who, who_asked = _who(words, mentions, answers)
    if who is not None and len(mentions) > 1:  # the others that were named stay in the title
        mentions = [one for one in mentions if who in one.people]
    begin, end, day = _title_and_day(words, mentions, today, keeps_date=answers.keeps_date)
    inside = [one for one in mentions if begin <= one.start and one.end <= end and who in one.people]
    written_out = [word for one in inside for word in words[one.start : one.end]]
    is_answered = day.asked is not None and answers.due_on in day.asked.days
    return Line(
        title=_title(words, begin, end, inside, who),
        who=who,
        due_on=answers.due_on if is_answered else day.due_on,
        read=tuple(words[:begin] + written_out + words[end:]),
        who_asked=who_asked,
        day_asked=None if is_answered else day.asked,
    )


def _title_and_day(
    words: list[str], mentions: list[Mention], today: date, *, keeps_date: bool
) -> tuple[int, int, "_Day"]:
    """Where the title begins and ends: without the names at both ends and the day at the end."""
    end = len(words)
    day = _Day()
    is_looking = not keeps_date
    while True:
        last = next((one for one in mentions if one.end == end and one.start > 0), None)
        if last is not None:
            end = last.start
        elif is_looking:
            floor = max((one.end for one in mentions if one.end <= end), default=0)
            day = _day_at_the_end(words[floor:end], today, is_all=floor == 0)
            end -= day.taken
            is_looking = False
        else:
            break
    begin = next((one.end for one in mentions if one.start == 0 and one.end < end), 0)
    return begin, end, day


@dataclass(frozen=True)
class _Day:
    """A day at the end of some words: how many words say it, and how many of them are no part of the title."""

    due_on: date | None = None
    length: int = 0
    taken: int = 0
    asked: DayAsked | None = None


def _who(
    words: list[str], mentions: list[Mention], answers: Answers
) -> tuple[Person | None, WhoAsked | None]:
    if not mentions or answers.who is not None:
        return (answers.who if mentions else None), None
    meant = {person.value: person for one in mentions for person in one.people}
    if len(meant) == 1 and all(one.people for one in mentions):
        return next(iter(meant.values())), None
    said = " og ".join(" ".join(words[one.start : one.end]) for one in mentions)
    return None, WhoAsked(said, tuple(meant.values()))


def _title(words: list[str], begin: int, end: int, inside: list[Mention], who: Person | None) -> str:
    """In the middle of the sentence the name stays, written out: “ring til Jan Falk om praktikken”."""
    title = words[begin:end]
    for one in reversed(inside):
        title[one.start - begin : one.end - begin] = [(who.name if who else "") + one.tail]
    return " ".join(title)


def _day_at_the_end(words: list[str], today: date, *, is_all: bool) -> _Day:
    """`is_all`: nothing stands before these words, so that at least one of them is the title."""
    least = 1 if is_all else 0
    at = len(words)
    while _is_clock(words[:at]):  # "fredag kl. 10": the day is the deadline, and all of it stays in the title
        at -= 2
    for length in range(min(MOST_WORDS_IN_A_DATE, at - least), 0, -1):
        said = " ".join(words[at - length : at])
        before = words[at - length - 1].casefold() if at > length else ""
        if before in ("kl", "kl.", *NO_DEADLINE):
            continue
        found = _read_day(said, before, today)
        if found is None:
            continue
        due_on, asked = found
        stays = at < len(words) or before in PART_OF_THE_WORDS
        taken = 0 if stays else length
        if taken and before in SAID_BEFORE_A_DEADLINE and at - length - 1 >= least:
            taken += 1
        return _Day(due_on, length, taken, asked)
    return _Day()


def _read_day(said: str, before: str, today: date) -> tuple[date | None, DayAsked | None] | None:
    coming = read_date(said, today=today)
    if coming is None:
        if _LOOKS_LIKE_A_DAY.fullmatch(said):
            return None, DayAsked(said, (), f"“{said}” er ikke en dag i kalenderen.")
        return None
    if before in WEEKDAYS and WEEKDAYS[coming.weekday()] != before:
        why = f"{full_day(coming)} er en {weekday(coming)}."
        return None, DayAsked(f"{before} {said}", (coming,), why)
    if coming < today:
        same = read_date(f"{coming.day}/{coming.month}", today=today)
        days = (same, coming) if same is not None and any(map(str.isdigit, said)) else (coming,)
        return None, DayAsked(said, days, _is_over(coming))
    passed = read_date(said, today=today, leans="past")
    if passed is not None and passed < today and today - passed <= JUST_PASSED < coming - today:
        return None, DayAsked(said, (coming, passed), _is_over(passed))
    return coming, None


def _is_over(day: date) -> str:
    return f"{weekday(day).capitalize()} den {full_day(day)} er forbi."


def _is_clock(words: list[str]) -> bool:
    """Do they end with a time of day: “kl. 10.30”?"""
    return len(words) > 2 and words[-2].casefold() in ("kl", "kl.") and bool(_CLOCK.fullmatch(words[-1]))
