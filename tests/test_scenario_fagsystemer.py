"""What the scenario runner says of fagsystemer: how documents are counted, and that each check can fail."""

import pytest

from enplan.demo.scenario.shapes import ScenarioError, read_yaml
from integrations.simulators.server import Received
from tests.scenario_runner.fagsystemer import how_many, looked_at
from tests.scenario_runner.steps import StepFailed, run
from tests.test_scenario_keys import SAMPLE

CPR = "6205920019"
FIRST = Received("plan", CPR, "Én plan [EnPlan:1]", "Gammelt")
SECOND = Received("plan", CPR, "Én plan, version 2 [EnPlan:2]", "Nyt")
AGAIN = Received("plan", CPR, "Én plan, version 2 [EnPlan:3]", "Nyt")
NOTE = Received("journal", CPR, "Besøg [EnPlan:4]", "Vi talte sammen")


def test_plan_counts_once_however_many_versions_it_has():
    assert how_many([FIRST, SECOND]) == 1


def test_version_held_twice_counts_twice():
    assert how_many([FIRST, SECOND, AGAIN]) == 2


def test_note_held_twice_counts_twice():
    assert how_many([NOTE, NOTE, FIRST]) == 3


def test_newest_version_is_looked_at_whatever_came_last():
    assert looked_at([SECOND, NOTE, FIRST]) == [NOTE, SECOND]


CANNOT_BE = {
    "a text it lacks": {"has": ["Kladde om løntilskud"]},
    "a text it holds": {"lacks": ["praktik i en planteskole"]},
    "one note too many": {"kind": "journal", "count": 2},
    "no plan": {"kind": "plan", "count": 0},
    "a note's text in the plan": {"kind": "plan", "has": ["Ida glæder sig til planteskolen"]},
}


@pytest.mark.django_db
@pytest.mark.parametrize("holds", CANNOT_BE.values(), ids=CANNOT_BE)
def test_check_of_a_fagsystem_can_fail(holds):
    data = read_yaml(SAMPLE.read_text(encoding="utf-8"))
    data["steps"] = [{"does": "sync"}, {"fagsystem": "sbsys", **holds}]
    with pytest.raises(StepFailed, match="sbsys holds"):
        run(data)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "step", [{"does": "mend", "fagsystem": "fasit"}, {"fagsystem": "fasit", "count": 0}], ids=["act", "check"]
)
def test_runner_does_not_take_a_fagsystem_it_does_not_know(step):
    data = read_yaml(SAMPLE.read_text(encoding="utf-8"))
    data["steps"] = [step]
    with pytest.raises(ScenarioError, match="fasit is not among fagsystemer"):
        run(data)
