"""What Schultz Fasit can do with what we send: PDFs on the citizen, in two steps. Nothing can be read back.

TLS client certificate ({prefix}_CERT, _KEY). Settings: `tenant`, `version`. Observed behaviour of a public client, no
contract.
"""

import json
from xml.etree import ElementTree as ET

from integrations.adapters.line import BAD_ANSWER, Line
from integrations.adapters.markup import add, written
from integrations.adapters.nova.adapter import nothing_filed
from integrations.port import Answer, Capabilities, Connection, Document, Found, Outcome

DOCUMENT = "urn:oio:sagdok:dokument:2.0.0"
COMMON = "urn:oio:sagdok:3.0.0"
PARTY = "urn:schultz:dokument:1.0:primaerpart:cpr:{}"
FILE_NAME = "en-plan.pdf"
CREATE = "/documents/oio/3.0.0/opret"


class FasitAdapter:
    """The PDF is uploaded, then filed by its upload's id. An upload that is not filed stands nowhere."""

    capabilities = Capabilities(documents=True)

    def __init__(self, connection: Connection) -> None:
        tenant, version = connection.setting("tenant", "en-plan"), connection.setting("version", "v1")
        self._root = f"/{tenant}/{version}"
        self._line = Line(connection)

    def add_note(self, _document: Document) -> Answer:
        """Fasit takes PDF only; the delivery machine asks the capabilities and never comes here."""
        return Answer(Outcome.REJECTED, code="only_documents")

    def upload_document(self, document: Document) -> Answer:
        headers = {
            "Content-Type": "application/pdf",
            "X-Filename": FILE_NAME,
            "X-Title": "En plan",  # headers hold no Danish letters, and nothing about anyone
        }
        uploaded = self._line.write(
            "POST", f"{self._root}/documents/upload2", data=document.pdf, headers=headers
        )
        if not uploaded.is_accepted:
            return nothing_filed(uploaded.answer)
        try:
            upload_id = str(json.loads(uploaded.content)["id"])
        except (ValueError, KeyError, TypeError):
            return BAD_ANSWER
        headers = {"Content-Type": "application/xml; charset=utf-8"}
        body = create_input(document, upload_id)
        return self._line.write("POST", self._root + CREATE, data=body, headers=headers).answer

    def find_by_reference(self, _document: Document) -> Found:
        return Found.CANNOT_ASK

    def check(self) -> Answer:
        return self._line.check()


def create_input(document: Document, upload_id: str) -> bytes:
    """The OIO message that files an upload on a citizen."""
    root = ET.Element(f"{{{DOCUMENT}}}OpretInput")
    attributes = add(add(root, "Registrering"), "AttributListe")
    properties = add(attributes, "Egenskaber")
    add(properties, "Titel", document.marked_title)
    add(properties, "Beskrivelse", "Én plan" if document.is_plan else "Notat fra Én plan")
    add(properties, "BrevDato", document.day.isoformat())
    add(add(root, "TilstandListe"), "FremdriftTilstandKode", "Modtaget")
    part = add(add(add(root, "VariantListe"), "Variant"), "Del")
    add(part, "FilNavn", FILE_NAME)
    add(part, "IndholdReference", upload_id)
    party = add(add(root, "RelationListe"), "Parter")
    reference = add(party, "ReferenceID", namespace=COMMON)
    add(reference, "URNIdentifikator", PARTY.format(document.cpr))
    return written(root)
