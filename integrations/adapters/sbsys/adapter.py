"""What SBSYS can do with what we send: notes and PDFs on the citizen's open case, found again by their title."""

import json
from html import escape
from typing import Any

from enplan import clock
from integrations.adapters.line import CannotAskError, reading
from integrations.adapters.sbsys.client import SbsysClient
from integrations.port import Answer, Capabilities, Connection, Document, Found, Outcome


class SbsysAdapter:
    """SBSYS takes no client-chosen id and cannot replace a document: our reference stands in the title."""

    capabilities = Capabilities(notes=True, documents=True, finds_by_reference=True, states=True)

    def __init__(self, connection: Connection) -> None:
        self._client = SbsysClient(connection)

    def add_note(self, document: Document) -> Answer:
        """File a note: HTML, so what people wrote is escaped."""
        try:
            case = self._open_case(document.cpr)
        except CannotAskError as error:
            return error.answer
        if case is None:
            return Answer(Outcome.REJECTED, code="no_open_case")
        return self._client.post(
            "/api/journalarknote/create",
            json={
                "SagID": case,
                "Overskrift": document.marked_title,
                "Note": escape(document.text).replace("\n", "<br>"),
                "KontaktTidspunkt": clock.start_of(document.day).isoformat(),
            },
        )

    def upload_document(self, document: Document) -> Answer:
        """File a PDF."""
        try:
            case = self._open_case(document.cpr)
        except CannotAskError as error:
            return error.answer
        if case is None:
            return Answer(Outcome.REJECTED, code="no_open_case")
        return self._client.post(
            "/api/dokument/journaliser",
            files={"file": ("en-plan.pdf", document.pdf, "application/pdf")},
            data={"json": json.dumps({"SagID": case, "DokumentNavn": document.marked_title})},
        )

    def find_by_reference(self, document: Document) -> Found:
        """Does any of the citizen's cases hold our reference?"""
        try:
            for case in self._cases(document.cpr):
                with reading():
                    titles = [row.get("Navn", "") for row in self._list(f"/api/sag/{case['Id']}/dokumenter")]
                    notes = self._list(f"/api/sag/{case['Id']}/journalarknotes")
                    titles += [row.get("Overskrift", "") for row in notes]
                    if any(document.mark in title for title in titles):
                        return Found.YES
        except CannotAskError:
            return Found.CANNOT_ASK
        return Found.NO

    def check(self) -> Answer:
        return self._client.check()

    def case_status(self, cpr: str) -> str:
        """Of the case we file on, or of the first where all are closed. Where the word stands is the least certain."""
        cases = self._cases(cpr)
        with reading():
            found = next((one for one in cases if not one.get("ErLukket")), cases[0] if cases else None)
            if found is None:
                return ""
            case = self._client.read("GET", f"/api/sag/{found['Id']}")
            return str(case["SagsStatus"]["Navn"])

    def _open_case(self, cpr: str) -> int | None:
        cases = self._cases(cpr)
        with reading():
            return next((int(case["Id"]) for case in cases if not case.get("ErLukket")), None)

    def _cases(self, cpr: str) -> list[dict[str, Any]]:
        number = f"{cpr[:6]}-{cpr[6:]}"
        found = self._client.read("POST", "/api/sag/search", json={"PrimaerPerson": {"CprNummer": number}})
        with reading():
            cases: list[dict[str, Any]] = found["Results"]
            return cases

    def _list(self, path: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._client.read("GET", path)
        return rows
