"""What one person sees of a plan and a meeting as pieces: plain data that can be kept, each with what it tells of.

A piece is {"kind", "id", "area", "place", "text", "more", "facts", "assessed", "who", "when", "status"}. "kind" and
"id" lead to the thing; who may see that is asked anew each time (`plans.summaries.showing`). A name is a pair: whose it
is ("user <id>", "department <id>", or "" where whoever sees the piece may read it), and the name. Days are ISO.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from enplan.web import danish
from plans.lookups.meetings import AtMeeting
from plans.measures_in_words import cost_in_words, how_much, rhythm_in_words
from plans.models import DisagreementView, Goal, Measure, MeetingPoint, Participant, Rating, Task
from plans.models.goals import Level
from plans.models.responsible import WithResponsible
from plans.models.section import Guarded
from plans.reading import Reading

Piece = dict[str, Any]
NOBODY: list[str] = ["", ""]

GOAL, MEASURE, TASK, RATING, WORDS = "goal", "measure", "task", "rating", "citizenwords"
POINT, DECISION, VIEW, PARTICIPANT = "meetingpoint", "decision", "disagreementview", "participant"
NOTE = "meetingnote"  # what a professional wrote before the meeting


def key_of(piece: Piece) -> str:
    return f"{piece['kind']} {piece['id']}"


def pieces_of(reading: Reading, said: AtMeeting) -> list[Piece]:
    """All that the reader sees, but what is a draft or kept from somebody: a summary is read round a table."""
    return [*_of_the_meeting(reading, said), *_words(reading), *_of_the_plan(reading)]


def _of_the_meeting(reading: Reading, said: AtMeeting) -> Iterator[Piece]:
    for one in said.participants:
        yield _piece(PARTICIPANT, one, who=_participant(one, reading), text=one.why, status=_presence(one))
    for point in (one for one in said.points if _point_lies_open(one, reading)):
        is_theirs = point.section.is_citizens and not point.is_proposed
        by = _citizen(reading) if is_theirs else NOBODY
        yield _piece(POINT, point, text=point.text, status=point.column, who=by)
    for note in (one for one in said.preparations if lies_open(one, reading)):
        by = [f"user {note.written_by.pk}", note.written_by.name]
        yield _piece(NOTE, note, text=note.text, who=by)
    for decision in (one for one in said.decisions if lies_open(one, reading)):
        yield _piece(
            DECISION,
            decision,
            text=decision.text,
            who=_responsible(decision, reading),
            when=decision.takes_effect_on.isoformat(),
        )
    for dispute in reading.disputes:
        if dispute.disagreement.is_open or dispute.disagreement.meeting_id == said.meeting.pk:
            for view in (one for one in dispute.views if lies_open(one, reading)):
                here = dispute.disagreement.meeting_id == said.meeting.pk
                yield _piece(
                    VIEW, view, text=view.text, who=_holder(view, reading), status="here" if here else ""
                )


def _words(reading: Reading) -> Iterator[Piece]:
    for words in (reading.dream, reading.matters):
        if words is not None:
            yield _piece(WORDS, words, text=words.text, status=words.kind)


def lies_open(thing: Guarded, reading: Reading) -> bool:
    """May it lie on the table: no draft, not marked "del ikke", not withheld from the citizen?"""
    is_withheld = thing.withheld_until is not None and thing.withheld_until > reading.at
    return not (thing.is_draft or thing.is_private or is_withheld)


def _point_lies_open(point: MeetingPoint, reading: Reading) -> bool:
    """With what the plan proposed it for, and the goal that that serves."""
    about = (point.task, point.task.goal if point.task else None, point.goal, point.measure)
    return lies_open(point, reading) and all(lies_open(one, reading) for one in about if one is not None)


def _of_the_plan(reading: Reading) -> Iterator[Piece]:
    kept_back = {goal.pk for goal in reading.goals if not lies_open(goal, reading)}
    yield from (_goal(goal, reading) for goal in reading.goals if goal.pk not in kept_back)
    today = danish.day_of(reading.at)
    yield from (_measure(measure, today) for measure in reading.measures if lies_open(measure, reading))
    for task in reading.tasks:
        if lies_open(task, reading) and task.goal_id not in kept_back:
            yield task_piece(task, reading)
    for rating in reading.newest_ratings:
        if rating.section is not None and lies_open(rating, reading):
            yield _rating(rating, reading)


def task_piece(task: Task, reading: Reading) -> Piece:
    when = task.due_on.isoformat() if task.due_on else ""
    return _piece(
        TASK,
        task,
        text=task.title,
        who=_responsible(task, reading),
        when=when,
        status=task.get_status_display(),
    )


def _goal(goal: Goal, reading: Reading) -> Piece:
    steps = [f"{step.title} ({step.get_status_display()})" for step in goal.subgoals.all()]
    facts = [["Ord", str(goal.get_words_display())]]
    if steps:
        facts.append(["Delmål", "; ".join(steps)])
    assessed = [["Nu", _level(goal.actual)], ["Ventet", _level(goal.expected)]]
    for entry in goal.lately:
        said = [str(entry.get_direction_display()), danish.full_day(entry.noted_on), entry.note]
        assessed.append(["Siden sidst", ", ".join(filter(None, said))])
    return _piece(
        GOAL,
        goal,
        text=goal.title,
        more=[text for text in (goal.why, goal.reason) if text],
        facts=facts,
        assessed=assessed,
        who=_responsible(goal, reading),
        when=goal.due_on.isoformat() if goal.due_on else "",
        status=str(goal.get_status_display()),
    )


def _level(level: int | None) -> str:
    return "ikke vurderet" if level is None else str(Level(level).label)


def _measure(measure: Measure, today: date) -> Piece:
    facts = [
        ("Efter", measure.by_law),
        ("Omfang", how_much(measure, today)),
        ("Følges op", rhythm_in_words(measure)),
        ("Kontrakt", measure.contract),
        ("Pris", cost_in_words(measure)),
    ]
    who = ["", measure.provider_name]
    if measure.provider is not None:
        who = [f"department {measure.provider.pk}", measure.provider.name]
    return _piece(
        MEASURE,
        measure,
        text=measure.title,
        more=[measure.reason] if measure.reason else [],
        facts=[[name, value] for name, value in facts if value],
        who=who,
        when=measure.next_follow_up_on.isoformat() if measure.next_follow_up_on else "",
        status=str(measure.get_status_display()),
    )


def _rating(rating: Rating, reading: Reading) -> Piece:
    value = "ved ikke" if rating.value is None else f"{rating.value} af 10"
    by = (
        _citizen(reading)
        if rating.is_by_citizen
        else [f"user {rating.written_by_id}", rating.written_by.name]
    )
    return _piece(
        RATING,
        rating,
        text=value,
        more=[rating.note] if rating.note else [],
        who=by,
        when=rating.rated_on.isoformat(),
    )


def _citizen(reading: Reading) -> list[str]:
    return ["", reading.plan.citizen.name]


def _responsible(thing: WithResponsible, reading: Reading) -> list[str]:
    if thing.responsible_is_citizen:
        return _citizen(reading)
    if thing.responsible_contact is not None:
        return ["", thing.responsible_contact.name]
    if thing.responsible is None:
        return NOBODY
    return [f"user {thing.responsible.pk}", thing.responsible.name]


def _holder(view: DisagreementView, reading: Reading) -> list[str]:
    if view.section.is_citizens and not view.is_by_representative:
        return _citizen(reading)
    return [f"user {view.written_by.pk}", view.written_by.name]


def _participant(one: Participant, reading: Reading) -> list[str]:
    """Who sees the piece sees who it is; of an employee also where from."""
    if one.is_citizen:
        return _citizen(reading)
    if one.contact is not None:
        return ["", f"{one.contact.name} ({one.contact.relation})"]
    if one.user is None:
        return ["", one.outsider]
    return ["", f"{one.user.name}, {one.user.department.name}" if one.user.department else one.user.name]


def _presence(one: Participant) -> str:
    if one.was_there is None:
        return "meldt fra" if one.answer == Participant.Answer.CANNOT else ""
    return "var der" if one.was_there else "var der ikke"


def _piece(
    kind: str,
    thing: Any,
    *,
    text: str = "",
    more: list[str] | None = None,
    facts: list[list[str]] | None = None,
    assessed: list[list[str]] | None = None,
    who: list[str] = NOBODY,
    when: str = "",
    status: str = "",
) -> Piece:
    section = getattr(thing, "section", None)
    return {
        "kind": kind,
        "id": str(thing.pk),
        "area": section.area.name if section is not None else "",
        "place": section.area.position if section is not None else -1,
        "text": text,
        "more": more or [],
        "facts": facts or [],
        "assessed": assessed or [],
        "who": who,
        "when": when,
        "status": str(status),
    }
