"""Lines that are wrong in themselves, seen from the deliveries: the circuit opens, says why, and nobody knocks on."""

import ssl
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.test import Client

from enplan import clock
from integrations.models import Delivery, Fagsystem
from integrations.simulators.faults import Fault
from integrations.simulators.registry import SIMULATORS
from integrations.sweeping import deliver_due
from plans.services.journal import write_journal
from tests.cast import HOUSING, NOW
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
NOTES = 9
# By fault: what the board says, and how often at most the system is asked before it is left alone.
SAID = {
    Fault.WRONG_CREDENTIALS: ("SBSYS afviser Én plans adgang. En administrator skal rette den.", 1),
    Fault.NO_TOKEN: ("SBSYS giver ikke Én plan adgang lige nu.", 5),
    Fault.BAD_FORMAT: ("SBSYS svarer ikke.", 5),
}


class Counted(HTTPServer):
    """Counts how often somebody knocks, whether they come in or not."""

    knocks = 0

    def get_request(self) -> Any:
        type(self).knocks += 1
        return super().get_request()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake that ends is no news."""


@pytest.fixture
def expired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a system whose certificate is trusted and ran out yesterday."""
    key, asked, certificate, names = (tmp_path / name for name in ("key", "csr", "cert", "names"))
    names.write_text("subjectAltName=IP:127.0.0.1")
    ask = f"openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout {key} -out {asked}"
    sign = f"openssl x509 -req -in {asked} -signkey {key} -days -1 -extfile {names} -out {certificate}"
    for command in (ask, sign):
        subprocess.run(command.split(), check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    Counted.knocks = 0
    server = Counted(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def connect(cast: Cast, adapter: str, address: str) -> None:
    """With notes that wait for it."""
    Fagsystem.objects.create(
        adapter=adapter,
        name=adapter.upper(),
        department=cast.job,
        receives=["journal"],
        base_url=address,
        credentials=adapter.upper(),
    )
    for number in range(NOTES):
        title = f"Møde {number}"
        write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=title, text="Vi talte sammen.")


def sweep_for_ten_minutes() -> None:
    for minutes in range(10):
        with clock.standing_at(NOW + timedelta(minutes=minutes)):
            deliver_due()


def board(cast: Cast) -> str:
    client = Client()
    client.force_login(cast.jan)
    return client.get("/synk/").content.decode()


def test_certificate_that_has_run_out_opens_the_circuit_and_is_said(cast: Cast, expired: str) -> None:
    connect(cast, "fasit", expired)
    sweep_for_ten_minutes()
    assert Counted.knocks == 1
    assert "Certifikatet til FASIT er udløbet eller ikke godkendt. En administrator skal se på det." in board(
        cast
    )
    assert Delivery.objects.filter(state="waiting", reference=None).count() == NOTES
    with clock.standing_at(NOW + timedelta(minutes=20)):
        deliver_due()
    assert Counted.knocks == 2


@pytest.mark.parametrize("fault", SAID)
def test_line_that_is_wrong_is_left_alone_and_said(cast: Cast, fault: Fault) -> None:
    said, most = SAID[fault]
    with SIMULATORS["sbsys"]() as simulator:
        connect(cast, "sbsys", simulator.base_url)
        simulator.faults.set(fault)
        deliver_due()
        assert Delivery.objects.filter(attempts__gt=0).count() == most
        assert said in board(cast)
        sweep_for_ten_minutes()
        # One at a time tries after each pause, and each pause is longer than the one before.
        assert sum(Delivery.objects.values_list("attempts", flat=True)) <= most + 4
        assert simulator.store.all() == []
        simulator.faults.clear()
        for hours in (12, 18, 24):
            with clock.standing_at(NOW + timedelta(hours=hours)):
                while deliver_due():
                    pass
        titles = [one.title.split(" [")[0] for one in simulator.store.all()]
    assert sorted(titles) == [f"Møde {number}" for number in range(NOTES)]
