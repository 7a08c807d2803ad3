"""The keys of a course: what a file may say, and reading it. Storing it is in `loading`."""

from pathlib import Path
from typing import Any

from enplan.demo.scenario.measures import law, rhythm
from enplan.demo.scenario.shapes import (
    NotBuilt,
    Reader,
    ScenarioError,
    Shape,
    day,
    flag,
    instant,
    list_of,
    map_of,
    number,
    one_of,
    read_yaml,
    some_of,
    text,
    texts,
)
from integrations.adapters.registry import ADAPTERS

AREAS = (
    "job_education",
    "housing",
    "economy",
    "health",
    "mental_health",
    "substance_use",
    "family",
    "network_leisure",
    "everyday",
)
FAGSYSTEMER = ("nexus", "nova", "sbsys", "fasit", "sf2900", "sf1470", "momentum")
BASES = (
    "samtykke til deling",
    "sundhedsloven § 43",
    "retssikkerhedsloven § 11 a",
    "serviceloven § 141 (5)",
    "sundhedsloven § 41",
    "visitation",
    "akut fare eller lovbestemt pligt",
    "ledelsestilsyn",
)

area: Reader = one_of(*AREAS)
areas: Reader = some_of(*AREAS)
basis: Reader = one_of(*BASES)


def parties(value: Any, where: str) -> list[str]:
    """Who: department keys, usernames or `coordinator`; at least one."""
    names = texts(value, where)
    if not names:
        raise ScenarioError(f"{where}: must name at least one")
    return names


def level(value: Any, where: str) -> int | None:
    """Functioning 0–4; None is "not assessed"."""
    if value == "not_assessed":
        return None
    found: int = number(0, 4)(value, where)
    return found


def rating(value: Any, where: str) -> int | None:
    """The ruler's 0–10; without a value it is "ved ikke"."""
    found: int | None = None if value is None else number(0, 10)(value, where)
    return found


def department(value: Any, where: str) -> dict[str, Any]:
    """A name alone, or a map with more."""
    shape = Shape({"name": text}, {"health": flag})
    return {"name": value} if isinstance(value, str) else shape(value, where)


def subgoal(value: Any, where: str) -> dict[str, Any]:
    """A title alone, or a map with how far it is."""
    shape = Shape({"title": text}, {"status": one_of("not_started", "in_progress", "done")})
    return {"title": value} if isinstance(value, str) else shape(value, where)


def adapter(value: Any, where: str) -> str:
    """A fagsystem's adapter; NotBuilt for one that the program lacks."""
    name: str = one_of(*FAGSYSTEMER)(value, where)
    if name not in ADAPTERS:
        raise NotBuilt(name)
    return name


STAFF = Shape(
    {"name": text, "department": text},
    {"role": one_of("caseworker", "provider", "leader", "administrator", "auditor")},
)
CITIZEN = Shape(
    {"username": text, "name": text, "cpr": text},
    {"address": text, "protected_address": flag, "language": text},
)
NETWORK = Shape({"name": text, "relation": text}, {"login": flag})
REPRESENTATIVE = Shape({"name": text, "relation": text, "basis": text, "areas": areas}, {"until": day})
CONSENT = Shape(
    {
        "given": day,
        "form": one_of("oral", "written", "digital"),
        "basis": basis,
        "purpose": text,
        "areas": areas,
        "parties": parties,
    },
    {"sources": texts, "until": day, "noted_by": text},
)
MEMBER = Shape({"who": text, "areas": areas}, {"role": text, "from": day, "to": day})
GOAL = Shape(
    {
        "area": area,
        "owner": text,
        "title": text,
        "words": one_of("citizen", "agreed", "hypothesis"),
        "type": one_of("develop", "maintain", "limit_loss"),
    },
    {
        "why": text,
        "due": day,
        "responsible": text,
        "expected": level,
        "actual": level,
        "status": one_of(
            "draft", "proposed", "active", "reached", "not_working", "changed", "stopped", "blocked"
        ),
        "reason": text,
        "subgoals": list_of(subgoal),
        "ffb": text,
    },
)
TASK = Shape(
    {"title": text},
    {
        "goal": text,
        "area": area,
        "responsible": text,
        "due": day,
        "status": one_of("not_started", "in_progress", "done", "cancelled"),
    },
)
MEASURE = Shape(
    {"area": area, "owner": text, "law": law, "title": text, "provider": text, "from": day},
    {"to": day, "follow_up": rhythm, "trial": flag},
)
NOTE = Shape({"by": text, "day": day, "area": area, "title": text, "text": text})
FAGSYSTEM = Shape(
    {"adapter": adapter, "name": text, "department": text, "receives": some_of("plan", "journal", "status")}
)
RATING = Shape({"by": text, "area": one_of("overall", *AREAS), "value": rating, "day": day}, {"note": text})
DISAGREEMENT = Shape({"about": text, "by": text, "view": text})
POINT = Shape({"text": text, "area": area})
MEETING_KINDS = ("kickoff", "mini_kick", "team", "tfa", "step_up", "borgerkonference", "weekly")
MEETING = Shape(
    {"kind": one_of(*MEETING_KINDS), "at": instant, "participants": texts},
    {
        "place": text,
        "agenda": list_of(POINT),
        "columns": Shape({}, dict.fromkeys(("worries", "works", "next"), list_of(POINT))),
        "decisions": list_of(Shape({"text": text, "area": area, "responsible": text}, {"from": day})),
        "disagreements": list_of(Shape({"by": text, "view": text, "area": area})),
    },
)
# Of the demo alone: nobody has said how a scenario file would put a question.
QUESTION = Shape({"by": text, "to": text, "about": texts, "text": text})

PLAN = Shape(
    {"coordinator": text, "started": day},
    {
        "agreed": day,
        "dream": text,
        "matters": text,
        "team": list_of(MEMBER),
        "goals": map_of(GOAL),
        "tasks": map_of(TASK),
        "ratings": list_of(RATING),
        "measures": map_of(MEASURE),
        "meetings": map_of(MEETING),
        "disagreements": list_of(DISAGREEMENT),
    },
)
COURSE = Shape(
    {
        "id": text,
        "title": text,
        "now": instant,
        "departments": map_of(department),
        "staff": map_of(STAFF),
        "citizen": CITIZEN,
        "plan": PLAN,
    },
    {
        "from": text,
        "network": map_of(NETWORK),
        "representatives": map_of(REPRESENTATIVE),
        "consents": map_of(CONSENT),
        "journal": map_of(NOTE),
        "fagsystemer": map_of(FAGSYSTEM),
        "steps": list_of(lambda value, _where: value),  # read one at a time, when they are carried out
    },
)


def read_course(data: Any, shape: Shape = COURSE) -> dict[str, Any]:
    """A course from a file's data, each value as it is used. ScenarioError names the place that is not understood."""
    name = data.get("id") if isinstance(data, dict) else None
    return shape(data, str(name or "file"))


def read_file(path: Path) -> dict[str, Any]:
    """The course in a file. ScenarioError when there is none to read."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{path}: cannot be read ({error.__class__.__name__})") from error
    return read_course(read_yaml(content))
