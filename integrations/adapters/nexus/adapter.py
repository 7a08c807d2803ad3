"""What KMD Nexus can do with what we send: a form as a note, and a PDF in two steps.

Client credentials ({prefix}_CLIENT_ID, _CLIENT_SECRET) at the municipality's Keycloak (settings: `token_url`).
Hypermedia: the root is asked for and its links followed, no address is put together. Settings: `instance`, `form`
(title of the form definition), `form_title` and `form_text` (labels of its fields), `form_action`, `program`, `view`
(in which what is filed is listed). Observed behaviour of a public client, no contract.
"""

import json
from typing import Any

from enplan import clock
from integrations.adapters.line import CannotAskError, Line, Login, reading
from integrations.port import Answer, Capabilities, Code, Connection, Document, Found, Outcome

LOGIN = Login(
    path="/authx/realms/nexus/protocol/openid-connect/token",
    grant_type="client_credentials",
    secrets=("client_id", "client_secret"),
)
NO_CITIZEN = Answer(Outcome.REJECTED, code="no_citizen")
FILE_NAME = "en-plan.pdf"


class NexusAdapter:
    """Nexus takes no client-chosen id: our reference stands in the title of a form or document."""

    capabilities = Capabilities(notes=True, documents=True, finds_by_reference=True)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._line = Line(connection, LOGIN)
        self._root = f"/api/core/mobile/{connection.setting('instance', 'en-plan')}/v2/"

    def add_note(self, document: Document) -> Answer:
        """Fill the municipality's form and file it."""
        setting = self._connection.setting
        try:
            with reading():
                program = self._program(document.cpr)
                form = _named(
                    self._follow(program, "availableFormDefinitions"), setting("form", "Notat fra Én plan")
                )
                filled = self._follow(form, "formDataPrototype")
                _fill(filled, setting("form_title", "Overskrift"), document.marked_title)
                _fill(filled, setting("form_text", "Notat"), document.text)
                actions = self._follow(filled, "availableActions")
                action = _named(actions, setting("form_action", "Udfyldt"))
                create = _link(action, "createFormData")
        except CannotAskError as error:
            return error.answer
        return self._line.write("POST", create, json=filled).answer

    def upload_document(self, document: Document) -> Answer:
        """The record first, then its file. A record without its file is made whole when it is sent again."""
        try:
            with reading():
                upload = self._begun(document) if document.is_resumed else ""
                if not upload:
                    prototype = self._follow(self._program(document.cpr), "documentPrototype")
                    create = _link(prototype, "create")
        except CannotAskError as error:
            return error.answer
        if not upload:
            record = self._line.write("POST", create, json=prototype | _about(document))
            if not record.is_accepted:
                return record.answer
            try:
                upload = _link(json.loads(record.content), "upload")
            except (ValueError, KeyError, TypeError):
                return Answer(Outcome.UNKNOWN, code="bad_answer")
        file = {"file": (FILE_NAME, document.pdf, "application/pdf")}
        sent = self._line.write("POST", upload, files=file).answer
        if sent.outcome in (Outcome.RETRYABLE, Outcome.REJECTED) and sent.code != Code.CREDENTIALS:
            # The record stands there without its file: settled like any unknown outcome, and then made whole.
            return Answer(Outcome.UNKNOWN, code="half", words=sent.words)
        if sent.outcome is Outcome.RETRYABLE:
            return Answer(Outcome.UNKNOWN, code=sent.code)
        return sent

    def find_by_reference(self, document: Document) -> Found:
        """Among what stands in the citizen's view."""
        try:
            with reading():
                for row in self._filed(document.cpr):
                    if document.mark in row["name"]:
                        return Found.HALF if "upload" in row["_links"] else Found.YES
        except CannotAskError as error:
            is_gone = error.answer.outcome is Outcome.REJECTED
            return Found.NO if is_gone and error.answer.code == NO_CITIZEN.code else Found.CANNOT_ASK
        return Found.NO

    def check(self) -> Answer:
        """A token, and the root: neither is about anyone."""
        token = self._line.check()
        if token.outcome is not Outcome.ACCEPTED:
            return token
        try:
            with reading():
                _link(self._line.read("GET", self._root), "patientDetailsSearch")
        except CannotAskError as error:
            return error.answer
        return Answer(Outcome.ACCEPTED)

    def _begun(self, document: Document) -> str:
        for row in self._filed(document.cpr):
            if document.mark in row["name"] and "upload" in row["_links"]:
                return _link(row, "upload")
        return ""

    def _citizen(self, cpr: str) -> dict[str, Any]:
        root = self._line.read("GET", self._root)
        search = {"businessKey": cpr, "keyType": "CPR"}
        try:
            found = self._line.read("POST", _link(root, "patientDetailsSearch"), json=search)
        except CannotAskError as error:
            if error.answer.code == "not_found":
                raise CannotAskError(NO_CITIZEN) from None
            raise
        if found.get("isPatientAccessible") is False:
            raise CannotAskError(Answer(Outcome.REJECTED, code="forbidden"))
        patient: dict[str, Any] = found["patient"]
        return patient

    def _program(self, cpr: str) -> dict[str, Any]:
        """The one the connection names, or the citizen's first."""
        programs = self._follow(self._citizen(cpr), "activePrograms")
        wanted = self._connection.setting("program")
        found = [one for one in programs if not wanted or one["name"] == wanted]
        if not found:
            raise CannotAskError(Answer(Outcome.REJECTED, code="no_open_case"))
        program: dict[str, Any] = found[0]
        return program

    def _filed(self, cpr: str) -> list[dict[str, Any]]:
        preferences = self._follow(self._citizen(cpr), "patientPreferences")
        views = preferences["CITIZEN_PATHWAY"]
        view = self._follow(_named(views, self._connection.setting("view", "- Alt")), "self")
        rows: list[dict[str, Any]] = self._follow(view, "pathwayReferences")
        return rows

    def _follow(self, thing: dict[str, Any], relation: str) -> Any:
        return self._line.read("GET", _link(thing, relation))


def _about(document: Document) -> dict[str, str]:
    return {
        "name": document.marked_title,
        "notes": "Fra Én plan",
        "relevanceDate": clock.start_of(document.day).isoformat(),
        "originalFileName": FILE_NAME,
    }


def _link(thing: dict[str, Any], relation: str) -> str:
    return str(thing["_links"][relation]["href"])


def _named(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Raises CannotAskError: the connection's settings name what is not there."""
    for row in rows:
        if name in (row.get("title"), row.get("name")):
            return row
    raise CannotAskError(Answer(Outcome.REJECTED, code="not_set_up"))


def _fill(form: dict[str, Any], label: str, value: str) -> None:
    for item in form["items"]:
        if item["label"] == label:
            item["value"] = value
            return
    raise CannotAskError(Answer(Outcome.REJECTED, code="not_set_up"))
