"""The demo municipality's files as data, and the words and periods that their tests ask about."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "enplan" / "demo" / "municipality"
COMMON: dict[str, Any] = yaml.safe_load((FOLDER / "municipality.yaml").read_text(encoding="utf-8"))
COURSES: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.stem != "municipality"
}
DEPARTMENTS: dict[str, Any] = COMMON["departments"]
STAFF: dict[str, dict[str, Any]] = COMMON["staff"]


def words(text: str) -> set[str]:
    """The words of a text, each once."""
    return set(text.split())


NOW = "2026-03-10T10:00"
TODAY = date(2026, 3, 10)
AGES = {"dennis": 31, "lone": 55, "silas": 17, "selam": 34, "poulerik": 61, "mille": 24}
AREAS = words(
    "job_education housing economy health mental_health substance_use family network_leisure everyday"
)
BASES = {
    "samtykke til deling",
    "sundhedsloven § 43",
    "retssikkerhedsloven § 11 a",
    "serviceloven § 141 (5)",
    "sundhedsloven § 41",
    "visitation",
    "akut fare eller lovbestemt pligt",
    "ledelsestilsyn",
}
ONE_YEAR_BASES = {"samtykke til deling", "sundhedsloven § 43"}
KEYS = {
    "course": words("id title from now citizen network representatives consents plan"),
    "citizen": words("username name cpr phone address protected_address language"),
    "network": {"name", "relation", "login"},
    "representative": {"name", "relation", "basis", "areas", "until"},
    "staff": {"name", "department", "role", "phone", "email"},
    "consent": words(
        "given form basis purpose areas parties sources until noted_by"
        " information information_from matter consequence"
    ),
    "plan": words(
        "coordinator started agreed dream matters team goals measures tasks ratings disagreements questions meetings"
    ),
    "measure": words("area owner law title provider extent from to follow_up trial"),
    "member": {"who", "areas", "role", "from", "to"},
    "goal": words("area owner title words type why due responsible expected actual status reason subgoals"),
    "subgoal": {"title", "status"},
    "task": {"title", "goal", "area", "responsible", "due", "status"},
    "rating": {"by", "area", "value", "day", "note"},
}
GOAL_STATUSES = words("draft proposed active reached not_working changed stopped blocked")
STATUSES_WITH_REASON = {"not_working", "changed", "stopped", "blocked"}
LEVELS = {0, 1, 2, 3, 4, "not_assessed"}

TIME_BOUND = re.compile(
    r"\b(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|january|february|march|may|june|july|october)\b"
    r"|\b(?:forår|sommer|efterår|vinter|jule?|påske|pinse|nytår)(?:en|et|s|aften\w*|ferie\w*|dag\w*)?\b"
    r"|\b(?:spring|summer|autumn|winter|christmas|easter)\b"
    r"|\b20\d\d\b|\b\d{1,2}/\d{1,2}\b|\b\d{4}-\d\d\b",
    re.IGNORECASE,
)
WORDS_WE_DO_NOT_USE = re.compile(r"\b(?:sag|sagen|sager|klient\w*|målgruppe\w*)\b", re.IGNORECASE)


def people_of(course: dict[str, Any]) -> set[str]:
    """Everybody of one course who has a username, staff left out."""
    return {course["citizen"]["username"], *course["network"], *course["representatives"]}


def membership(course: dict[str, Any], who: str) -> tuple[set[str], date, date] | None:
    """Areas, first and last day of a person's work on the plan. None when not on the team."""
    plan = course["plan"]
    if who == plan["coordinator"]:
        return AREAS, plan["started"], date.max
    for member in plan["team"]:
        if member["who"] == who:
            return set(member["areas"]), member.get("from", plan["started"]), member.get("to", date.max)
    return None


def last_day(consent: dict[str, Any]) -> date:
    """The last day a consent is in force, as scenarios/README.md has it."""
    if "until" in consent:
        until: date = consent["until"]
        return until
    assert consent["basis"] in ONE_YEAR_BASES, "only these have a period of their own"
    given: date = consent["given"]
    return given.replace(year=given.year + 1) - timedelta(days=1)


def born_on(cpr: str) -> date:
    """The century rule, written apart from the program's own."""
    day, month, year, seventh = int(cpr[:2]) - 60, int(cpr[2:4]), int(cpr[4:6]), int(cpr[6])
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    return date(century + year, month, day)


def texts_of(part: object) -> Iterator[str]:
    """Every string that stands as a value anywhere in `part`."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from texts_of(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts_of(value)


def shown_texts(course: dict[str, Any]) -> Iterator[str]:
    """What visitors read: all but the English frame of the file."""
    yield from texts_of({key: course[key] for key in ("network", "representatives", "consents", "plan")})
