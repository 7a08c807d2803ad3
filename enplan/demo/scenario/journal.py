"""Loading journal notes: filed history, each on its day in its writer's own department's part of an area."""

from typing import Any

from enplan import clock
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.shapes import ScenarioError
from plans.services.journal import store_note
from plans.services.sections import section_of


def load_journal(cast: Cast, journal: dict[str, dict[str, Any]]) -> None:
    """Who may write is not asked: it was written then. The writer must be somebody who writes for a department."""
    for position, (key, one) in enumerate(journal.items()):
        by = cast.user(one["by"])
        if by.department_id is None:
            raise ScenarioError(f"journal.{key}: {one['by']} writes for no department")
        section = section_of(cast.plan, area_id=one["area"], owner_id=by.department_id)
        with clock.standing_at(cast.on_day(one["day"], seconds=position)):
            cast.notes[key] = store_note(
                by=by, section=section, title=one["title"], text=one["text"], day=one["day"]
            )
