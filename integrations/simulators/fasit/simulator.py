"""Schultz Fasit as its public client sees it: an upload, and the message that files it. Nothing can be read back."""

from itertools import count
from typing import ClassVar
from xml.etree import ElementTree as ET

from integrations.adapters.markup import BadXmlError, parsed, text_of
from integrations.simulators.faults import Fault
from integrations.simulators.server import Handler, Received, Simulator, pdf_text

PARTY = "urn:schultz:dokument:1.0:primaerpart:cpr:"
DOCUMENT = "{urn:oio:sagdok:dokument:2.0.0}"


class FasitHandler(Handler):
    """Fasit's two addresses."""

    def respond(self, data: bytes) -> None:
        faults = self.simulator.faults
        if faults.is_on(Fault.WRONG_CREDENTIALS) or faults.take(Fault.TOKEN_EXPIRED):
            self.answer(401, {})
        elif self.command == "GET":
            self.answer(404, {})
        elif self.is_refused(is_write=True):
            return
        elif self.path.endswith("/documents/upload2"):
            self._upload(data)
        elif self.path.endswith("/documents/oio/3.0.0/opret"):
            self._file(data)
        else:
            self.answer(404, {})

    def _upload(self, data: bytes) -> None:
        if self.headers.get("Content-Type") != "application/pdf" or not data.startswith(b"%PDF"):
            self.answer(422, {"message": "Kun PDF"})
            return
        answer = {"noget": "andet"} if self.simulator.faults.is_on(Fault.BAD_FORMAT) else None
        self.answer(201, answer or {"id": self.simulator.keep(pdf_text(data))})

    def _file(self, data: bytes) -> None:
        if self.simulator.faults.is_on(Fault.ORPHAN):
            self.hang_up()
            return
        try:
            root = parsed(data)
        except BadXmlError:
            self.answer(400, {"message": "Ikke XML"})
            return
        upload = self.simulator.uploads.get(text_of(root, "IndholdReference"))
        if root.tag != f"{DOCUMENT}OpretInput" or upload is None or not text_of(root, "URNIdentifikator"):
            self.answer(400, {"message": "Beskeden mangler noget"})
            return
        if self.simulator.faults.is_on(Fault.CHANGED_CPR):
            self.answer(404, {"message": "Borgeren findes ikke"})
            return
        self._receive(root, upload)
        self.written({})

    def _receive(self, root: ET.Element, upload: str) -> None:
        kind = "plan" if text_of(root, "Beskrivelse") == "Én plan" else "journal"
        cpr = text_of(root, "URNIdentifikator").removeprefix(PARTY)
        self.simulator.store.add(Received(kind, cpr, text_of(root, "Titel"), upload))


class FasitSimulator(Simulator):
    """One Fasit. An upload that is never filed is no document."""

    handler: ClassVar[type[Handler]] = FasitHandler

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.uploads: dict[str, str] = {}
        self._numbers = count(1)

    def keep(self, text: str) -> str:
        with self.store.lock:
            name = f"upload-{next(self._numbers)}"
            self.uploads[name] = text
            return name
