"""What the team writes: a request the citizen has made otherwise, the answer, and the citizen's view as it was told."""

from typing import Any

from django import forms as django_forms

from enplan import clock
from enplan.web import forms
from plans.models import DataRequest
from plans.pages.choices import as_answers
from plans.services.data_requests import LONGEST

KINDS = (
    (DataRequest.Kind.ACCESS, "At se det, der er skrevet (aktindsigt)"),
    (DataRequest.Kind.CORRECTION, "At få noget rettet"),
)


class NoteForm(forms.Form):
    kind = django_forms.ChoiceField(
        label="Hvad beder borgeren om?",
        choices=KINDS,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Vælg, hvad borgeren beder om."},
    )
    asked_on = forms.DanishDateField(
        label="Hvilken dag?",
        leans="past",
        help_text="Dagen, hvor kommunen fik det at vide. Fristen løber fra den.",
    )
    about = forms.LongTextField(
        label="Hvad drejer det sig om?",
        max_length=LONGEST,
        help_text="Med borgerens egne ord. Borgeren kan læse det på sin side.",
        error_messages={"required": "Skriv, hvad det drejer sig om."},
    )
    wanted = forms.LongTextField(
        label="Hvad skal der stå i stedet?",
        required=False,
        max_length=LONGEST,
        help_text="Kun når noget skal rettes.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"asked_on": clock.today()})
        super().__init__(*args, **kwargs)


class AnswerForm(forms.Form):
    outcome = django_forms.ChoiceField(
        label="Svar",
        choices=as_answers(DataRequest.Outcome.choices),
        widget=django_forms.RadioSelect,
        error_messages={"required": "Vælg et svar."},
    )
    text = forms.LongTextField(
        label="Svaret til borgeren",
        rows=6,
        help_text=(
            "Skriv, hvad der er gjort, eller hvor borgeren får det at se. Ved et nej, helt eller delvist: skriv "
            "hvorfor og efter hvilken lov, og hvordan borgeren klager. Svaret kan ikke ændres bagefter."
        ),
        error_messages={"required": "Skriv et svar til borgeren."},
    )


class ToldViewForm(forms.Form):
    text = forms.LongTextField(
        label="Borgerens eget syn",
        help_text="Som borgeren siger det. Læs det op, før du gemmer: det kan ikke ændres bagefter.",
        error_messages={"required": "Skriv, hvordan borgeren ser på det."},
    )
