"""The messages of SF2900: what is sent, what is answered at once, and the receipts that come later.

Names from KOMBIT's schema of DistributionService 3. Municipalities differ in CVR, KLE numbers, facet and receiver.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID
from xml.etree import ElementTree as ET

from enplan import clock
from integrations.adapters.line import words_of
from integrations.adapters.markup import add, every, first, text_of
from integrations.port import Connection, Document

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SERVICE = "http://serviceplatformen.dk/xml/wsdl/soap11/DistributionService/3/types"
TYPES = "http://serviceplatformen.dk/xml/wsdl/soap11/DistributionService/2/types"
AUTHORITY = "http://serviceplatformen.dk/xml/schemas/AuthorityContext/1/"
PERSON = "urn:oio:cpr-nr:{}"
FACET = "G01"
UNKNOWN_KLE = "KLE_FINDES_IKKE"


@dataclass(frozen=True)
class Receipt:
    """What became of a sending: a code of theirs, for whom it was, and their words."""

    reference: UUID
    code: str  # MODTAGET, AFLEVERET, ACCEPTERET, AFVIST, FEJLET
    kind: str  # Teknisk, Forretning
    error_code: str = ""
    words: str = field(default="", repr=False)

    @property
    def fingerprint(self) -> str:
        """The same for the same event however often it comes."""
        said = "\0".join((str(self.reference), self.kind, self.code, self.error_code))
        return sha256(said.encode()).hexdigest()


def envelope(name: str) -> tuple[ET.Element, ET.Element]:
    """A SOAP message and the element in its body."""
    root = ET.Element(f"{{{SOAP}}}Envelope")
    add(root, "Header")
    return root, add(add(root, "Body"), name, namespace=SERVICE)


def sending(document: Document, connection: Connection, file_name: str) -> ET.Element:
    """FordelingsobjektAfsend: a journal post, or a document whose file is named and comes by itself."""
    root, request = envelope("FordelingsobjektAfsendRequest")
    cvr = connection.setting("cvr")
    add(add(request, "AuthorityContext", namespace=AUTHORITY), "MunicipalityCVR", cvr)
    asking = add(request, "Anmodning", namespace=TYPES)
    _context(asking, document, connection, file_name)
    thing = add(asking, "DistributionObject")
    add(thing, "ObjektType", "DOKUMENT" if file_name else "JOURNALPOST")
    content = add(
        add(thing, "ObjektIndhold"), "DistributionDokument" if file_name else "DistributionJournalPost"
    )
    add(content, "ID", str(document.reference))
    add(content, "KLEEmneForslag", connection.kle(document.areas))
    add(content, "HandlingFacetForslag", connection.setting("facet", FACET))
    add(add(content, "PartAngivelse"), "URNIdentifikator", PERSON.format(document.cpr))
    registration = add(content, "Registrering")
    add(registration, "FraTidsPunkt", clock.start_of(document.day).isoformat())
    note = add(registration, "JournalnotatAttributter")
    add(note, "Titel", document.marked_title)
    add(note, "Notat", document.text)
    return root


def listing(connection: Connection) -> ET.Element:
    """FordelingsmodtagerList: who receives what is sent on the connection's KLE number. About nobody."""
    root, request = envelope("FordelingsmodtagerListRequest")
    cvr = connection.setting("cvr")
    add(add(request, "AuthorityContext", namespace=AUTHORITY), "MunicipalityCVR", cvr)
    routing = add(request, "Routing")
    add(routing, "AfsendendeMyndighed", cvr, namespace=TYPES)
    add(routing, "RoutingMyndighed", connection.setting("routing_cvr", cvr), namespace=TYPES)
    add(routing, "RoutingKLEEmne", connection.setting("kle"), namespace=TYPES)
    return root


def receipt_in(root: ET.Element) -> Receipt:
    """The receipt in an answer or a call. Raises ValueError where there is none that can be read."""
    kvittering = first(root, "ForretningsKvittering")
    kvittering = kvittering if kvittering is not None else first(root, "Forretningskvittering")
    if kvittering is None:
        raise ValueError("no receipt")
    code = text_of(kvittering, "ForretningsValideringsKode")
    if not code:
        raise ValueError("no code")
    errors = every(kvittering, "Fejl")
    texts = [text_of(one, "FejlTekst") for one in errors] or [text_of(kvittering, "Begrundelse")]
    return Receipt(
        reference=UUID(text_of(root, "AnvenderTransaktionsID")),
        code=code,
        kind=text_of(kvittering, "Kvitteringstype"),
        error_code=text_of(errors[0], "FejlKode")[:60] if errors else "",
        words=words_of("; ".join(filter(None, texts))),
    )


def _context(asking: ET.Element, document: Document, connection: Connection, file_name: str) -> None:
    cvr = connection.setting("cvr")
    context = add(asking, "DistributionContext")
    add(context, "AnvenderTransaktionsID", str(document.reference))
    add(context, "AfsendendeMyndighed", cvr)
    add(context, "RoutingMyndighed", connection.setting("routing_cvr", cvr))
    choice = add(context, "RoutingValg")
    if receiver := connection.setting("receiver"):
        add(add(choice, "RoutingModtagerSystem"), "SystemUUID", receiver)
    else:
        subject = add(choice, "RoutingKLEEmneHandling")
        add(subject, "RoutingKLEEmne", connection.kle(document.areas))
        add(subject, "RoutingHandlingFacet", connection.setting("facet", FACET))
    if file_name:
        add(context, "DokumentFilNavn", file_name)
