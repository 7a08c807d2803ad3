"""Forms for writing a note, and for adding to one."""

from typing import Any

from django import forms as django_forms

from enplan import clock
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import JournalNote
from plans.pages.choices import offer


class NoteTextForm(forms.Form):
    """What a note says."""

    day = forms.DanishDateField(label="Dato", leans="past", help_text="Den dag, det handler om")
    title = forms.ShortTextField(label="Overskrift", error_messages={"required": "Skriv en overskrift."})
    text = forms.LongTextField(
        label="Notat", rows=8, is_about_others=True, error_messages={"required": "Skriv notatet."}
    )


class NoteForm(NoteTextForm):
    """A new note. With a single area to work in, that one is chosen already."""

    area = django_forms.ChoiceField(label="Område", error_messages={"required": "Vælg et område."})
    is_draft = django_forms.BooleanField(
        label="Kladde. Kun jeg kan se notatet, og det sendes ikke nogen steder hen", required=False
    )
    field_order = ("area",)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"day": clock.today()})
        super().__init__(*args, **kwargs)
        offer(self, "area", areas if len(areas) == 1 else [("", "Vælg"), *areas])


class EditNoteForm(NoteTextForm, SeenForm):
    """A draft of one's own."""

    @classmethod
    def of(cls, note: JournalNote, data: Any = None) -> "EditNoteForm":
        return cls(data, initial={name: getattr(note, name) for name in ("day", "title", "text", "version")})


class AdditionForm(forms.Form):
    """More on a note that is filed."""

    text = forms.LongTextField(
        label="Tilføjelse", rows=6, is_about_others=True, error_messages={"required": "Skriv din tilføjelse."}
    )
