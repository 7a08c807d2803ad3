"""The demo municipality: its files, moved to the present, and loading it into an emptied database."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from citizens.cpr import born_on
from enplan import clock
from enplan.demo.emptying import empty_database
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.course import CITIZEN, COURSE, NETWORK, STAFF, read_course
from enplan.demo.scenario.loading import load
from enplan.demo.scenario.shapes import ScenarioError, Shape, map_of, read_yaml, text

FOLDER = Path(__file__).parent / "municipality"
COMMON = "municipality.yaml"

# What the demo says of its people beyond the format.
DEMO_COURSE = Shape(
    {
        **COURSE.needed,
        "staff": map_of(STAFF.with_optional(phone=text, email=text)),
        "citizen": CITIZEN.with_optional(phone=text),
    },
    {**COURSE.optional, "network": map_of(NETWORK.with_optional(phone=text))},
)


@transaction.atomic
def load_demo(folder: Path = FOLDER) -> list[Cast]:
    """Empty the database and load the municipality, so that each file's `now` falls in this week.

    The same state each time: the same people, plans, words, periods and grants, relative to this week. Ids are new, the
    history tells of this loading alone, nobody has looked yet, and whatever was in the database before is gone.
    """
    courses = [read_course(moved_to_this_week(one), DEMO_COURSE) for one in read_folder(folder)]
    empty_database()
    return [load(course) for course in courses]


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
