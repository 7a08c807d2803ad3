"""Saving from a page: one service is called once, and what it objects to comes back at the right field.

A save that does not go through keeps the person's text in the form; a stale one also takes over the current version,
so that the person can read both texts and save again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms as django_forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from enplan.audit.versions import Conflict
from enplan.web import forms


class SeenForm(forms.Form):
    """A form that remembers which version of the thing the person saw."""

    version = django_forms.IntegerField(
        widget=django_forms.HiddenInput,
        min_value=0,
        max_value=2_000_000_000,
        error_messages={"required": "Siden er gammel. Genindlæs den, og prøv igen."},
    )


@dataclass(frozen=True)
class Attempt:
    """How a save went, and the status to answer with where it did not: 409 for a conflict, otherwise 422."""

    is_saved: bool
    conflict: Conflict | None = None

    @property
    def status(self) -> int:
        if self.is_saved:
            return 200
        return 409 if self.conflict else 422


def attempt(form: django_forms.BaseForm, service: Callable[[], object]) -> Attempt:
    """Call `service` if the form is valid. NotAllowed passes through: the page for that says why."""
    if not form.is_valid():
        return Attempt(is_saved=False)
    try:
        service()
    except Conflict as conflict:
        see_version(form, conflict.version)
        return Attempt(is_saved=False, conflict=conflict)
    except ValidationError as error:
        put_errors(form, error)
        return Attempt(is_saved=False)
    return Attempt(is_saved=True)


def put_errors(form: django_forms.BaseForm, error: ValidationError) -> None:
    """Each complaint at its field; those about a field that the form lacks stand above it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        place = name if name != NON_FIELD_ERRORS and name in form.fields else None
        form.add_error(place, errors)


def see_version(form: django_forms.BaseForm, version: int) -> None:
    """Let the form, drawn again, carry the version that is current now."""
    data = form.data.copy()  # type: ignore[attr-defined]  # a posted form's data is a QueryDict
    data[form.add_prefix("version")] = str(version)
    form.data = data
