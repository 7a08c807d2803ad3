"""Forms for the beginning, the pause, the end and taking up again of a plan."""

from typing import Any

from django import forms as django_forms

from enplan.accounts.directory import staff_who_can_coordinate
from enplan.accounts.models import User
from enplan.web import forms
from plans.models import Plan
from plans.pages.choices import as_answers, offer
from plans.pages.staff_choices import StaffField, offer_staff


class AgreementForm(forms.Form):
    agreed_on = forms.DanishDateField(label="Hvilken dag sagde borgeren ja?", leans="past")


class PauseForm(forms.Form):
    reason = forms.LongTextField(
        is_about_others=True,
        label="Hvorfor holder planen pause?",
        rows=3,
        help_text="Borgeren kan læse det.",
        error_messages={"required": "Skriv, hvorfor planen holder pause. Borgeren kan læse det."},
    )
    look_again_on = forms.DanishDateField(
        label="Hvornår skal du se på planen igen?",
        leans="future",
        help_text="Indtil da minder planen ikke om noget. Højst et år frem.",
    )


class EndForm(forms.Form):
    outcome = django_forms.ChoiceField(
        label="Hvordan endte forløbet?",
        choices=as_answers(Plan.Outcome.choices),
        widget=django_forms.RadioSelect,
    )
    is_sure = django_forms.BooleanField(
        label="Borgeren er død, og jeg har sikret mig, at det er rigtigt",
        required=False,
        help_text=(
            "Kun hvis borgeren er død. Så lukkes planen også for dem, der handlede for borgeren, for netværk og "
            "for borgerens login, og der sendes ikke mere. Pårørende får ikke besked herfra."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == Plan.Outcome.DIED and not cleaned.get("is_sure"):
            self.add_error("is_sure", "Sæt kryds, når du har sikret dig, at det er rigtigt.")
        return cleaned


class ReopenForm(forms.Form):
    coordinator = StaffField(label="Hvem holder trådene nu?")
    keep = django_forms.MultipleChoiceField(
        label="Hvem fra det gamle team er med igen?",
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
        help_text="De andre er ikke på teamet længere. Du kan altid tage nogen med senere.",
    )
    agreed_on = forms.DanishDateField(
        label="Hvilken dag sagde borgeren ja til én plan igen?",
        leans="past",
        required=False,
        help_text="Er borgeren ikke spurgt endnu, så lad feltet stå tomt.",
    )

    def __init__(self, *args: Any, user: User, team: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self, "coordinator", staff_who_can_coordinate())
        self.fields["coordinator"].initial = str(user.pk)
        offer(self, "keep", team)
        if not team:
            del self.fields["keep"]
