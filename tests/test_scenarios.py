"""Every scenario file is a test, named after its id. Carrying out the steps: tests/scenario_runner."""

from typing import Any

import pytest

from enplan.demo.scenario.shapes import read_yaml
from tests.scenario_runner.files import ScenarioFile, empty_among, files_in, folders, pending
from tests.scenario_runner.steps import run

pytestmark = pytest.mark.smoke


def test_scenarios_are_found_in_every_folder():
    assert files_in(folders()), f"no scenario in {folders()}"
    assert not empty_among(folders())


def cases(files: list[ScenarioFile], not_yet: set[str]) -> list[Any]:
    """A pending one is run as well: when it passes, that is an error until it leaves the list."""
    waits = pytest.mark.xfail(reason="stands in tests/scenarios_pending.txt", strict=True)
    return [pytest.param(file, id=file.id, marks=[waits] if file.id in not_yet else []) for file in files]


@pytest.mark.django_db
@pytest.mark.parametrize("file", cases(files_in(folders()), pending()))
def test_scenario(file: ScenarioFile):
    run(read_yaml(file.path.read_text(encoding="utf-8")))
