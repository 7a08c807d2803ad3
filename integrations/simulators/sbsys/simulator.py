"""SBSYS as its public clients see it: token, case search, notes and documents on a case, and its faults.

Every citizen has one open case, made when first asked for.
"""

import json
import re
import time
from html import unescape
from itertools import count
from typing import Any, ClassVar

from integrations.simulators.faults import Fault
from integrations.simulators.server import Handler, Received, Simulator, pdf_text


class SbsysHandler(Handler):
    """SBSYS' addresses."""

    def respond(self, data: bytes) -> None:
        is_write = self.path.endswith(("/create", "/journaliser"))
        if self.path.endswith("/protocol/openid-connect/token"):
            self.give_token()
        elif self.is_unknown() or self.is_refused(is_write=is_write):
            return
        elif self.path == "/api/sag/search":
            self._find_cases(json.loads(data))
        elif found := re.fullmatch(r"/api/sag/(\d+)/(dokumenter|journalarknotes)", self.path):
            self._list(int(found[1]), found[2])
        elif found := re.fullmatch(r"/api/sag/(\d+)", self.path):
            self.answer(
                200, {"Id": int(found[1]), "SagsStatus": {"Navn": self.simulator.state_of(int(found[1]))}}
            )
        elif self.path == "/api/journalarknote/create":
            self._note(json.loads(data))
        elif self.path == "/api/dokument/journaliser":
            self._document(data)
        else:
            self.answer(404, {})

    def _find_cases(self, query: dict[str, Any]) -> None:
        cpr = query["PrimaerPerson"]["CprNummer"].replace("-", "")
        if self.simulator.faults.is_on(Fault.CHANGED_CPR):
            self.answer(200, {"Results": []})
        else:
            self.answer(
                200,
                {"Results": [{"Id": self.simulator.case_of(cpr), "ErLukket": cpr in self.simulator.states}]},
            )

    def _list(self, case: int, what: str) -> None:
        kind, name = ("plan", "Navn") if what == "dokumenter" else ("journal", "Overskrift")
        rows = self.simulator.readable(case, kind)
        self.answer(200, [{name: title} for title in rows])

    def _note(self, note: dict[str, Any]) -> None:
        text = unescape(note["Note"].replace("<br>", "\n"))
        self.simulator.receive(note["SagID"], "journal", note["Overskrift"], text)
        self.written({"Id": 1})

    def _document(self, data: bytes) -> None:
        parts = self.parts(data)
        form = json.loads(parts["json"])
        self.simulator.receive(form["SagID"], "plan", form["DokumentNavn"], pdf_text(parts["file"]))
        self.written({"Id": 1})


class SbsysSimulator(Simulator):
    """One SBSYS with its cases."""

    handler: ClassVar[type[Handler]] = SbsysHandler

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.states: dict[str, str] = {}  # by CPR number, of cases that are closed
        self._numbers = count(1)
        self._cases: dict[str, int] = {}
        self._titles: list[tuple[int, str, str, float]] = []

    def case_of(self, cpr: str) -> int:
        with self.store.lock:
            if cpr not in self._cases:
                self._cases[cpr] = next(self._numbers)
            return self._cases[cpr]

    def state_of(self, case: int) -> str:
        with self.store.lock:
            cpr = next((cpr for cpr, number in self._cases.items() if number == case), "")
        return self.states.get(cpr, "Aktiv")

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
                if number == case
                and of_kind == kind
                and not (late and time.monotonic() - at < self.late_seconds)
            ]
