"""How a plan's facts are said on paper: levels, statuses, days, people. No queries, and nothing about layout."""

import re
from datetime import date, datetime
from unicodedata import bidirectional

from enplan.web import danish
from plans.models import Attachment, CoherenceAnswer, Comment, Goal, Measure, Rating, Task
from plans.models.goals import Level
from plans.reading import Reading

UNBREAKABLE = re.compile(r"\S{60,}")
PIECE = re.compile(r"\S{8}(?=\S)")
FROM_THE_LEFT = "\u200e"
BREAK = "\u200b"  # a place to break that takes no room
FIRST_NAME = 20
LONG, LONG_LINES = 400, 8  # characters and lines; some ten lines in a column
LINE = 160  # characters of a text that stands alone on the overview; the whole of it stands in the detail


def shortened(text: str, most: int) -> str:
    """The text on one line, cut at a word with “…” when it is longer than `most` characters."""
    line = " ".join(text[: most * 8].split())
    if len(line) <= most and len(text) <= most * 8:
        return line
    cut = line[:most].rsplit(" ", 1)[0] if " " in line[: most + 1] else line[: most - 1]
    return f"{cut.rstrip(' ,.;:–-')} …"


def whole(text: str) -> str:
    """The text with places to break in words that no line can hold.

    Without them WeasyPrint tries every place, and a word of 20,000 letters takes minutes. They are close, so that
    such a word fills its lines in large letters and narrow columns too.
    """
    return then_from_the_left(
        UNBREAKABLE.sub(lambda word: PIECE.sub(rf"\g<0>{BREAK}", word[0]), text.rstrip())
    )


def then_from_the_left(text: str) -> str:
    """The text with a mark behind it when it ends in letters that are written from the right, as an Arabic name does.

    Without it a telephone number, a day or a CPR number that follows is taken for a part of it, and drawn in pieces in
    the wrong order (Unicode, annex 9, W2).
    """
    last = next((sign for sign in reversed(text) if sign.isalpha()), "")
    return f"{text}{FROM_THE_LEFT}" if last and bidirectional(last) in {"R", "AL"} else text


def is_long(text: str) -> bool:
    """May a table's row that holds it go on on the next page? All others stay whole."""
    return len(text) > LONG or text.count("\n") > LONG_LINES


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def is_told_of_delay(reading: Reading) -> bool:
    """Only staff are told that something is overdue; the citizen's side is not shamed (domain.md, section 2)."""
    return reading.user.is_employee and not reading.standing.is_citizens_side


def citizen_first_name(reading: Reading) -> str:
    return danish.first_name(reading.plan.citizen.name)


def short_first_name(reading: Reading) -> str:
    """For a heading on the first page, which has one line for it."""
    return shortened(citizen_first_name(reading), FIRST_NAME)


def levels(goal: Goal) -> str:
    """ "Svært nedsat, mål: let nedsat": how it is and where it shall go, in words, never numbers."""
    if goal.actual is None and goal.expected is None:
        return "Ikke vurderet"
    now = "Ikke vurderet" if goal.actual is None else capital(str(Level(goal.actual).label))
    if goal.expected is None:
        return now
    if goal.actual is not None and goal.actual <= goal.expected:
        return f"{now}, {'fastholdt' if goal.type == Goal.Type.MAINTAIN else 'som ventet'}"
    return f"{now}, mål: {Level(goal.expected).label}"


def progress(goal: Goal, reading: Reading, today: date) -> str:
    """ "Ingen ændring, 3. marts, Jan Falk: …": the newest that was noted; empty for nothing."""
    entry = next(iter(goal.lately), None)
    if entry is None:
        return ""
    level = Level(entry.level).label if entry.level is not None else ""
    when = danish.day_near(entry.noted_on, today=today)
    who = then_from_the_left(reading.name_of(entry.written_by))
    said = capital(", ".join(filter(None, [entry.get_direction_display(), str(level), when, who])))
    return f"{said}: {entry.note}" if entry.note else said


def whose_words(goal: Goal, reading: Reading) -> str:
    match goal.words:
        case Goal.Words.CITIZEN:
            return "Dine" if reading.standing.is_citizen else citizen_first_name(reading)
        case Goal.Words.AGREED:
            return "Fælles"
        case _:
            return "Fagpersonens bud"


def responsible(thing: Goal | Task, reading: Reading) -> str:
    """ "Jan Falk, Beskæftigelse", "Rasmus", "dig": who does it, as this reader may know it."""
    if thing.responsible_is_citizen:
        return "Dig" if reading.standing.is_citizen else citizen_first_name(reading)
    if thing.responsible_id == reading.user.pk:  # known already: no query for an own task in a closed part
        own = reading.user
        return f"{own.name}, {own.department.name}" if own.department else "Dig"
    name = reading.responsible_name(thing)
    if thing.responsible_id is None:
        return name or "Ingen endnu"
    members = (*reading.team, *reading.former_members)
    place = next((m.user.department for m in members if m.user_id == thing.responsible_id), None)
    return f"{name}, {place.name}" if place else name


def rated_by(rating: Rating | CoherenceAnswer, reading: Reading) -> str:
    if rating.is_by_representative:
        return f"{reading.name_of(rating.written_by)} for {citizen_first_name(reading)}"
    if rating.is_told:
        who = "Dig" if reading.standing.is_citizen else citizen_first_name(reading)
        return f"{who}, fortalt til {reading.name_of(rating.written_by)}"
    if isinstance(rating, CoherenceAnswer) or rating.is_by_citizen:
        return "Dig" if reading.standing.is_citizen else citizen_first_name(reading)
    return reading.name_of(rating.written_by)


def rating_in_words(rating: Rating | CoherenceAnswer) -> str:
    return "ved ikke" if rating.value is None else f"{rating.value} af 10"


def due(when: date | None, today: date) -> str:
    return danish.day_near(when, today=today) if when else ""


def guard_note(
    thing: Goal | Task | Measure | Rating | Attachment | Comment | CoherenceAnswer, reading: Reading
) -> str:
    """What must be said beside a thing that not everybody round the table may know of; empty for the rest."""
    if thing.is_private:
        return "Kun dig kan se dette" if reading.standing.is_citizen else "Ikke delt"
    if thing.withheld_until is not None and thing.withheld_until > reading.at:
        return f"Vises ikke for borgeren før {danish.day_near(thing.withheld_until, today=day(reading.at))}"
    return ""


def lies_open(thing: Goal | Measure | Task | Rating, reading: Reading) -> bool:
    """May it stand on the page that lies on the table? Not what is kept from somebody who sits there."""
    return not guard_note(thing, reading)


def finished(reading: Reading) -> tuple[list[Goal], list[Task]]:
    """The goals and tasks without the reader's own drafts and what hangs below them: others read a print too."""
    drafts = {goal.pk for goal in reading.goals if goal.is_draft}
    tasks = [task for task in reading.tasks if not task.is_draft and task.goal_id not in drafts]
    return [goal for goal in reading.goals if not goal.is_draft], tasks


def lying_open(reading: Reading) -> tuple[list[Goal], list[Task]]:
    """The finished goals and tasks that may lie open on the table; what is kept back takes its tasks with it."""
    goals, tasks = finished(reading)
    kept_back = {goal.pk for goal in goals if not lies_open(goal, reading)}
    tasks = [task for task in tasks if lies_open(task, reading) and task.goal_id not in kept_back]
    return [goal for goal in goals if goal.pk not in kept_back], tasks


def day(instant: datetime) -> date:
    return danish.day_of(instant)
