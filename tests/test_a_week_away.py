"""One system is away for a week by the simulated clock: nothing is lost, and the others notice nothing of it.

The time counted is the application's own, in sweeps a minute apart that each get through a few rows.
"""

from contextlib import ExitStack
from datetime import datetime, timedelta
from random import Random
from statistics import median

import pytest

from enplan import clock
from integrations.chaos.checks import everything_is_there, nothing_twice_and_in_order
from integrations.chaos.world import AREA, World, make_world
from integrations.models import Delivery
from integrations.simulators.faults import Fault
from integrations.simulators.registry import SIMULATORS
from integrations.sweeping import deliver_due
from plans.services.journal import write_journal
from tests.cast import NOW

AWAY = "sbsys"
SYSTEMS = (AWAY, "nova", "nexus")
WEEK, STEP, SWEEP = timedelta(days=7), timedelta(hours=12), timedelta(minutes=1)
ROWS_A_SWEEP = 6


@pytest.fixture
def world(db: None, standing_clock: None):
    with ExitStack() as stack:
        simulators = {name: stack.enter_context(SIMULATORS[name]()) for name in SYSTEMS}
        yield make_world(simulators, 2, Random(1))


def a_week_of_notes(world: World, start: datetime, first: int) -> list[float]:
    """Twice a day everybody writes on every plan. How many seconds each took to reach the systems that are there."""
    waited: list[float] = []
    number, at = first, start
    while at < start + WEEK:
        with clock.standing_at(at):
            for plan in world.plans:
                for by in world.teams[plan.pk]:
                    number += 1
                    text = f"Det var ord{number:06}."
                    write_journal(by=by, plan=plan, area_id=AREA, title="Møde", text=text)
        for sweeps in range(1, 60):
            with clock.standing_at(at + SWEEP * sweeps):
                deliver_due(limit=ROWS_A_SWEEP)
            if not of_the_others().exclude(state=Delivery.State.DELIVERED).exists():
                break
        else:
            pytest.fail("the others never come to an end")
        new = of_the_others().filter(kind="journal", created_at=at)
        waited += [
            (row.delivered_at - row.created_at).total_seconds() for row in new if row.delivered_at is not None
        ]
        at += STEP
    return waited


def of_the_others():
    return Delivery.objects.exclude(fagsystem__adapter=AWAY)


def test_system_that_is_away_for_a_week_delays_nobody_and_loses_nothing(world: World) -> None:
    usual = a_week_of_notes(world, NOW, 0)
    gone = NOW + WEEK
    world.simulators[AWAY].faults.set(Fault.DOWN)
    arrived = len(world.simulators[AWAY].store.all())
    meanwhile = a_week_of_notes(world, gone, 10_000)
    assert len(world.simulators[AWAY].store.all()) == arrived
    assert len(meanwhile) == len(usual) > 100
    assert median(meanwhile) <= 1.2 * median(usual)
    world.simulators[AWAY].faults.clear()
    for hours in range(0, 24, 6):  # the longest wait is six hours
        with clock.standing_at(gone + WEEK + timedelta(hours=hours)):
            while deliver_due():
                pass
    assert not Delivery.objects.exclude(state=Delivery.State.DELIVERED).exists()
    assert nothing_twice_and_in_order(world) == everything_is_there(world, but=set()) == []
