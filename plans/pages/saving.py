"""How a page saves a form: one service call, and an answer when it did not go through. Nothing typed is lost.

Shared by everybody's pages. NotAllowed is left to Django, which answers 403 with the reason.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.db import models

from enplan.audit.versions import Conflict
from enplan.web import forms
from plans.pages.conflicts import ShownConflict, shown


class SavingForm(forms.Form):
    """A form of a plan's page; `conflict` is set when somebody else saved meanwhile."""

    conflict: ShownConflict | None = None


class SeenForm(SavingForm):
    """Changes something that was there: `version` is the version the person saw."""

    version = django_forms.IntegerField(min_value=0, widget=django_forms.HiddenInput)

    def hold(self, conflict: ShownConflict, version: int) -> None:
        """Show both texts; the next save has seen the newer one."""
        self.conflict = conflict
        data: Any = self.data.copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data


def save(
    form: SavingForm, service: Callable[[Mapping[str, Any]], object], *, of: type[models.Model]
) -> HTTPStatus | None:
    """Call `service` with the cleaned fields. None when it is saved; otherwise the status to show the form with."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        service(form.cleaned_data)
    except Conflict as conflict:
        if not isinstance(form, SeenForm):
            raise
        form.hold(shown(conflict, of=of), conflict.version)
        return HTTPStatus.CONFLICT
    except ValidationError as error:
        put_errors(form, error)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return None


def put_errors(form: django_forms.BaseForm, error: ValidationError) -> None:
    """A service's complaint at the field it is about, or at the top where the form has no such field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, messages in error.error_dict.items():
        form.add_error(name if name in form.fields else None, messages)
