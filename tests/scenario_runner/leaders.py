"""Questions to leaders: put with what there is to answer them from, and answered in the order they were put.

A step says who is asked and what. The page also asks what the leader may see to answer; a step takes all of one area
that the page would let its person choose: one where the leader's own department has written, else the first.
"""

from typing import Any

from enplan.accounts.models import User
from enplan.demo.scenario.shapes import ScenarioError
from plans.excerpts import Thing, closed_to
from plans.models import Disagreement, Goal, LeaderQuestion, Plan, Task
from plans.permissions import standing_of, visible_to
from plans.services.questions import answer_question, ask_leader
from tests.scenario_runner.stage import Stage


def ask(stage: Stage, by: User, step: dict[str, Any]) -> None:
    """`ask_leader`."""
    leader, plan = stage.user(step["leader"]), stage.plan
    things = things_to_answer_from(by, plan, leader)
    question = ask_leader(by=by, plan=plan, leader=leader, text=step["question"], things=things)
    stage.asked.append(question)


def answer(stage: Stage, by: User, step: dict[str, Any]) -> None:
    """`answer_question`: the first that waits for this person; where none does, the one put last, which is refused."""
    if not stage.asked:
        raise ScenarioError("answer_question: nobody has asked a leader anything")
    waiting = LeaderQuestion.objects.filter(
        asked_of=by, pk__in=[one.pk for one in stage.asked], answered_at__isnull=True
    )
    open_ones = set(waiting.values_list("pk", flat=True))
    question = next((one for one in stage.asked if one.pk in open_ones), stage.asked[-1])
    answer_question(by=by, question=question, text=step["answer"])


def things_to_answer_from(by: User, plan: Plan, leader: User) -> list[Thing]:
    """What of the plan `by` may put before the leader, of one area. Empty where there is nothing."""
    if leader.department_id is None:
        return []
    seen: list[Thing] = []
    for model in (Goal, Task, Disagreement):
        rows = model._default_manager.filter(section__plan=plan).select_related("section__area")
        seen += visible_to(by, rows)
    departments = {by.department_id, leader.department_id}
    if len(departments) > 1 and not standing_of(by, plan).coordinates:
        seen = [thing for thing in seen if thing.section.owner_id in departments]
    closed = closed_to(leader.department_id, plan, seen)
    shown = [thing for thing in seen if thing not in closed]
    areas = {
        (thing.section.owner_id != leader.department_id, thing.section.area.position, thing.section.area_id)
        for thing in shown
    }
    return [thing for thing in shown if thing.section.area_id == min(areas)[2]]
