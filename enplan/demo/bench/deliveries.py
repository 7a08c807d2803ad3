"""Deliveries per second and worker, to each simulated fagsystem, which answers at once, beside Celery's own rate."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import repeat
from typing import Any

from enplan import clock
from enplan.accounts.models import Department
from enplan.demo.bench.countries import Countries
from enplan.demo.bench.figures import Column, Figure
from enplan.demo.bench.worker import database_address, redis_answers, tasks_a_second
from integrations.adapters.registry import ADAPTERS
from integrations.models import Delivery, Fagsystem
from integrations.port import Connection
from integrations.simulators.registry import SIMULATORS
from integrations.simulators.server import Simulator
from plans.models import JournalNote, Plan, Section

GOAL = 0.1
BARE = 6000
NOTES = 1000
PLANS = 40
SETTINGS = {"sf2900": {"cvr": "29189846", "kle": "27.24.00"}}
BARE_TASK = "celery.accumulate"  # Celery's own: takes its arguments and does nothing else
DELIVER = "integrations.tasks.deliver"


def measure_deliveries(countries: Countries, _rounds: int) -> list[Figure]:
    """At the smallest size, on PostgreSQL and Redis; nothing where one of them is missing."""
    if countries.is_sqlite or not redis_answers():
        return []
    figures: list[Figure] = []
    with countries.at(min(countries.sizes)):
        database = database_address()
        bare = tasks_a_second(BARE_TASK, repeat([1], BARE), database=database, warm=600)
        for name in SIMULATORS:
            figures += _of_adapter(name, bare, database)
    return figures


def _of_adapter(name: str, bare: float, database: str) -> list[Figure]:
    """A note goes as a PDF where the system takes nothing else, and is then as slow as a plan."""
    takes_notes = ADAPTERS[name](Connection("http://localhost", name.upper())).capabilities.notes
    with SIMULATORS[name]() as simulator:
        target = _Target(name, simulator)
        notes = _send(_note_rows(target, NOTES if takes_notes else PLANS), simulator, database)
        simulator.store.documents.clear()
        plans = _send(_plan_rows(target, PLANS), simulator, database)
    # The figures of SBSYS keep the names they have had, so that earlier runs can stand beside them.
    end = "" if name == "sbsys" else f".{name}"
    goal = GOAL if takes_notes else None
    return [
        _figure(f"deliveries.notes{end}", f"Notes a second and worker, {name}", notes, bare, goal=goal),
        _figure(f"deliveries.plans{end}", f"Plans as PDF, {name}", plans, bare, goal=None),
    ]


@dataclass(frozen=True)
class _Target:
    adapter: str
    simulator: Simulator


def _send(rows: list[Delivery], simulator: Simulator, database: str) -> float:
    Delivery.objects.bulk_create(rows)
    arguments = [[str(row.pk)] for row in rows]
    # Each process of the worker has its connections, its token and its templates after the first few.
    warm = len(rows) // 5
    rate = tasks_a_second(
        DELIVER, arguments, database=database, done=lambda: len(simulator.store.all()), warm=warm
    )
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return rate


def _note_rows(target: _Target, count: int) -> list[Delivery]:
    notes = JournalNote.objects.filter(is_draft=False, is_private=False).exclude(section__owner=None)
    rows = notes.order_by("pk").values_list("pk", "section__plan", "section__owner")[:count]
    return [_row(target, owner, plan, Delivery.Kind.JOURNAL, note) for note, plan, owner in rows]


def _plan_rows(target: _Target, count: int) -> list[Delivery]:
    """For each plan one department that has written a goal in it."""
    written = Section.objects.filter(goals__is_draft=False, owner__isnull=False, plan__ended_at=None)
    owners = dict(written.order_by("plan", "pk").values_list("plan", "owner"))
    return [
        _row(target, owner, plan, Delivery.Kind.PLAN, plan) for plan, owner in list(owners.items())[:count]
    ]


def _row(target: _Target, owner: Any, plan: Any, kind: str, document: Any) -> Delivery:
    system, _ = Fagsystem.objects.update_or_create(
        department=Department.objects.get(pk=owner),
        name=f"{target.adapter} (bench)",
        defaults={
            "adapter": target.adapter,
            "receives": ["plan", "journal"],
            "base_url": target.simulator.base_url,
            "credentials": target.adapter.upper(),
            "settings": SETTINGS.get(target.adapter, {}),
        },
    )
    # The worker has the real clock: what is due since yesterday there is due.
    due = clock.now() - timedelta(days=1)
    return Delivery(
        fagsystem=system,
        plan=Plan(pk=plan),
        kind=kind,
        document_id=document,
        created_at=due,
        changed_at=due,
        next_try_at=due,
    )


def _figure(key: str, what: str, rate: float, bare: float, *, goal: float | None) -> Figure:
    return Figure(
        key=key,
        what=what,
        columns={"ours": Column(rate, rate, rate), "bare Celery": Column(bare, bare, bare)},
        ratio=rate / bare,
        ratio_of="deliveries to tasks that do nothing",
        goal=goal,
        at_least=True,
        unit="per second",
        notes=["one run through a full queue, not a median"],
    )
