"""What was noted, in words: on the page of noting and on the citizen's receipt."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from enplan.web import danish
from plans.lookups.noted import Noted
from plans.models import CitizenWords, CoherenceAnswer, Comment, Rating, Task
from plans.pages.comments.lines import title_of
from plans.reading import Reading

NOT_THERE = "Det er ændret eller taget ud siden."


@dataclass(frozen=True)
class NotedLine:
    pk: UUID
    what: str
    text: str
    told: str  # "i telefonen 3. marts, noteret af Sofie Lind"


def noted_line(noted: Noted, reading: Reading) -> NotedLine:
    row = noted.row
    what, text = said_in(noted.thing, reading)
    told = f"{row.get_how_display()} {danish.full_day(row.told_on)}, noteret af {reading.name_of(row.by)}"
    return NotedLine(row.pk, what, text, told)


def said_in(thing: Any, reading: Reading) -> tuple[str, str]:
    """What kind of thing it is, and what it says."""
    match thing:
        case CitizenWords():
            return {"dream": "Drømmen", "matters": "Det, der er vigtigt"}[thing.kind], thing.text
        case Rating():
            where = thing.section.area.name if thing.section else "Livet i det hele taget"
            return f"Tal for, hvordan det går: {where}", _number(thing.value, thing.note)
        case CoherenceAnswer():
            return thing.get_question_display(), _number(thing.value, thing.note)
        case Comment():
            return f"Kommentar til: {title_of(thing.of, reading)}", "" if thing.withdrawn_at else thing.text
        case Task():
            return "Aftale, der er gjort", thing.title
        case _:
            return "Noget, der er noteret", NOT_THERE


def _number(value: int | None, note: str) -> str:
    number = "ved ikke" if value is None else f"{value} af 10"
    return f"{number}. {note}" if note else number
