"""A stale save as the page shows it: both texts side by side, field by field, with what differs marked, and a choice.

Shared by every page that saves with a version; the markup is templates/plans/parts/conflict.html, and what becomes of a
choice is in enplan.web.choosing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models

from enplan.accounts.models import User
from enplan.audit.versions import Conflict, FieldConflict
from enplan.web.choosing import BOTH, BOTH_IN_A_LINE
from enplan.web.difference import Piece, compare
from plans.pages.wording import in_words

RESPONSIBLE = ("responsible", "responsible_is_citizen", "responsible_contact")


@dataclass(frozen=True)
class BothTexts:
    """One field in conflict: what the person wrote and what a colleague has saved meanwhile.

    `name` is the field in the form, with both sides as a browser would send them; `both` is how the two are joined, ""
    where they cannot be.
    """

    label: str
    mine: list[Piece]
    theirs: list[Piece]
    name: str = ""
    mine_sent: tuple[str, ...] = ()
    theirs_sent: tuple[str, ...] = ()
    both: str = ""


def both_texts(
    conflict: Conflict,
    model: type[models.Model],
    *,
    touched: frozenset[str],
    name_of: Callable[[User | None], str],
    citizen: str,
    form: forms.BaseForm,
) -> list[BothTexts]:
    """The fields of a conflict that the person has `touched`, for the page; the others show what is saved now.

    `name_of` gives an employee's name as the viewer may see it; `form` is the one that was sent, after `see_again`.
    """
    shown = [
        _pair(
            field.label,
            in_words(model, field.name, field.mine, name_of),
            in_words(model, field.name, field.theirs, name_of),
            form=form,
            name=field.name,
            theirs_sent=_as_sent(form, field),
        )
        for field in conflict.fields
        if field.name not in RESPONSIBLE and field.name in touched
    ]
    responsible = [field for field in conflict.fields if field.name in RESPONSIBLE]
    if responsible and "responsible" in touched:
        mine = _who([(field.name, field.mine) for field in responsible], name_of, citizen)
        theirs = _who([(field.name, field.theirs) for field in responsible], name_of, citizen)
        # One field of the form stands for three of the thing; see_again has put there what is saved now.
        saved = form.data.get(form.add_initial_prefix("responsible"), "")
        shown.append(_pair("Ansvarlig", mine, theirs, form=form, name="responsible", theirs_sent=(saved,)))
    return shown


def _pair(
    label: str, mine: str, theirs: str, *, form: forms.BaseForm, name: str, theirs_sent: tuple[str, ...]
) -> BothTexts:
    left, right = compare(mine, theirs)
    heading = label[:1].upper() + label[1:]
    if name not in form.fields:
        return BothTexts(heading, left, right)
    html_name = form.add_prefix(name)
    mine_sent = tuple(form.data.getlist(html_name))  # type: ignore[attr-defined]  # a sent form's data is a QueryDict
    both = _joined(form.fields[name]) if mine_sent and theirs_sent else ""
    return BothTexts(heading, left, right, html_name, mine_sent, theirs_sent, both)


def _joined(field: forms.Field) -> str:
    """Only what people write can be both."""
    if not isinstance(field, forms.CharField):
        return ""
    return BOTH if isinstance(field.widget, forms.Textarea) else BOTH_IN_A_LINE


def _as_sent(form: forms.BaseForm, field: FieldConflict) -> tuple[str, ...]:
    """What is saved, as a browser would send it."""
    if field.name not in form.fields:
        return ()
    value = form.fields[field.name].prepare_value(field.theirs)
    if value is None or value is False:
        return ()
    several = isinstance(value, list | tuple | set | frozenset)
    return tuple(str(one) for one in value) if several else (str(value),)


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
