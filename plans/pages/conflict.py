"""A stale save as the page shows it: both texts side by side, field by field, with what differs marked.

Shared by every page that saves with a version; the markup is templates/plans/parts/conflict.html.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from enplan.accounts.models import User
from enplan.audit.versions import Conflict
from enplan.web.difference import Piece, compare
from plans.pages.wording import in_words

RESPONSIBLE = ("responsible", "responsible_is_citizen", "responsible_contact")


@dataclass(frozen=True)
class BothTexts:
    """One field in conflict: what the person wrote and what a colleague has saved meanwhile."""

    label: str
    mine: list[Piece]
    theirs: list[Piece]


def both_texts(
    conflict: Conflict,
    model: type[models.Model],
    *,
    touched: frozenset[str],
    name_of: Callable[[User | None], str],
    citizen: str,
) -> list[BothTexts]:
    """The fields of a conflict that the person has `touched`, for the page; the others show what is saved now.

    `name_of` gives an employee's name as the viewer may see it.
    """
    shown = [
        _pair(
            field.label, *(in_words(model, field.name, side, name_of) for side in (field.mine, field.theirs))
        )
        for field in conflict.fields
        if field.name not in RESPONSIBLE and field.name in touched
    ]
    responsible = [field for field in conflict.fields if field.name in RESPONSIBLE]
    if responsible and "responsible" in touched:
        mine = _who([(field.name, field.mine) for field in responsible], name_of, citizen)
        theirs = _who([(field.name, field.theirs) for field in responsible], name_of, citizen)
        shown.append(_pair("Ansvarlig", mine, theirs))
    return shown


def _pair(label: str, mine: str, theirs: str) -> BothTexts:
    left, right = compare(mine, theirs)
    return BothTexts(label[:1].upper() + label[1:], left, right)


def _who(sides: Iterable[tuple[str, Any]], name_of: Callable[[User | None], str], citizen: str) -> str:
    """The three fields of a responsible as one name; of those that differ, one at most says who."""
    for name, value in sides:
        if name == "responsible_is_citizen" and value:
            return citizen
        if name == "responsible_contact" and value is not None:
            return str(value)
        if name == "responsible" and isinstance(value, User):
            return name_of(value)
    return "ingen"
