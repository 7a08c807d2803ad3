"""Deliveries over real HTTP to a simulated SBSYS: once, in order, newest first, and nothing lost on the way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction

from enplan import clock
from integrations.adapters.sbsys.client import SbsysClient
from integrations.models import Delivery, Fagsystem
from integrations.simulators.faults import Fault
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.sweeping import deliver_due
from plans.models import Goal
from plans.services.goals import add_goal, edit_goal
from plans.services.journal import add_to_journal, write_journal
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, NOW, give_consent
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sbsys(cast: Cast) -> Iterator[SbsysSimulator]:
    """An SBSYS of Beskæftigelse that takes plans and notes."""
    with SbsysSimulator() as simulator:
        Fagsystem.objects.create(
            adapter="sbsys",
            name="SBSYS",
            department=cast.job,
            receives=["plan", "journal"],
            base_url=simulator.base_url,
            credentials="SBSYS",
        )
        yield simulator


@pytest.fixture
def housing_goal(cast: Cast) -> Goal:
    """What Socialafdelingen has written where Jan of Beskæftigelse works."""
    return add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Beholde lejligheden")


def deliver_everything(days: float = 0) -> None:
    """Sweep until nothing is due, `days` from now."""
    with clock.standing_at(clock.now() + timedelta(days=days)):
        for _ in range(20):
            if not deliver_due():
                return
        pytest.fail("the sweep never comes to an end")


def titles(simulator: SbsysSimulator, kind: str) -> list[str]:
    return [document.title.split(" [")[0] for document in simulator.store.all() if document.kind == kind]


def texts(simulator: SbsysSimulator, kind: str) -> list[str]:
    return [document.text for document in simulator.store.all() if document.kind == kind]


def note_by_jan(cast: Cast) -> None:
    write_journal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Hjemmebesøg", text="Fint <køkken> & have"
    )


def test_note_arrives_once_and_as_it_was_written(cast: Cast, sbsys: SbsysSimulator) -> None:
    note_by_jan(cast)
    deliver_everything()
    deliver_everything(days=1)
    assert titles(sbsys, "journal") == ["Hjemmebesøg"]
    assert "Fint <køkken> & have" in texts(sbsys, "journal")[0]


def test_addition_arrives_as_a_document_of_its_own(cast: Cast, sbsys: SbsysSimulator) -> None:
    note = write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Møde", text="Vi talte sammen.")
    deliver_everything()
    add_to_journal(by=cast.jan, note=note, text="Det var på tirsdag.")
    deliver_everything()
    assert titles(sbsys, "journal") == ["Møde", "Tilføjelse til “Møde”"]


def test_plan_of_many_changes_arrives_once_with_the_newest(
    cast: Cast, sbsys: SbsysSimulator, jobs_goal: Goal
) -> None:
    goal = jobs_goal
    for title in ("Et", "To", "Tre dage om ugen"):
        goal = edit_goal(by=cast.jan, goal=goal, seen=goal.version, title=title)
    deliver_everything()
    assert titles(sbsys, "plan") == ["Én plan"]
    assert "Tre dage om ugen" in texts(sbsys, "plan")[0]


def test_next_version_says_its_number(cast: Cast, sbsys: SbsysSimulator, jobs_goal: Goal) -> None:
    goal = edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, title="Først")
    deliver_everything()
    edit_goal(by=cast.jan, goal=goal, seen=goal.version, title="Siden")
    deliver_everything()
    assert titles(sbsys, "plan") == ["Én plan", "Én plan, version 2"]


@pytest.mark.parametrize("fault", [Fault.TIMEOUT_AFTER_COMMIT, Fault.NOT_JSON, Fault.LATE_READING])
def test_lost_answer_is_settled_without_a_second_document(
    cast: Cast, sbsys: SbsysSimulator, fault: Fault
) -> None:
    sbsys.faults.set(fault)
    note_by_jan(cast)
    deliver_everything()
    sbsys.faults.clear()
    deliver_everything(days=1)
    assert titles(sbsys, "journal") == ["Hjemmebesøg"]
    assert Delivery.objects.get(kind="journal").state == Delivery.State.DELIVERED


@pytest.mark.parametrize(
    "fault", [Fault.DOWN, Fault.TOO_MANY, Fault.ERROR, Fault.GATEWAY, Fault.TOKEN_EXPIRED]
)
def test_system_that_fails_for_a_while_gets_everything_once_afterwards(
    cast: Cast, sbsys: SbsysSimulator, fault: Fault
) -> None:
    sbsys.faults.set(fault)
    note_by_jan(cast)
    deliver_everything()
    sbsys.faults.clear()
    deliver_everything(days=1)
    deliver_everything(days=2)
    assert titles(sbsys, "journal") == ["Hjemmebesøg"]


@pytest.mark.parametrize("fault", [Fault.REJECT, Fault.CLOSED_CASE, Fault.FORBIDDEN, Fault.NOT_FOUND])
def test_refused_note_waits_for_a_person(cast: Cast, sbsys: SbsysSimulator, fault: Fault) -> None:
    sbsys.faults.set(fault)
    note_by_jan(cast)
    deliver_everything()
    row = Delivery.objects.get(kind="journal")
    assert row.state == Delivery.State.REJECTED
    assert row.error_code


def test_dead_system_delays_only_its_own_rows(cast: Cast, sbsys: SbsysSimulator) -> None:
    Fagsystem.objects.create(
        adapter="sbsys",
        name="Et andet",
        department=cast.job,
        receives=["journal"],
        base_url="http://127.0.0.1:9",
        credentials="SBSYS",
    )
    note_by_jan(cast)
    deliver_everything()
    assert titles(sbsys, "journal") == ["Hjemmebesøg"]
    states = dict(Delivery.objects.filter(kind="journal").values_list("fagsystem__name", "state"))
    assert states == {"SBSYS": "delivered", "Et andet": "waiting"}


def test_department_gets_what_a_consent_opens_and_loses_it_with_the_withdrawal(
    cast: Cast, sbsys: SbsysSimulator, housing_goal: Goal
) -> None:
    ground = give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    deliver_everything()
    assert housing_goal.title in texts(sbsys, "plan")[-1]
    withdraw_ground(by=cast.sofie, plan=cast.plan, ground=ground)
    deliver_everything()
    assert housing_goal.title not in texts(sbsys, "plan")[-1]


def test_lapse_by_the_clock_alone_brings_a_new_version(
    cast: Cast, sbsys: SbsysSimulator, housing_goal: Goal
) -> None:
    give_consent(
        cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=NOW.date() + timedelta(days=2)
    )
    deliver_everything()
    assert housing_goal.title in texts(sbsys, "plan")[-1]
    deliver_everything(days=4)
    assert housing_goal.title not in texts(sbsys, "plan")[-1]


def test_delivery_row_goes_back_with_the_change(cast: Cast, sbsys: SbsysSimulator) -> None:
    with transaction.atomic():
        note_by_jan(cast)
        transaction.set_rollback(True)
    assert not Delivery.objects.filter(kind="journal").exists()


@pytest.mark.django_db(transaction=True)
def test_network_is_called_outside_any_transaction(
    cast: Cast, sbsys: SbsysSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[bool] = []
    send = SbsysClient._send

    def watched(client: SbsysClient, method: str, path: str, **request: object) -> object:
        inside.append(connection.in_atomic_block)
        return send(client, method, path, **request)

    monkeypatch.setattr(SbsysClient, "_send", watched)
    note_by_jan(cast)
    deliver_everything()
    assert inside
    assert not any(inside)
