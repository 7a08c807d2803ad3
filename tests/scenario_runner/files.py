"""Which scenario files there are, and which are known not to pass yet."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from enplan.demo.scenario.shapes import ScenarioError, read_yaml

TESTS = Path(__file__).resolve().parent.parent
OWN = TESTS / "scenarios"
SHARED = TESTS.parent.parent / "shared" / "scenarios"
PENDING = TESTS / "scenarios_pending.txt"


@dataclass(frozen=True)
class ScenarioFile:
    """A file and the id of the case in it."""

    id: str
    path: Path


def folders(environment: Mapping[str, str] = os.environ) -> list[Path]:
    """The folders of $ENPLAN_SCENARIOS; left out, the project's own and the shared one where it is there."""
    given = [Path(folder) for folder in environment.get("ENPLAN_SCENARIOS", "").split(":") if folder]
    return given or [OWN, *([SHARED] if SHARED.is_dir() else [])]


def files_in(places: list[Path]) -> list[ScenarioFile]:
    """Every case once, by id; of two with the same id the later folder's wins. Empty where there is no file."""
    found: dict[str, ScenarioFile] = {}
    for place in places:
        for path in sorted([*place.glob("*.yaml"), *place.glob("*.yml")]):
            found[_id_of(path)] = ScenarioFile(_id_of(path), path)
    return sorted(found.values(), key=lambda file: file.id)


def empty_among(places: list[Path]) -> list[Path]:
    """The folders that hold no scenario: a mistyped path must not look like a success."""
    return [place for place in places if not files_in([place])]


def pending(path: Path = PENDING) -> set[str]:
    """The ids in the list, one a line; what follows # is for people."""
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line}


def _id_of(path: Path) -> str:
    """The id in the file; the file's name where it has none that can be read: its test will say what is wrong."""
    try:
        data = read_yaml(path.read_text(encoding="utf-8"))
    except (ScenarioError, OSError, UnicodeDecodeError):
        return path.stem
    return str(data["id"]) if isinstance(data, dict) and data.get("id") else path.stem
