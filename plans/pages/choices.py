"""Filling a form's list of choices when the page is made: what may be chosen depends on who looks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Let the field `name` of `form` be one or more of `choices`, or of groups of them (a heading and its list).

    TypeError for a field without a list.
    """
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} has no list to choose from")
    field.choices = list(choices)


def as_answers(choices: Iterable[tuple[Any, Any]]) -> list[tuple[str, str]]:
    """A model's choices, which are written for the middle of a sentence, as answers that begin with a capital."""
    return [(str(value), str(label)[:1].upper() + str(label)[1:]) for value, label in choices]
