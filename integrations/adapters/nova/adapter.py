"""What KMD Nova can do with what we send: notes and PDFs on the citizen's open case, under ids that we choose.

Client credentials ({prefix}_CLIENT_ID, _CLIENT_SECRET). Observed behaviour of public clients, no contract; how
documents are listed is the least certain of it.
"""

from base64 import b64encode
from typing import Any
from uuid import uuid4

from enplan import clock
from integrations.adapters.line import CannotAskError, Line, Login, reading
from integrations.port import Answer, Capabilities, Connection, Document, Found, Outcome

LOGIN = Login(
    path="/connect/token",
    grant_type="client_credentials",
    secrets=("client_id", "client_secret"),
    fields={"scope": "client"},
)
VERSION = "?api-version=2.0-Case"
CLOSED = "Afsluttet"
STATE = {"state": {"progressState": True}}
MOST = 500  # cases that one answer holds


class NovaAdapter:
    """Our reference is the id of the note or document itself, so whether it arrived can be seen by it."""

    capabilities = Capabilities(
        notes=True, documents=True, takes_client_id=True, finds_by_reference=True, states=True
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._line = Line(connection, LOGIN)

    def add_note(self, document: Document) -> Answer:
        """A note is a change of its case."""
        try:
            case = self._open_case(document.cpr)
        except CannotAskError as error:
            return error.answer
        if not case:
            return Answer(Outcome.REJECTED, code="no_open_case")
        attributes = {
            "title": document.title[:255],
            "format": "Text",
            "note": encoded(document.text),
            "journalNoteDate": clock.start_of(document.day).isoformat(),
            "author": self._connection.setting("author", "Én plan"),
        }
        note = {
            "uuid": str(document.reference),
            "approved": True,
            "journalNoteAttributes": attributes,
        }
        body = {"common": {"transactionId": str(uuid4()), "uuid": case}, "journalNotes": [note]}
        return self._line.write("PATCH", f"/api/Case/Update{VERSION}", json=body).answer

    def upload_document(self, document: Document) -> Answer:
        """Two steps: the file, then the document that names it. Until the second there is no document."""
        try:
            case = self._open_case(document.cpr)
        except CannotAskError as error:
            return error.answer
        if not case:
            return Answer(Outcome.REJECTED, code="no_open_case")
        transaction = str(uuid4())
        file = {"file": ("en-plan.pdf", document.pdf, "application/pdf")}
        path = f"/api/Document/UploadFile/{transaction}/{document.reference}{VERSION}"
        uploaded = self._line.write("POST", path, files=file)
        if not uploaded.is_accepted:
            return nothing_filed(uploaded.answer)
        body = {
            "common": {"transactionId": transaction, "uuid": str(document.reference)},
            "caseUuid": case,
            "title": document.title[:255],
            "sensitivity": self._connection.setting("sensitivity", "Følsomme"),
            "documentType": self._connection.setting("document_type", "Udgående"),
            "approved": True,
        }
        return self._line.write("POST", f"/api/Document/Import{VERSION}", json=body).answer

    def find_by_reference(self, document: Document) -> Found:
        """Do any of the citizen's cases hold a note or document of this id?"""
        wanted = str(document.reference)
        output = {"journalNotes": {"uuid": True}}
        try:
            with reading():
                for case in self._cases(document.cpr, output):
                    notes = [note["uuid"] for note in case.get("journalNotes") or ()]
                    if wanted in notes or wanted in self._documents_of(case["common"]["uuid"]):
                        return Found.YES
        except CannotAskError:
            return Found.CANNOT_ASK
        return Found.NO

    def check(self) -> Answer:
        return self._line.check()

    def case_status(self, cpr: str) -> str:
        """Of the case we file on, or of the first where all are closed."""
        with reading():
            states = [one["state"]["progressState"] for one in self._cases(cpr, STATE)]
        open_ones = [one for one in states if one != CLOSED]
        return str((open_ones or states or [""])[0])

    def _open_case(self, cpr: str) -> str:
        """Its id; empty without one."""
        with reading():
            for case in self._cases(cpr, STATE):
                if case["state"]["progressState"] != CLOSED:
                    return str(case["common"]["uuid"])
        return ""

    def _cases(self, cpr: str, output: dict[str, Any]) -> list[dict[str, Any]]:
        body = {
            "common": {"transactionId": str(uuid4())},
            "caseParty": {"identificationType": "CprNummer", "identification": cpr},
            "paging": {"startRow": 1, "numberOfRows": MOST},
            "caseGetOutput": output,
        }
        answer = self._line.read("PUT", f"/api/Case/GetList{VERSION}", json=body)
        cases: list[dict[str, Any]] = answer["cases"]
        return cases

    def _documents_of(self, case: str) -> list[str]:
        body = {
            "common": {"transactionId": str(uuid4())},
            "caseUuid": case,
            "paging": {"startRow": 1, "numberOfRows": MOST},
        }
        answer = self._line.read("PUT", f"/api/Document/GetList{VERSION}", json=body)
        return [str(row["documentUuid"]) for row in answer["documents"]]


def encoded(text: str) -> str:
    """Base64 without padding: a `=` corrupts the note in Nova, so spaces are added until there is none."""
    data = text.encode()
    return b64encode(data + b" " * (-len(data) % 3)).decode()


def nothing_filed(answer: Answer) -> Answer:
    """Of a first step alone: whatever became of it, nothing stands on the case, so it may be tried again."""
    if answer.outcome is not Outcome.UNKNOWN:
        return answer
    return Answer(Outcome.RETRYABLE, code=answer.code, wait=answer.wait, words=answer.words)
