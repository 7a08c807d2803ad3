"""The Fordelingskomponent and one receiver behind it: what is sent, is answered at once, and has receipts later.

Receipts wait in `outbox` until somebody posts them; `simulate sf2900 --receipts-to ADDRESS` posts them by itself.
"""

import os
import re
import time
from pathlib import Path
from threading import Thread
from typing import ClassVar
from uuid import uuid4
from xml.etree import ElementTree as ET

import requests
from django.conf import settings

from integrations.adapters.markup import BadXmlError, add, first, parsed, text_of, written
from integrations.adapters.sf2900.messages import TYPES, UNKNOWN_KLE, envelope
from integrations.simulators.faults import Fault
from integrations.simulators.server import Handler, Received, Simulator, pdf_text

KLE = re.compile(r"\d\d\.\d\d\.\d\d")
UNUSED_KLE = "99.99.99"  # a number that looks right and does not exist
LATE_SECONDS = 3.0


class Sf2900Handler(Handler):
    """One address, as with every SOAP service."""

    def respond(self, data: bytes) -> None:
        faults = self.simulator.faults
        if faults.is_on(Fault.WRONG_CREDENTIALS) or faults.take(Fault.TOKEN_EXPIRED):
            self.answer(401, {})
            return
        try:
            root = parsed(data)
        except BadXmlError:
            self.answer(400, {"message": "Ikke XML"})
            return
        if first(root, "FordelingsmodtagerListRequest") is not None:
            self._list(root)
        elif first(root, "FordelingsobjektAfsendRequest") is None:
            self.answer(404, {})
        elif not self.is_refused(is_write=True):
            self._send(root)

    def _list(self, root: ET.Element) -> None:
        if self.is_refused(is_write=False):
            return
        answer, body = envelope("FordelingsmodtagerListResponse")
        systems = add(body, "Systemer")
        if is_kle(text_of(root, "RoutingKLEEmne")):
            add(add(systems, "System", namespace=TYPES), "SystemUUID", str(uuid4()))
        self.answer(200, written(answer))

    def _send(self, root: ET.Element) -> None:
        faults = self.simulator.faults
        reference = text_of(root, "AnvenderTransaktionsID")
        if faults.is_on(Fault.BAD_FORMAT):
            self.simulator.receive(root)
            self.answer(200, b"<svar>")
        elif text_of(root, "RoutingKLEEmne") and not is_kle(text_of(root, "RoutingKLEEmne")):
            refusal = receipt("AFVIST", reference, error=UNKNOWN_KLE, text="KLE-emnet findes ikke")
            self.answer(200, refusal)
        else:
            self.simulator.receive(root)
            self.written(receipt("MODTAGET", reference))


def is_kle(number: str) -> bool:
    return bool(KLE.fullmatch(number)) and number != UNUSED_KLE


def receipt(code: str, reference: str, *, error: str = "", text: str = "", is_late: bool = False) -> bytes:
    """As it is answered at once, or as it comes later (`is_late`) to whoever sent."""
    name = "FordelingskvitteringModtagAnvenderRequest" if is_late else "FordelingsobjektAfsendResponse"
    root, body = envelope(name)
    one = add(body, "Forretningskvittering" if is_late else "ForretningsKvittering", namespace=TYPES)
    add(one, "ForretningsValideringsKode", code)
    add(one, "Kvitteringstype", "Forretning" if code in ("ACCEPTERET", "AFVIST") else "Teknisk")
    if error:
        fault = add(add(one, "FejlListe"), "Fejl")
        add(fault, "FejlKode", error)
        add(fault, "FejlTekst", text)
    add(add(body, "DistributionContext", namespace=TYPES), "AnvenderTransaktionsID", reference)
    return written(root)


class Sf2900Simulator(Simulator):
    """A component with one receiver, which holds a transaction once however often it comes."""

    handler: ClassVar[type[Handler]] = Sf2900Handler

    def __init__(self, port: int = 0, receipts_to: str = "", secret: str = "") -> None:
        super().__init__(port)
        self.outbox: list[bytes] = []
        self._seen: set[str] = set()
        self._receipts_to = receipts_to
        self._secret = secret

    def receive(self, root: ET.Element) -> None:
        """File what came with the receiver, and owe the sender the receipts for it."""
        reference = text_of(root, "AnvenderTransaktionsID")
        with self.store.lock:
            is_new = reference not in self._seen
            self._seen.add(reference)
        if not is_new:
            return
        if self.faults.is_on(Fault.RECEIPT_REFUSED):
            said = [("AFVIST", "SAG_LUKKET", "Sagen er lukket i modtagersystemet")]
        else:
            self.store.add(self._received(root))
            said = [("AFLEVERET", "", ""), ("ACCEPTERET", "", "")]
        if self.faults.is_on(Fault.RECEIPT_NEVER):
            return
        for code, error, text in said * (2 if self.faults.is_on(Fault.RECEIPT_TWICE) else 1):
            self._owe(receipt(code, reference, error=error, text=text, is_late=True))

    def take_receipts(self) -> list[bytes]:
        """What is owed by now; with the fault, nothing yet."""
        if self.faults.is_on(Fault.RECEIPT_LATE):
            return []
        with self.store.lock:
            owed, self.outbox = self.outbox, []
        return owed

    def _owe(self, message: bytes) -> None:
        with self.store.lock:
            self.outbox.append(message)
        if self._receipts_to:
            Thread(target=self._post, daemon=True).start()

    def _post(self) -> None:
        """A while later, as the receiver has to look at it first."""
        time.sleep(LATE_SECONDS)
        headers = {"Content-Type": "text/xml", "Authorization": f"Bearer {self._secret}"}
        for message in self.take_receipts():
            requests.post(self._receipts_to, data=message, headers=headers, timeout=10)

    def _received(self, root: ET.Element) -> Received:
        cpr = text_of(root, "URNIdentifikator").rpartition(":")[2]
        name = text_of(root, "DokumentFilNavn")
        text = self._file(name) if name else text_of(root, "Notat")
        return Received("plan" if name else "journal", cpr, text_of(root, "Titel"), text)

    def _file(self, name: str) -> str:
        """Taken out of the folder, as the file transfer does."""
        path = Path(os.environ.get("SF2900_FILES") or settings.VAR_DIR / "sf2900") / name
        text = pdf_text(path.read_bytes())
        path.unlink()
        return text
