"""Choosing between two texts of one field, where a save met a colleague's: mine, theirs, or both together.

The page holds both in hidden fields, so the choice needs neither JavaScript nor what is stored by then. It fills the
field, and the save is an ordinary one with the version that was shown. static/enplan/typing.js does the same at once.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

CHOICE, MINE, THEIRS = "valg-", "min-", "deres-"
KEEP_MINE, TAKE_THEIRS, BOTH, BOTH_IN_A_LINE = "min", "deres", "begge", "begge-linje"
BETWEEN = {BOTH: "\n\n", BOTH_IN_A_LINE: " / "}


def with_choices(data: Any) -> Any:
    """What was sent, with each field as it was chosen. One that was written in again stays as it was written."""
    chosen = [name.removeprefix(CHOICE) for name in data or () if name.startswith(CHOICE)]
    if not chosen or not isinstance(data, QueryDict):
        return data
    filled = data.copy()
    for name in chosen:
        mine, theirs = data.getlist(MINE + name), data.getlist(THEIRS + name)
        if _plain(data.getlist(name)) == _plain(mine):
            filled.setlist(name, _chosen(data.get(CHOICE + name, ""), mine, theirs))
    return filled


def _chosen(choice: str, mine: list[str], theirs: list[str]) -> list[str]:
    if choice == TAKE_THEIRS:
        return theirs
    if choice in BETWEEN and mine and theirs:
        return [theirs[0].rstrip() + BETWEEN[choice] + mine[0].lstrip()]  # the colleague's was saved first
    return mine


def left_out(sent: QueryDict, names: Sequence[str]) -> dict[str, list[str]]:
    """Own texts of a conflict that are in nothing that was saved: field → text."""
    saved = with_choices(sent)
    found: Mapping[str, list[str]] = {
        name: sent.getlist(MINE + name) for name in names if MINE + name in sent
    }
    return {name: mine for name, mine in found.items() if _plain(mine) not in _plain(saved.getlist(name))}


def _plain(values: Sequence[str]) -> str:
    return " ".join(" ".join(values).split())
