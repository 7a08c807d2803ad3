"""A conflict as a page shows it: both texts side by side, in words, with what differs marked.

Shared by everybody's pages; the markup is templates/plans/parts/conflict.html.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from enplan.audit.versions import Conflict
from enplan.web import danish
from enplan.web.difference import Piece, compare


@dataclass(frozen=True)
class Sides:
    """One field: what the person wrote, and what somebody else has saved meanwhile."""

    name: str
    label: str
    mine: list[Piece]
    theirs: list[Piece]


@dataclass(frozen=True)
class ShownConflict:
    """What differs. Empty when both wrote the same: then there is only a newer version to look at."""

    fields: tuple[Sides, ...]


def shown(conflict: Conflict, *, of: type[models.Model]) -> ShownConflict:
    """The fields of a conflict about a thing of the model `of`. Instants are the program's own and are left out."""
    return ShownConflict(
        tuple(
            Sides(field.name, _capital(field.label), *compare(mine, theirs))
            for field in conflict.fields
            if not isinstance(field.theirs, datetime) and not isinstance(field.mine, datetime)
            for mine, theirs in [
                (in_words(of, field.name, field.mine), in_words(of, field.name, field.theirs))
            ]
        )
    )


def in_words(of: type[models.Model], name: str, value: Any) -> str:
    """A field's value as people read it: a status by its Danish name, a day as a day, nothing as “(tomt)”."""
    if value is None or value == "":
        return _("(tomt)")
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, date):
        return danish.full_day(value)
    return str(_choices(of, name).get(value, value))


def _choices(of: type[models.Model], name: str) -> dict[Any, Any]:
    try:
        return dict(getattr(of._meta.get_field(name), "flatchoices", ()))
    except FieldDoesNotExist:
        return {}


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
