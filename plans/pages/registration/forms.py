"""Forms for a new citizen and for the beginning of the one plan."""

from typing import Any

from django import forms as django_forms
from django.conf import settings

from citizens.cpr import clean_cpr
from enplan import clock
from enplan.accounts.directory import staff_who_can_coordinate
from enplan.accounts.models import User
from enplan.web import forms
from plans.pages.staff_choices import StaffField, offer_staff


class CitizenForm(forms.Form):
    """Who the citizen is. What is half typed is not kept: it holds a CPR number, and may be a protected address."""

    keeps_typed = False

    name = forms.ShortTextField(label="Navn", max_length=500)
    cpr = forms.ShortTextField(
        label="CPR-nummer",
        max_length=20,
        widget=django_forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input-width-s"}
        ),
        error_messages={"max_length": "Skriv CPR-nummeret med ti tal."},
    )
    address = forms.ShortTextField(label="Adresse", required=False)
    has_protected_address = django_forms.BooleanField(
        label="Har navne- og adressebeskyttelse", required=False
    )
    phone = forms.ShortTextField(
        label="Telefon",
        required=False,
        max_length=40,
        widget=django_forms.TextInput(attrs={"autocomplete": "off", "class": "input-width-m"}),
    )
    language = django_forms.ChoiceField(label="Sprog på skærmen", choices=settings.LANGUAGES, initial="da")

    def clean_cpr(self) -> str:
        return clean_cpr(self.cleaned_data["cpr"])


class PlanForm(forms.Form):
    coordinator = StaffField(label="Hvem skal holde trådene?")
    started_on = forms.DanishDateField(label="Hvornår begynder planen?", leans="past")
    agreed_on = forms.DanishDateField(
        label="Hvornår sagde borgeren ja til én plan?",
        leans="past",
        required=False,
        help_text="Lad feltet stå tomt, hvis borgeren ikke har sagt ja endnu.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"coordinator": user.pk, "started_on": clock.today()}, **kwargs)
        offer_staff(self, "coordinator", staff_who_can_coordinate())
