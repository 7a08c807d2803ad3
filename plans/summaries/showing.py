"""Which pieces a person is shown, and the names in them: asked of the rule as it is now, frozen or not.

What somebody could once read in their copy is closed there too when it is closed to them, or taken out.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models

from plans.lookups.meetings import at_meeting
from plans.models import (
    CitizenWords,
    Decision,
    DisagreementView,
    Goal,
    Measure,
    Meeting,
    MeetingNote,
    MeetingPoint,
    Participant,
    Rating,
    Summary,
    SummaryCopy,
    Task,
)
from plans.permissions import own_task_titles, visible_with
from plans.providers import provider_as_known
from plans.reading import Reading
from plans.reading_people import SOMEBODY
from plans.summaries.pieces import TASK, Piece, key_of, lies_open, pieces_of, task_piece

MODELS: dict[str, type[models.Model]] = {
    str(model._meta.model_name): model
    for model in (
        CitizenWords,
        Decision,
        DisagreementView,
        Goal,
        Measure,
        MeetingNote,
        MeetingPoint,
        Participant,
        Rating,
        Task,
    )
}
CLOSED = (
    "area",
    "more",
    "facts",
    "assessed",
)  # of an own task in a closed part: title, date and status alone


def pieces_now(reading: Reading, meeting: Meeting) -> list[Piece]:
    """As it is now, for the reader."""
    pieces = pieces_of(reading, at_meeting(reading.keys, meeting))
    own = [_title_alone(task_piece(task, reading)) for task in reading.own_titles if lies_open(task, reading)]
    return [_for_reader(piece, reading) for piece in (*pieces, *own)]


def pieces_frozen(reading: Reading, summary: Summary, copy: SummaryCopy | None) -> list[Piece]:
    """As it was when it was agreed: what stands in the reader's copy and is still open to them. Who has no copy, having
    come later, sees what of it is open to them now.
    """
    held = set(copy.holds) if copy is not None else None
    there = [one for one in summary.content if held is None or key_of(one) in held]
    seen = _open_to(reading, there)
    titles = {
        f"{TASK} {pk}"
        for pk in own_task_titles(reading.user, reading.plan, at=reading.at, keys=reading.keys).values_list(
            "pk", flat=True
        )
    }
    shown = []
    for piece in there:
        key = key_of(piece)
        if key in seen:
            shown.append(_for_reader(piece, reading))
        elif key in titles:
            shown.append(_for_reader(_title_alone(piece), reading))
    return shown


def _open_to(reading: Reading, pieces: Iterable[Piece]) -> set[str]:
    """One query for each kind."""
    by_kind: dict[str, list[UUID]] = {}
    for piece in pieces:
        by_kind.setdefault(piece["kind"], []).append(UUID(piece["id"]))
    seen: set[str] = set()
    for kind, ids in by_kind.items():
        rows: models.QuerySet[Any] = MODELS[kind]._default_manager.filter(pk__in=ids)
        seen |= {f"{kind} {pk}" for pk in visible_with(reading.keys, rows).values_list("pk", flat=True)}
    return seen


def _for_reader(piece: Piece, reading: Reading) -> Piece:
    shown = {**piece, "who": _name(piece["who"], reading)}
    if not reading.standing.reads_assessments:
        shown["assessed"] = []
    return shown


def _name(who: list[str], reading: Reading) -> str:
    whose, name = who
    if not whose or reading.standing.is_citizen or reading.standing.coordinates:
        return name
    kind, _, pk = whose.partition(" ")
    if kind == "department":
        return provider_as_known(name, reading)
    members = (*reading.team, *reading.former_members)
    known = {str(member.user_id) for member in members} | {str(reading.user.pk)}
    return name if pk in known else SOMEBODY


def _title_alone(piece: Piece) -> Piece:
    return {**piece, **{name: type(piece[name])() for name in CLOSED}, "place": -1, "who": ["", ""]}
