"""The one port to every fagsystem: what an adapter may offer, and how a write can end.

An adapter announces what it can in `Capabilities`; the delivery machine asks that, never which system it is.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, StrEnum, auto
from typing import Any, Protocol
from uuid import UUID

# What stands in the title where the system takes no id from us.
REFERENCE = "[EnPlan:{}]"


class Outcome(StrEnum):
    """How a write ended. Unknown: it may have arrived, and is settled before anything is sent again."""

    ACCEPTED = "accepted"
    RECEIPT_PENDING = "receipt_pending"
    REJECTED = "rejected"
    RETRYABLE = "retryable"
    UNKNOWN = "unknown"


class Code:
    """Codes that mean something to the delivery machine; every other code is for people to read about."""

    CREDENTIALS = "credentials"  # refused as somebody: asking again changes nothing until a person has looked
    CERTIFICATE = "certificate"  # ours or theirs has run out or is not trusted


class Found(Enum):
    """What asking for a reference says."""

    YES = auto()
    NO = auto()
    HALF = (
        auto()
    )  # the first of two steps arrived: sent again under the same reference, the second is made good
    CANNOT_ASK = auto()


@dataclass(frozen=True)
class Answer:
    """The outcome of a write, with a code for programs and the wait the system itself asked for, if any.

    `words` are the system's own, for the person who has to look: they may hold anything, and are never logged.
    """

    outcome: Outcome
    code: str = ""
    wait: timedelta | None = None
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class Capabilities:
    """What a system can do with what we send."""

    notes: bool = False  # otherwise a note goes as a PDF, where there are documents
    documents: bool = False
    takes_client_id: bool = False
    finds_by_reference: bool = False  # otherwise a receipt or a person settles an unknown outcome
    states: bool = False  # tells how far the citizen's case is
    receipts: bool = False  # says later, at our own endpoint, what became of it


@dataclass(frozen=True)
class Document:
    """One thing to file: a plan as PDF, or a note as text or PDF. Never logged."""

    reference: UUID
    cpr: str = field(repr=False)
    title: str = field(repr=False)
    day: date
    text: str = field(default="", repr=False)
    pdf: bytes = field(default=b"", repr=False)
    is_plan: bool = False
    areas: tuple[str, ...] = ()
    is_resumed: bool = False  # its first step has arrived under this reference before

    @property
    def mark(self) -> str:
        return REFERENCE.format(self.reference)

    @property
    def marked_title(self) -> str:
        """With our reference, short enough for systems that take 255 characters."""
        return f"{self.title[:180]} {self.mark}"


@dataclass(frozen=True)
class Connection:
    """Where a system is, the prefix of the environment variables with its credentials, and what differs from one
    municipality to the next (JSON, so that a connection can be kept by its value).
    """

    base_url: str
    credentials: str
    settings_json: str = "{}"

    @property
    def settings(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.settings_json)
        return found

    def setting(self, name: str, default: str = "") -> str:
        return str(self.settings.get(name) or default)

    def secret(self, name: str) -> str:
        """ "password" → what SBSYS_PASSWORD says; empty where nothing is set."""
        return os.environ.get(f"{self.credentials}_{name.upper()}", "")

    def kle(self, areas: tuple[str, ...]) -> str:
        """The KLE number of the one area, where it has its own, otherwise that of the connection."""
        of_areas = self.settings.get("kle_of_areas") or {}
        own = of_areas.get(areas[0], "") if len(areas) == 1 else ""
        return str(own or self.setting("kle"))


class Adapter(Protocol):
    """What the delivery machine needs of a fagsystem. Called outside any database transaction."""

    capabilities: Capabilities

    def add_note(self, document: Document) -> Answer:
        """File a note on the citizen's case."""
        ...

    def upload_document(self, document: Document) -> Answer:
        """File a PDF on the citizen's case."""
        ...

    def find_by_reference(self, document: Document) -> Found:
        """Has a write with this reference arrived?"""
        ...

    def check(self) -> Answer:
        """Does the connection work? Sends and asks nothing about anyone."""
        ...


class ReadsStates(Protocol):
    """What an adapter with the capability `states` has besides."""

    def case_status(self, cpr: str) -> str:
        """The system's own word for the state of the citizen's case; empty without a case. Raises CannotAskError."""
        ...


AdapterFactory = Callable[[Connection], Adapter]
