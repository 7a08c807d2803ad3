"""What SBSYS can do with what we send: notes and PDFs on the citizen's open case, found again by their title."""

import json
from html import escape
from typing import Any

from enplan import clock
from integrations.adapters.sbsys.client import CannotAskError, SbsysClient
from integrations.port import Answer, Capabilities, Document, Outcome

REFERENCE = "[EnPlan:{}]"


class SbsysAdapter:
    """SBSYS takes no client-chosen id and cannot replace a document: our reference stands in the title."""

    capabilities = Capabilities(notes=True, documents=True, finds_by_reference=True)

    def __init__(self, base_url: str, credentials: str) -> None:
        self._client = SbsysClient(base_url, credentials)

    def add_note(self, document: Document) -> Answer:
        """File a note: HTML, so what people wrote is escaped."""
        try:
            case = self._open_case(document.cpr)
        except CannotAskError as error:
            return error.answer
        if case is None:
            return Answer(Outcome.REJECTED, code="no_open_case")
        return self._client.write(
            "/api/journalarknote/create",
            json={
                "SagID": case,
                "Overskrift": _titled(document),
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
        return self._client.write(
            "/api/dokument/journaliser",
            files={"file": ("en-plan.pdf", document.pdf, "application/pdf")},
            data={"json": json.dumps({"SagID": case, "DokumentNavn": _titled(document)})},
        )

    def find_by_reference(self, document: Document) -> bool | None:
        """Does any of the citizen's cases hold our reference? None when SBSYS cannot be asked just now."""
        mark = REFERENCE.format(document.reference)
        try:
            for case in self._cases(document.cpr):
                titles = [row.get("Navn", "") for row in self._list(f"/api/sag/{case['Id']}/dokumenter")]
                titles += [
                    row.get("Overskrift", "") for row in self._list(f"/api/sag/{case['Id']}/journalarknotes")
                ]
                if any(mark in title for title in titles):
                    return True
        except CannotAskError:
            return None
        return False

    def _open_case(self, cpr: str) -> int | None:
        return next((case["Id"] for case in self._cases(cpr) if not case.get("ErLukket")), None)

    def _cases(self, cpr: str) -> list[dict[str, Any]]:
        number = f"{cpr[:6]}-{cpr[6:]}"
        found = self._client.read("POST", "/api/sag/search", json={"PrimaerPerson": {"CprNummer": number}})
        cases: list[dict[str, Any]] = found.get("Results", [])
        return cases

    def _list(self, path: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._client.read("GET", path)
        return rows


def _titled(document: Document) -> str:
    return f"{document.title[:180]} {REFERENCE.format(document.reference)}"
