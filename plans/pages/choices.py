"""Filling a form's list of choices when the page is made: what may be chosen depends on who looks."""

from collections.abc import Sequence

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Let the field `name` of `form` be one or more of `choices`. TypeError for a field without a list."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} has no list to choose from")
    field.choices = list(choices)
