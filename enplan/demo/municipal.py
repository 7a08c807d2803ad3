"""The demo municipality: its files, moved to the present, and loading it into an emptied database."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from citizens.cpr import born_on
from enplan import clock
from enplan.audit.models import Look
from enplan.demo.courses_under_way import add_courses
from enplan.demo.emptying import empty_database
from enplan.demo.encounters import add_encounters
from enplan.demo.meetings import add_meetings, add_protected_times
from enplan.demo.messages import add_messages
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.course import (
    CITIZEN,
    CONSENT,
    COURSE,
    MEASURE,
    NETWORK,
    PLAN,
    QUESTION,
    STAFF,
    read_course,
)
from enplan.demo.scenario.grounds import OBTAINED
from enplan.demo.scenario.loading import load
from enplan.demo.scenario.shapes import ScenarioError, Shape, list_of, map_of, one_of, read_yaml, text
from plans.looks import look_at_plan
from plans.models import TalkLine
from plans.permissions import standing_of
from plans.services.talks import add_line

FOLDER = Path(__file__).parent / "municipality"
COMMON = "municipality.yaml"

SAID = Shape({"kind": one_of(*TalkLine.Kind.values), "text": text}, {"area": text})

# What the demo says of its people beyond the format.
DEMO_COURSE = Shape(
    {
        **COURSE.needed,
        "staff": map_of(STAFF.with_optional(phone=text, email=text)),
        "citizen": CITIZEN.with_optional(phone=text),
        "plan": Shape(
            PLAN.needed,
            {
                **PLAN.optional,
                "measures": map_of(MEASURE.with_optional(extent=text)),
                "questions": list_of(QUESTION),
            },
        ),
    },
    {
        **COURSE.optional,
        "consents": map_of(CONSENT.with_optional(**dict.fromkeys(OBTAINED, text))),
        "network": map_of(NETWORK.with_optional(phone=text)),
        "talk": list_of(SAID),
    },
)


@transaction.atomic
def load_demo(folder: Path = FOLDER) -> list[Cast]:
    """Empty the database and load the municipality, so that each file's `now` falls in this week.

    The same state each time: the same people, plans, words, periods and grants, relative to this week. Ids are new, the
    history tells of this loading alone, a few people have looked (whoever coordinates last on Friday), and whatever was
    in the database before is gone.
    """
    courses = [read_course(moved_to_this_week(one), DEMO_COURSE) for one in read_folder(folder)]
    empty_database()
    casts = [load(course) for course in courses]
    if folder == FOLDER:
        add_encounters(casts)
        add_courses(casts)
        add_meetings(casts)
        add_protected_times(casts)
        add_messages(casts)
    _look_on_friday(casts)
    for cast, course in zip(casts, courses, strict=True):
        _begin_talk(cast, course)
    return casts


def _look_on_friday(casts: list[Cast]) -> None:
    """So that the start page tells on Monday what others have done since."""
    friday = _monday_of(clock.today()) - timedelta(days=3)
    with clock.standing_at(clock.start_of(friday) + timedelta(hours=14)):
        for cast in casts:
            standing = standing_of(cast.coordinator, cast.plan)
            if standing.coordinates:
                look_at_plan(by=cast.coordinator, standing=standing, kind=Look.Kind.PAGE, what="Planen")


def _begin_talk(cast: Cast, course: dict[str, Any]) -> None:
    """A conversation that the coordinator had in the morning and has not sorted into the plan yet."""
    with clock.standing_at(course["now"]):
        for said in course.get("talk", ()):
            add_line(
                by=cast.coordinator,
                plan=cast.plan,
                kind=said["kind"],
                text=said["text"],
                area_id=said.get("area"),
            )


def read_folder(folder: Path) -> list[dict[str, Any]]:
    """The courses' data, each with the departments and staff that all of them share."""
    common = read_yaml((folder / COMMON).read_text(encoding="utf-8"))
    files = sorted(path for path in folder.glob("*.yaml") if path.name != COMMON)
    if not files:
        raise ScenarioError(f"{folder} has no courses")
    return [common | read_yaml(path.read_text(encoding="utf-8")) for path in files]


def moved_to_this_week(course: dict[str, Any]) -> dict[str, Any]:
    """The course with every day and instant moved by the same whole weeks; people keep their age."""
    now = datetime.fromisoformat(str(course["now"]))
    by = _monday_of(clock.today()) - _monday_of(now.date())
    moved: dict[str, Any] = _moved(course, by)
    moved["now"] = now + by
    moved["citizen"]["cpr"] = moved_cpr(course["citizen"]["cpr"], by)
    return moved


def moved_cpr(cpr: str, by: timedelta) -> str:
    """The replacement number (day + 60) of somebody born that much later. The last four digits stay where they can."""
    born = born_on(cpr) + by
    moved = f"{born.day + 60:02}{born:%m%y}{cpr[6:]}"
    if born_on(moved) != born:  # over a century's end the seventh digit means another century
        moved = f"{moved[:6]}{'4' if born.year >= 2000 else '0'}{cpr[7:]}"
    return moved


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _moved(value: Any, by: timedelta) -> Any:
    match value:
        case dict():
            return {key: _moved(one, by) for key, one in value.items()}
        case list():
            return [_moved(one, by) for one in value]
        case date():  # an instant is one, too
            return value + by
        case _:
            return value
