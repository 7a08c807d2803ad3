"""Which letters there are. Those above register a maker for each kind; it is asked at the moment of sending."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Letter:
    """One e-mail. The subject and text tell nothing of anybody: they lie open in somebody's mailbox."""

    to: str
    subject: str
    text: str
    calendar: str = ""  # a calendar file (RFC 5545) beside it


# Given the id of what it is about; None where there is nothing to send any more.
Maker = Callable[[UUID], Letter | None]
_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Let `maker` write the letters of this kind. For AppConfig.ready."""
    _makers[kind] = maker


def letter_of(kind: str, about_id: UUID) -> Letter | None:
    """The letter as it is to be sent now. KeyError for a kind that nobody has registered."""
    return _makers[kind](about_id)
