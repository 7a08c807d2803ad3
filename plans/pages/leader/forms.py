"""What a leader writes: whom to find, why and for how long, and what was found of a share."""

from typing import Any

from django import forms as django_forms

from enplan.accounts.models import User
from enplan.web import forms
from plans.models import LeaderQuestion
from plans.pages.choices import offer

SHORTEST = 2


class FindForm(forms.Form):
    """A CPR number or a name among those in whose plan the own department has a part. Sent by POST."""

    keeps_typed = False

    q = forms.ShortTextField(
        label="Navn eller CPR-nummer",
        min_length=SHORTEST,
        max_length=200,
        widget=django_forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Skriv et navn eller et CPR-nummer.",
            "min_length": "Skriv lidt mere af navnet.",
            "max_length": "Skriv kun navnet eller CPR-nummeret.",
        },
    )
    reason = forms.ShortTextField(
        label="Hvorfor fører du tilsyn?",
        help_text="Fx en klage. Borgeren kan læse det i sin adgangslog.",
        min_length=5,
        max_length=500,
        error_messages={
            "required": "Skriv, hvorfor du fører tilsyn. Borgeren kan læse det.",
            "min_length": "Skriv lidt mere om, hvorfor du fører tilsyn.",
        },
    )


class SupervisionForm(forms.Form):
    """Why, and for how many days."""

    reason = forms.LongTextField(
        is_about_others=True,
        label="Hvorfor fører du tilsyn?",
        rows=3,
        help_text="Borgeren kan læse det.",
        error_messages={"required": "Skriv, hvorfor du fører tilsyn. Borgeren kan læse det."},
    )
    days = django_forms.IntegerField(
        label="I hvor mange dage?",
        min_value=1,
        max_value=366,
        help_text="1 er resten af i dag.",
        error_messages={"required": "Skriv, hvor mange dage du skal bruge."},
    )

    def __init__(self, *args: Any, longest: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if longest is not None:
            self.fields["days"].help_text = f"1 er resten af i dag. Højst {longest} dage."


class ReviewForm(forms.Form):
    """What the leader found of a share without consent."""

    RIGHT, WRONG = "i-orden", "ikke-i-orden"

    found = django_forms.ChoiceField(
        label="Var det i orden at dele?",
        choices=[
            (RIGHT, "Ja, det var i orden"),
            (WRONG, "Nej, det burde ikke være sket. Luk delingen nu"),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": "Vælg, om det var i orden."},
    )
    note = forms.LongTextField(
        is_about_others=True,
        label="Hvad har du lagt vægt på?",
        rows=3,
        help_text="Borgeren kan læse det.",
        error_messages={"required": "Skriv kort, hvad du har lagt vægt på. Borgeren kan læse det."},
    )


class AnswerForm(forms.Form):
    """A leader's answer."""

    text = forms.LongTextField(
        is_about_others=True,
        label="Dit svar",
        help_text="Den, der spørger, og borgeren kan læse det.",
        error_messages={"required": "Skriv dit svar."},
    )

    @property
    def cleaned_fields(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)


class DecisionForm(AnswerForm):
    """An answer that decides a disagreement: from when, and who sees to it. Of the team only who asks is named."""

    takes_effect_on = forms.DanishDateField(label="Fra hvilken dag gælder det?", leans="future")
    responsible = django_forms.ChoiceField(
        label="Hvem sørger for det?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Vælg, hvem der sørger for det."},
    )

    def __init__(self, *args: Any, asked: LeaderQuestion, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        said = {asked.written_by_id: asked.written_by.name, asked.asked_of_id: "Mig selv"}
        offer(
            self,
            "responsible",
            [(key, said.get(one.pk, "Den koordinerende sagsbehandler")) for key, one in self.people.items()],
        )

    @property
    def cleaned_fields(self) -> dict[str, Any]:
        return self.cleaned_data | {"responsible": self.people[self.cleaned_data["responsible"]]}
