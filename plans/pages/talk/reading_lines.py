"""What a line seems to say, for the page that sorts it: a task's who and when, a rating's number. Nothing is final."""

import re
from collections.abc import Mapping
from typing import Any

from enplan import clock
from enplan.web.forms import WellbeingField
from plans.models import Goal, TalkLine
from plans.pages.workspace.one_line import read_line
from plans.pages.workspace.people import people_of
from plans.reading import Reading

OVERALL = "samlet"
_NUMBER = re.compile(r"(10|\d)\b\s*(?:af 10|/\s*10)?[\s,.:;–-]*(.*)", re.DOTALL)


def begins_as(line: TalkLine, reading: Reading, numbers: Mapping[str, int]) -> dict[str, Any]:
    """What the line's form holds before anybody has corrected it. `numbers`: of the citizen's newest words, by kind."""
    area = line.area_id or ""
    match line.kind:
        case TalkLine.Kind.TASK:
            return {"area": area} | _task(line.text, reading)
        case TalkLine.Kind.GOAL:
            return {"area": area, "text": line.text, "words": Goal.Words.AGREED}
        case TalkLine.Kind.RATING:
            return {"area": area or OVERALL} | _rating(line.text)
        case TalkLine.Kind.DREAM | TalkLine.Kind.MATTERS:
            return {"text": line.text, "seen": numbers.get(line.kind, 0)}
    return {"area": area, "text": line.text}


def _task(text: str, reading: Reading) -> dict[str, Any]:
    said = read_line(text, people_of(reading), today=clock.today())
    if (
        said.who_asked or said.day_asked
    ):  # what cannot be told for sure stays in the text, and is chosen beneath
        return {"text": text}
    return {
        "text": said.title,
        "responsible": said.who.value if said.who else "",
        "due_on": said.due_on,
    }


def _rating(text: str) -> dict[str, Any]:
    """ "7, det går bedre" is a seven; anything else waits for the number to be chosen."""
    found = _NUMBER.fullmatch(text.strip())
    if found:
        return {"value": found[1], "text": found[2]}
    if text.strip().casefold().rstrip(".") in ("ved ikke", "det ved jeg ikke"):
        return {"value": WellbeingField.UNKNOWN, "text": ""}
    return {"text": text}
