"""One file that says everything: it uses every key whose part exists, and all its steps are carried out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enplan.demo.scenario import course
from enplan.demo.scenario.shapes import Shape, read_yaml
from tests.scenario_runner.doing import ACTS
from tests.scenario_runner.fagsystemer import BY_NOBODY, CHECK
from tests.scenario_runner.opening import OPENS
from tests.scenario_runner.steps import OPEN, do_shape, run

SAMPLE = Path(__file__).parent / "scenario_samples" / "every-key.yaml"


@pytest.fixture
def sample() -> Any:
    return read_yaml(SAMPLE.read_text(encoding="utf-8"))


def maps_of(sample: Any) -> Iterator[tuple[str, Shape, list[Any]]]:
    """Each kind of map with those of the sample."""
    plan = sample["plan"]
    yield "file", course.COURSE, [sample]
    yield "staff", course.STAFF, list(sample["staff"].values())
    yield "citizen", course.CITIZEN, [sample["citizen"]]
    yield "network", course.NETWORK, list(sample["network"].values())
    yield "representative", course.REPRESENTATIVE, list(sample["representatives"].values())
    yield "consent", course.CONSENT, list(sample["consents"].values())
    yield "plan", course.PLAN, [plan]
    yield "member", course.MEMBER, plan["team"]
    yield "goal", course.GOAL, list(plan["goals"].values())
    yield "task", course.TASK, list(plan["tasks"].values())
    yield "measure", course.MEASURE, list(plan["measures"].values())
    yield "rating", course.RATING, plan["ratings"]
    yield "disagreement", course.DISAGREEMENT, plan["disagreements"]
    yield "meeting", course.MEETING, list(plan["meetings"].values())
    yield "note", course.NOTE, list(sample["journal"].values())
    yield "fagsystem", course.FAGSYSTEM, list(sample["fagsystemer"].values())
    yield "check", CHECK, [step for step in sample["steps"] if "fagsystem" in step]
    for name, shape in BY_NOBODY.items():
        yield name, shape, [step for step in sample["steps"] if step.get("does") == name]
    yield "opening", OPEN, [step for step in sample["steps"] if "opens" in step]
    for name, act in ACTS.items():
        yield name, do_shape(act), [step for step in sample["steps"] if step.get("does") == name]


def test_sample_uses_every_key_whose_part_exists(sample):
    for name, shape, maps in maps_of(sample):
        used = set().union(*maps)
        if name in {*ACTS, *BY_NOBODY}:
            used |= {"at", "refused", "conflict", "keeps"}
        assert shape.keys <= used, name


def test_sample_uses_every_word_where_there_is_a_choice(sample):
    plan, steps = sample["plan"], sample["steps"]
    assert {one["basis"] for one in sample["consents"].values()} == set(course.BASES)
    assert {one["form"] for one in sample["consents"].values()} == {"oral", "written", "digital"}
    assert {one.get("role", "caseworker") for one in sample["staff"].values()} == {
        "caseworker",
        "provider",
        "leader",
        "administrator",
        "auditor",
    }
    assert {one["kind"] for one in plan["meetings"].values()} == set(course.MEETING_KINDS)
    statuses = {one.get("status") for one in plan["goals"].values()}
    assert len(statuses) == 8
    assert {step["opens"].partition(":")[0] for step in steps if "opens" in step} == set(OPENS)
    assert {key for step in steps for key in step} >= {
        "at",
        "refused",
        "conflict",
        "keeps",
        "order",
        "status",
    }


@pytest.mark.django_db
def test_sample_does_what_it_says(sample):
    sample["steps"] = [step for step in sample["steps"] if "opens" not in step]
    run(sample)


@pytest.mark.django_db
def test_sample_opens_what_it_says(sample):
    run(sample)
