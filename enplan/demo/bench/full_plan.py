"""Two made-up plans for measuring what much in one plan costs: one that holds everything, and one with three goals.

They are loaded as scenarios are, so that each thing is written by somebody who could have, and has its history.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from enplan import clock
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.course import AREAS, read_course
from enplan.demo.scenario.loading import load
from plans.models import Measure, Progress
from plans.services.follow_ups import follow_up
from plans.services.goal_progress import store_progress

YEAR = timedelta(days=364)
QUARTER = timedelta(days=91)
DEPARTMENTS = ("Jobcenter", "Socialafdeling", "Borgerservice", "Familieafdeling", "Botilbud")


@dataclass(frozen=True)
class Size:
    """How much a plan holds. Every second task is done; `years` is how long the plan has run."""

    key: str
    departments: int
    goals: int
    tasks: int
    measures: int
    years: int


FULL = Size("fuld", departments=5, goals=12, tasks=60, measures=17, years=3)
THREE_GOALS = Size("tre", departments=2, goals=3, tasks=9, measures=3, years=1)


def load_plan_of(size: Size) -> Cast:
    """Store the plan, with a colleague of the coordinator who works in all areas, up to the clock's now."""
    cast = load(read_course(_course(size)))
    for goal in cast.goals.values():
        for day in _quarters(size):
            with clock.standing_at(cast.on_day(day)):
                store_progress(
                    by=goal.written_by, goal=goal, direction="forward", note="Lidt lettere end sidst"
                )
    for measure in Measure.objects.filter(section__plan=cast.plan):
        for day in _quarters(size):
            measure.refresh_from_db()
            with clock.standing_at(cast.on_day(day)):
                follow_up(
                    by=measure.written_by,
                    measure=measure,
                    seen=measure.version,
                    happened="Kommer hver gang og er glad for det",
                    progress=Progress.ON_TRACK,
                )
    return cast


def _course(size: Size) -> dict[str, Any]:
    keys = [f"{size.key}-afdeling{number}" for number in range(size.departments)]
    staff = {f"{size.key}-{number}": keys[number % len(keys)] for number in range(2 * len(keys))}
    goals = {f"g{number}": _goal(size, number, keys) for number in range(size.goals)}
    started = _started(size)
    return {
        "id": size.key,
        "title": "Til måling",
        "now": clock.now(),
        "departments": {key: f"{name} for {size.key}" for key, name in zip(keys, DEPARTMENTS, strict=False)},
        "staff": {
            name: {"name": f"Ansat {name}", "department": department} for name, department in staff.items()
        },
        "citizen": {
            "username": f"{size.key}-borger",
            "name": f"Borger {size.key}",
            # A seventh digit that the made-up country does not use.
            "cpr": f"610150{1000 + len(keys)}",
        },
        "consents": dict(_consent(keys, started, number) for number in range(size.years)),
        "plan": {
            "coordinator": f"{size.key}-0",
            "started": started,
            "agreed": started,
            "dream": "At klare min egen hverdag",
            "matters": "At I spørger mig først",
            "team": [
                {"who": name, "areas": list(AREAS), "from": started}
                for name in staff
                if name != f"{size.key}-0"
            ],
            "goals": goals,
            "measures": {f"m{number}": _measure(size, number, keys) for number in range(size.measures)},
            "tasks": {f"t{number}": _task(size, number) for number in range(size.tasks)},
            "ratings": _ratings(size),
        },
    }


def _consent(keys: list[str], started: date, number: int) -> tuple[str, dict[str, Any]]:
    given = started + number * YEAR
    return f"samtykke{number}", {
        "given": given,
        "until": given + YEAR + timedelta(days=20),
        "form": "written",
        "basis": "samtykke til deling",
        "purpose": "Én plan på tværs",
        "areas": list(AREAS),
        "parties": ["coordinator", *keys],
    }


def _goal(size: Size, number: int, keys: list[str]) -> dict[str, Any]:
    owner = number % len(keys)
    return {
        "area": AREAS[number % len(AREAS)],
        "owner": keys[owner],
        "title": f"Mål {number} med en titel af en vis længde",
        "words": "agreed",
        "type": "develop",
        "why": "Fordi det er det, der fylder mest lige nu",
        "due": clock.today() + QUARTER,
        "responsible": f"{size.key}-{owner}",
        "expected": 1,
        "actual": 3,
        "subgoals": [{"title": "Første skridt", "status": "done"}, "Næste skridt"],
    }


def _measure(size: Size, number: int, keys: list[str]) -> dict[str, Any]:
    return {
        "area": AREAS[number % len(AREAS)],
        "owner": keys[number % len(keys)],
        "law": "serviceloven § 85",
        "title": f"Indsats {number}",
        "provider": keys[(number + 1) % len(keys)],
        "from": _started(size),
        "follow_up": "4 months",
    }


def _task(size: Size, number: int) -> dict[str, Any]:
    """Agreed all along: those that are done were due through the years, the others are due soon."""
    is_done = number % 2 == 0
    passed = (clock.today() - _started(size)) * number // size.tasks
    return {
        "title": f"Aftale {number} om noget, der skal gøres",
        "goal": f"g{number % size.goals}",
        "responsible": f"{size.key}-borger" if number % 3 == 0 else f"{size.key}-0",
        "due": _started(size) + passed if is_done else clock.today() + timedelta(days=number),
        "status": "done" if is_done else "not_started",
    }


def _ratings(size: Size) -> list[dict[str, Any]]:
    by = (f"{size.key}-borger", f"{size.key}-0")
    return [
        {"by": who, "area": area, "value": 5, "day": day}
        for day in _quarters(size)
        for area in ("overall", *AREAS[: size.goals])
        for who in by
    ]


def _started(size: Size) -> date:
    return clock.today() - size.years * YEAR


def _quarters(size: Size) -> list[date]:
    """The days on which people looked at it together, from the first quarter to this week's."""
    return [_started(size) + number * QUARTER for number in range(1, 4 * size.years + 1)]
