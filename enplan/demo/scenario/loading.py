"""Putting a course in the database: the parts in their order, in one transaction.

A new part of the format is one function, and one line in PARTS.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from citizens.models import Citizen
from enplan import clock
from enplan.demo.scenario.cast import Cast, found
from enplan.demo.scenario.content import load_goals, load_ratings, load_tasks
from enplan.demo.scenario.disputes import load_disagreements, load_questions
from enplan.demo.scenario.fagsystemer import load_fagsystemer
from enplan.demo.scenario.grounds import load_consents
from enplan.demo.scenario.journal import load_journal
from enplan.demo.scenario.measures import load_measures
from enplan.demo.scenario.meetings import load_meetings
from enplan.demo.scenario.people import load_departments, load_network, load_representatives, load_staff
from enplan.demo.scenario.shapes import ScenarioError
from enplan.demo.scenario.start import load_citizen, load_plan, load_team

Part = Callable[[Cast, Any], None]

# Each key with the function that stores what stands under it, in the order in which one leans on another. The clock
# stands at 00:00 of the day the plan started; a part that knows better moves it.
ORGANISATION: dict[str, Part] = {"departments": load_departments, "staff": load_staff}
PARTS: dict[str, Part] = {
    "citizen": load_citizen,
    "plan": load_plan,
    "network": load_network,
    "representatives": load_representatives,
    "plan.team": load_team,
    "consents": load_consents,
    "plan.goals": load_goals,
    "plan.measures": load_measures,
    "plan.tasks": load_tasks,
    "plan.ratings": load_ratings,
    "plan.disagreements": load_disagreements,
    "plan.questions": load_questions,
    "plan.meetings": load_meetings,
    "journal": load_journal,
    "fagsystemer": load_fagsystemer,
}


@transaction.atomic
def load(course: dict[str, Any], *, addresses: Mapping[str, str] | None = None) -> Cast:
    """Store a course that `read_course` has read: all of it, or nothing and a ScenarioError that says why.

    `addresses`: by the key of a fagsystem, where it answers.
    """
    try:
        return _load(course, addresses or {})
    except ValidationError as error:
        raise ScenarioError(f"{course['id']}: {'; '.join(error.messages)}") from error
    except PermissionDenied as error:
        raise ScenarioError(f"{course['id']}: {error}") from error


def _load(course: dict[str, Any], addresses: Mapping[str, str]) -> Cast:
    if Citizen.objects.filter(cpr=course["citizen"]["cpr"]).exists():
        raise ScenarioError(f"{course['id']}: the citizen is in the database already")
    cast = Cast(now=course["now"], addresses=dict(addresses))
    _each(ORGANISATION, cast, course)
    name = course["plan"]["coordinator"]
    cast.coordinator = found(cast.staff.get(name), name, "staff")
    with clock.standing_at(_beginning(course)):
        _each(PARTS, cast, course)
    cast.plan.refresh_from_db()
    return cast


def _beginning(course: dict[str, Any]) -> datetime:
    """00:00 of the day the plan started, or of a representative's last day where that was before it."""
    people = course.get("representatives", {}).values()
    days = [person["until"] for person in people if "until" in person]
    return clock.start_of(min([course["plan"]["started"], *days]))


def _each(parts: dict[str, Part], cast: Cast, course: dict[str, Any]) -> None:
    for path, store in parts.items():
        value: Any = course
        for key in path.split("."):
            value = value.get(key) if value is not None else None
        if value is not None:
            store(cast, value)
