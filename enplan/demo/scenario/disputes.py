"""Loading disagreements: each view by the one who holds it. And, for the demo, questions put to leaders."""

from datetime import timedelta
from typing import Any

from enplan import clock
from enplan.demo.scenario.cast import Cast
from plans.models import Disagreement
from plans.services.disagreements import store_disagreement, store_view
from plans.services.questions import ask_leader

A_WEEK = timedelta(days=7)


def load_disagreements(cast: Cast, rows: list[dict[str, Any]]) -> None:
    """Views of the same goal are one disagreement; written in the last week, in the file's order."""
    found: dict[str, Disagreement] = {}
    begun = max(cast.now - A_WEEK, clock.now())
    for position, one in enumerate(rows):
        goal, by = cast.goal(one["about"]), cast.user(one["by"])
        with clock.standing_at(begun + timedelta(hours=position)):
            if one["about"] not in found:
                found[one["about"]] = store_disagreement(by=by, section=goal.section, about=goal)
            store_view(by=by, disagreement=found[one["about"]], text=one["view"])


def load_questions(cast: Cast, rows: list[dict[str, Any]]) -> None:
    """Put through the service, so only what the leader may read can be asked about; the day before."""
    for position, one in enumerate(rows):
        with clock.standing_at(max(cast.now - timedelta(days=1), clock.now()) + timedelta(minutes=position)):
            ask_leader(
                by=cast.user(one["by"]),
                plan=cast.plan,
                leader=cast.user(one["to"]),
                text=one["text"],
                things=[cast.goal(key) for key in one["about"]],
            )
