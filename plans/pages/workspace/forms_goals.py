"""Forms for goals and sub-goals."""

from typing import Any
from uuid import UUID

from django import forms as django_forms

from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import Goal, GoalProgress, SubGoal
from plans.models.goals import Level
from plans.pages.choices import as_answers, offer
from plans.pages.workspace.people import GONE, choices_for, fields_for, value_of
from plans.pages.workspace.themes import theme_choices
from plans.reading import Reading

LEVELS = as_answers([("", "ikke vurderet"), *Level.choices])
LEVEL_NOW = "niveau-"
SAID_OF_A_GOAL: list[tuple[str, Any]] = [
    ("", "Det går …"),
    *as_answers(GoalProgress.Direction.choices),
    ("Funktionsevne nu", as_answers((f"{LEVEL_NOW}{value}", label) for value, label in Level.choices)),
]
PLAIN = (
    "title",
    "why",
    "words",
    "type",
    "due_on",
    "measured_by",
    "status",
    "reason",
    "ffb_theme",
    "is_draft",
)


class GoalForm(forms.Form):
    """All of a goal."""

    title = forms.ShortTextField(label="Mål", error_messages={"required": "Skriv, hvad målet er."})
    words = django_forms.ChoiceField(
        label="I hvis ord?", choices=as_answers(Goal.Words.choices), widget=django_forms.RadioSelect
    )
    why = forms.LongTextField(label="Hvorfor er det vigtigt?", required=False, is_about_others=True)
    type = django_forms.ChoiceField(
        label="Hvad vil I?", choices=as_answers(Goal.Type.choices), widget=django_forms.RadioSelect
    )
    responsible = django_forms.ChoiceField(
        label="Hvem står for målet?", required=False, error_messages={"invalid_choice": GONE}
    )
    due_on = forms.DanishDateField(
        label="Senest", required=False, help_text="Fx 01.06.2026, 1/6 eller 1. juni"
    )
    measured_by = forms.LongTextField(label="Sådan ser I, at det går fremad", required=False, rows=2)
    actual = django_forms.ChoiceField(label="Funktionsevne nu", choices=LEVELS, required=False)
    expected = django_forms.ChoiceField(label="Forventet funktionsevne", choices=LEVELS, required=False)
    ffb_theme = django_forms.ChoiceField(
        label="FFB-tema", required=False, help_text="Fra KL’s Fælles Faglige Begreber"
    )
    is_draft = django_forms.BooleanField(label="Kladde. Kun jeg kan se målet", required=False)

    def __init__(self, *args: Any, reading: Reading, goal: Goal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        offer(self, "responsible", choices_for(reading, goal))
        if themes := theme_choices(goal):
            offer(self, "ffb_theme", themes)
        else:
            del self.fields["ffb_theme"]  # no file of terms is loaded

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        levels = {name: int(data[name]) if data[name] else None for name in ("actual", "expected")}
        plain = {name: data[name] for name in PLAIN if name in data}
        return plain | levels | fields_for(data["responsible"], self.reading)


class EditGoalForm(GoalForm, SeenForm):
    """A goal one has seen, and how it goes."""

    status = django_forms.ChoiceField(label="Hvordan går det?")
    reason = forms.LongTextField(
        label="Begrundelse",
        required=False,
        is_about_others=True,
        rows=2,
        help_text="Skal skrives, når målet ikke virker, er ændret, stoppet eller bremset. Borgeren kan læse den.",
    )
    field_order = (
        "title",
        "words",
        "why",
        "type",
        "responsible",
        "due_on",
        "measured_by",
        "actual",
        "expected",
        "status",
        "reason",
        "ffb_theme",
        "is_draft",
    )

    def __init__(self, *args: Any, reading: Reading, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, reading=reading, goal=goal, **kwargs)
        offer(self, "status", _statuses(goal))

    @classmethod
    def of(cls, goal: Goal, reading: Reading, data: Any = None) -> "EditGoalForm":
        initial = {name: getattr(goal, name) for name in (*PLAIN, "actual", "expected", "version")}
        return cls(
            data, reading=reading, goal=goal, initial=initial | {"responsible": value_of(goal, reading)}
        )


class NewGoalForm(GoalForm):
    """A goal in an area one works in. It is under way from the beginning, so how it goes is asked later."""

    area = django_forms.ChoiceField(label="Livsområde")
    field_order = ("area",)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        given = {"words": Goal.Words.AGREED, "type": Goal.Type.DEVELOP}
        super().__init__(*args, initial=given | kwargs.pop("initial", {}), **kwargs)
        offer(self, "area", areas)


class ProgressForm(forms.Form):
    """How it goes with a goal, sent from its card; a page has one for each goal."""

    note = forms.ShortTextField(label="Hvordan går det?", required=False)
    said = django_forms.ChoiceField(label="Hvor er I?", required=False, choices=SAID_OF_A_GOAL)

    @staticmethod
    def ids_at(goal_id: UUID) -> str:
        return f"id_fremgang_{goal_id}_%s"

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes: a direction, or a level of its own."""
        said: str = self.cleaned_data["said"]
        if said.startswith(LEVEL_NOW):
            return {"note": self.cleaned_data["note"], "level": int(said.removeprefix(LEVEL_NOW))}
        return {"note": self.cleaned_data["note"], "direction": said}


class SubGoalForm(forms.Form):
    """A step on the way."""

    title = forms.ShortTextField(label="Delmål", error_messages={"required": "Skriv, hvad delmålet er."})
    status = django_forms.ChoiceField(label="Hvor langt er det?", choices=as_answers(SubGoal.Status.choices))


class EditSubGoalForm(SubGoalForm, SeenForm):
    """A step one has seen."""

    @classmethod
    def of(cls, subgoal: SubGoal, data: Any = None) -> "EditSubGoalForm":
        return cls(data, initial={name: getattr(subgoal, name) for name in ("title", "status", "version")})


class TakeUpForm(SeenForm):
    """Taking a proposal up needs only that one has seen it."""


def _statuses(goal: Goal) -> list[tuple[str, str]]:
    """A proposal is the citizen's; nobody else makes one."""
    keeps = goal.status == Goal.Status.PROPOSED
    return as_answers(
        [choice for choice in Goal.Status.choices if keeps or choice[0] != Goal.Status.PROPOSED]
    )
