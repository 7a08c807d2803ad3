"""What people do, through the services that the pages use, with the version of things that the person has seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from enplan.accounts.models import User
from enplan.demo.scenario.course import AREAS, CONSENT, area, areas, basis, parties, rating
from enplan.demo.scenario.grounds import kind_named, parties_named, sources_named
from enplan.demo.scenario.shapes import NotBuilt, Reader, ScenarioError, day, one_of, text
from plans.models import Goal, Meeting, Task
from plans.permissions import visible_to
from plans.services.checks import NotAllowed
from plans.services.goals import edit_goal, propose_goal
from plans.services.grounds import Party, note_ground
from plans.services.handover import accept_handover, offer_handover
from plans.services.journal import write_journal
from plans.services.progress import rate
from plans.services.sharing import share_without_consent
from plans.services.summaries import agree_meeting
from plans.services.tasks import set_task_status
from plans.services.team import add_member, end_member
from plans.services.withdrawing import withdraw_ground
from tests.scenario_runner import leaders
from tests.scenario_runner.opening import save_goal_as
from tests.scenario_runner.reading import Answer
from tests.scenario_runner.stage import Stage

Do = Callable[[Stage, User, dict[str, Any]], None]


@dataclass(frozen=True)
class Act:
    """One action: its keys in a step, and carrying it out. `do` raises what the service raises.

    `answer_to_stale` is the page's answer to the same save, for actions that can be in conflict.
    """

    needed: dict[str, Reader]
    optional: dict[str, Reader]
    do: Do
    answer_to_stale: Callable[[Stage, dict[str, Any]], Answer] | None = None


def act_named(name: Any) -> Act:
    """ScenarioError for an unknown action, NotBuilt for one whose part does not exist yet."""
    if name in NOT_BUILT:
        raise NotBuilt(str(name))
    if name not in ACTS:
        raise ScenarioError(f"does: {name} is not understood")
    return ACTS[name]


def _give_consent(stage: Stage, by: User, step: dict[str, Any]) -> None:
    cast = stage.cast
    ground = note_ground(
        by=by,
        plan=stage.plan,
        kind=kind_named(step["basis"]),
        areas=step["areas"],
        parties=parties_named(cast, step["parties"]),
        sources=sources_named(cast, step.get("sources")),
        purpose=step["purpose"],
        form=step["form"],
        given_on=step["given"],
        until=step.get("until"),
    )
    cast.grounds[step["consent"]] = ground


def _withdraw_consent(stage: Stage, by: User, step: dict[str, Any]) -> None:
    ground = stage.cast.ground(step["consent"])
    ground.refresh_from_db()
    chosen = []
    if "parties" in step:
        rows = {
            Party(row.department, row.user, row.is_coordinator): row
            for row in ground.parties.select_related("department", "user")
        }
        wanted = parties_named(stage.cast, step["parties"])
        if any(party not in rows for party in wanted):
            raise ScenarioError(f"withdraw_consent: {step['consent']} does not name all of the parties")
        chosen = [rows[party] for party in wanted]
    withdraw_ground(by=by, plan=stage.plan, ground=ground, parties=chosen)


def _share_without_consent(stage: Stage, by: User, step: dict[str, Any]) -> None:
    share_without_consent(
        by=by,
        plan=stage.plan,
        kind=kind_named(step["basis"]),
        areas=step["areas"],
        parties=parties_named(stage.cast, step["parties"]),
        until=step["until"],
        reason=step["reason"],
    )


def _seen_goal(stage: Stage, by: User, key: str) -> Goal:
    """The goal as this person sees it now. NotAllowed where they do not."""
    goal = visible_to(by, Goal.objects.filter(pk=stage.cast.goal(key).pk)).first()
    if goal is None:
        raise NotAllowed(f"{by.username} does not see the goal {key}")
    return goal


def _remember(stage: Stage, by: User, step: dict[str, Any]) -> None:
    stage.remembered[step["as_key"]] = (step["goal"], _seen_goal(stage, by, step["goal"]).version)


def _edit_goal(stage: Stage, by: User, step: dict[str, Any]) -> None:
    goal = Goal.objects.select_related("section__plan").get(pk=stage.cast.goal(step["goal"]).pk)
    edit_goal(by=by, goal=goal, seen=_version_seen(stage, goal, step), title=step["title"])


def _version_seen(stage: Stage, goal: Goal, step: dict[str, Any]) -> int:
    """The version that somebody remembered under this key; left out, the one that is current."""
    if "seen" not in step:
        return goal.version
    key, version = stage.remembered.get(step["seen"], (None, 0))
    if key != step["goal"]:
        raise ScenarioError(f"edit_goal: nobody has remembered {step['goal']} as {step['seen']}")
    return version


def _answer_to_stale_goal(stage: Stage, step: dict[str, Any]) -> Answer:
    """What the page answers to the same save: there the person must find both texts."""
    seen = _version_seen(stage, stage.cast.goal(step["goal"]), step)
    return save_goal_as(stage, step["as"], step["goal"], title=step["title"], seen=seen)


def _propose_goal(stage: Stage, by: User, step: dict[str, Any]) -> None:
    propose_goal(by=by, plan=stage.plan, area_id=step["area"], title=step["title"])


def _complete_task(stage: Stage, by: User, step: dict[str, Any]) -> None:
    task = Task.objects.select_related("section__plan").get(pk=stage.cast.task(step["task"]).pk)
    set_task_status(by=by, task=task, seen=task.version, status=Task.Status.DONE)


def _rate(stage: Stage, by: User, step: dict[str, Any]) -> None:
    area_id = None if step["area"] == "overall" else step["area"]
    rate(by=by, plan=stage.plan, area_id=area_id, value=step["value"], note=step.get("note", ""))


def _add_member(stage: Stage, by: User, step: dict[str, Any]) -> None:
    add_member(by=by, plan=stage.plan, user=stage.user(step["who"]), areas=step["areas"])


def _end_member(stage: Stage, by: User, step: dict[str, Any]) -> None:
    end_member(by=by, plan=stage.plan, user=stage.user(step["who"]))


def _offer_handover(stage: Stage, by: User, step: dict[str, Any]) -> None:
    offer_handover(by=by, plan=stage.plan, to=stage.user(step["to"]))


def _accept_handover(stage: Stage, by: User, _step: dict[str, Any]) -> None:
    accept_handover(by=by, plan=stage.plan)


def _write_journal(stage: Stage, by: User, step: dict[str, Any]) -> None:
    if step.get("by", step["as"]) != step["as"]:
        raise ScenarioError("write_journal: is written by who is logged in")
    stage.cast.notes[step["journal"]] = write_journal(
        by=by,
        plan=stage.plan,
        area_id=step["area"],
        title=step["title"],
        text=step["text"],
        day=step.get("day"),
    )


def _agree_meeting(stage: Stage, by: User, step: dict[str, Any]) -> None:
    meeting = Meeting.objects.select_related("plan__citizen", "kind").get(
        pk=stage.cast.meeting(step["meeting"]).pk
    )
    agree_meeting(by=by, meeting=meeting, seen=meeting.version)


ACTS: dict[str, Act] = {
    "give_consent": Act({"consent": text, **CONSENT.needed}, dict(CONSENT.optional), _give_consent),
    "withdraw_consent": Act({"consent": text}, {"parties": parties}, _withdraw_consent),
    "share_without_consent": Act(
        {"areas": areas, "parties": parties, "basis": basis, "until": day, "reason": text},
        {},
        _share_without_consent,
    ),
    "edit_goal": Act({"goal": text, "title": text}, {"seen": text}, _edit_goal, _answer_to_stale_goal),
    "remember": Act({"goal": text, "as_key": text}, {}, _remember),
    "propose_goal": Act({"title": text, "area": area}, {}, _propose_goal),
    "complete_task": Act({"task": text}, {}, _complete_task),
    "rate": Act({"area": one_of("overall", *AREAS), "value": rating}, {"note": text}, _rate),
    "add_member": Act({"who": text, "areas": areas}, {}, _add_member),
    "end_member": Act({"who": text}, {}, _end_member),
    "offer_handover": Act({"to": text}, {}, _offer_handover),
    "accept_handover": Act({}, {}, _accept_handover),
    "write_journal": Act(
        {"journal": text, "area": area, "title": text, "text": text},
        {"by": text, "day": day},
        _write_journal,
    ),
    "ask_leader": Act({"leader": text, "question": text}, {}, leaders.ask),
    "answer_question": Act({"answer": text}, {}, leaders.answer),
    "agree_meeting": Act({"meeting": text}, {}, _agree_meeting),
}
NOT_BUILT: frozenset[str] = frozenset()
