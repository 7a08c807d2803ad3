"""The one port to every fagsystem: what an adapter may offer, and how a write can end.

An adapter announces what it can in `Capabilities`; the delivery machine asks that, never which system it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Outcome(StrEnum):
    """How a write ended. Unknown: it may have arrived, and is settled before anything is sent again."""

    ACCEPTED = "accepted"
    RECEIPT_PENDING = "receipt_pending"
    REJECTED = "rejected"
    RETRYABLE = "retryable"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """The outcome of a write, with a code for programs and the wait the system itself asked for, if any."""

    outcome: Outcome
    code: str = ""
    wait: timedelta | None = None
    external_id: str = ""


@dataclass(frozen=True)
class Capabilities:
    """What a system can do with what we send."""

    notes: bool = False
    documents: bool = False
    status: bool = False
    replaces_documents: bool = False  # otherwise each version arrives as a new document that says its number
    takes_client_id: bool = False
    finds_by_reference: bool = False  # otherwise a person settles an unknown outcome


@dataclass(frozen=True)
class Document:
    """One thing to file: a plan as PDF, or a note as text. Never logged."""

    reference: UUID
    cpr: str = field(repr=False)
    title: str = field(repr=False)
    day: date
    text: str = field(default="", repr=False)
    pdf: bytes = field(default=b"", repr=False)


class Adapter(Protocol):
    """What the delivery machine needs of a fagsystem. Called outside any database transaction."""

    capabilities: Capabilities

    def add_note(self, document: Document) -> Answer:
        """File a note on the citizen's case."""
        ...

    def upload_document(self, document: Document) -> Answer:
        """File a PDF on the citizen's case."""
        ...

    def find_by_reference(self, document: Document) -> bool | None:
        """Has a write with this reference arrived? None when the system could not be asked just now."""
        ...


AdapterFactory = Callable[
    [str, str], Adapter
]  # base address, prefix of the credentials' environment variables
