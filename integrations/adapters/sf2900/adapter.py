"""What can be sent through the Fordelingskomponent: journal posts and documents, under a transaction id of ours.

Mutual TLS ({prefix}_CERT, _KEY) and an authority context. A document's file goes into the folder {prefix}_FILES, which
the municipality's own file transfer carries on by SFTP. Nothing can be looked up: what became of a sending comes later
as receipts at our own endpoint (integrations.receiving).
"""

import os
from pathlib import Path

from django.conf import settings

from integrations.adapters.line import BAD_ANSWER, CannotAskError, Line, Reply, words_of
from integrations.adapters.markup import as_answer, every, text_of, written
from integrations.adapters.sf2900.messages import listing, receipt_in, sending
from integrations.port import Answer, Capabilities, Connection, Document, Found, Outcome

REFUSED = ("AFVIST", "FEJLET")
ERRORS = {"KLE_FINDES_IKKE": "unknown_kle", "INGEN_MODTAGER": "no_receiver"}
PATH = "/service/SP/Distribution/3"
HEADERS = {"Content-Type": "text/xml; charset=utf-8", "Accept": "text/xml"}


class Sf2900Adapter:
    """The component passes on to whoever receives the KLE number, or to the receiver that the connection names."""

    capabilities = Capabilities(notes=True, documents=True, takes_client_id=True, receipts=True)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._line = Line(connection, headers=HEADERS)

    def add_note(self, document: Document) -> Answer:
        """A journal post."""
        return self._send(document, "")

    def upload_document(self, document: Document) -> Answer:
        """The file first, so that it is there when its message is read. A file without a message is nothing."""
        name = f"{document.reference}.pdf"
        try:
            folder = files_folder(self._connection)
            put_file(folder, name, document.pdf)
        except OSError:
            return Answer(Outcome.RETRYABLE, code="no_file_folder")
        answer = self._send(document, name)
        if answer.outcome in (Outcome.REJECTED, Outcome.RETRYABLE):  # nobody will ask for it
            (folder / name).unlink(missing_ok=True)
        return answer

    def find_by_reference(self, _document: Document) -> Found:
        return Found.CANNOT_ASK

    def check(self) -> Answer:
        """Ask who receives: no receiver of the KLE number is told here rather than at the first document."""
        reply = self._line.write("POST", PATH, data=written(listing(self._connection)))
        if not reply.is_accepted:
            return reply.answer
        try:
            receivers = every(as_answer(reply.content), "SystemUUID")
        except CannotAskError as error:
            return error.answer
        return (
            Answer(Outcome.ACCEPTED) if receivers else Answer(Outcome.REJECTED, code=ERRORS["INGEN_MODTAGER"])
        )

    def _send(self, document: Document, file_name: str) -> Answer:
        message = written(sending(document, self._connection, file_name))
        reply = self._line.write("POST", PATH, data=message)
        if not reply.is_accepted:
            return of_fault(reply)
        try:
            receipt = receipt_in(as_answer(reply.content))
        except (CannotAskError, ValueError):
            return Answer(Outcome.UNKNOWN, code=BAD_ANSWER.code)
        if receipt.code in REFUSED:
            return Answer(Outcome.REJECTED, code=error_code(receipt.error_code), words=receipt.words)
        return Answer(Outcome.RECEIPT_PENDING)


def of_fault(reply: Reply) -> Answer:
    """SOAP tells of a message it will not have with status 500: a fault of the client's was not taken in."""
    if reply.answer.outcome is not Outcome.UNKNOWN or not reply.content:
        return reply.answer
    try:
        root = as_answer(reply.content)
    except CannotAskError:
        return reply.answer
    if text_of(root, "faultcode").rpartition(":")[2] != "Client":
        return reply.answer
    return Answer(Outcome.REJECTED, code="bad_request", words=words_of(text_of(root, "faultstring")))


def error_code(said: str) -> str:
    """Theirs in ours; what we have no sentence for is refused."""
    return ERRORS.get(said, "rejected")


def files_folder(connection: Connection) -> Path:
    """The folder that the environment names; outside production one of our own, which the simulator empties."""
    named = connection.secret("files")
    if not named and settings.IS_PRODUCTION:
        raise FileNotFoundError
    return Path(named) if named else settings.VAR_DIR / "sf2900"


def put_file(folder: Path, name: str, content: bytes) -> None:
    """Whole or not at all: the file transfer may look at any moment."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f".{name}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)
