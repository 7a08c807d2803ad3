"""Whose plans a booklet holds."""

from typing import Any

from django import forms as django_forms

from enplan.web import forms
from plans.pages.choices import offer


class BookletForm(forms.Form):
    plans = django_forms.MultipleChoiceField(
        label="Hvem skal I tale om?",
        help_text="Hver borger begynder på en højreside, i den rækkefølge de står her.",
        widget=django_forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én borger."},
    )

    def __init__(self, *args: Any, plans: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "plans", plans)
