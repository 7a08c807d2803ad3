"""The runner can fail: a scenario with one thing turned round, misspelt or missing does not pass."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from enplan.demo.scenario.shapes import NotBuilt, ScenarioError, read_yaml
from tests.scenario_runner.files import OWN, TESTS, empty_among, files_in, folders, pending
from tests.scenario_runner.steps import Step, StepFailed, check, read_steps, run, walk
from tests.test_scenarios import cases

TURNED = ("01-one-plan-three-departments", "04-two-people-edit-at-once", "06-overdue-tasks")
OTHER = {"sees": "hides", "hides": "sees"}


def scenario(name: str) -> Any:
    return read_yaml((OWN / f"{name}.yaml").read_text(encoding="utf-8"))


def turned_round(step: Step) -> Iterator[Step]:
    """The step with each single text of `sees` under `hides` and the reverse, and with another status."""
    for key, other in OTHER.items():
        for text in step.says.get(key, []):
            rest = [one for one in step.says[key] if one != text]
            yield Step(step.number, {**step.says, key: rest, other: [*step.says.get(other, []), text]})
    yield Step(step.number, {**step.says, "status": 200 if "status" in step.says else 404})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=[pytest.mark.xfail(strict=True)] if n in pending() else []) for n in TURNED],
)
def test_runner_fails_with_any_single_text_turned_round(name):
    """The answer is the same whatever is asked of it, so each is asked of the answer that the whole file got."""
    turned = 0
    for step, answer in walk(scenario(name)):
        if answer is None:
            continue
        for wrong in turned_round(step):
            turned += 1
            with pytest.raises(StepFailed):
                check(answer, wrong)
    assert turned >= 5


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["sees", "hides"])
def test_runner_fails_as_a_whole_with_a_text_turned_round(key):
    data = scenario("06-overdue-tasks")
    step = next(step for step in data["steps"] if key in step)
    step.setdefault(OTHER[key], []).append(step[key].pop())
    with pytest.raises(StepFailed):
        run(data)


MISJUDGED = {
    "a save that is not refused": (2, {"refused": True}),
    "a save that is no conflict": (2, {"conflict": True}),
    "a conflict nobody expects": (3, {"conflict": None, "keeps": None}),
    "a conflict that loses a text": (3, {"keeps": ["Praktik fem dage om ugen"]}),
    "a refusal nobody expects": (4, {"refused": None}),
    "a refusal that is no conflict": (4, {"refused": None, "conflict": True}),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "change"), MISJUDGED.values(), ids=MISJUDGED)
def test_runner_fails_when_an_act_ends_otherwise(place, change):
    data = scenario("04-two-people-edit-at-once")
    data["steps"] = [step for step in data["steps"] if "does" in step]
    data["steps"][place] |= change
    with pytest.raises(StepFailed):
        run(data)


@pytest.mark.django_db
def test_runner_fails_when_something_refused_has_changed_something(monkeypatch):
    def leaving_a_trace(*, goal, **_rest):
        type(goal).objects.filter(pk=goal.pk).update(title="Efterladt")
        raise PermissionDenied

    monkeypatch.setattr("tests.scenario_runner.doing.edit_goal", leaving_a_trace)
    data = scenario("04-two-people-edit-at-once")
    data["steps"] = [step for step in data["steps"] if step.get("refused")]
    with pytest.raises(StepFailed, match=r"changed .*plans\.Goal"):
        run(data)


UNKNOWN = {
    "the file": "",
    "a department": "departments.rus",
    "a person": "staff.jan",
    "the citizen": "citizen",
    "a network person": "network.mads",
    "a consent": "consents.c1",
    "the plan": "plan",
    "a member": "plan.team.0",
    "a goal": "plan.goals.job",
    "a task": "plan.tasks.t1",
    "a rating": "plan.ratings.0",
    "a step": "steps.0",
}


@pytest.mark.parametrize("path", UNKNOWN.values(), ids=UNKNOWN)
def test_runner_does_not_take_an_unknown_key(path):
    data = place = scenario("01-one-plan-three-departments")
    for key in filter(None, path.split(".")):
        place = place[int(key) if isinstance(place, list) else key]
    place["colour"] = "grøn"
    with pytest.raises(ScenarioError, match=r"unknown key colour"):
        run(data)


NOT_UNDERSTOOD = {
    "an unknown action": {"as": "sofie", "does": "dance"},
    "an unknown place": {"as": "sofie", "opens": "garden"},
    "a place with more than it takes": {"as": "sofie", "opens": "plan:job"},
    "a search for nothing": {"as": "sofie", "opens": "search:"},
    "nobody to open it": {"opens": "plan"},
    "nobody to do it": {"does": "end_member", "who": "jan"},
    "two things at once": {"as": "sofie", "opens": "plan", "does": "accept_handover"},
    "neither": {"as": "sofie", "sees": ["Beholde lejligheden"]},
    "nothing": {},
    "no map": "sofie opens plan",
    "another action's key": {"as": "sofie", "does": "end_member", "who": "jan", "title": "x"},
    "an action without its key": {"as": "sofie", "does": "edit_goal", "goal": "job"},
    "what is read after an action": {"as": "sofie", "does": "end_member", "who": "jan", "sees": ["x"]},
    "texts that are one text": {"as": "sofie", "opens": "plan", "sees": "Beholde lejligheden"},
    "an empty text": {"as": "sofie", "opens": "plan", "hides": [""]},
    "a status that is none": {"as": "sofie", "opens": "plan", "status": "open"},
    "kept texts without a conflict": {
        "as": "jan",
        "does": "edit_goal",
        "goal": "job",
        "title": "x",
        "keeps": ["x"],
    },
    "a question to nobody": {"as": "sofie", "does": "ask_leader", "question": "Hvem betaler?"},
    "a question without words": {"as": "sofie", "does": "ask_leader", "leader": "jan", "question": " "},
    "an answer without words": {"as": "jan", "does": "answer_question"},
    "a sync of somebody's": {"as": "sofie", "does": "sync"},
    "a sync that does not say which system": {"does": "sync", "count": 1},
    "a fault that is none": {"does": "break", "fagsystem": "sbsys", "how": "tired"},
    "a system to mend without its name": {"does": "mend"},
    "a system of which nothing is said": {"fagsystem": "sbsys", "kind": "plan"},
    "a kind of document that is none": {"fagsystem": "sbsys", "kind": "letter", "count": 1},
    "refused and a conflict": {"as": "sofie", "does": "accept_handover", "refused": True, "conflict": True},
}


@pytest.mark.parametrize("step", NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_runner_does_not_take_a_step_it_does_not_understand(step):
    data = scenario("01-one-plan-three-departments")
    data["steps"] = [step]
    with pytest.raises(ScenarioError) as error:
        run(data)
    assert not isinstance(error.value, NotBuilt)


UNNAMED = {
    "somebody nobody knows": {"as": "nils", "opens": "plan"},
    "a contact without a login": {"as": "mads", "opens": "plan"},
    "an act of nobody's": {"as": "nobody", "does": "accept_handover"},
    "a goal nobody knows": {"as": "jan", "does": "edit_goal", "goal": "x", "title": "x"},
    "a version nobody remembers": {
        "as": "jan",
        "does": "edit_goal",
        "goal": "job",
        "title": "x",
        "seen": "y",
    },
    "a consent nobody knows": {"as": "rasmus", "does": "withdraw_consent", "consent": "c9"},
    "a leader nobody knows": {"as": "sofie", "does": "ask_leader", "leader": "x", "question": "x"},
    "an answer to what nobody has asked": {"as": "sofie", "does": "answer_question", "answer": "x"},
    "a party who is not in it": {
        "as": "rasmus",
        "does": "withdraw_consent",
        "consent": "c2",
        "parties": ["job"],
    },
}


@pytest.mark.django_db
@pytest.mark.parametrize("refused", [False, True])
@pytest.mark.parametrize("step", UNNAMED.values(), ids=UNNAMED)
def test_runner_does_not_take_a_name_it_does_not_know_for_a_refusal(step, refused):
    data = scenario("01-one-plan-three-departments")
    data["steps"] = [step | {"refused": True} if refused and "does" in step else step]
    with pytest.raises(ScenarioError, match=r"not among|logged in|remembered|does not name|nobody has asked"):
        run(data)


NOT_BUILT = {
    "insight": {"as": "sofie", "opens": "insight"},
}


@pytest.mark.parametrize(("part", "step"), NOT_BUILT.items(), ids=NOT_BUILT)
def test_runner_says_which_part_is_not_built_yet(part, step):
    data = scenario("01-one-plan-three-departments")
    data["steps"] = [step]
    with pytest.raises(NotBuilt, match=f"part not built yet: {part}"):
        read_steps(data)


def test_files_of_two_folders_run_once_and_the_later_folder_wins(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, names in ((first, ("a", "b")), (second, ("b", "c"))):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.yaml").write_text(f"id: case-{name}\n")
    found = {file.id: file.path.parent for file in files_in([first, second])}
    assert found == {"case-a": first, "case-b": second, "case-c": second}
    (second / "broken.yaml").write_text("id: [")
    assert "broken" in {file.id for file in files_in([second])}


def test_folders_come_from_the_environment_or_are_the_projects_own(tmp_path):
    assert folders({"ENPLAN_SCENARIOS": f"{tmp_path}:/elsewhere"}) == [tmp_path, Path("/elsewhere")]
    assert folders({})[0] == OWN
    assert len(files_in(folders({}))) >= 8


def test_a_folder_without_files_is_told_apart(tmp_path):
    assert empty_among([OWN, tmp_path, tmp_path / "missing"]) == [tmp_path, tmp_path / "missing"]


def test_pending_ids_are_those_that_fail_and_no_others():
    files = files_in([OWN])
    marks = {param.id: param.marks for param in cases(files, {files[0].id, "in-no-folder"})}
    assert [mark.kwargs["strict"] for mark in marks.pop(files[0].id)] == [True]
    assert not any(marks.values())


def run_pytest(scenarios: Path) -> subprocess.CompletedProcess[str]:
    """The scenario tests alone, on a database of their own in memory."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(  # this very Python, with our own arguments
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-o",
            f"cache_dir={scenarios}/.cache",
            "tests/test_scenarios.py",
        ],
        env=environment | {"ENPLAN_SCENARIOS": str(scenarios)},
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_whole_run_fails_for_an_empty_folder(tmp_path):
    result = run_pytest(tmp_path)
    assert result.returncode == 1, result.stdout
    assert "test_scenarios_are_found_in_every_folder" in result.stdout


def test_the_whole_run_fails_for_a_slip_in_one_file_and_for_a_pending_one_that_passes(tmp_path):
    good = (OWN / "06-overdue-tasks.yaml").read_text(encoding="utf-8").partition("steps:")[0]
    (tmp_path / "good.yaml").write_text(good.replace("id: 06-overdue-tasks", "id: good"))
    (tmp_path / "slip.yaml").write_text(good.replace("id: 06-overdue-tasks", "id: slip\ncolour: green"))
    waiting = sorted(pending())
    if waiting:
        (tmp_path / "waiting.yaml").write_text(good.replace("id: 06-overdue-tasks", f"id: {waiting[0]}"))
    result = run_pytest(tmp_path)
    assert result.returncode == 1
    assert "unknown key colour" in result.stdout
    assert f"{2 if waiting else 1} failed, 2 passed" in result.stdout
