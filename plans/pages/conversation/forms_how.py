"""How a conversation with a caseworker was held."""

from typing import Any

from django import forms as django_forms

from enplan import clock
from enplan.web import forms


class HowStep(forms.Form):
    """How a conversation with a caseworker was held: what the evidence must say."""

    ORAL, PHONE, WRITTEN = "oral", "phone", "written"

    maade = django_forms.ChoiceField(
        label="Hvordan har borgeren svaret?",
        choices=[
            (ORAL, "Mundtligt, da vi mødtes"),
            (PHONE, "Mundtligt i telefonen"),
            (WRITTEN, "Skriftligt, på det udskrevne skema"),
        ],
        widget=django_forms.RadioSelect,
    )
    dag = forms.DanishDateField(label="Hvilken dag?", leans="past")
    sted = forms.ShortTextField(
        label="Hvor?", help_text="Fx hjemme hos borgeren. I telefonen: hvor borgeren var"
    )
    med = forms.ShortTextField(
        label="Hvem var med?",
        help_text="Alle, der var til stede eller med i telefonen. Fx: borgeren, hans mor og mig",
    )
    tolk = forms.ShortTextField(
        label="Tolk", required=False, help_text="Navn eller firma og sprog, hvis der var tolk"
    )
    laest_op = django_forms.BooleanField(
        label="Jeg har læst svarene op, og borgeren har sagt, at de er rigtige",
        required=False,
        help_text="Kræves, når I har talt i telefon.",
    )
    underskrevet = django_forms.BooleanField(
        label="Borgeren har skrevet under på skemaet",
        required=False,
        help_text="Kræves, når svaret er skriftligt.",
    )

    def __init__(self, *args: Any, has_health_yes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dag"].initial = clock.today()
        self.has_health_yes = has_health_yes
        if has_health_yes:
            self.fields["hvorfor_mundtligt"] = forms.LongTextField(
                label="Hvorfor er ja til helbred ikke skriftligt?",
                required=False,
                rows=2,
                help_text=(
                    "Sundhedsloven § 44 siger: skriftligt. Kun når omstændighederne taler for det, kan det være "
                    "mundtligt. Skriv hvilke."
                ),
            )

    @property
    def is_written(self) -> bool:
        return bool(self.cleaned_data["maade"] == self.WRITTEN)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        how = cleaned.get("maade")
        if cleaned.get("dag") and cleaned["dag"] > clock.today():
            self.add_error("dag", "Skriv en dag, der har været.")
        if how == self.PHONE and not cleaned.get("laest_op"):
            self.add_error("laest_op", "Læs svarene op for borgeren, før du gemmer, når I taler i telefon.")
        if how == self.WRITTEN and not cleaned.get("underskrevet"):
            self.add_error("underskrevet", "Et skriftligt svar gælder først, når borgeren har skrevet under.")
        if self.has_health_yes and how in (self.ORAL, self.PHONE) and not cleaned.get("hvorfor_mundtligt"):
            self.add_error("hvorfor_mundtligt", "Skriv hvorfor, eller få svaret om helbred på skrift.")
        return cleaned
