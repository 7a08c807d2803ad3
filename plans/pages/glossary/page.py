"""The glossary letter by letter."""

from collections.abc import Iterable
from dataclasses import dataclass

from citizens.models import GlossaryWord

NO_LETTER = "0–9 §"


@dataclass(frozen=True)
class Letter:
    """The words that begin with one letter. `key` is what leads to it on the page."""

    name: str
    key: str
    words: tuple[GlossaryWord, ...]


def letters(words: Iterable[GlossaryWord]) -> list[Letter]:
    """Of words that stand in their order."""
    found: dict[str, list[GlossaryWord]] = {}
    for row in words:
        found.setdefault(_letter(row), []).append(row)
    return [
        Letter(name, f"bogstav-{name.lower()}" if name.isalpha() else "tegn", tuple(each))
        for name, each in found.items()
    ]


def _letter(row: GlossaryWord) -> str:
    word = row.word.upper()
    if word.startswith("AA"):
        return "Å"
    return word[0] if word[0].isalpha() else NO_LETTER
