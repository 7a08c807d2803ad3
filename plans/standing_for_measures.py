"""Who may write measures and follow-ups; a part of the table in `plans.standing`."""

from collections.abc import Callable
from typing import Any

from plans.actions import Action
from plans.models import Measure
from plans.standings import Standing


def edit_measure(standing: Standing, measure: Measure) -> bool:
    """As a goal: the coordinator and caseworkers of the owner; a draft its writer alone."""
    if measure.is_draft and measure.written_by_id != standing.user_id:
        return False
    return standing.is_caseworker and standing.writes_in(measure.section)


def follow_up(standing: Standing, measure: Measure) -> bool:
    """Also providers: of the owner, or named as carrying out a measure in that part of the plan."""
    if measure.is_draft:
        return edit_measure(standing, measure)
    return (
        edit_measure(standing, measure)
        or standing.owns(measure.section)
        or standing.carries_out_in(measure.section)
    )


MAY_OF_MEASURES: dict[Action, Callable[[Standing, Any], bool]] = {
    Action.ADD_MEASURE: lambda standing, _plan: standing.is_caseworker,
    Action.EDIT_MEASURE: edit_measure,
    Action.FOLLOW_UP: follow_up,
    Action.FOLLOW_UP_PLAN: lambda standing, _plan: standing.coordinates and standing.is_caseworker,
}
