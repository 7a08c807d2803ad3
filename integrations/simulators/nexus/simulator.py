"""KMD Nexus as its public client sees it: a root, and from there links alone. Forms are notes; a PDF takes two steps.

Every citizen is there, with one program. The addresses are made of random parts, so that a client that puts them
together itself finds nothing.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import uuid4

from integrations.simulators.faults import Fault
from integrations.simulators.server import Handler, Received, Simulator, pdf_text

TEXT_FIELD = {"type": "text", "value": None}


@dataclass
class Filed:
    """A form or a document's record on a citizen; a record has no file at first."""

    kind: str
    cpr: str
    name: str
    has_file: bool
    at: float = field(default_factory=time.monotonic)


class NexusHandler(Handler):
    """The token, the root, and whatever the root's links have led to."""

    def respond(self, data: bytes) -> None:
        if self.path.endswith("/protocol/openid-connect/token"):
            self.give_token()
            return
        if self.is_unknown():
            return
        is_root = self.path.startswith("/api/core/mobile/") and self.path.endswith("/v2/")
        link = self.simulator.links.get(self.path)
        if self.is_refused(is_write=bool(link and link[1])):
            return
        if is_root:
            self.answer(200, {"_links": self.links(patientDetailsSearch=self._search)})
        elif link is None:
            self.answer(404, {})
        else:
            link[0](self, data)

    def links(self, /, **targets: Callable[..., None]) -> dict[str, dict[str, str]]:
        return {name: {"href": self.simulator.link(target)} for name, target in targets.items()}

    def _search(self, handler: "NexusHandler", data: bytes) -> None:
        """Bound to whichever request made the link; answers the one that follows it."""
        asked = json.loads(data)
        cpr = asked["businessKey"]
        if self.simulator.faults.is_on(Fault.CHANGED_CPR) or asked["keyType"] != "CPR":
            handler.answer(404, {})
            return
        patient = {
            "_links": self.links(
                activePrograms=lambda to, _data: to.answer(200, [self._program(cpr)]),
                patientPreferences=lambda to, _data: to.answer(200, self._views(cpr)),
            )
        }
        handler.answer(200, {"isPatientAccessible": True, "patient": patient})

    def _program(self, cpr: str) -> dict[str, Any]:
        form = {
            "title": "Notat fra Én plan",
            "_links": self.links(formDataPrototype=lambda to, _data: to.answer(200, self._form(cpr))),
        }
        links = self.links(
            availableFormDefinitions=lambda to, _data: to.answer(200, [form]),
            documentPrototype=lambda to, _data: to.answer(200, self._prototype(cpr)),
        )
        return {"name": "Grundforløb", "_links": links}

    def _form(self, cpr: str) -> dict[str, Any]:
        def create(to: "NexusHandler", data: bytes) -> None:
            filled = {item["label"]: item["value"] for item in json.loads(data)["items"]}
            self.simulator.file(Filed("journal", cpr, filled["Overskrift"], has_file=True))
            self.simulator.store.add(Received("journal", cpr, filled["Overskrift"], filled["Notat"]))
            to.written({})

        action = {
            "name": "Udfyldt",
            "_links": {"createFormData": {"href": self.simulator.link(create, is_write=True)}},
        }
        links = self.links(availableActions=lambda to, _data: to.answer(200, [action]))
        items = [{"label": label, **TEXT_FIELD} for label in ("Overskrift", "Notat")]
        return {"items": items, "_links": links}

    def _prototype(self, cpr: str) -> dict[str, Any]:
        def create(to: "NexusHandler", data: bytes) -> None:
            filed = Filed("plan", cpr, json.loads(data)["name"], has_file=False)
            self.simulator.file(filed)
            to.answer(200, {"_links": {"upload": {"href": self._upload(filed)}}})

        return {"name": None, "_links": {"create": {"href": self.simulator.link(create, is_write=True)}}}

    def _upload(self, filed: Filed) -> str:
        def upload(to: "NexusHandler", data: bytes) -> None:
            if self.simulator.faults.is_on(Fault.ORPHAN):
                to.hang_up()
                return
            filed.has_file = True
            text = pdf_text(to.parts(data)["file"])
            self.simulator.store.add(Received(filed.kind, filed.cpr, filed.name, text))
            to.written({})

        address: str = self.simulator.link(upload, is_write=True)
        return address

    def _views(self, cpr: str) -> dict[str, Any]:
        def rows(to: "NexusHandler", _data: bytes) -> None:
            to.answer(200, [self._row(one) for one in self.simulator.readable(cpr)])

        view = {"_links": self.links(pathwayReferences=rows)}
        links = self.links(self=lambda to, _data: to.answer(200, view))
        return {"CITIZEN_PATHWAY": [{"name": "- Alt", "_links": links}]}

    def _row(self, filed: Filed) -> dict[str, Any]:
        links = {} if filed.has_file else {"upload": {"href": self._upload(filed)}}
        return {"name": filed.name, "_links": links}


class NexusSimulator(Simulator):
    """One Nexus, the links it has given, and what is filed on its citizens."""

    handler: ClassVar[type[Handler]] = NexusHandler

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.links: dict[str, tuple[Callable[..., None], bool]] = {}
        self._filed: list[Filed] = []

    def link(self, target: Callable[..., None], *, is_write: bool = False) -> str:
        """An address that answers by `target`, told as an absolute one."""
        path = f"/api/{uuid4().hex}"
        self.links[path] = (target, is_write)
        return self.base_url + path

    def file(self, filed: Filed) -> None:
        with self.store.lock:
            self._filed.append(filed)

    def readable(self, cpr: str) -> list[Filed]:
        late = self.faults.is_on(Fault.LATE_READING)
        with self.store.lock:
            return [
                one
                for one in self._filed
                if one.cpr == cpr and not (late and time.monotonic() - one.at < self.late_seconds)
            ]
