"""Steps: reading them, and carrying them out one after another."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import resolve_url

from enplan import clock
from enplan.audit.versions import Conflict
from enplan.demo.scenario.course import read_course
from enplan.demo.scenario.loading import load
from enplan.demo.scenario.shapes import ScenarioError, Shape, flag, instant, number, text, texts
from tests.scenario_runner.doing import Act, act_named
from tests.scenario_runner.fagsystemer import (
    BY_NOBODY,
    CHECK,
    HOLDS,
    act_by_nobody,
    complaint_about,
    simulator_of,
    start_simulators,
)
from tests.scenario_runner.opening import NOBODY, open_as, request_for
from tests.scenario_runner.reading import Answer, lacking, out_of_order, showing
from tests.scenario_runner.rows import all_rows, changed
from tests.scenario_runner.stage import Stage

UNDEFINED = "UDEFINERET("  # what settings write in test mode for a template's undefined variable


class StepFailed(AssertionError):
    """A step was carried out, and was not as the scenario says."""


@dataclass(frozen=True)
class Step:
    """One step that has been read. `number` counts from 1, for people."""

    number: int
    says: dict[str, Any]

    def __str__(self) -> str:
        return f"step {self.number} ({self.says.get('as', 'the clock')}: {self.says})"


def status(value: Any, where: str) -> Any:
    """A number, or `login`."""
    return value if value == "login" else number(100, 599)(value, where)


OPEN = Shape(
    {"as": text, "opens": text},
    {"at": instant, "status": status, "sees": texts, "hides": texts, "order": texts},
)
MOVE_CLOCK = Shape({"at": instant})


def do_shape(act: Act) -> Shape:
    """The keys of a step that does something."""
    return Shape(
        {"as": text, "does": text, **act.needed},
        {**act.optional, "at": instant, "refused": flag, "conflict": flag, "keeps": texts},
    )


def read_step(data: Any, position: int) -> Step:
    """A step of the file. ScenarioError when it is not understood, NotBuilt when its part does not exist yet."""
    where = f"step {position}"
    if not isinstance(data, dict):
        raise ScenarioError(f"{where}: must be a map")
    if data.get("does") in BY_NOBODY:
        says = BY_NOBODY[data["does"]](data, where)
        if says["does"] == "sync" and HOLDS.keys() & says.keys() and "fagsystem" not in says:
            raise ScenarioError(f"{where}: does not say which fagsystem")
    elif "fagsystem" in data and "does" not in data:
        says = CHECK(data, where)
        if not HOLDS.keys() & says.keys() - {"kind"}:
            raise ScenarioError(f"{where}: does not say what the fagsystem holds")
    elif "does" in data:
        says = do_shape(act_named(data["does"]))(data, where)
        if ("keeps" in says and not says.get("conflict")) or (says.get("refused") and says.get("conflict")):
            raise ScenarioError(f"{where}: something is either refused, or a conflict that keeps texts")
    elif "opens" in data:
        says = OPEN(data, where)
        request_for(says["opens"])
    else:
        says = MOVE_CLOCK(data, where)
    return Step(position, says)


def read_steps(course: dict[str, Any]) -> list[Step]:
    """All steps, before any is carried out: a slip in the last one is told at once."""
    return [read_step(data, position) for position, data in enumerate(course.get("steps", []), start=1)]


def run(data: Any) -> None:
    """Run a file's data. ScenarioError for what is not understood, StepFailed for what is not as the file says."""
    for _step, _answer in walk(data):
        pass


def walk(data: Any) -> Iterator[tuple[Step, Answer | None]]:
    """Run a scenario step by step; of a step that opened something, with the answer it was checked against."""
    course = read_course(data)
    steps = read_steps(course)
    with ExitStack() as stack:
        simulators = start_simulators(stack, course)
        addresses = {key: simulator.base_url for key, simulator in simulators.items()}
        stage = Stage(cast=load(course, addresses=addresses), now=course["now"], simulators=simulators)
        for step in steps:
            stage.now = step.says.get("at", stage.now)
            with clock.standing_at(stage.now):
                yield step, carry_out(stage, step)


def carry_out(stage: Stage, step: Step) -> Answer | None:
    """Carry out one step at the stage's clock. StepFailed when it is not as it says."""
    if "opens" in step.says:
        answer = open_as(stage, step.says["as"], step.says["opens"])
        check(answer, step)
        return answer
    if step.says.get("does") in BY_NOBODY:
        act_by_nobody(stage, step.says)
    elif "does" in step.says:
        _do(stage, step)
    if "fagsystem" in step.says and (wrong := complaint_about(simulator_of(stage, step.says), step.says)):
        raise StepFailed(f"{step}: {step.says['fagsystem']} {wrong}")
    return None


def check(answer: Answer, step: Step) -> None:
    """StepFailed unless the answer is as the step says."""
    says = step.says
    expected = says.get("status", 200)
    if expected == "login":
        if answer.status != 302 or not answer.headers.strip().startswith(resolve_url(settings.LOGIN_URL)):
            raise StepFailed(f"{step}: answered {answer.status}, not by asking for a login")
    elif answer.status != expected:
        raise StepFailed(f"{step}: answered {answer.status} {answer.headers.strip()}")
    if missing := lacking(answer, says.get("sees", [])):
        raise StepFailed(f"{step}: cannot read {missing} in: {answer.readable}")
    if shown := showing(answer, [*says.get("hides", []), UNDEFINED]):
        raise StepFailed(f"{step}: {shown} stands in the answer")
    if (late := out_of_order(answer, says.get("order", []))) is not None:
        raise StepFailed(f"{step}: {late} does not come in its order in: {answer.readable}")


def _do(stage: Stage, step: Step) -> None:
    says = step.says
    act = act_named(says["does"])
    if says["as"] == NOBODY:
        raise ScenarioError(f"{step}: somebody must be logged in to do something")
    by = stage.user(says["as"])
    before = all_rows()
    try:
        act.do(stage, by, says)
    except Conflict:
        outcome = "conflict"
    except (PermissionDenied, ValidationError) as refusal:
        outcome = "refused"
        if not says.get("refused"):
            raise StepFailed(f"{step}: refused with {refusal!r}") from refusal
    else:
        outcome = "done"
    expected = "refused" if says.get("refused") else "conflict" if says.get("conflict") else "done"
    if outcome != expected:
        raise StepFailed(f"{step}: was {outcome}, and should have been {expected}")
    if outcome != "done" and (tables := changed(before, all_rows())):
        raise StepFailed(f"{step}: was {outcome}, but changed {', '.join(tables)}")
    if outcome == "conflict" and act.answer_to_stale is not None:
        _check_kept(step, act.answer_to_stale(stage, says))
        if tables := changed(before, all_rows()):
            raise StepFailed(f"{step}: the page saved a stale text in {', '.join(tables)}")


def _check_kept(step: Step, answer: Answer) -> None:
    if answer.status != 409:
        raise StepFailed(f"{step}: the page answered {answer.status} to a stale text: {answer.readable}")
    if missing := lacking(answer, [*step.says.get("keeps", []), step.says["title"]]):
        raise StepFailed(f"{step}: the page does not hold {missing} in: {answer.readable}")
