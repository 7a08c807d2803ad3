"""The fagsystemer of a scenario: simulators over real HTTP, delivering to them, and what they hold afterwards."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime
from typing import Any
from unittest import mock
from uuid import UUID

from django.db.models import Q
from django.test import Client
from django.urls import reverse

from enplan import clock
from enplan.demo.scenario.cast import found
from enplan.demo.scenario.shapes import Reader, Shape, instant, number, one_of, text, texts
from integrations.models import Delivery, Fagsystem
from integrations.simulators.faults import Fault
from integrations.simulators.registry import SIMULATORS
from integrations.simulators.server import Received, Simulator
from integrations.simulators.sf2900.simulator import Sf2900Simulator
from integrations.sweeping import deliver_due
from integrations.waits import FOR_LOST_ANSWER
from tests.scenario_runner.reading import folded, looked_for, normal
from tests.scenario_runner.stage import Stage

HOLDS: dict[str, Reader] = {
    "has": texts,
    "lacks": texts,
    "count": number(0, 1_000_000),
    "kind": one_of("plan", "journal"),
}
CHECK = Shape({"fagsystem": text}, {**HOLDS, "at": instant})
# What the clock does, so to speak: nobody is logged in.
BY_NOBODY: dict[str, Shape] = {
    "sync": Shape({"does": text}, {"at": instant, "fagsystem": text, **HOLDS}),
    "break": Shape(
        {"does": text, "fagsystem": text, "how": one_of("down", "timeout_after_commit", "reject")},
        {"at": instant},
    ),
    "mend": Shape({"does": text, "fagsystem": text}, {"at": instant}),
}

MARK = re.compile(r"\s*\[EnPlan:[^]]*\]")
VERSION = re.compile(r", version (\d+)$")
RECEIPT_SECRET = "kun-til-proever"
MOST_ROUNDS = 50  # far more than a scenario needs: a delivery that goes round in circles is a mistake


def start_simulators(stack: ExitStack, course: dict[str, Any]) -> dict[str, Simulator]:
    """A simulator for each fagsystem of the file, until the stack is closed."""
    systems = course.get("fagsystemer", {})
    return {key: stack.enter_context(SIMULATORS[one["adapter"]]()) for key, one in systems.items()}


def act_by_nobody(stage: Stage, step: dict[str, Any]) -> None:
    """`sync`, `break` and `mend`."""
    match step["does"]:
        case "sync":
            sync(stage.simulators)
        case "break":
            simulator_of(stage, step).faults.set(Fault(step["how"]))
        case "mend":
            simulator_of(stage, step).faults.clear()


def simulator_of(stage: Stage, step: dict[str, Any]) -> Simulator:
    return found(stage.simulators.get(step["fagsystem"]), step["fagsystem"], "fagsystemer")


def sync(simulators: Mapping[str, Simulator]) -> None:
    """Count waits as over and deliver, again and again, until a round changes nothing but the number of tries.

    The receipts that systems owe come meanwhile, by our own endpoint.

    The clock stands still meanwhile: hours further on other consents might be in force.
    """
    for _ in range(MOST_ROUNDS):
        before = _how_far()
        _end_waits(clock.now())
        deliver_due()
        for key, simulator in simulators.items():
            if isinstance(simulator, Sf2900Simulator):
                post_receipts(key, simulator)
        if _how_far() == before:
            return
    raise AssertionError("sync never comes to an end")


def post_receipts(key: str, simulator: Sf2900Simulator) -> None:
    """As the Fordelingskomponent would, with the connection's secret."""
    system = Fagsystem.objects.get(base_url=simulator.base_url)
    address = reverse("receipts", args=[system.pk])
    with mock.patch.dict(os.environ, {f"{system.credentials}_RECEIPT_SECRET": RECEIPT_SECRET}):
        for message in simulator.take_receipts():
            head = {"Authorization": f"Bearer {RECEIPT_SECRET}"}
            response = Client().post(address, message, content_type="text/xml", headers=head)
            assert response.status_code == 200, f"{key}: a receipt was answered {response.status_code}"


def _end_waits(now: datetime) -> None:
    Fagsystem.objects.exclude(paused_until=None).update(paused_until=now)
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING)
    waiting.update(next_try_at=now)
    waiting.filter(Q(reference__isnull=False)).update(reference_at=now - FOR_LOST_ANSWER)


def _how_far() -> list[tuple[UUID, str, int, int, int, bool]]:
    rows = Delivery.objects.order_by("pk").values_list("pk", "state", "wanted", "done", "number", "reference")
    return [(*row[:5], row[5] is not None) for row in rows]


def complaint_about(simulator: Simulator, step: dict[str, Any]) -> str:
    """What is not as the step says of a fagsystem; empty when all is."""
    kind = step.get("kind")
    received = [one for one in simulator.store.all() if kind in (None, one.kind)]
    shown = [_readable(one) for one in looked_at(received)]
    for wanted in step.get("has", []):
        if not any(looked_for(wanted).search(content) for content in shown):
            return f"holds nothing with {wanted} but {shown}"
    for unwanted in step.get("lacks", []):
        if any(looked_for(unwanted).search(content) for content in shown):
            return f"holds {unwanted} in {shown}"
    if "count" in step and (count := how_many(received)) != step["count"]:
        return f"holds {count} and not {step['count']}: {[one.title for one in received]}"
    return ""


def looked_at(received: Iterable[Received]) -> list[Received]:
    """Notes, and of each citizen's plan the newest version."""
    rows = list(received)
    newest: dict[str, Received] = {}
    for one in rows:
        if one.kind == "plan" and (one.cpr not in newest or _version(one) >= _version(newest[one.cpr])):
            newest[one.cpr] = one
    return [one for one in rows if one.kind != "plan"] + list(newest.values())


def how_many(received: Iterable[Received]) -> int:
    """Notes, each time they came; and plans: once however many versions, twice where a version came twice."""
    rows = list(received)
    notes = sum(one.kind != "plan" for one in rows)
    versions = Counter((one.cpr, _version(one)) for one in rows if one.kind == "plan")
    plans = {cpr: max(n for (of, _), n in versions.items() if of == cpr) for cpr, _ in versions}
    return notes + sum(plans.values())


def _version(plan: Received) -> int:
    said = VERSION.search(MARK.sub("", plan.title))
    return int(said[1]) if said else 1


def _readable(document: Received) -> str:
    """As a person in that system reads it; line breaks stay, where a PDF may have broken a word."""
    return f"{folded(MARK.sub('', document.title))}\n{normal(document.text)}"
