"""Forms for beginning from a template."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from enplan.web import forms
from plans.models import GoalTemplate
from plans.pages.choices import offer
from plans.pages.workspace.forms_goals import NewGoalForm
from plans.reading import Reading


class GoalFromTemplateForm(NewGoalForm):
    """A new goal with the template's words in the fields, and its steps."""

    steps = forms.LongTextField(
        label="De første delmål",
        required=False,
        help_text="Ét på hver linje. Slet dem, der ikke passer.",
    )

    @classmethod
    def of(
        cls, template: GoalTemplate, reading: Reading, areas: list[tuple[str, str]], data: Any
    ) -> "GoalFromTemplateForm":
        initial = {name: getattr(template, name) for name in ("title", "why", "type", "measured_by", "steps")}
        return cls(data, reading=reading, areas=areas, initial=initial | {"area": template.area_id})


class PlanFromTemplateForm(forms.Form):
    """Which of the template's goals to begin with. None is ticked in advance: they are to be talked about."""

    goals = django_forms.MultipleChoiceField(
        label="Hvilke mål vil du begynde på?",
        widget=django_forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst ét mål, eller gå tilbage."},
    )

    rhythm = django_forms.BooleanField(required=False)

    def __init__(self, *args: Any, goals: Sequence[GoalTemplate], months: int | None, **kwargs: Any) -> None:
        """`months`: the template's rhythm, where the viewer may set it."""
        super().__init__(*args, **kwargs)
        self.months = months
        if months is None:
            del self.fields["rhythm"]
        else:
            every = "hver måned" if months == 1 else f"hver {months}. måned"
            self.fields["rhythm"].label = f"Planen som helhed følges op {every}"
        self.templates = {goal.pk: goal for goal in goals}
        offer(self, "goals", [(goal.pk, f"{goal.title} ({goal.area.short_name})") for goal in goals])

    @property
    def months_chosen(self) -> int | None:
        return self.months if self.cleaned_data.get("rhythm") else None

    @property
    def chosen(self) -> list[GoalTemplate]:
        return [self.templates[key] for key in self.cleaned_data["goals"]]
