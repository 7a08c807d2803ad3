"""A stale save in the administration, as the page shows it: both texts side by side with what differs marked."""

from dataclasses import dataclass
from typing import Any

from enplan.audit.record import as_text
from enplan.audit.versions import Conflict
from enplan.web.difference import Piece, compare


@dataclass(frozen=True)
class Sides:
    """One field: what the administrator wrote, and what another has saved meanwhile."""

    label: str
    mine: list[Piece]
    theirs: list[Piece]


def both_sides(conflict: Conflict) -> list[Sides]:
    """The fields of a conflict, in words."""
    return [
        Sides(_capital(field.label), *compare(_words(field.mine), _words(field.theirs)))
        for field in conflict.fields
    ]


def sentence(field: Any) -> str:
    """A model field's Danish label with a capital letter."""
    return _capital(str(field.verbose_name))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return as_text(value)
