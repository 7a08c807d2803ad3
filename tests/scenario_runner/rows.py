"""What the database says, to see that something refused has changed nothing."""

from typing import Any

from django.apps import apps
from django.db import models

from enplan.accounts.models import Session
from enplan.audit.models import Look
from plans.models import UnsavedForm

Rows = dict[str, list[tuple[str, ...]]]

OF_ASKING = (Look, Session, UnsavedForm)
PARTS = ("accounts", "audit", "citizens", "plans", "integrations")


def all_rows() -> Rows:
    """Every row of the program's tables, but who has looked (a refused act may well be looked at first), who is logged
    in, and what somebody has typed and not saved: it is kept for them alone, and is no part of the plan.
    """
    return {model._meta.label: _rows(model) for model in _models() if model not in OF_ASKING}


def changed(before: Rows, after: Rows) -> list[str]:
    """The tables in which the two differ."""
    return [name for name in before if before[name] != after[name]]


def _rows(model: type[models.Model]) -> list[tuple[str, ...]]:
    rows: models.QuerySet[Any] = models.QuerySet(model)  # past managers that show only some
    names = [field.attname for field in model._meta.concrete_fields if field.name != "last_login"]
    return sorted(tuple(map(str, row)) for row in rows.values_list(*names))


def _models() -> list[type[models.Model]]:
    return [
        model for label in PARTS for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
