"""What professionals write of disagreements, and the questions they put to leaders."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms

from enplan.accounts.models import User
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.excerpts import Thing
from plans.lookups.disagreements import Dispute
from plans.models import DecisionRule, Settlement
from plans.pages.choices import as_answers, offer
from plans.pages.staff_choices import StaffField, offer_staff
from plans.reading import Reading

READ_AS_IT_IS = (
    "Lederen læser det, præcis som du skriver det, også hvis andet i planen er lukket for lederen. "
    "Skriv ikke mere, end der er brug for til at svare. "
    "Den koordinerende sagsbehandler og borgeren kan læse både spørgsmål og svar."
)


class ViewForm(forms.Form):
    """One's own view."""

    text = forms.LongTextField(
        label="Hvordan ser du på det?",
        is_about_others=True,
        help_text="Kun dit eget syn. De andre skriver deres. Borgeren kan læse det.",
        error_messages={"required": "Skriv, hvordan du ser på det."},
    )


class EditViewForm(ViewForm, SeenForm):
    """One's own view, which one has seen."""


class AreaViewForm(ViewForm):
    """A disagreement about an area of the plan."""

    area = django_forms.ChoiceField(label="Livsområde")
    field_order = ("area", "text")

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", areas)


class SettleForm(forms.Form):
    """How it ended, where no leader decides."""

    how = django_forms.ChoiceField(
        label="Hvordan endte det?",
        choices=[
            (Settlement.How.AGREED, "Vi er blevet enige"),
            (Settlement.How.STILL, "Vi er fortsat uenige"),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan det endte."},
    )
    text = forms.LongTextField(
        label="Hvad er I blevet enige om, eller hvad gør I nu?",
        required=False,
        is_about_others=True,
        rows=3,
        help_text="Borgeren kan læse det.",
    )


class BringForm(forms.Form):
    """Which of the leaders concerned are to decide, and what they are asked."""

    leaders = django_forms.MultipleChoiceField(
        label="Hvem skal afgøre det?",
        widget=django_forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én leder."},
    )
    text = forms.LongTextField(
        label="Hvad skal de tage stilling til?",
        is_about_others=True,
        rows=3,
        help_text=READ_AS_IT_IS,
        error_messages={"required": "Skriv dit spørgsmål."},
    )

    def __init__(self, *args: Any, leaders: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(leader.pk): leader for leader in leaders}
        offer(self, "leaders", [(key, f"{one.name}, {one.department}") for key, one in self.found.items()])

    @property
    def chosen(self) -> list[User]:
        return [self.found[key] for key in self.cleaned_data["leaders"]]


class AskForm(forms.Form):
    """A question to a leader, and what of the plan it is answered from."""

    leader = StaffField(label="Hvem spørger du?", error_messages={"required": "Vælg en leder."})
    text = forms.LongTextField(
        label="Dit spørgsmål",
        is_about_others=True,
        help_text=READ_AS_IT_IS,
        error_messages={"required": "Skriv dit spørgsmål."},
    )
    things = django_forms.MultipleChoiceField(
        label="Hvad må lederen se for at kunne svare?",
        widget=django_forms.CheckboxSelectMultiple,
        help_text="Vælg så lidt som muligt, fra ét område. Lederen ser kun det, lederens egen afdeling må se.",
        error_messages={"required": "Vælg det i planen, lederen skal kunne svare ud fra."},
    )

    def __init__(self, *args: Any, reading: Reading, leaders: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_staff(self, "leader", leaders)
        self.found = {f"{one._meta.model_name}-{one.pk}": (one, said) for one, said in _askable(reading)}
        offer(self, "things", [(key, said) for key, (_one, said) in self.found.items()])

    @property
    def chosen(self) -> list[Thing]:
        return [self.found[key][0] for key in self.cleaned_data["things"]]


def _askable(reading: Reading) -> list[tuple[Thing, str]]:
    """What the asker sees and others may see too, area by area."""
    every: list[tuple[Thing, str]] = [
        *((goal, f"mål: {goal.title}") for goal in reading.goals),
        *((task, f"aftale: {task.title}") for task in reading.tasks if task.is_open()),
        *((one.disagreement, _about(one, reading)) for one in reading.disputes),
    ]
    shown = [(one, said) for one, said in every if not (one.is_draft or one.is_private)]
    shown.sort(key=lambda pair: pair[0].section.area.position)
    return [(one, f"{one.section.area.name}, {said}") for one, said in shown]


def _about(dispute: Dispute, reading: Reading) -> str:
    thing = dispute.disagreement.of
    is_seen = thing is not None and reading.sees_what_it_is_about(dispute)
    return f"uenighed om: {thing.title}" if thing is not None and is_seen else "uenighed om området"


class DecisionRuleForm(SeenForm):
    """Who decides a disagreement in this municipality."""

    goes_to = django_forms.ChoiceField(
        label="Hvem afgør en uenighed?",
        choices=as_answers(DecisionRule.GoesTo.choices),
        widget=django_forms.RadioSelect,
        error_messages={"required": "Vælg, hvem der afgør en uenighed."},
    )
    department = django_forms.ChoiceField(
        label="Hvilken afdeling?",
        required=False,
        help_text="Kun hvis det er lederen i én bestemt afdeling.",
    )
