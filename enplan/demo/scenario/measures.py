"""Loading measures: each written by somebody of its owner, on the day it began or is agreed to."""

import re
from typing import Any

from enplan import clock
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.shapes import ScenarioError, text
from enplan.demo.scenario.writers import writer_in
from plans.services.measures import store_measure
from plans.services.sections import section_of

RHYTHM = re.compile(r"(\d+) (week|month)s?")


def law(value: Any, where: str) -> dict[str, str]:
    """Law and paragraph, always both: “serviceloven § 85”."""
    name, sign, number = text(value, where).partition("§")
    if not sign or not name.strip() or not number.strip():
        raise ScenarioError(f"{where}: must name a law and a paragraph, like serviceloven § 85")
    return {"law": name.strip(), "paragraph": f"§ {number.strip()}"}


def rhythm(value: Any, where: str) -> dict[str, int]:
    """How often it is followed up: “4 months”; “10 weeks” is the first time alone."""
    found = RHYTHM.fullmatch(text(value, where))
    if found is None:
        raise ScenarioError(f"{where}: must be a number of weeks or months, like 4 months")
    name = "follow_up_months" if found[2] == "month" else "first_follow_up_weeks"
    return {name: int(found[1])}


def load_measures(cast: Cast, measures: dict[str, dict[str, Any]]) -> None:
    """Measures in the part of their owner. A trial is evaluated when it ends."""
    for one in measures.values():
        owner = cast.department(one["owner"])
        by = writer_in(cast, owner, area=one["area"], responsible=None, is_draft=False)
        since = [working.since for name, working in cast.team.items() if cast.staff[name] == by]
        provider = cast.departments.get(one["provider"])
        with clock.standing_at(max([clock.now(), *since, cast.on_day(min(one["from"], cast.now.date()))])):
            store_measure(
                by=by,
                section=section_of(cast.plan, area_id=one["area"], owner_id=owner.pk),
                title=one["title"],
                starts_on=one["from"],
                ends_on=one.get("to"),
                is_trial=one.get("trial", False),
                evaluate_on=one.get("to") if one.get("trial") else None,
                provider=provider,
                provider_name="" if provider else one["provider"],
                extent=one.get("extent", ""),
                **one["law"],
                **one.get("follow_up", {}),
            )
