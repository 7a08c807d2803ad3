"""SBSYS as its public clients see it: token, case search, notes and documents on a case, and its faults.

Every citizen has one open case, made when first asked for.
"""

import json
import re
import time
from email.parser import BytesParser
from email.policy import HTTP
from html import unescape
from io import BytesIO
from itertools import count
from typing import Any, ClassVar

from integrations.simulators.faults import STATUS, Fault
from integrations.simulators.server import Handler, Received, Simulator

LATE_SECONDS = 2.0


class SbsysHandler(Handler):
    """SBSYS' addresses."""

    def respond(self, data: bytes) -> None:
        if self.path.endswith("/protocol/openid-connect/token"):
            self._token()
        elif self._is_refused():
            return
        elif self.path == "/api/sag/search":
            self._find_cases(json.loads(data))
        elif found := re.fullmatch(r"/api/sag/(\d+)/(dokumenter|journalarknotes)", self.path):
            self._list(int(found[1]), found[2])
        elif self.path == "/api/journalarknote/create":
            self._write(self._note, json.loads(data))
        elif self.path == "/api/dokument/journaliser":
            self._write(self._document, data)
        else:
            self.answer(404, {})

    def _token(self) -> None:
        if self.simulator.faults.is_on(Fault.DOWN):
            self.answer(503, {})
        else:
            self.answer(200, {"access_token": "simulated", "expires_in": 300})

    def _is_refused(self) -> bool:
        faults = self.simulator.faults
        if self.headers.get("Authorization") != "Bearer simulated" or faults.take(Fault.TOKEN_EXPIRED):
            self.answer(401, {})
            return True
        is_write = self.path.endswith(("/create", "/journaliser"))
        for fault, status in STATUS.items():
            if faults.is_on(fault) and (is_write or fault in (Fault.DOWN, Fault.TOO_MANY, Fault.FORBIDDEN)):
                wait = {"Retry-After": "120"} if fault is Fault.TOO_MANY else None
                self.answer(status, {"Message": "simuleret fejl"}, wait)
                return True
        return False

    def _find_cases(self, query: dict[str, Any]) -> None:
        cpr = query["PrimaerPerson"]["CprNummer"].replace("-", "")
        self.answer(200, {"Results": [{"Id": self.simulator.case_of(cpr), "ErLukket": False}]})

    def _list(self, case: int, what: str) -> None:
        kind, name = ("plan", "Navn") if what == "dokumenter" else ("journal", "Overskrift")
        rows = self.simulator.readable(case, kind)
        self.answer(200, [{name: title} for title in rows])

    def _write(self, store: Any, data: Any) -> None:
        store(data)
        if self.simulator.faults.is_on(Fault.TIMEOUT_AFTER_COMMIT):
            self.hang_up()
        elif self.simulator.faults.is_on(Fault.NOT_JSON):
            self.answer(200, b"OK")
        else:
            self.answer(200, {"Id": 1})

    def _note(self, note: dict[str, Any]) -> None:
        text = unescape(note["Note"].replace("<br>", "\n"))
        self.simulator.receive(note["SagID"], "journal", note["Overskrift"], text)

    def _document(self, data: bytes) -> None:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts: dict[str, bytes] = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + data).iter_parts():
            content = part.get_payload(decode=True)
            name = part.get_param("name", header="content-disposition")
            parts[str(name)] = content if isinstance(content, bytes) else b""
        form = json.loads(parts["json"])
        self.simulator.receive(form["SagID"], "plan", form["DokumentNavn"], pdf_text(parts["file"]))


class SbsysSimulator(Simulator):
    """One SBSYS with its cases."""

    handler: ClassVar[type[Handler]] = SbsysHandler

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self._numbers = count(1)
        self._cases: dict[str, int] = {}
        self._titles: list[tuple[int, str, str, float]] = []

    def case_of(self, cpr: str) -> int:
        with self.store.lock:
            if cpr not in self._cases:
                self._cases[cpr] = next(self._numbers)
            return self._cases[cpr]

    def receive(self, case: int, kind: str, title: str, text: str) -> None:
        with self.store.lock:
            cpr = next((cpr for cpr, number in self._cases.items() if number == case), "")
            self._titles.append((case, kind, title, time.monotonic()))
        self.store.add(Received(kind, cpr, title, text))

    def readable(self, case: int, kind: str) -> list[str]:
        """Titles on a case; with the fault, only those that have been there for some seconds."""
        late = self.faults.is_on(Fault.LATE_READING)
        with self.store.lock:
            return [
                title
                for number, of_kind, title, at in self._titles
                if number == case and of_kind == kind and not (late and time.monotonic() - at < LATE_SECONDS)
            ]


def pdf_text(pdf: bytes) -> str:
    """What a person reads in a PDF. pypdf is there where tests are; elsewhere the size says that something came."""
    try:
        from pypdf import PdfReader
    except ImportError:
        return f"PDF, {len(pdf)} bytes"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
