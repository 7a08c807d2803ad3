"""Emptying the database of a demo. Nothing here may run where real people are."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction

import citizens.defaults
import enplan.accounts.defaults
import plans.defaults
import plans.defaults_meetings
import plans.defaults_other_plans
from enplan.audit.retention import empty_record

# What Django and guardian know of the models themselves stays; everything that was ever entered goes.
OURS = ("accounts", "axes", "otp_email", "citizens", "plans", "integrations", "demo")


@transaction.atomic
def empty_database() -> None:
    """Delete everything but the defaults (roles, areas, grounds, measures, templates). Refused in production.

    The record goes by the retention's path, the only one there is: a demo keeps nothing for any time at all.
    """
    if settings.IS_PRODUCTION:
        raise ImproperlyConfigured("The demo empties the database, so it is never loaded in production.")
    empty_record()
    for model in _models():
        # In any order: the database asks at the end of the transaction whether all references hold.
        rows: models.QuerySet[Any] = models.QuerySet(model)
        rows._raw_delete(rows.db)  # noqa: SLF001  # delete() would stop at the first protected reference
    enplan.accounts.defaults.fill_missing_defaults()
    citizens.defaults.fill_missing_defaults()
    plans.defaults.fill_missing_defaults()
    plans.defaults_meetings.fill_missing_defaults()
    plans.defaults_other_plans.fill_missing_defaults()


def _models() -> list[type[models.Model]]:
    return [
        model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
