"""The administrator's connections: what goes where, tested without anything about anyone, and no plan behind them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from enplan.accounts.models import User
from enplan.audit.models import Change
from integrations.connections.editing import add_connection
from integrations.models import Delivery, Fagsystem
from integrations.simulators.faults import Fault
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.sweeping import deliver_due
from plans.services.journal import write_journal
from tests.cast import HOUSING, NOW
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
LIST = "/administration/forbindelser/"


@pytest.fixture
def sbsys(cast: Cast) -> Iterator[SbsysSimulator]:
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


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(cast: Cast, **more: Any) -> dict[str, Any]:
    """What the form for a new connection is sent."""
    return {
        "adapter": "sf2900",
        "department": str(cast.job.pk),
        "name": "DUBU",
        "receives": ["plan", "journal"],
        "base_url": "https://fordeling.eksempel.dk",
        "credentials": "DUBU_JOB",
        "kle": "27.24.00",
        "kle_of_areas": f"{HOUSING}: 27.18.00",
        "details": "cvr: 29189846\nfacet: G01",
        **more,
    }


def test_connection_is_made_switched_off_and_stands_in_the_record(cast: Cast) -> None:
    assert logged_in(cast.adam).post(f"{LIST}ny/", said(cast)).status_code == 302
    made = Fagsystem.objects.get()
    assert not made.is_active
    assert made.settings == {
        "kle": "27.24.00",
        "kle_of_areas": {HOUSING: "27.18.00"},
        "cvr": "29189846",
        "facet": "G01",
    }
    assert Change.objects.filter(thing="fagsystem", thing_id=made.pk, field="base_url").exists()


WRONG = {
    "a KLE number in another form": ({"kle": "27.24"}, "Skriv KLE-nummeret som 27.24.00."),
    "an area that is none": ({"kle_of_areas": "haven: 27.18.00"}, "intet livsområde, der hedder haven"),
    "an area's number in another form": ({"kle_of_areas": f"{HOUSING}: 27"}, f"KLE-nummeret for {HOUSING}"),
    "no municipality": ({"details": "facet: G01"}, "cvr: 12345678"),
    "nobody to receive it": ({"kle": ""}, "navngiv en modtager"),
    "a setting that is none": ({"details": "cvr: 29189846\nfarve: grøn"}, "farve kendes ikke"),
    "a line without a colon": ({"details": "bare noget"}, "navn, kolon og værdi"),
    "no address": ({"base_url": "fordeling"}, "https://"),
    "a password in the address": ({"base_url": "https://a:b@eksempel.dk"}, "ikke rummer en adgangskode"),
    "secrets of the program itself": ({"credentials": "ENPLAN_SMTP"}, "Skriv med store bogstaver"),
    "a prefix that is none": ({"credentials": "job-sbsys"}, "Skriv med store bogstaver"),
}


@pytest.mark.parametrize(("more", "complaint"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_right_is_told_at_its_field(cast: Cast, more: dict[str, str], complaint: str) -> None:
    response = logged_in(cast.adam).post(f"{LIST}ny/", said(cast, **more))
    assert response.status_code == 422
    shown = response.content.decode()
    assert complaint in shown
    assert "DUBU" in shown  # what was typed stays
    assert not Fagsystem.objects.exists()


def test_same_name_twice_in_a_department_is_refused(cast: Cast, sbsys: SbsysSimulator) -> None:
    response = logged_in(cast.adam).post(f"{LIST}ny/", said(cast, name="SBSYS"))
    assert response.status_code == 422
    assert "har allerede en forbindelse" in response.content.decode()


def test_two_administrators_at_once_keep_both_texts(cast: Cast, sbsys: SbsysSimulator) -> None:
    connection = Fagsystem.objects.get()
    page = f"{LIST}{connection.pk}/"
    sent = {
        "name": "SBSYS",
        "receives": ["plan"],
        "base_url": "https://sbsys.eksempel.dk",
        "credentials": "SBSYS",
        "details": "",
        "is_active": "on",
        "version": "1",
    }
    client = logged_in(cast.adam)
    assert client.post(page, sent).status_code == 302
    stale = client.post(page, {**sent, "base_url": "https://andet.eksempel.dk"})
    assert stale.status_code == 409
    assert "https://andet.eksempel.dk" in stale.content.decode()
    assert "https://sbsys.eksempel.dk" in stale.content.decode()


def test_test_of_a_connection_says_how_it_is_and_lets_what_waits_go(
    cast: Cast, sbsys: SbsysSimulator
) -> None:
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Rent køkken")
    sbsys.faults.set(Fault.WRONG_CREDENTIALS)
    deliver_due()
    client = logged_in(cast.adam)
    address = f"{LIST}{Fagsystem.objects.get().pk}/proev/"
    assert "afviser Én plans adgang" in client.post(address, follow=True).content.decode()
    assert "En administrator skal rette den" in client.get(LIST).content.decode()
    sbsys.faults.clear()
    assert "svarer og giver adgang" in client.post(address, follow=True).content.decode()
    assert sbsys.store.all() == []  # the test itself sent nothing
    Delivery.objects.update(next_try_at=NOW)
    deliver_due()
    assert len(sbsys.store.all()) == 1


def test_administrator_sees_numbers_and_ids_and_nothing_of_anyone(cast: Cast, sbsys: SbsysSimulator) -> None:
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Rent køkken")
    sbsys.faults.set(Fault.CLOSED_CASE)
    deliver_due()
    row = Delivery.objects.get(kind="journal")
    Delivery.objects.update(words="Dina har en lukket sag")
    client = logged_in(cast.adam)
    assert client.get("/synk/").headers["Location"] == LIST
    shown = client.get(LIST).content.decode() + client.get(f"{LIST}{row.fagsystem_id}/").content.decode()
    assert "1 afvist" in shown
    assert str(row.pk) in shown
    assert "SBSYS_PASSWORD" in shown  # not set here: its name, and never what it holds
    for secret in (cast.citizen.name, cast.citizen.cpr, str(cast.plan.pk), "Besøg", "Dina", "simuleret"):
        assert secret not in shown


def test_nobody_else_keeps_connections(cast: Cast, sbsys: SbsysSimulator) -> None:
    connection = Fagsystem.objects.get()
    for user in (cast.sofie, cast.grethe, cast.dorte, cast.root, cast.rasmus):
        client = logged_in(user)
        for address in (LIST, f"{LIST}ny/", f"{LIST}{connection.pk}/"):
            assert client.get(address).status_code == 404
        assert client.post(f"{LIST}{connection.pk}/proev/").status_code == 404
        with pytest.raises(PermissionDenied):
            add_connection(by=user, adapter="sbsys", department=cast.job, name="X")
