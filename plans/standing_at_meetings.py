"""Who may write what of meetings: a part of the table in `plans.standing`."""

from collections.abc import Callable
from typing import Any

from plans.actions import Action
from plans.models import Decision, MeetingNote, MeetingPoint, Participant
from plans.standings import Standing


def _coordinates(standing: Standing, _thing: Any) -> bool:
    return standing.coordinates and standing.is_caseworker


def _answer(standing: Standing, one: Participant) -> bool:
    """For oneself alone; for the citizen also who acts for them."""
    if one.is_citizen:
        return standing.is_citizens_side
    user_id = one.contact.user_id if one.contact is not None else one.user_id
    return bool(standing.roles) and user_id is not None and user_id == standing.user_id


def _add_point(standing: Standing, _meeting: Any) -> bool:
    return standing.is_citizens_side or standing.is_on_team


def _edit_point(standing: Standing, point: MeetingPoint) -> bool:
    """The citizen's by the citizen's side; others by who wrote them and by caseworkers where they stand. What the plan
    proposed of the citizen's part is who coordinates' as well.
    """
    if point.section.is_citizens:
        return standing.is_citizens_side or (point.is_proposed and _coordinates(standing, point))
    wrote = standing.is_on_team and point.written_by_id == standing.user_id
    return wrote or (standing.is_caseworker and standing.writes_in(point.section))


def _edit_decision(standing: Standing, decision: Decision) -> bool:
    return standing.is_caseworker and standing.writes_in(decision.section)


def _edit_preparation(standing: Standing, note: MeetingNote) -> bool:
    return standing.owns(note.section) and note.written_by_id == standing.user_id


MAY_AT_MEETINGS: dict[Action, Callable[[Standing, Any], bool]] = {
    Action.CALL_MEETING: _coordinates,
    Action.EDIT_MEETING: _coordinates,
    Action.ANSWER_INVITATION: _answer,
    Action.ADD_POINT: _add_point,
    Action.EDIT_POINT: _edit_point,
    Action.PREPARE_MEETING: lambda standing, _meeting: standing.is_on_team,
    Action.EDIT_PREPARATION: _edit_preparation,
    Action.NOTE_DECISION: lambda standing, _meeting: standing.is_caseworker,
    Action.EDIT_DECISION: _edit_decision,
}
