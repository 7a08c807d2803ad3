"""Forms for tasks: all of a task, and its box. The one line has a room of its own, `forms_line`."""

from typing import Any

from django import forms as django_forms

from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import Task
from plans.pages.choices import as_answers, offer
from plans.pages.workspace.people import GONE, choices_for, fields_for, value_of
from plans.reading import Reading


class TaskForm(forms.Form):
    """All of a task."""

    title = forms.ShortTextField(label="Aftale", error_messages={"required": "Skriv, hvad I har aftalt."})
    responsible = django_forms.ChoiceField(
        label="Hvem står for den?", required=False, error_messages={"invalid_choice": GONE}
    )
    due_on = forms.DanishDateField(
        label="Senest", required=False, help_text="Fx 12.03.2026, 12/3 eller i morgen"
    )
    status = django_forms.ChoiceField(label="Hvor langt er den?", choices=as_answers(Task.Status.choices))
    is_draft = django_forms.BooleanField(label="Kladde. Kun jeg kan se den", required=False)

    def __init__(self, *args: Any, reading: Reading, task: Task | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        offer(self, "responsible", choices_for(reading, task))
        if task is None:
            self.fields["status"].initial = Task.Status.NOT_STARTED

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("title", "due_on", "status", "is_draft")}
        return plain | fields_for(data["responsible"], self.reading)


class EditTaskForm(TaskForm, SeenForm):
    """A task one has seen."""

    @classmethod
    def of(cls, task: Task, reading: Reading, data: Any = None) -> "EditTaskForm":
        initial = {name: getattr(task, name) for name in ("title", "due_on", "status", "is_draft", "version")}
        return cls(
            data, reading=reading, task=task, initial=initial | {"responsible": value_of(task, reading)}
        )


class NewAreaTaskForm(TaskForm):
    """A task that stands in an area, without a goal."""

    area = django_forms.ChoiceField(label="Livsområde")
    field_order = ("area",)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", areas)


class TickForm(SeenForm):
    """The box of a task: done, or not after all."""

    done = django_forms.TypedChoiceField(
        choices=[("1", "ja"), ("0", "nej")], coerce=lambda value: value == "1"
    )
