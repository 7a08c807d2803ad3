"""The steps that put a question to a leader and answer it: what it is answered from, and that each can fail."""

from typing import Any

import pytest

from enplan.accounts.models import User
from enplan.demo.scenario.shapes import read_yaml
from plans.models import LeaderQuestion
from plans.permissions import visible_to
from tests.scenario_runner.files import OWN
from tests.scenario_runner.steps import StepFailed, run
from tests.test_scenario_keys import SAMPLE

pytestmark = pytest.mark.django_db

ASK = {"as": "sofie", "does": "ask_leader", "leader": "grethe", "question": "Må vi begynde før tiden?"}
ANSWER = {"as": "grethe", "does": "answer_question", "answer": "Ja, i det små"}


def sample(*steps: dict[str, Any]) -> Any:
    data = read_yaml(SAMPLE.read_text(encoding="utf-8"))
    del data["fagsystemer"]
    data["steps"] = list(steps)
    return data


def question_after(*steps: dict[str, Any]) -> LeaderQuestion:
    """The one question that is there after these steps."""
    run(sample(*steps))
    return LeaderQuestion.objects.get()


def titles(question: LeaderQuestion) -> set[str]:
    return {item.goal.title for item in question.items.select_related("goal") if item.goal}


def test_question_is_answered_from_the_leaders_own_part_before_others():
    question = question_after(ASK)
    assert question.section.area_id == "job_education"
    assert titles(question) == {"Praktik i en planteskole", "Aftenskole"}


def test_question_of_the_team_meeting_is_asked_and_answered_without_the_meeting():
    data = read_yaml((OWN / "07-team-meeting-on-paper.yaml").read_text(encoding="utf-8"))
    del data["plan"]["meetings"]
    data["steps"] = [step for step in data["steps"] if "meeting" not in str(step)]
    assert {"ask_leader", "answer_question"} <= {step.get("does") for step in data["steps"]}
    data["steps"] += [
        {"as": "morten", "opens": "plan", "sees": ["Ja, to timer om ugen"]},
        {"as": "dorte", "opens": "plan", "hides": ["Ja, to timer om ugen", "Må vi bruge praktik"]},
    ]
    run(data)


def test_question_of_a_department_without_own_part_takes_the_first_open_to_it():
    data = sample(ASK | {"leader": "lis"})
    data["staff"]["lis"] = {"name": "Lis Toft", "department": "nyt", "role": "leader"}
    data["departments"]["nyt"] = "Nyt hus"
    data["consents"]["nyt"] = {
        **data["consents"]["deling"],
        "areas": ["everyday", "housing"],
        "parties": ["nyt"],
        "sources": ["social"],
    }
    run(data)
    assert LeaderQuestion.objects.get().section.area_id == "housing"


def test_question_is_read_by_who_asked_who_coordinates_the_citizen_and_the_leader():
    question = question_after(ASK | {"as": "jan"})
    rows = LeaderQuestion.objects.filter(pk=question.pk)
    readers = {user.username for user in User.objects.all() if visible_to(user, rows).exists()}
    assert readers == {"sofie", "jan", "ida", "grethe"}


REFUSED = {
    "asked by a provider": [ASK | {"as": "pia"}],
    "asked by the citizen": [ASK | {"as": "ida"}],
    "put to no leader": [ASK | {"leader": "jan"}],
    "put with nothing that is open to both": [ASK | {"as": "hanne"}],
    "answered by another": [ASK, ANSWER | {"as": "sofie"}],
    "answered twice": [ASK, ANSWER, ANSWER],
}


@pytest.mark.parametrize("is_said", [True, False])
@pytest.mark.parametrize("steps", REFUSED.values(), ids=REFUSED)
def test_what_the_service_refuses_fails_unless_the_step_says_so(steps, is_said):
    if is_said:
        run(sample(*steps[:-1], steps[-1] | {"refused": True}))
        return
    with pytest.raises(StepFailed, match="refused"):
        run(sample(*steps))


@pytest.mark.parametrize("steps", [[ASK], [ASK, ANSWER]])
def test_what_is_done_is_not_taken_for_a_refusal(steps):
    with pytest.raises(StepFailed, match="was done"):
        run(sample(*steps[:-1], steps[-1] | {"refused": True}))


def test_two_questions_to_one_leader_are_answered_in_the_order_they_were_put():
    later = ANSWER | {"answer": "Nej, først til efteråret"}
    run(sample(ASK, ASK | {"question": "Hvem betaler?"}, ANSWER, later))
    answers = dict(LeaderQuestion.objects.values_list("text", "answer"))
    assert answers == {ASK["question"]: ANSWER["answer"], "Hvem betaler?": later["answer"]}
