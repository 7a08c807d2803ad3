"""Forms for getting ready: what somebody is asked to have ready, and what one writes beforehand."""

from typing import Any

from django import forms as django_forms

from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import MeetingNote, Participant
from plans.pages.choices import offer

MISSING = "Skriv, hvad du tager med til mødet."


class AskToPrepareForm(SeenForm):
    """What one participant is to have ready, and by when."""

    prepare = forms.LongTextField(
        label="Hvad skal være klar?",
        rows=2,
        required=False,
        help_text="Fx “et kort notat om boligen”. Personen selv og borgeren kan læse det.",
    )
    prepare_by = forms.DanishDateField(
        label="Senest hvilken dag?",
        required=False,
        help_text="Lad begge felter stå tomme for at tage det tilbage.",
    )

    @classmethod
    def of(cls, participant: Participant, data: Any = None) -> "AskToPrepareForm":
        names = ("prepare", "prepare_by", "version")
        return cls(data, initial={name: getattr(participant, name) for name in names})


class PreparationForm(forms.Form):
    """A single-discipline note or worksheet, in an area one works in."""

    area = django_forms.ChoiceField(label="Livsområde")
    text = forms.LongTextField(
        label="Det tager du med til mødet",
        rows=4,
        is_about_others=True,
        help_text="Læses af borgeren og af dem, der må se din afdelings del af området.",
        error_messages={"required": MISSING},
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", [("", "Vælg livsområde"), *areas])


class EditPreparationForm(SeenForm):
    """What one wrote, written otherwise."""

    text = forms.LongTextField(
        label="Det tager du med til mødet", rows=6, is_about_others=True, error_messages={"required": MISSING}
    )

    @classmethod
    def of(cls, note: MeetingNote, data: Any = None) -> "EditPreparationForm":
        return cls(data, initial={"text": note.text, "version": note.version})
