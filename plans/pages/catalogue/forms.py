"""Forms of the catalogue: one row, and a jurist's yes to it."""

from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet

from enplan import clock
from enplan.accounts.models import LifeArea
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import MeasureType
from plans.pages.measures.fields import Number
from plans.services.measure_types import MOST_WEEKS, TYPE_FIELDS
from plans.services.measures import LONGEST_RHYTHM


class TypeForm(forms.Form):
    """A row: law and paragraph, always both."""

    name = forms.ShortTextField(
        label="Navn", max_length=200, error_messages={"required": "Skriv, hvad indsatsen hedder."}
    )
    law = forms.ShortTextField(
        label="Lov",
        max_length=200,
        help_text="Fx serviceloven",
        error_messages={"required": "Skriv loven. En paragraf alene siger intet."},
    )
    paragraph = forms.ShortTextField(
        label="Paragraf",
        max_length=40,
        help_text="Fx § 85",
        error_messages={"required": "Skriv paragraffen, fx § 85. Uden den kan rækken ikke gemmes."},
    )
    provider_name = forms.ShortTextField(label="Hvem udfører den normalt?", required=False)
    first_follow_up_weeks = Number(label="Første opfølgning, uger efter start", most=MOST_WEEKS)
    follow_up_months = Number(label="Følges derefter op, måneder imellem", most=LONGEST_RHYTHM)
    areas = django_forms.ModelMultipleChoiceField(
        label="Hvilke livsområder hører den til?",
        queryset=LifeArea.objects.none(),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    fills_the_week = django_forms.BooleanField(
        label="Den fylder det meste af ugen",
        required=False,
        help_text="To af dem i samme tid giver et spørgsmål på planens side.",
    )
    is_active = django_forms.BooleanField(label="I brug", required=False)

    def __init__(self, *args: Any, areas: QuerySet[LifeArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


class EditTypeForm(TypeForm, SeenForm):
    """A row one has seen."""

    @classmethod
    def stored(cls, row: MeasureType) -> dict[str, Any]:
        """What the form shows first."""
        return {name: getattr(row, name) for name in (*TYPE_FIELDS, "version")} | {"areas": row.areas.all()}


class ConfirmForm(SeenForm):
    """Who said yes, and when."""

    jurist = forms.ShortTextField(
        label="Hvem har sagt ja?",
        max_length=200,
        help_text="Juristens navn og stilling",
        error_messages={"required": "Skriv, hvem der har sagt ja."},
    )
    on = forms.DanishDateField(label="Hvornår?", leans="past")

    @classmethod
    def stored(cls, row: MeasureType) -> dict[str, Any]:
        """What the form shows first: nobody's name, even where somebody has said yes before."""
        return {"version": row.version, "on": clock.today()}
