"""Forms for what opens without the citizen's yes, and for the consent to obtain information from elsewhere."""

from typing import Any

from enplan.web import forms
from plans.grounds import kinds_to_obtain, kinds_to_share_on
from plans.pages.choices import offer
from plans.pages.workspace.forms_consents import ConsentForm, WithParties, kinds_in_words
from plans.reading import Reading
from plans.services.grounds import Obtaining


class ShareForm(WithParties):
    """What the own department shares without consent, and when the citizen is told."""

    until = forms.DanishDateField(label="Til og med", help_text="Så kort tid som muligt.")
    reason = forms.LongTextField(
        is_about_others=True,
        label="Hvorfor er det nødvendigt?",
        help_text="Borgeren kan læse begrundelsen.",
        error_messages={"required": "Skriv, hvorfor det er nødvendigt. Borgeren får det at se."},
    )
    told_on = forms.DanishDateField(
        label="Skal borgeren først have det at vide senere?",
        required=False,
        help_text=(
            "Lad feltet stå tomt, så borgeren kan se delingen med det samme. Kun ved akut fare eller pligt i lov "
            "kan du skrive den dag, borgeren kan se den fra."
        ),
    )
    waiting_reason = forms.LongTextField(
        is_about_others=True,
        label="Hvorfor skal borgeren vente?",
        required=False,
        rows=2,
        help_text="Kun hvis du har skrevet en dag ovenfor. Borgeren kan læse det fra den dag.",
    )

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, reading=reading, **kwargs)
        self.kinds = {kind.pk: kind for kind in kinds_to_share_on(reading.user)}
        offer(self, "kind", kinds_in_words(self.kinds.values()))

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        same = ("areas", "until", "reason", "told_on", "waiting_reason")
        return {name: data[name] for name in same} | {
            "kind": self.kinds[data["kind"]],
            "parties": [one.party for one in self.chosen],
        }


class ObtainingForm(ConsentForm):
    """A consent to obtain information: what it names, and what the citizen was told that a no would mean."""

    information = forms.LongTextField(
        label="Hvilke slags oplysninger?",
        rows=2,
        help_text="Fx journal fra indlæggelsen i marts. Et ja til det hele er ikke et samtykke.",
        error_messages={"required": "Skriv, hvilke slags oplysninger I vil hente."},
    )
    information_from = forms.ShortTextField(
        label="Hvem hentes de fra?",
        help_text="Fx egen læge eller en anden kommune",
        error_messages={"required": "Skriv, hvem oplysningerne hentes fra, fx egen læge."},
    )
    matter = forms.ShortTextField(
        label="Hvad drejer det sig om?",
        help_text="Fx ansøgningen om førtidspension",
        error_messages={"required": "Skriv, hvad oplysningerne skal bruges til."},
    )
    consequence = forms.LongTextField(
        label="Hvad fik borgeren at vide om et nej?",
        rows=2,
        help_text="Borgeren skal kende følgen af at sige nej, før der siges ja.",
        error_messages={
            "required": "Skriv, hvad borgeren fik at vide om et nej. Uden det gælder samtykket ikke."
        },
    )
    field_order = ("decision", "kind", "information", "information_from", "matter", "consequence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.pk: kind for kind in kinds_to_obtain()}
        offer(self, "kind", kinds_in_words(self.kinds.values()))
        self.fields["until"].help_text = "Står feltet tomt, gælder det, så længe det drejer sig om."

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes."""
        named = ("information", "information_from", "matter", "consequence")
        return super().saved_fields | {
            "obtaining": Obtaining(**{name: self.cleaned_data[name] for name in named})
        }


class VisitationForm(forms.Form):
    """Why the coordinator needs to look before the citizen can be asked."""

    reason = forms.LongTextField(
        is_about_others=True,
        label="Hvad skal du finde ud af?",
        rows=3,
        help_text="Borgeren kan læse det med det samme.",
        error_messages={"required": "Skriv, hvad du skal finde ud af. Borgeren kan læse det."},
    )
