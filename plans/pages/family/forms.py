"""The forms of who coordinates: asking, putting it to the other side, and noting answers."""

from typing import Any

from django import forms as django_forms

from citizens.cpr import clean_cpr
from citizens.models import Representative
from enplan.web import forms
from plans.pages.choices import offer
from plans.pages.representatives.forms import NotedAnswerForm
from plans.pages.talk.forms import NextLineForm
from plans.services.families import LONGEST_NAME

CIRCUMSTANCES = "Sted, tolk, hvem der var med"


class AskForm(forms.Form):
    other_named = forms.ShortTextField(
        label="Hvem i familien drejer det sig om?",
        max_length=LONGEST_NAME,
        help_text="Som borgeren selv siger det, fx “Karen, min tante”.",
        error_messages={"required": "Skriv, hvem det drejer sig om."},
    )
    own_named = forms.ShortTextField(
        label="Hvad skal der stå om borgeren, når den anden bliver spurgt?",
        max_length=LONGEST_NAME,
        help_text=(
            "Fx “Ole, din nevø”. Mere får den anden ikke at vide, så skriv ikke efternavn, adresse, afdelinger "
            "eller hjælp, hvis den anden ikke må kende det."
        ),
        error_messages={"required": "Skriv, hvad den anden må få at vide."},
    )


class CprForm(forms.Form):
    """A CPR number that is kept nowhere while it is half typed."""

    keeps_typed = False

    cpr = forms.ShortTextField(
        label="CPR-nummer",
        max_length=20,
        error_messages={"required": "Skriv et CPR-nummer.", "max_length": "Skriv CPR-nummeret med ti tal."},
    )

    def clean_cpr(self) -> str:
        return clean_cpr(self.cleaned_data["cpr"])


class AskOtherForm(CprForm):
    reason = forms.ShortTextField(
        label="Hvorfor søger du?",
        min_length=5,
        max_length=500,
        help_text=(
            "Den, du finder, kan læse det i sin adgangslog, også selv om der bliver sagt nej. "
            "Skriv ikke, hvem der spørger."
        ),
        error_messages={
            "required": "Skriv, hvad du skal bruge det til i dit arbejde.",
            "min_length": "Skriv lidt mere om, hvad du skal bruge det til.",
        },
    )


class NoteForm(NotedAnswerForm):
    circumstances = forms.ShortTextField(label=CIRCUMSTANCES, required=False, max_length=500)


class NoteToldForm(CprForm, NotedAnswerForm):
    """`who`: which custody holder answered, where they answer for a child."""

    who = django_forms.ChoiceField(label="Hvem har svaret?", widget=django_forms.RadioSelect)
    circumstances = forms.ShortTextField(label=CIRCUMSTANCES, required=False, max_length=500)

    def __init__(self, *args: Any, holders: list[Representative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cpr"].label = "CPR-nummer på den, der har spurgt"
        self.fields["cpr"].help_text = "Du får det af den, der svarer, eller af den, der har spurgt."
        self.holders = {str(holder.pk): holder for holder in holders}
        if holders:
            offer(self, "who", [(str(holder.pk), holder.name) for holder in holders])
        else:
            del self.fields["who"]

    @property
    def representative(self) -> Representative | None:
        return self.holders.get(self.cleaned_data.get("who", ""))


class FamilyLineForm(NextLineForm):
    """The next line of a conversation with two: whose it is comes first, and nothing is chosen beforehand."""

    about = django_forms.ChoiceField(
        label="Hvis er det?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Vælg, hvem linjen handler om."},
    )
    field_order = ("about", "kind", "area", "text")

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        areas_of: dict[str, list[tuple[str, str]]],
        **kwargs: Any,
    ) -> None:
        self.areas_of = areas_of
        every = dict.fromkeys(area for areas in areas_of.values() for area in areas)
        super().__init__(*args, areas=list(every), **kwargs)
        offer(self, "about", people)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        about, area = cleaned.get("about"), cleaned.get("area")
        if about and area and area not in {key for key, _name in self.areas_of[about]}:
            self.add_error("area", "Det område arbejder du ikke med i den plan. Vælg et andet.")
        return cleaned
