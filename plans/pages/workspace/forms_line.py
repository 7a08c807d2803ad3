"""The form of a task written as one line. What the line leaves open comes back as a question, with the text kept."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.core.exceptions import ValidationError

from enplan import clock
from enplan.web import danish, forms
from enplan.web.forms.dates import read_date
from plans.pages.choices import as_answers, offer
from plans.pages.workspace.one_line import Answers, Line, read_line
from plans.pages.workspace.people import Person, people_of
from plans.reading import Reading

KEEP = "behold"


class Answer(django_forms.ChoiceField):
    """A choice that is only offered where the line asks. What was answered to another question is no error."""

    widget = django_forms.RadioSelect

    def validate(self, value: Any) -> None:
        """Compared with the question in the form's `clean`."""


class NewLineForm(forms.Form):
    """“Ny aftale” under a goal, as it stands on the page: one field, since a page has one for each goal."""

    line = forms.ShortTextField(
        label="Ny aftale",
        widget=django_forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": "Ny aftale, fx ring @jan 12/3"}
        ),
        error_messages={"required": "Skriv, hvad I har aftalt."},
    )
    asks_who = asks_day = False

    @staticmethod
    def ids_at(goal_id: UUID) -> str:
        return f"id_{goal_id}_%s"


class SentLineForm(NewLineForm):
    """The line as it was sent. `told` is what it says: what, who and by when."""

    who = Answer(label="Hvem står for det?", required=False)
    who_words = django_forms.CharField(required=False, widget=django_forms.HiddenInput)
    day = Answer(label="Hvornår?", required=False)
    day_words = django_forms.CharField(required=False, widget=django_forms.HiddenInput)

    def __init__(self, data: Any, *, reading: Reading, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.people = people_of(reading)
        self.told = Line("")

    @property
    def saved_fields(self) -> dict[str, Any]:
        """What the service takes."""
        who = self.told.who.fields if self.told.who else {}
        return {"title": self.told.title, "due_on": self.told.due_on, **who}

    @property
    def said(self) -> str:
        """What was understood, for the person to see after saving."""
        who = self.told.who.name if self.told.who else "ingen står for den endnu"
        by = "uden dato"
        if self.told.due_on is not None:
            by = f"senest {danish.weekday(self.told.due_on)} den {danish.day_near(self.told.due_on)}"
        return f"Tilføjet: “{self.told.title}”, {who}, {by}."

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if "line" in self.cleaned_data:
            today = clock.today()
            asked = read_line(self.cleaned_data["line"], self.people, today=today)
            answers = self._answers(asked)
            self.told = read_line(self.cleaned_data["line"], self.people, today=today, answers=answers)
            self._ask()
        return data

    def _answers(self, asked: Line) -> Answers:
        who = self.cleaned_data.get("who", "")
        if asked.who_asked is None or self.cleaned_data.get("who_words") != asked.who_asked.words:
            who = ""
        day = self.cleaned_data.get("day", "")
        if asked.day_asked is None or self.cleaned_data.get("day_words") != asked.day_asked.words:
            day = ""
        return Answers(
            who=next((person for person in self.people if person.value == who), None) if who else None,
            keeps_name=who == KEEP,
            due_on=_day_of(day),
            keeps_date=day == KEEP,
        )

    def _ask(self) -> None:
        """What is still open stands as a choice beneath the line; what was answered to something else is forgotten."""
        shown = self.data.copy()  # type: ignore[attr-defined]  # a posted form's data is a QueryDict
        for name, open_question in (("who", self.told.who_asked), ("day", self.told.day_asked)):
            if open_question is not None:
                shown.pop(self.add_prefix(name), None)
                shown[self.add_prefix(f"{name}_words")] = open_question.words
                self.fields[name].required = True  # asked, so no longer left open
        who, day = self.told.who_asked, self.told.day_asked
        self.asks_who, self.asks_day = who is not None, day is not None
        if who is not None:
            offer(self, "who", _people_offered(who.people or tuple(self.people), who.words))
            why = (
                "kan være flere. Hvem mener du?"
                if who.people
                else "er ikke en, du kan vælge her. Vælg en fra listen, eller ret linjen."
            )
            self.add_error("who", ValidationError(f"“{who.words}” {why}", code="who"))
        if day is not None:
            offer(self, "day", _days_offered(day.days, day.words))
            self.add_error("day", ValidationError(f"{day.why} Hvad mener du?", code="day"))
        self.data = shown


def _people_offered(people: tuple[Person, ...], words: str) -> list[tuple[str, str]]:
    return [
        *((person.value, person.told) for person in people),
        (KEEP, f"Ingen endnu. Lad “{words}” stå i teksten"),
    ]


def _days_offered(days: tuple[date, ...], words: str) -> list[tuple[str, str]]:
    named = [(f"{day:%Y-%m-%d}", f"{danish.weekday(day)} den {danish.full_day(day)}") for day in days]
    return [*as_answers(named), (KEEP, f"Ingen dato. Lad “{words}” stå i teksten")]


def _day_of(value: str) -> date | None:
    """A day as the form itself wrote it."""
    return read_date(value, today=clock.today()) if value and value != KEEP else None
