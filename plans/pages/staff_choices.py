"""Employees as choices of a select, under their department: for the pages where anybody may be chosen."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from enplan.accounts.models import User

Groups = list[tuple[str, list[tuple[str, str]]]]


class StaffField(forms.ChoiceField):
    """One employee of those offered; cleaned to the user."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.staff: dict[str, User] = {}

    def offer(self, staff: Iterable[User]) -> None:
        self.staff = {str(user.pk): user for user in staff}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, user in self.staff.items():
            groups.setdefault(str(user.department or ""), []).append((key, user.name))
        self.choices = [("", "Vælg"), *groups.items()]

    def clean(self, value: Any) -> User | None:
        chosen = super().clean(value)
        return self.staff.get(str(chosen)) if chosen else None

    def validate(self, value: Any) -> None:
        if value and str(value) not in self.staff:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        if not value:
            super().validate(value)


def offer_staff(form: forms.BaseForm, name: str, staff: Iterable[User]) -> None:
    """Let the field `name` of `form` be one of `staff`. TypeError for another kind of field."""
    field = form.fields[name]
    if not isinstance(field, StaffField):
        raise TypeError(f"{name} is no choice of employees")
    field.offer(staff)
