"""What a leader writes: whom to find, why and for how long, and what was found of a share."""

from typing import Any

from django import forms as django_forms

from enplan.web import forms

SHORTEST = 2


class FindForm(forms.Form):
    """A CPR number or a name among those in whose plan the own department has a part. Sent by POST."""

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
