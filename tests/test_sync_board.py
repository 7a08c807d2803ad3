"""The sync board: how far everything is, to those who may know; and what people do about what no longer moves."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Change, Look
from integrations import dealing
from integrations.models import Delivery, Fagsystem, Sent
from integrations.simulators.fasit.simulator import FasitSimulator
from integrations.simulators.faults import Fault
from integrations.sweeping import deliver_due
from plans.models import Goal
from plans.services.goals import edit_goal
from plans.services.journal import write_journal
from tests.cast import HOUSING, NOW
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
BOARD = "/synk/"


@pytest.fixture
def fasit(cast: Cast, jobs_goal: Goal) -> Iterator[FasitSimulator]:
    """A Fasit of Beskæftigelse, and a plan that is due there."""
    with FasitSimulator() as simulator:
        Fagsystem.objects.create(
            adapter="fasit",
            name="Fasit",
            department=cast.job,
            receives=["plan", "journal"],
            base_url=simulator.base_url,
            credentials="FASIT",
        )
        edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, title="Tre dage om ugen")
        yield simulator


def after(hours: float) -> Any:
    return clock.standing_at(NOW + timedelta(hours=hours))


def row(kind: str = "plan") -> Delivery:
    return Delivery.objects.get(kind=kind)


def sync(fasit: FasitSimulator, *faults: Fault) -> None:
    for fault in faults:
        fasit.faults.set(fault)
    deliver_due()
    fasit.faults.clear()


def unknown(fasit: FasitSimulator) -> Delivery:
    """The answer was lost, and Fasit cannot be asked."""
    sync(fasit, Fault.TIMEOUT_AFTER_COMMIT)
    with after(1):
        deliver_due()
    return row()


def page(user: User, address: str = BOARD) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def post(user: User, delivery: Delivery, what: str, **sent: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(f"{BOARD}{delivery.pk}/{what}/", sent)


def test_board_says_in_sentences_how_far_it_is(cast: Cast, fasit: FasitSimulator) -> None:
    assert "Planen er på vej til Fasit." in page(cast.jan)
    sync(fasit)
    assert "1 er fremme. Senest i dag kl. 10." in page(cast.jan)
    goal = Goal.objects.get(title="Tre dage om ugen")
    with after(20):
        edit_goal(by=cast.jan, goal=goal, seen=goal.version, title="Fire dage")
        assert "Fasit har planen fra i går kl. 10. Den nye er på vej." in page(cast.jan)
        sync(fasit, Fault.DOWN)
        assert "Den nye er ikke kommet frem endnu. Vi prøver igen i dag kl. 6.01." in page(cast.jan)


def test_refusal_stands_with_the_systems_words_and_what_to_do(cast: Cast, fasit: FasitSimulator) -> None:
    sync(fasit, Fault.CLOSED_CASE)
    shown = page(cast.jan)
    assert "Planen er afvist: sagen er lukket." in shown
    assert "<q>simuleret fejl</q>" in shown
    assert "Åbn sagen dér, eller opret en ny, og prøv igen." in shown
    assert post(cast.jan, row(), "igen").status_code == 303
    sync(fasit)
    assert row().state == Delivery.State.DELIVERED
    assert len(fasit.store.all()) == 1


def test_what_may_have_arrived_is_never_sent_again_by_itself(cast: Cast, fasit: FasitSimulator) -> None:
    assert unknown(fasit).state == Delivery.State.UNKNOWN
    for hours in (5, 50, 500):
        with after(hours):
            deliver_due()
    assert len(fasit.store.all()) == 1


def test_what_could_not_be_put_together_was_surely_not_sent(
    cast: Cast, fasit: FasitSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_html: str) -> bytes:
        raise ValueError("no font")

    with monkeypatch.context() as patch:
        patch.setattr("integrations.documents.building.pdf_of", broken)
        deliver_due()
    assert (row().state, row().reference, row().error_code) == (Delivery.State.WAITING, None, "ValueError")
    with after(1):
        deliver_due()
    assert len(fasit.store.all()) == 1


def test_somebody_says_that_it_is_there(cast: Cast, fasit: FasitSimulator) -> None:
    delivery = unknown(fasit)
    shown = page(cast.jan)
    assert "Vi ved ikke, om planen nåede frem til Fasit." in shown
    assert f"EnPlan:{str(delivery.reference)[:8]}" in shown
    assert post(cast.jan, delivery, "igen").status_code == 409  # the question comes first
    assert post(cast.jan, delivery, "afklar").status_code == 422
    assert post(cast.jan, delivery, "afklar", svar="der").status_code == 303
    assert post(cast.jan, delivery, "afklar", svar="der").status_code == 409
    deliver_due()
    assert row().state == Delivery.State.DELIVERED
    assert Sent.objects.get().areas == [HOUSING]
    assert len(fasit.store.all()) == 1


def test_somebody_says_that_it_is_to_be_sent_again(cast: Cast, fasit: FasitSimulator) -> None:
    sync(fasit, Fault.ORPHAN)
    with after(1):
        deliver_due()
        assert fasit.store.all() == []
        assert post(cast.sofie, row(), "afklar", svar="send").status_code == 303
        deliver_due()
    assert len(fasit.store.all()) == 1


def test_change_meanwhile_goes_out_once_it_is_settled(cast: Cast, fasit: FasitSimulator) -> None:
    delivery = unknown(fasit)
    goal = Goal.objects.get(title="Tre dage om ugen")
    edit_goal(by=cast.jan, goal=goal, seen=goal.version, title="Fire dage")
    deliver_due()
    assert len(fasit.store.all()) == 1
    dealing.settle(by=cast.jan, delivery=delivery, is_there=True)
    deliver_due()
    assert [one.title.split(" [")[0] for one in fasit.store.all()] == ["Én plan", "Én plan, version 2"]


def test_giving_up_takes_a_reason_and_stands_in_the_record(cast: Cast, fasit: FasitSimulator) -> None:
    sync(fasit, Fault.REJECT)
    assert "Hvorfor skal det ikke sendes?" in page(cast.jan, f"{BOARD}{row().pk}/opgiv/")
    refused = post(cast.jan, row(), "opgiv", why="  ")
    assert refused.status_code == 422
    assert post(cast.jan, row(), "opgiv", why="Lagt ind i hånden").status_code == 303
    assert row().state == Delivery.State.DROPPED
    assert Change.objects.get(thing="delivery", field="why").after == "Lagt ind i hånden"
    shown = page(cast.jan)
    assert "1 er opgivet" in shown
    assert "afvist" not in shown


def test_what_may_have_arrived_is_not_given_up(cast: Cast, fasit: FasitSimulator) -> None:
    with pytest.raises(ValidationError, match="Sig først"):
        dealing.give_up(by=cast.jan, delivery=unknown(fasit), why="Orker ikke")


def test_note_to_a_system_of_documents_alone_arrives_as_one(cast: Cast, fasit: FasitSimulator) -> None:
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Rent <køkken>")
    sync(fasit)
    assert ["Rent <køkken>" in one.text for one in fasit.store.all() if one.kind == "journal"] == [True]


def test_board_shows_what_one_may_know_of_and_nothing_of_what_is_sent(
    cast: Cast, fasit: FasitSimulator
) -> None:
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Rent køkken")
    sync(fasit, Fault.REJECT)
    shown = {name: page(getattr(cast, name)) for name in ("sofie", "jan", "rikke", "ulla")}
    assert "Et notat er afvist" in shown["jan"]
    assert "Planen er afvist" in shown["sofie"]
    assert "Et notat" not in shown["sofie"]  # that one was written is not told
    for nothing in ("rikke", "ulla"):
        assert "Fasit" not in shown[nothing]
        assert cast.citizen.name not in shown[nothing]
    for text in shown.values():
        assert not [secret for secret in ("Tre dage", "Rent", "Besøg") if secret in text]
    assert Look.objects.filter(user_id=cast.jan.pk, what="Hvor langt planen er sendt").exists()
    assert not Look.objects.filter(user_id=cast.ulla.pk, plan_id=cast.plan.pk).exists()


def test_those_who_may_not_deal_with_it_change_nothing(cast: Cast, fasit: FasitSimulator) -> None:
    sync(fasit, Fault.REJECT)
    delivery = row()
    for name in ("rikke", "ulla", "pia", "grethe", "adam", "dorte", "root", "rasmus", "kirsten"):
        user = getattr(cast, name)
        for what, sent in (("igen", {}), ("afklar", {"svar": "der"}), ("opgiv", {"why": "Fordi"})):
            assert post(user, delivery, what, **sent).status_code in (403, 404), (name, what)
        with pytest.raises(PermissionDenied):
            dealing.try_again(by=user, delivery=delivery)
    assert row().state == Delivery.State.REJECTED


def test_many_deliveries_cost_no_more_queries(cast: Cast, fasit: FasitSimulator) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(cast.jan)
        return len(queries)

    page(cast.jan)
    few = asked()
    for number in range(8):
        write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=f"Nr. {number}", text="Mere.")
    assert asked() == few
