"""Whom a leader lets stand in or take over, on how many plans; and whom one asks to take over one's own."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms

from citizens.cpr import clean_cpr
from enplan import clock
from enplan.accounts.models import User
from enplan.web import forms
from plans.pages.choices import offer
from plans.pages.staff_choices import StaffField, offer_staff


class _OnPlans(forms.Form):
    most = django_forms.IntegerField(
        label="Hvor mange planer?",
        required=False,
        min_value=1,
        max_value=10_000,
        help_text="Lad feltet stå tomt, hvis det er dem alle.",
        widget=django_forms.NumberInput(attrs={"class": "input-width-xs"}),
    )


class CoverForm(_OnPlans):
    deputy = StaffField(label="Hvem træder til?")
    starts_on = forms.DanishDateField(label="Fra og med")
    ends_on = forms.DanishDateField(label="Til og med", leans="future")
    field_order = ("deputy", "starts_on", "ends_on", "most")

    def __init__(self, *args: Any, staff: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self, "deputy", staff)
        self.fields["starts_on"].initial = clock.today()


class MoveForm(_OnPlans):
    ASK, MOVE = "spoerg", "flyt"

    to = StaffField(label="Hvem skal tage over?")
    how = django_forms.ChoiceField(
        label="Hvordan?",
        choices=[
            (ASK, "Spørg først. Den nye siger ja eller nej til hver plan"),
            (MOVE, "Flyt planerne nu. Kun til en i din egen afdeling"),
        ],
        widget=django_forms.RadioSelect,
    )
    field_order = ("to", "how", "most")

    def __init__(self, *args: Any, staff: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self, "to", staff)


class ReturnForm(forms.Form):
    """What is half typed is not kept: it holds a CPR number."""

    keeps_typed = False

    cpr = forms.ShortTextField(
        label="Borgerens CPR-nummer",
        max_length=20,
        widget=django_forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input-width-s"}
        ),
        error_messages={"max_length": "Skriv CPR-nummeret med ti tal."},
    )
    to = StaffField(label="Hvem skal kunne tage planen op igen?")

    def __init__(self, *args: Any, staff: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self, "to", staff)

    def clean_cpr(self) -> str:
        return clean_cpr(self.cleaned_data["cpr"])


class GiveOnForm(forms.Form):
    plans = django_forms.MultipleChoiceField(
        label="Hvilke planer?",
        widget=django_forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én plan."},
    )
    to = StaffField(label="Hvem skal tage over?")

    def __init__(
        self, *args: Any, plans: list[tuple[str, str]], staff: Iterable[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "plans", plans)
        offer_staff(self, "to", staff)
