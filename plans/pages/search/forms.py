"""What one searches for, and why: both are needed."""

from django import forms as django_forms

from enplan.web import forms

REASONS = (
    "Borgeren har henvendt sig til mig",
    "Jeg er ved at tage imod en henvisning",
    "Jeg skal tale med den, der koordinerer planen",
    "Borgeren skal måske have én plan",
)
SHORTEST = 2


class SearchForm(forms.Form):
    """A CPR number or a name, sent by POST so that it stands in no address."""

    keeps_typed = False

    q = forms.ShortTextField(
        label="Navn eller CPR-nummer",
        min_length=SHORTEST,
        max_length=200,
        error_messages={
            "required": "Skriv et navn eller et CPR-nummer.",
            "min_length": "Skriv lidt mere af navnet.",
            "max_length": "Skriv kun navnet eller CPR-nummeret.",
        },
    )
    reason = forms.ShortTextField(
        label="Hvorfor søger du?",
        help_text="Vælg en grund, eller skriv din egen. Borgeren kan læse den i sin adgangslog.",
        min_length=5,
        max_length=500,
        widget=django_forms.TextInput(attrs={"autocomplete": "off", "list": "grunde"}),
        error_messages={
            "required": "Skriv, hvad du skal bruge det til i dit arbejde.",
            "min_length": "Skriv lidt mere om, hvad du skal bruge det til.",
        },
    )
