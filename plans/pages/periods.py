"""A period to show, in the address of a log or a register."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enplan.web import forms


class PeriodForm(forms.Form):
    """From a day through a day; left out: no limit. It stands in the address, where a day says nothing of anybody."""

    fra = forms.DanishDateField(label=_("Fra"), required=False, leans="past")
    til = forms.DanishDateField(label=_("Til og med"), required=False, leans="past")

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        start, end = fields.get("fra"), fields.get("til")
        if start and end and end < start:
            raise ValidationError({"til": _("Slutdagen skal ligge efter den første dag.")})
        return fields
