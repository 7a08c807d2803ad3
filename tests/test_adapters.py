"""Each adapter against its simulator over real HTTP: what arrives, and what every fault is taken for."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest

from integrations.adapters import line
from integrations.adapters.line import Reply
from integrations.adapters.markup import BadXmlError, parsed
from integrations.adapters.registry import ADAPTERS
from integrations.adapters.sf2900.adapter import of_fault
from integrations.port import Adapter, Answer, Connection, Document, Found, Outcome
from integrations.simulators.faults import Fault
from integrations.simulators.registry import SIMULATORS
from integrations.simulators.server import Simulator
from plans.prints.document import pdf_of

CPR = "6205920019"
TEXT = "Dina viste sit nye <køkken> & en ø.\nDet var =godt="
SETTINGS = {"sf2900": '{"cvr": "29189846", "kle": "27.24.00"}'}
WITH_NOTES = ("sbsys", "nova", "nexus", "sf2900")
WITH_TOKENS = ("sbsys", "nova", "nexus")
TWO_STEPS_OF_WHICH_ONE_FILES = ("nova", "fasit")


@dataclass(frozen=True)
class Line:
    """An adapter and the system it talks to."""

    name: str
    adapter: Adapter
    simulator: Simulator

    def file(self, document: Document) -> Answer:
        return self.adapter.upload_document(document) if document.pdf else self.adapter.add_note(document)

    def held(self) -> list[tuple[str, str]]:
        """What a person would find there: kind and text."""
        return [(one.kind, " ".join(one.text.split())) for one in self.simulator.store.all()]


def connect(name: str, simulator: Simulator) -> Line:
    connection = Connection(simulator.base_url, name.upper(), SETTINGS.get(name, "{}"))
    return Line(name, ADAPTERS[name](connection), simulator)


@pytest.fixture
def system(request: pytest.FixtureRequest) -> Iterator[Line]:
    with SIMULATORS[request.param]() as simulator:
        yield connect(request.param, simulator)


@cache
def pdf() -> bytes:
    return pdf_of('<html lang="da"><head><title>Én plan</title></head><p>Børnene i skole hver dag</p></html>')


def a_plan() -> Document:
    day = date(2026, 3, 10)
    return Document(
        uuid4(), CPR, "Én plan, version 2", day, pdf=pdf(), is_plan=True, areas=("family", "health")
    )


def a_note(text: str = TEXT) -> Document:
    return Document(uuid4(), CPR, "Hjemmebesøg", date(2026, 3, 10), text=text, areas=("family",))


def every(*, but: tuple[str, ...] = (), only: tuple[str, ...] | None = None) -> Any:
    names = [name for name in (only or sorted(SIMULATORS)) if name not in but]
    return pytest.mark.parametrize("system", names, indirect=True)


def test_every_adapter_has_a_simulator() -> None:
    assert set(ADAPTERS) == set(SIMULATORS)


@every()
def test_plan_arrives_as_a_pdf_with_our_reference(system: Line) -> None:
    document = a_plan()
    assert system.file(document).outcome in (Outcome.ACCEPTED, Outcome.RECEIPT_PENDING)
    [(kind, text)] = system.held()
    assert kind == "plan"
    assert "Børnene i skole hver dag" in text
    received = system.simulator.store.all()[0]
    assert received.cpr == CPR
    assert system.adapter.capabilities.takes_client_id or document.mark in received.title


@every(only=WITH_NOTES)
@pytest.mark.parametrize("text", [TEXT, TEXT + "x", TEXT + "xx"])
def test_note_arrives_as_it_was_written(system: Line, text: str) -> None:
    """Of any length: Nova corrupts a note whose base64 is padded."""
    assert system.file(a_note(text)).outcome in (Outcome.ACCEPTED, Outcome.RECEIPT_PENDING)
    assert system.held() == [("journal", " ".join(text.split()))]


@every(only=("fasit",))
def test_note_for_a_system_of_documents_alone_arrives_as_one(system: Line) -> None:
    assert not system.adapter.capabilities.notes
    system.file(replace(a_note(), pdf=pdf()))
    assert [kind for kind, _ in system.held()] == ["journal"]


REFUSED = (Fault.REJECT, Fault.FORBIDDEN, Fault.NOT_FOUND, Fault.CLOSED_CASE)


@every()
@pytest.mark.parametrize("fault", REFUSED)
def test_refusal_is_told_with_the_systems_own_words(system: Line, fault: Fault) -> None:
    system.simulator.faults.set(fault)
    answer = system.file(a_plan())
    assert answer.outcome is Outcome.REJECTED
    assert answer.code
    assert answer.words == "simuleret fejl"
    assert system.held() == []


@every()
@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.TOO_MANY])
def test_system_that_cannot_now_is_tried_again(system: Line, fault: Fault) -> None:
    system.simulator.faults.set(fault)
    answer = system.file(a_plan())
    assert answer.outcome is Outcome.RETRYABLE
    assert answer.wait == (timedelta(seconds=120) if fault is Fault.TOO_MANY else None)
    assert system.held() == []


@every()
@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.GATEWAY])
def test_error_of_theirs_is_unknown_unless_nothing_can_have_been_filed(system: Line, fault: Fault) -> None:
    system.simulator.faults.set(fault)
    is_harmless = system.name in TWO_STEPS_OF_WHICH_ONE_FILES
    assert system.file(a_plan()).outcome is (Outcome.RETRYABLE if is_harmless else Outcome.UNKNOWN)


@every()
def test_lost_answer_is_unknown_and_found_where_the_system_can_be_asked(system: Line) -> None:
    system.simulator.faults.set(Fault.TIMEOUT_AFTER_COMMIT)
    document = a_plan()
    assert system.file(document).outcome is Outcome.UNKNOWN
    assert len(system.held()) == 1
    can_be_asked = system.adapter.capabilities.finds_by_reference
    assert system.adapter.find_by_reference(document) is (Found.YES if can_be_asked else Found.CANNOT_ASK)
    assert system.adapter.find_by_reference(a_plan()) is (Found.NO if can_be_asked else Found.CANNOT_ASK)


@every()
def test_second_step_lost_on_the_way_leaves_one_document_at_most(system: Line) -> None:
    system.simulator.faults.set(Fault.ORPHAN)
    document = a_plan()
    if system.name in ("sbsys", "sf2900"):  # one step
        assert system.file(document).outcome is not Outcome.UNKNOWN
        return
    assert system.file(document).outcome is Outcome.UNKNOWN
    assert system.held() == []
    system.simulator.faults.clear()
    found = system.adapter.find_by_reference(document)
    assert found is {"nova": Found.NO, "fasit": Found.CANNOT_ASK, "nexus": Found.HALF}[system.name]
    system.file(replace(document, is_resumed=found is Found.HALF))
    assert len(system.held()) == 1
    assert system.adapter.find_by_reference(document) is not Found.HALF


@every()
def test_token_that_has_run_out_is_asked_for_anew(system: Line) -> None:
    system.simulator.faults.set(Fault.TOKEN_EXPIRED)
    first = system.file(a_plan())
    if system.name not in WITH_TOKENS:  # nothing to ask for: a certificate is refused or not
        assert (first.outcome, first.code) == (Outcome.RETRYABLE, "credentials")
        first = system.file(a_plan())
    assert first.outcome in (Outcome.ACCEPTED, Outcome.RECEIPT_PENDING)
    assert len(system.held()) == 1


@every()
def test_wrong_credentials_are_said_to_be_that(system: Line) -> None:
    system.simulator.faults.set(Fault.WRONG_CREDENTIALS)
    answer = system.file(a_plan())
    assert (answer.outcome, answer.code) == (Outcome.RETRYABLE, "credentials")
    assert system.held() == []


@every(only=WITH_TOKENS)
def test_token_that_never_comes_writes_nothing(system: Line) -> None:
    system.simulator.faults.set(Fault.NO_TOKEN)
    answer = system.file(a_note())
    assert (answer.outcome, answer.code) == (Outcome.RETRYABLE, "no_token")
    assert system.adapter.find_by_reference(a_note()) is Found.CANNOT_ASK
    assert system.adapter.check().code == "no_token"


@every()
def test_answer_in_another_shape_is_no_answer(system: Line) -> None:
    """What may have arrived is unknown; everything before that wrote nothing."""
    system.simulator.faults.set(Fault.BAD_FORMAT)
    answer = system.file(a_plan())
    assert answer.code == "bad_answer"
    assert bool(system.held()) is (answer.outcome is Outcome.UNKNOWN)


@every(but=("sf2900",))
def test_citizen_with_another_number_by_now_is_refused(system: Line) -> None:
    system.simulator.faults.set(Fault.CHANGED_CPR)
    assert system.file(a_plan()).outcome is Outcome.REJECTED
    assert system.held() == []


@every(only=("sf2900",))
@pytest.mark.parametrize("number", ["99.99.99", "", "27"])
def test_kle_number_that_does_not_exist_is_refused_in_words(system: Line, number: str) -> None:
    settings = f'{{"cvr": "29189846", "kle": "{number}", "receiver": ""}}'
    adapter = ADAPTERS["sf2900"](Connection(system.simulator.base_url, "SF2900", settings))
    answer = adapter.add_note(a_note())
    if number:
        assert (answer.outcome, answer.code) == (Outcome.REJECTED, "unknown_kle")
        assert answer.words == "KLE-emnet findes ikke"
    assert adapter.check().outcome is Outcome.REJECTED


def test_fault_of_ours_in_soap_is_a_refusal_and_any_other_is_unknown() -> None:
    unknown = Answer(Outcome.UNKNOWN, code="http_500")
    said = b"<f><faultcode>soap:%b</faultcode><faultstring>Forkert CVR</faultstring></f>"
    refused = of_fault(Reply(unknown, said % b"Client"))
    assert (refused.outcome, refused.words) == (Outcome.REJECTED, "Forkert CVR")
    for content in (said % b"Server", b"", b"<html>"):
        assert of_fault(Reply(unknown, content)) == unknown


def test_area_with_a_kle_number_of_its_own_goes_there() -> None:
    connection = Connection("", "", '{"kle": "27.24.00", "kle_of_areas": {"family": "27.18.00"}}')
    assert connection.kle(("family",)) == "27.18.00"
    assert connection.kle(("family", "health")) == connection.kle(("health",)) == "27.24.00"


@every()
def test_connection_is_checked_without_anything_about_anyone(system: Line) -> None:
    assert system.adapter.check().outcome is Outcome.ACCEPTED
    system.simulator.faults.set(Fault.WRONG_CREDENTIALS)
    assert system.adapter.check().code == "credentials"
    assert system.held() == []


@pytest.mark.parametrize("name", sorted(ADAPTERS))
def test_system_that_is_not_there_gets_nothing(name: str) -> None:
    adapter = ADAPTERS[name](Connection("http://127.0.0.1:9", name.upper(), SETTINGS.get(name, "{}")))
    assert adapter.upload_document(a_plan()).outcome is Outcome.RETRYABLE
    assert adapter.check().outcome is Outcome.RETRYABLE


@pytest.mark.parametrize("name", ["fasit", "sf2900"])
def test_certificate_that_cannot_be_trusted_sends_nothing(name: str, tmp_path: Path) -> None:
    received: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.path)

    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"
    subprocess.run(
        [*command.split(), "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True
    )
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_of: None  # type: ignore[method-assign]  # the handshake's end is no news
    Thread(target=server.serve_forever, daemon=True).start()
    connection = Connection(f"https://127.0.0.1:{server.server_port}", name.upper(), SETTINGS.get(name, "{}"))
    answer = ADAPTERS[name](connection).upload_document(a_plan())
    server.shutdown()
    server.server_close()
    assert (answer.outcome, answer.code) == (Outcome.RETRYABLE, "certificate")
    assert received == []


def test_own_certificate_that_is_not_there_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FASIT_CERT", "/findes/ikke.pem")
    adapter = ADAPTERS["fasit"](Connection("https://127.0.0.1:9", "FASIT"))
    assert adapter.upload_document(a_plan()).code == "certificate"


@every(only=("nexus",))
def test_token_goes_to_no_other_host_than_the_systems(system: Line) -> None:
    with pytest.raises(line.CannotAskError):
        line.Line(Connection(system.simulator.base_url, "X")).address("http://127.0.0.1:9/hent")


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
BAD_XML = {
    "entities": BOMB,
    "entities in another encoding": BOMB.decode().encode("utf-16"),
    "a file of ours": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "no xml": b"svar: ja",
    "cut off": b"<svar><kode>",
    "an encoding that is none": b'<?xml version="1.0" encoding="dansk"?><x/>',
    "too much": b"<x>" + b" " * 1_000_001 + b"</x>",
}


@pytest.mark.parametrize("data", BAD_XML.values(), ids=BAD_XML)
def test_xml_of_strangers_is_read_without_entities(data: bytes) -> None:
    with pytest.raises(BadXmlError):
        parsed(data)


def test_words_of_a_system_are_short_and_without_anybodys_number() -> None:
    said = line.words_of('{"message": "Sag lukket for 620592-0019 eller 6205920019"}' + "x" * 999)
    assert said == "Sag lukket for [CPR] eller [CPR]"
    assert not re.search(r"\d{4}", said)
    assert len(line.words_of("<p>" + "lang " * 999 + "</p>")) == line.LONGEST_WORDS
