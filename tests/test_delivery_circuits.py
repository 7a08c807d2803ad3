"""Delivery to systems that fail: the circuit of each, receipts that come late, twice, never or for nothing, and all
five adapters through every fault: each thing arrives once.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from enplan import clock
from integrations import circuits
from integrations.adapters.sf2900.messages import Receipt
from integrations.dealing import needs_an_answer, settle, try_again
from integrations.models import Delivery, Fagsystem, ReceivedEvent, Sent
from integrations.port import Answer, Outcome
from integrations.receiving import receive
from integrations.simulators.faults import Fault
from integrations.simulators.registry import SIMULATORS
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.simulators.sf2900.simulator import Sf2900Simulator, receipt
from integrations.sweeping import deliver_due
from integrations.waits import FOR_RECEIPT, GIVE_UP_AFTER, wait_after
from plans.models import Goal
from plans.services.goals import edit_goal
from plans.services.journal import write_journal
from tests.cast import HOUSING, NOW
from tests.conftest import Cast
from tests.scenario_runner.fagsystemer import RECEIPT_SECRET, post_receipts, sync

pytestmark = pytest.mark.django_db
# A plan's PDF takes its time, so not at every fault; in the order in which they come.
WITH_A_PLAN = (Fault.DOWN, Fault.TIMEOUT_AFTER_COMMIT, Fault.REJECT, Fault.GATEWAY, Fault.ORPHAN)
SETTINGS = {"sf2900": {"cvr": "29189846", "kle": "27.24.00"}}


def connect(cast: Cast, simulator: Any, adapter: str) -> Fagsystem:
    return Fagsystem.objects.create(
        adapter=adapter,
        name=adapter.upper(),
        department=cast.job,
        receives=["plan", "journal"],
        base_url=simulator.base_url,
        credentials=adapter.upper(),
        settings=SETTINGS.get(adapter, {}),
    )


@pytest.fixture
def sbsys(cast: Cast) -> Iterator[SbsysSimulator]:
    with SbsysSimulator() as simulator:
        connect(cast, simulator, "sbsys")
        yield simulator


@pytest.fixture
def dubu(cast: Cast) -> Iterator[Sf2900Simulator]:
    with Sf2900Simulator() as simulator:
        connect(cast, simulator, "sf2900")
        yield simulator


def note(cast: Cast, title: str = "Hjemmebesøg") -> None:
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=title, text="Vi talte sammen.")


def journal() -> Delivery:
    return Delivery.objects.get(kind="journal")


def state() -> str:
    return journal().state


@pytest.mark.parametrize("adapter", sorted(SIMULATORS))
def test_everything_arrives_once_whatever_fails(cast: Cast, jobs_goal: Goal, adapter: str) -> None:
    """What only a person can settle is settled by one who looks."""
    with SIMULATORS[adapter]() as simulator:
        system = connect(cast, simulator, adapter)
        faults = [one for one in Fault if adapter == "sf2900" or not one.startswith("receipt")]
        for number, fault in enumerate(faults):
            simulator.faults.set(fault)
            note(cast, f"Møde {number}")
            if fault in WITH_A_PLAN:
                goal = Goal.objects.get(pk=jobs_goal.pk)
                edit_goal(by=cast.jan, goal=goal, seen=goal.version, title=f"Udgave {fault}")
            sync({adapter: simulator})
            simulator.faults.clear()
            sync({adapter: simulator})
            with clock.standing_at(clock.now() + timedelta(days=3)):  # no receipt comes any more
                sync({adapter: simulator})
                look_and_settle(cast, system, simulator)
                sync({adapter: simulator})
        documents = simulator.store.all()
    notes = Counter(one.title.split(" [")[0] for one in documents if one.kind == "journal")
    assert notes == Counter(f"Møde {number}" for number in range(len(faults)))
    plans = [one for one in documents if one.kind == "plan"]
    assert max(Counter(one.title.split(" [")[0] for one in plans).values()) == 1
    assert f"Udgave {WITH_A_PLAN[-1]}" in plans[-1].text


def look_and_settle(cast: Cast, system: Fagsystem, simulator: Any) -> None:
    titles = {one.title for one in simulator.store.all()}
    for row in Delivery.objects.filter(state__in=Delivery.STUCK, fagsystem=system):
        if needs_an_answer(row):
            is_there = row.reference is None or any(str(row.reference) in title for title in titles)
            settle(by=cast.jan, delivery=row, is_there=is_there)
        else:
            try_again(by=cast.jan, delivery=row)


def test_waits_grow_for_more_than_a_week_and_then_a_person_looks() -> None:
    waits = [wait_after(number) for number in range(1, 12)]
    assert waits == sorted(waits)
    assert timedelta(days=7) <= GIVE_UP_AFTER
    assert wait_after(1) < timedelta(minutes=5) < timedelta(hours=1) < wait_after(50)


def test_wrong_credentials_open_the_circuit_and_say_so(cast: Cast, sbsys: SbsysSimulator) -> None:
    for number in range(4):
        note(cast, f"Nr. {number}")
    sbsys.faults.set(Fault.WRONG_CREDENTIALS)
    deliver_due()
    assert Delivery.objects.filter(attempts__gt=0).count() == 1  # the others do not knock
    client = Client()
    client.force_login(cast.jan)
    said = "SBSYS afviser Én plans adgang. En administrator skal rette den. Vi prøver igen i dag kl. 10.15."
    assert said in client.get("/synk/").content.decode()
    assert "prøver igen i dag kl. 10.15" in client.get(f"/planer/{cast.plan.pk}/").content.decode()
    sbsys.faults.clear()
    with clock.standing_at(NOW + timedelta(minutes=16)):
        for _ in range(3):
            deliver_due()
    assert len(sbsys.store.all()) == 4
    system = Fagsystem.objects.get()
    assert (system.failures, system.paused_until, system.failure_code) == (0, None, "")


def test_system_that_fails_again_and_again_is_asked_by_one_alone(cast: Cast, sbsys: SbsysSimulator) -> None:
    for number in range(9):
        note(cast, f"Nr. {number}")
    sbsys.faults.set(Fault.DOWN)
    deliver_due()
    assert Delivery.objects.filter(attempts__gt=0).count() == circuits.OPENS_AT
    with clock.standing_at(NOW + timedelta(minutes=2)):
        deliver_due()
    assert sum(Delivery.objects.values_list("attempts", flat=True)) == circuits.OPENS_AT + 1


def test_pause_that_a_system_asks_for_is_kept_by_all(cast: Cast, sbsys: SbsysSimulator) -> None:
    for number in range(3):
        note(cast, f"Nr. {number}")
    sbsys.faults.set(Fault.TOO_MANY)
    deliver_due()
    sbsys.faults.clear()
    with clock.standing_at(NOW + timedelta(seconds=119)):
        assert deliver_due() == 0
    with clock.standing_at(NOW + timedelta(seconds=121)):
        deliver_due()
    with clock.standing_at(NOW + timedelta(minutes=10)):  # each waits a little longer, by chance
        deliver_due()
        deliver_due()
    assert len(sbsys.store.all()) == 3


def test_once_a_pause_is_over_one_worker_alone_may_try(cast: Cast, sbsys: SbsysSimulator) -> None:
    Fagsystem.objects.update(paused_until=NOW - timedelta(minutes=1), failures=9)
    first, second = Fagsystem.objects.get(), Fagsystem.objects.get()
    assert circuits.may_try(first)
    assert not circuits.may_try(second)
    circuits.tried_nothing(first)
    assert circuits.may_try(Fagsystem.objects.get())
    circuits.note_answer(first, Answer(Outcome.REJECTED))  # a refusal too says that it is there
    assert Fagsystem.objects.get().paused_until is None


def test_what_is_taken_in_waits_for_its_receipt(cast: Cast, dubu: Sf2900Simulator) -> None:
    note(cast)
    deliver_due()
    assert state() == Delivery.State.SENT
    client = Client()
    client.force_login(cast.jan)
    assert "SF2900 har ikke kvitteret endnu." in client.get("/synk/").content.decode()
    post_receipts("dubu", dubu)
    assert state() == Delivery.State.DELIVERED
    assert Sent.objects.get().receipt == Sent.Receipt.ARRIVED


def test_refusal_by_receipt_waits_for_a_person_with_its_words(cast: Cast, dubu: Sf2900Simulator) -> None:
    dubu.faults.set(Fault.RECEIPT_REFUSED)
    note(cast)
    deliver_due()
    post_receipts("dubu", dubu)
    assert (state(), journal().words) == (Delivery.State.REJECTED, "Sagen er lukket i modtagersystemet")
    dubu.faults.clear()
    try_again(by=cast.jan, delivery=journal())
    sync({"dubu": dubu})
    assert state() == Delivery.State.DELIVERED
    assert len(dubu.store.all()) == 1


def test_lost_answer_is_settled_by_the_receipt(cast: Cast, dubu: Sf2900Simulator) -> None:
    dubu.faults.set(Fault.TIMEOUT_AFTER_COMMIT)
    note(cast)
    deliver_due()
    assert journal().reference is not None
    with clock.standing_at(NOW + timedelta(hours=3)):
        deliver_due()
        assert state() != Delivery.State.DELIVERED  # nobody knows yet, and nothing is sent again
        post_receipts("dubu", dubu)
    assert state() == Delivery.State.DELIVERED
    assert Sent.objects.count() == len(dubu.store.all()) == 1


def test_receipt_that_never_comes_is_for_a_person(cast: Cast, dubu: Sf2900Simulator) -> None:
    dubu.faults.set(Fault.RECEIPT_NEVER)
    note(cast)
    deliver_due()
    with clock.standing_at(NOW + FOR_RECEIPT + timedelta(minutes=1)):
        deliver_due()
        assert (state(), journal().error_code) == (Delivery.State.UNKNOWN, "no_receipt")
        reference = Sent.objects.get().reference
        assert reference is not None
        late = Receipt(reference, "ACCEPTERET", "Forretning")  # after all
        assert receive(Fagsystem.objects.get(), late)
    assert state() == Delivery.State.DELIVERED


def test_receipt_counts_once_however_often_it_comes(cast: Cast, dubu: Sf2900Simulator) -> None:
    dubu.faults.set(Fault.RECEIPT_TWICE)
    note(cast)
    deliver_due()
    post_receipts("dubu", dubu)
    assert ReceivedEvent.objects.count() == 2  # AFLEVERET and ACCEPTERET
    assert Sent.objects.count() == 1


def answer_to(message: bytes, *, secret: str = RECEIPT_SECRET, system: Fagsystem | None = None) -> Any:
    address = f"/kvitteringer/{(system or Fagsystem.objects.get()).pk}/"
    head = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client(enforce_csrf_checks=True).post(address, message, content_type="text/xml", headers=head)


def test_receipt_for_something_never_sent_changes_nothing(
    cast: Cast, dubu: Sf2900Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SF2900_RECEIPT_SECRET", RECEIPT_SECRET)
    note(cast)
    strange = receipt("ACCEPTERET", "5f3a2c1e-0000-4000-8000-000000000000", is_late=True)
    assert answer_to(strange).status_code == 404
    assert Fagsystem.objects.get().strange_receipts == 1
    assert state() == Delivery.State.WAITING
    for unreadable in (
        b"",
        b"<x/>",
        b"<!DOCTYPE x><x/>",
        receipt("ACCEPTERET", "ikke-et-nummer", is_late=True),
    ):
        assert answer_to(unreadable).status_code == 400


def test_receipts_are_taken_from_nobody_without_the_secret(
    cast: Cast, dubu: Sf2900Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(cast)
    deliver_due()
    message = dubu.take_receipts()[-1]
    assert answer_to(message).status_code == 404  # none is set: everything is refused
    assert answer_to(message, secret="").status_code == 404
    monkeypatch.setenv("SF2900_RECEIPT_SECRET", RECEIPT_SECRET)
    assert answer_to(message, secret="gættet").status_code == 404
    assert state() == Delivery.State.SENT
    assert answer_to(message).status_code == 200
    assert state() == Delivery.State.DELIVERED


def test_kle_number_that_does_not_exist_is_told_with_what_to_do(cast: Cast, dubu: Sf2900Simulator) -> None:
    Fagsystem.objects.update(settings={"cvr": "29189846", "kle": "99.99.99"})
    note(cast)
    deliver_due()
    assert (state(), journal().error_code) == (Delivery.State.REJECTED, "unknown_kle")
    client = Client()
    client.force_login(cast.jan)
    shown = client.get("/synk/").content.decode()
    assert "Et notat er afvist: KLE-nummeret findes ikke." in shown
    assert "En administrator skal rette KLE-nummeret på forbindelsen." in shown
