"""A task written as one line: “Find arbejdstøj @jan 12/3” is what, who and by when.

The name is the beginning of somebody's name; the date stands last, the two in any order.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from enplan.web.danish import listing
from enplan.web.forms.dates import read_date
from plans.pages.workspace.people import Person

MOST_WORDS_IN_A_DATE = 3


@dataclass(frozen=True)
class Line:
    title: str
    who: Person | None
    due_on: date | None


def read_line(text: str, people: list[Person], *, today: date) -> Line:
    """What the line says. ValidationError for an @name that is nobody or more than one."""
    words = text.split()
    who: Person | None = None
    due_on: date | None = None
    while words:
        if who is None and len(words) > 1 and words[-1].startswith("@") and len(words[-1]) > 1:
            who = _named(words.pop()[1:], people)
            continue
        length = 0 if due_on else _date_length(words, today)
        if not length:
            break
        due_on = read_date(" ".join(words[-length:]), today=today)
        del words[-length:]
    return Line(" ".join(words), who, due_on)


def _date_length(words: list[str], today: date) -> int:
    """How many of the last words are a date. Nothing but a date is a title, and “kl. 10.12” is a time."""
    for length in range(min(MOST_WORDS_IN_A_DATE, len(words) - 1), 0, -1):
        if words[-length - 1].casefold() in ("kl", "kl."):
            continue
        if read_date(" ".join(words[-length:]), today=today):
            return length
    return 0


def _named(start: str, people: list[Person]) -> Person:
    folded = start.casefold().replace("_", " ")
    found = [person for person in people if _answers_to(person.name, folded)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(
            f"Der er ingen “{start[:40]}” at vælge. Skriv begyndelsen af et navn.", code="who"
        )
    names = listing([person.name for person in found], most=3)
    raise ValidationError(f"“@{start[:40]}” kan være {names}. Skriv lidt mere af navnet.", code="who")


def _answers_to(name: str, start: str) -> bool:
    folded = name.casefold()
    return folded.startswith(start) or any(word.startswith(start) for word in folded.split())
