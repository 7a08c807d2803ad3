"""Deliveries per second and worker, to a simulated SBSYS that answers at once, beside Celery's own rate."""

from datetime import timedelta
from itertools import repeat
from typing import Any

from django.db import connection

from enplan import clock
from enplan.accounts.models import Department
from enplan.demo.bench.countries import Countries
from enplan.demo.bench.figures import Column, Figure
from enplan.demo.bench.worker import redis_answers, tasks_a_second
from integrations.models import Delivery, Fagsystem
from integrations.simulators.sbsys.simulator import SbsysSimulator
from plans.models import JournalNote, Plan, Section

GOAL = 0.1
BARE = 6000
NOTES = 1000
PLANS = 40
BARE_TASK = "celery.accumulate"  # Celery's own: takes its arguments and does nothing else
DELIVER = "integrations.tasks.deliver"


def measure_deliveries(countries: Countries, _rounds: int) -> list[Figure]:
    """At the smallest size, on PostgreSQL and Redis; nothing where one of them is missing."""
    if countries.is_sqlite or not redis_answers():
        return []
    with countries.at(min(countries.sizes)), SbsysSimulator() as sbsys:
        database = _address()
        bare = tasks_a_second(BARE_TASK, repeat([1], BARE), database=database, warm=600)
        notes = _send(_note_rows(sbsys, NOTES), sbsys, database)
        sbsys.store.documents.clear()
        plans = _send(_plan_rows(sbsys, PLANS), sbsys, database)
    return [
        _figure("deliveries.notes", "Journal notes a second and worker", notes, bare, goal=GOAL),
        _figure("deliveries.plans", "Plans as PDF a second and worker", plans, bare, goal=None),
    ]


def _send(rows: list[Delivery], sbsys: SbsysSimulator, database: str) -> float:
    Delivery.objects.bulk_create(rows)
    arguments = [[str(row.pk)] for row in rows]
    # Each process of the worker has its connections, its token and its templates after the first few.
    warm = len(rows) // 5
    rate = tasks_a_second(
        DELIVER, arguments, database=database, done=lambda: len(sbsys.store.all()), warm=warm
    )
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return rate


def _note_rows(sbsys: SbsysSimulator, count: int) -> list[Delivery]:
    notes = JournalNote.objects.filter(is_draft=False, is_private=False).exclude(section__owner=None)
    rows = notes.order_by("pk").values_list("pk", "section__plan", "section__owner")[:count]
    return [_row(sbsys, owner, plan, Delivery.Kind.JOURNAL, note) for note, plan, owner in rows]


def _plan_rows(sbsys: SbsysSimulator, count: int) -> list[Delivery]:
    """For each plan one department that has written a goal in it."""
    written = Section.objects.filter(goals__is_draft=False, owner__isnull=False, plan__ended_at=None)
    owners = dict(written.order_by("plan", "pk").values_list("plan", "owner"))
    return [
        _row(sbsys, owner, plan, Delivery.Kind.PLAN, plan) for plan, owner in list(owners.items())[:count]
    ]


def _row(sbsys: SbsysSimulator, owner: Any, plan: Any, kind: str, document: Any) -> Delivery:
    system, _ = Fagsystem.objects.update_or_create(
        department=Department.objects.get(pk=owner),
        name="SBSYS (bench)",
        defaults={
            "adapter": "sbsys",
            "receives": ["plan", "journal"],
            "base_url": sbsys.base_url,
            "credentials": "SBSYS",
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


def _address() -> str:
    name = connection.settings_dict
    return (
        f"postgres://{name['USER']}:{name['PASSWORD']}@{name['HOST']}:{name['PORT'] or 5432}/{name['NAME']}"
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
