"""Where each line goes, as a small form of its own: what it says there, and where, who and when if it has them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.core.exceptions import ValidationError

from enplan.web import forms
from plans.models import Goal, TalkLine
from plans.pages.choices import as_answers, offer
from plans.pages.talk.reading_lines import OVERALL, begins_as
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.people import choices_for, fields_for
from plans.reading import Reading
from plans.services.talk_sorting import Landing
from plans.standing import Action

CHOOSE = ("", "Vælg livsområde")
OF_A_LINE = "linje-"
AREA_MISSING = "Vælg det livsområde, det skal stå i."


class LandingForm(forms.Form):
    """What all lines have."""

    text = forms.LongTextField(label="Det kommer til at stå der", rows=2)

    def __init__(
        self, *args: Any, line: TalkLine, reading: Reading, numbers: Mapping[str, int], **kwargs: Any
    ) -> None:
        initial = begins_as(line, reading, numbers) | line.landing
        super().__init__(*args, initial=initial, prefix=str(line.pk), **kwargs)
        self.line, self.reading = line, reading

    @property
    def chosen(self) -> dict[str, Any]:
        """What was sent, as it was sent: kept also where it cannot be stored yet."""
        sent = {name: self.data.get(self.add_prefix(name)) for name in self.fields}
        return {name: value for name, value in sent.items() if value is not None}

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("text") in self.data

    @property
    def landing(self) -> Landing:
        """Of a valid form."""
        return Landing(
            line_id=self.line.pk,
            kind=self.line.kind,
            text=self.cleaned_data["text"],
            area_id=self.cleaned_data.get("area") or None,
            told_at=self.line.written_at,
            fields=self.service_fields,
            goal=self.goal,
        )

    @property
    def service_fields(self) -> dict[str, Any]:
        return {}

    @property
    def goal(self) -> Goal | UUID | None:
        return None

    def show_again(self, numbers: Mapping[str, int]) -> None:
        """Before the page is made again with what was sent."""


class _InAnArea(LandingForm):
    area = django_forms.ChoiceField(label="Livsområde", error_messages={"required": AREA_MISSING})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", [CHOOSE, *own_areas(self.reading)])


class _WithResponsible(_InAnArea):
    responsible = django_forms.ChoiceField(label="Hvem står for det?", required=False)
    due_on = forms.DanishDateField(label="Senest", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "responsible", choices_for(self.reading, None))

    @property
    def service_fields(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"due_on": data["due_on"], **fields_for(data["responsible"], self.reading)}


class NoteLanding(_InAnArea):
    """Filed as soon as it is stored."""


class GoalLanding(_WithResponsible):
    words = django_forms.ChoiceField(label="I hvis ord?", choices=as_answers(Goal.Words.choices))
    field_order = ("text", "area", "words", "responsible", "due_on")

    @property
    def service_fields(self) -> dict[str, Any]:
        return {**super().service_fields, "words": self.cleaned_data["words"]}


class TaskLanding(_WithResponsible):
    """Under a goal, which says the area; or in an area by itself."""

    goal_choice = django_forms.ChoiceField(label="Under hvilket mål?", required=False)
    field_order = ("text", "goal_choice", "area", "responsible", "due_on")

    def __init__(self, *args: Any, goal_lines: list[TalkLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.pk): goal for goal in goals_to_choose(self.reading)}
        from_lines = [(f"{OF_A_LINE}{line.pk}", f"{line.text} (fra samtalen)") for line in goal_lines]
        known = [(key, goal.title) for key, goal in self.goals.items()]
        offer(self, "goal_choice", [("", "Intet mål"), *from_lines, *known])
        self.fields["area"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("area") and not cleaned.get("goal_choice") and "area" not in self.errors:
            self.add_error("area", ValidationError(AREA_MISSING))
        return cleaned

    @property
    def goal(self) -> Goal | UUID | None:
        chosen: str = self.cleaned_data["goal_choice"]
        if chosen.startswith(OF_A_LINE):
            return UUID(chosen.removeprefix(OF_A_LINE))
        return self.goals.get(chosen)


class RatingLanding(LandingForm):
    value = forms.WellbeingField(
        label="Tallet, borgeren sagde",
        unknown=True,
        error_messages={"required": "Vælg det tal, borgeren sagde, eller “det ved jeg ikke”."},
    )
    area = django_forms.ChoiceField(label="Hvad handler tallet om?")
    field_order = ("value", "area", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["text"].label = "Det sagde borgeren om det"
        offer(self, "area", [(OVERALL, "Livet i det hele taget"), *own_areas(self.reading)])

    @property
    def service_fields(self) -> dict[str, Any]:
        value = self.cleaned_data["value"]
        return {"value": None if value == forms.WellbeingField.UNKNOWN else value}

    def clean_area(self) -> str:
        area: str = self.cleaned_data["area"]
        return "" if area == OVERALL else area


class WordsLanding(LandingForm):
    """The dream or what matters. `seen` is the number of the words that stand there now."""

    seen = django_forms.IntegerField(widget=django_forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    @property
    def service_fields(self) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"]}

    @property
    def chosen(self) -> dict[str, Any]:
        # Which words one has seen is asked anew each time the page is made.
        return {name: value for name, value in super().chosen.items() if name != "seen"}

    def show_again(self, numbers: Mapping[str, int]) -> None:
        """The page shows the words that stand there now, so saving again is a choice."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a posted form's data is a QueryDict
        data[self.add_prefix("seen")] = str(numbers.get(self.line.kind, 0))
        self.data = data


class HowForm(forms.Form):
    """Where the two talked. Asked where something is told in the citizen's words."""

    how = forms.ShortTextField(
        label="Hvor og hvordan talte I sammen?",
        help_text="Fx: hjemme hos borgeren, med tolk. Borgeren kan læse det.",
        error_messages={"required": "Skriv, hvor og hvordan I talte sammen."},
    )
    is_read_back = django_forms.BooleanField(
        label="Jeg har læst borgerens ord højt, og borgeren sagde, at de passer",
        error_messages={
            "required": "Læs ordene højt for borgeren, før de bliver gemt som borgerens. "
            "Kan I ikke det nu, så stryg linjen eller gør den til et notat."
        },
    )


def goals_to_choose(reading: Reading) -> list[Goal]:
    """Goals that are not settled, where one may write a task."""
    settled = (Goal.Status.REACHED, Goal.Status.STOPPED, Goal.Status.CHANGED, Goal.Status.PROPOSED)
    return [
        goal
        for goal in reading.goals
        if goal.status not in settled and reading.standing.may(Action.ADD_TASK, goal.section)
    ]


OF_KIND: dict[str, type[LandingForm]] = {
    TalkLine.Kind.DREAM: WordsLanding,
    TalkLine.Kind.MATTERS: WordsLanding,
    TalkLine.Kind.GOAL: GoalLanding,
    TalkLine.Kind.TASK: TaskLanding,
    TalkLine.Kind.RATING: RatingLanding,
    TalkLine.Kind.NOTE: NoteLanding,
}
