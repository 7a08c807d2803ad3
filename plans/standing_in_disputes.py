"""Who may write what of disagreements and of questions to leaders. Part of the table in `plans.standing`."""

from collections.abc import Callable
from typing import Any

from plans.actions import Action
from plans.models import Disagreement, DisagreementView, Goal, LeaderQuestion, Measure, Plan
from plans.standings import Standing


def _raise(standing: Standing, about: Goal | Measure | Plan) -> bool:
    """The citizen's side, and everybody on the team in an area they work in: a provider too."""
    if standing.is_citizens_side:
        return True
    return standing.is_on_team and (isinstance(about, Plan) or standing.works_in(about.section.area_id))


def _write_view(standing: Standing, disagreement: Disagreement) -> bool:
    in_area = standing.works_in(disagreement.section.area_id)
    return standing.is_citizen or ((standing.is_representative or standing.is_on_team) and in_area)


def _edit_view(standing: Standing, view: DisagreementView) -> bool:
    """Only one's own. Who acts for the citizen has a view of their own and leaves the citizen's alone."""
    is_here = standing.is_citizens_side or standing.is_on_team
    return is_here and standing.user is not None and view.written_by_id == standing.user_id


def _settle(standing: Standing, disagreement: Disagreement) -> bool:
    """Who coordinates, and the caseworkers of the department that what it is about belongs to."""
    return standing.is_caseworker and (standing.coordinates or standing.owns(disagreement.section))


def _is_caseworker(standing: Standing, _thing: Any) -> bool:
    return standing.is_caseworker


def _withdraw(standing: Standing, question: LeaderQuestion) -> bool:
    asked = standing.is_on_team and question.written_by_id == standing.user_id
    return asked or (standing.coordinates and standing.is_caseworker)


def _answer(standing: Standing, question: LeaderQuestion) -> bool:
    """Who it was put to, whatever else they are to the plan."""
    return standing.user is not None and question.asked_of_id == standing.user_id


MAY_IN_DISPUTES: dict[Action, Callable[[Standing, Any], bool]] = {
    Action.RAISE_DISAGREEMENT: _raise,
    Action.WRITE_VIEW: _write_view,
    Action.EDIT_VIEW: _edit_view,
    Action.SETTLE_DISAGREEMENT: _settle,
    Action.BRING_TO_LEADERS: _is_caseworker,
    Action.ASK_LEADER: _is_caseworker,
    Action.WITHDRAW_QUESTION: _withdraw,
    Action.ANSWER_QUESTION: _answer,
}
