"""Two texts word by word, so that a conflict can show both in full with what differs marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing word by word takes time with the product of the lengths; beyond this, whole lines are compared.
MOST_WORDS = 2_000


@dataclass(frozen=True)
class Piece:
    text: str
    is_changed: bool


def compare(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces; the pieces of a side joined are its whole text."""
    left_parts, right_parts = _parts(left), _parts(right)
    if max(len(left_parts), len(right_parts)) > MOST_WORDS:
        left_parts, right_parts = left.splitlines(keepends=True), right.splitlines(keepends=True)
    if max(len(left_parts), len(right_parts)) > MOST_WORDS:
        same = left == right
        return [Piece(left, not same)], [Piece(right, not same)]
    steps = SequenceMatcher(None, left_parts, right_parts, autojunk=False).get_opcodes()
    return (
        list(_pieces(left_parts, [(tag, start, end) for tag, start, end, _from, _to in steps])),
        list(_pieces(right_parts, [(tag, start, end) for tag, _from, _to, start, end in steps])),
    )


def _parts(text: str) -> list[str]:
    """Words, and the spaces and signs between them."""
    return re.findall(r"\w+|\s+|[^\w\s]", text)


def _pieces(parts: list[str], steps: list[tuple[str, int, int]]) -> Iterator[Piece]:
    for tag, start, end in steps:
        if start < end:
            yield Piece("".join(parts[start:end]), tag != "equal")
