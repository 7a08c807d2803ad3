"""Forms for the team and the people beside the citizen. Here anybody of the municipality may be chosen."""

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from enplan import clock
from enplan.accounts.areas import every_area
from enplan.accounts.directory import private_login, staff_for_teams, staff_who_can_coordinate
from enplan.accounts.models import User
from enplan.web import forms
from plans.pages.choices import offer
from plans.pages.staff_choices import StaffField, offer_staff


class AreasField(django_forms.MultipleChoiceField):
    """One or more life areas, nothing ticked in advance."""

    widget = django_forms.CheckboxSelectMultiple


class MemberForm(forms.Form):
    user = StaffField(label="Hvem skal med på teamet?")
    areas = AreasField(
        label="Hvilke områder arbejder personen med?",
        error_messages={"required": "Vælg mindst ét område, personen arbejder med."},
    )
    role = forms.ShortTextField(
        label="Opgave på teamet", required=False, help_text="Fx mentor eller bostøtte"
    )
    ends_on = forms.DanishDateField(
        label="Til og med", required=False, help_text="Lad feltet stå tomt, hvis der ikke er en slutdag."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self, "user", staff_for_teams())
        offer(self, "areas", [(area.pk, area.name) for area in every_area()])


class DeputyForm(forms.Form):
    user = StaffField(label="Hvem er stedfortræder?")
    starts_on = forms.DanishDateField(label="Fra og med")
    ends_on = forms.DanishDateField(label="Til og med")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self, "user", staff_who_can_coordinate())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Slutdagen skal ligge efter startdagen.")
        if ends and ends < clock.today():
            self.add_error("ends_on", "Skriv en dag, der ikke er forbi.")
        return cleaned


class HandoverForm(forms.Form):
    to = StaffField(label="Hvem skal tage over?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self, "to", staff_who_can_coordinate())
        self.fields["to"].widget.attrs["autofocus"] = True  # the page has nothing else: begin typing the name


class DeclineHandoverForm(forms.Form):
    reason = forms.LongTextField(
        label="Hvorfor kan du ikke?",
        rows=3,
        help_text="Den, der spurgte, kan læse det. Det kan borgeren også.",
        error_messages={"required": "Skriv kort, hvorfor du ikke kan tage over."},
    )


class LoginField(forms.ShortTextField):
    """A private person's username; cleaned to the user, or None when left empty."""

    def clean(self, value: Any) -> User | None:
        username = super().clean(value)
        if not username:
            return None
        user = private_login(username)
        if user is None:
            raise ValidationError("Der er ingen borger eller pårørende med det brugernavn.", code="login")
        return user


class NetworkForm(forms.Form):
    name = forms.ShortTextField(label="Navn")
    relation = forms.ShortTextField(label="Relation", help_text="Fx bror, frivillig eller arbejdsgiver")
    phone = forms.ShortTextField(label="Telefon", required=False, max_length=40)
    user = LoginField(
        label="Brugernavn",
        required=False,
        help_text="Kun hvis personen skal logge ind. Login åbner intet, før borgeren siger ja til netop denne person.",
    )
