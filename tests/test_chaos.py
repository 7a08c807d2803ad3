"""`manage.py chaos` at a small size: faults, killed workers, a Redis that forgets, cut connections; and what
stands there afterwards. And its checks, because a check must be able to fail.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from enplan import clock
from integrations.chaos.changes import make_change
from integrations.chaos.checks import everything_is_there, nothing_twice_and_in_order, unsettled
from integrations.chaos.processes import database_address
from integrations.chaos.world import World, make_world
from integrations.models import Delivery
from integrations.simulators.faults import Chances, Fault
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.simulators.server import Received
from integrations.sweeping import deliver_due
from tests.conftest import Cast


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_everything_is_there_once_and_in_order_whatever_is_broken(tmp_path: Path) -> None:
    """ENPLAN_CHAOS_SEED tries another course."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "ENPLAN_VAR": str(tmp_path),
        "ENPLAN_NUDGE_WORKERS": "1",
    }
    connection.close()  # it would be cut with the others
    seed = os.environ.get("ENPLAN_CHAOS_SEED", "1")
    sizes = ["--changes", "60", "--plans", "6", "--kills", "7", "--seed", seed]
    ended = subprocess.run(
        [sys.executable, "manage.py", "chaos", *sizes],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Every newest plan and every document is there, once and in order." in ended.stdout
    for said in ("workers killed", "Redis flushed", "Redis killed and started", "connections cut"):
        assert said in ended.stdout


@pytest.fixture
def world(db: None, standing_clock: None) -> Iterator[World]:
    """A small municipality in which everything has arrived."""
    with SbsysSimulator() as sbsys:
        world = make_world({"sbsys": sbsys}, 2, Random(1))
        for number in range(1, 11):
            make_change(world, number, Random(number))
        while deliver_due():
            pass
        yield world


def test_checks_find_nothing_where_all_is_well(world: World) -> None:
    assert nothing_twice_and_in_order(world) == everything_is_there(world, but=set()) == []


def test_checks_find_a_document_that_came_twice(world: World) -> None:
    store = world.simulators["sbsys"].store
    for kind in ("journal", "plan"):
        store.add(next(one for one in store.all() if one.kind == kind))
    assert len(nothing_twice_and_in_order(world)) >= 3  # the word, the two references, the order


def test_checks_find_a_note_that_is_lost_and_one_too_many(world: World) -> None:
    store = world.simulators["sbsys"].store
    note = next(one for one in store.all() if one.kind == "journal")
    store.documents.remove(note)
    (wrong,) = everything_is_there(world, but=set())
    assert "lacks" in wrong
    store.add(note)
    store.add(Received("journal", note.cpr, "Møde", "Det var ord999999."))
    (wrong,) = everything_is_there(world, but=set())
    assert "may not have" in wrong


def test_checks_find_a_plan_that_is_not_the_newest(world: World) -> None:
    store = world.simulators["sbsys"].store
    store.documents.remove([one for one in store.all() if one.kind == "plan"][-1])
    assert any("the newest plan says" in wrong for wrong in everything_is_there(world, but=set()))


def test_checks_find_versions_that_came_in_another_order(world: World) -> None:
    store = world.simulators["sbsys"].store
    plan = next(one for one in store.all() if one.kind == "plan")
    newer = Received("plan", plan.cpr, "Én plan, version 2", "Udgave000900")
    store.documents[:] = [one for one in store.all() if one.kind != "plan"]
    store.add(newer)
    store.add(plan)
    assert len(nothing_twice_and_in_order(world)) == 1


def test_checks_find_what_stands_on_no_board(world: World) -> None:
    row = Delivery.objects.filter(kind="journal").first()
    assert row is not None
    Delivery.objects.filter(pk=row.pk).update(state=Delivery.State.UNKNOWN)
    assert unsettled(world) == ({row.pk}, [])
    world.workers.clear()
    assert len(unsettled(world)[1]) == 1


def test_chances_show_each_fault_to_one_request_alone() -> None:
    chances = Chances(1.0, [Fault.DOWN], "seed")
    chances.begin()
    assert chances.is_on(Fault.DOWN)
    assert not chances.is_on(Fault.ERROR)
    assert chances.take(Fault.DOWN)
    assert not chances.is_on(Fault.DOWN)
    chances.share = 0
    chances.begin()
    assert not chances.is_on(Fault.DOWN)
    assert chances.shown == {Fault.DOWN: 1}
    assert chances.requests == 2


def test_clock_ahead_goes_on(db: None) -> None:
    before = clock.now()
    with clock.ahead_by(timedelta(hours=7)):
        first, second = clock.now(), clock.now()
    assert timedelta(hours=7) <= first - before < timedelta(hours=8)
    assert second >= first
    assert clock.now() - before < timedelta(hours=1)


def test_chaos_is_kept_from_people_who_exist(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError):
        call_command("chaos")
    monkeypatch.setattr("django.conf.settings.IS_PRODUCTION", True)
    with pytest.raises(CommandError, match="production"):
        call_command("chaos")
