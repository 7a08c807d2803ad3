"""A stored value in the words of the screens: a status, a level, a day, a person. For conflicts and for the history."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import models

from enplan.accounts.models import User
from enplan.web import spoken
from plans.lookups.terms import words_of_code
from plans.models import Goal

NOT_ASSESSED = "ikke vurderet"
LEVELS = ("expected", "actual")


def in_words(model: type[models.Model], name: str, value: Any, name_of: Callable[[User | None], str]) -> str:
    """What `model`'s field `name` says when it holds `value`. Empty for nothing; people's texts stay as they are."""
    if name in LEVELS and value in (None, ""):
        return NOT_ASSESSED
    if name == "ffb_theme":
        return words_of_code(value) if value else ""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, User):
        return name_of(value)
    if isinstance(value, Goal):
        return "et mål i planen"  # who reads this need not see which
    if isinstance(value, date | datetime):
        return spoken.full_day(value)
    return label_of(model, name, value)


def label_of(model: type[models.Model], name: str, value: Any) -> str:
    """The Danish label of a value from a list, also when the record keeps it as text; otherwise the value as text."""
    choices = getattr(model._meta.get_field(name), "flatchoices", None) or ()
    return next((str(label) for key, label in choices if str(key) == str(value)), str(value))
