"""The access log's forms: the period to show, and a question about a look."""

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


class AskForm(forms.Form):
    """What the citizen wants to know."""

    text = forms.LongTextField(
        label=_("Hvad vil du gerne vide?"),
        max_length=4000,
        help_text=_("Fx hvad afdelingen skulle bruge det til."),
        error_messages={"required": _("Skriv, hvad du gerne vil vide.")},
    )
