"""Saving from a page: one service is called once, and what it objects to comes back at the right field.

A save that does not go through keeps the person's text in the form; a stale one also takes over the current version,
so that the person can read both texts and save again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict

from enplan.audit.versions import Conflict
from enplan.web import forms
from enplan.web.choosing import with_choices
from enplan.web.switching import is_switching
from enplan.web.unsaved.here import form_saved


class SeenForm(forms.Form):
    """A form that remembers which version of the thing the person saw, and what stood in each field then.

    So a stale save tells what the person has changed from what they only passed by.
    """

    version = django_forms.IntegerField(
        widget=django_forms.HiddenInput,
        min_value=0,
        max_value=2_000_000_000,
        error_messages={"required": "Siden er gammel. Genindlæs den, og prøv igen."},
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(with_choices(data), *args, **kwargs)
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "version"


@dataclass(frozen=True)
class Attempt:
    """How a save went, and the status to answer with where it did not: 409 for a conflict, otherwise 422."""

    is_saved: bool
    conflict: Conflict | None = None
    touched: frozenset[str] = frozenset()  # the form's fields that the person has changed
    is_shown_again: bool = (
        False  # sent to be read in another language or size: nothing was tried and nothing is wrong
    )

    @property
    def status(self) -> int:
        if self.is_saved or self.is_shown_again:
            return 200
        return 409 if self.conflict else 422


def attempt(form: django_forms.BaseForm, service: Callable[[], object]) -> Attempt:
    """Call `service` if the form is valid. NotAllowed passes through: the page for that says why."""
    if is_switching():
        form.errors.clear()
        return Attempt(is_saved=False, is_shown_again=True)
    if not form.is_valid():
        return Attempt(is_saved=False)
    try:
        service()
    except Conflict as conflict:
        touched = frozenset(form.changed_data)
        see_again(form, conflict.version, touched)
        return Attempt(is_saved=False, conflict=conflict, touched=touched)
    except ValidationError as error:
        put_errors(form, error)
        return Attempt(is_saved=False)
    form_saved()
    return Attempt(is_saved=True)


def put_errors(form: django_forms.BaseForm, error: ValidationError) -> None:
    """Each complaint at its field; those about a field that the form lacks stand above it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        place = name if name != NON_FIELD_ERRORS and name in form.fields else None
        form.add_error(place, errors)


def see_again(form: django_forms.BaseForm, version: int, touched: frozenset[str]) -> None:
    """Let the form, drawn again, carry the current version: what the person wrote stays, and the fields they have not
    touched show what is saved now, so that saving again takes nothing back.
    """
    data = form.data.copy()  # type: ignore[attr-defined]  # a posted form's data is a QueryDict
    for name, field in form.fields.items():
        if not field.show_hidden_initial:
            continue
        current = field.prepare_value(form.get_initial_for_field(field, name))
        _put(data, form.add_initial_prefix(name), current)
        if name not in touched:
            _put(data, form.add_prefix(name), current)
    data[form.add_prefix("version")] = str(version)
    form.data = data


def _put(data: QueryDict, name: str, value: Any) -> None:
    """A field's value as a browser would send it; nothing for an empty box."""
    data.pop(name, None)
    if isinstance(value, list | tuple | set | frozenset):
        data.setlist(name, [str(one) for one in value])
    elif value is not None and value is not False:
        data[name] = str(value)
