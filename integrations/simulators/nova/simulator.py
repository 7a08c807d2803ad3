"""KMD Nova as its public clients see it: cases of a citizen, notes by a change of the case, documents in two steps.

Every citizen has one open case, made when first asked for.
"""

import json
import re
import time
from base64 import b64decode
from typing import Any, ClassVar
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from integrations.simulators.faults import Fault
from integrations.simulators.server import Handler, Received, Simulator, pdf_text


class NovaHandler(Handler):
    """Nova's addresses."""

    def respond(self, data: bytes) -> None:
        path = urlsplit(self.path).path
        is_write = not path.endswith("/GetList")
        if path == "/connect/token":
            self.give_token()
        elif self.is_unknown() or self.is_refused(is_write=is_write):
            return
        elif found := re.fullmatch(r"/api/Document/UploadFile/[^/]+/([^/]+)", path):
            self.simulator.uploads[found[1]] = pdf_text(self.parts(data)["file"])
            self.answer(200, {})
        else:
            self._call(f"{self.command} {path.removeprefix('/api/')}", json.loads(data))

    def _call(self, what: str, body: dict[str, Any]) -> None:
        match what:
            case "PUT Case/GetList":
                self._cases(body)
            case "PUT Document/GetList":
                rows = self.simulator.readable(body["caseUuid"], "plan")
                self.answer(200, {"documents": [{"documentUuid": one} for one in rows]})
            case "PATCH Case/Update":
                self._notes(body)
            case "POST Document/Import":
                self._document(body)
            case _:
                self.answer(404, {})

    def _cases(self, body: dict[str, Any]) -> None:
        if self.simulator.faults.is_on(Fault.CHANGED_CPR):
            self.answer(200, {"cases": []})
            return
        cpr = body["caseParty"]["identification"]
        case = self.simulator.case_of(cpr)
        notes = [{"uuid": one} for one in self.simulator.readable(case, "journal")]
        row = {
            "common": {"uuid": case},
            "state": {"progressState": self.simulator.states.get(cpr, "Opstaaet")},
            "journalNotes": notes,
        }
        self.answer(200, {"cases": [row]})

    def _notes(self, body: dict[str, Any]) -> None:
        for note in body["journalNotes"]:
            attributes = note["journalNoteAttributes"]
            self.simulator.receive(
                body["common"]["uuid"],
                "journal",
                note["uuid"],
                attributes["title"],
                as_shown(attributes["note"]),
            )
        self.written({})

    def _document(self, body: dict[str, Any]) -> None:
        name = body["common"]["uuid"]
        if self.simulator.faults.is_on(Fault.ORPHAN):
            self.hang_up()
        elif name not in self.simulator.uploads:
            self.answer(404, {"message": "Filen findes ikke"})
        else:
            text = self.simulator.uploads[name]
            self.simulator.receive(body["caseUuid"], "plan", name, body["title"], text)
            self.written({})


class NovaSimulator(Simulator):
    """One Nova with its cases. What comes again under an id it has is the same thing, not another."""

    handler: ClassVar[type[Handler]] = NovaHandler

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.uploads: dict[str, str] = {}
        self.states: dict[str, str] = {}  # by CPR number, where it is another than the first
        self._cases: dict[str, str] = {}
        self._held: dict[str, tuple[str, str, float]] = {}

    def case_of(self, cpr: str) -> str:
        case = str(uuid5(NAMESPACE_URL, f"case:{cpr}"))
        with self.store.lock:
            self._cases[case] = cpr
        return case

    def receive(self, case: str, kind: str, name: str, title: str, text: str) -> None:
        with self.store.lock:
            if name in self._held:
                return
            self._held[name] = (case, kind, time.monotonic())
            cpr = self._cases.get(case, "")
        self.store.add(Received(kind, cpr, title, text))

    def readable(self, case: str, kind: str) -> list[str]:
        """Ids on a case; with the fault, only of what has been there for some seconds."""
        late = self.faults.is_on(Fault.LATE_READING)
        with self.store.lock:
            return [
                name
                for name, (of_case, of_kind, at) in self._held.items()
                if (of_case, of_kind) == (case, kind)
                and not (late and time.monotonic() - at < self.late_seconds)
            ]


def as_shown(note: str) -> str:
    """Base64 with padding is shown corrupted, as Nova does."""
    return note if note.endswith("=") else b64decode(note).decode().rstrip(" ")
