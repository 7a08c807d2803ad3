"""The forms of the running page: the next line, and a line written anew."""

import re
from typing import Any

from django import forms as django_forms

from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import TalkLine
from plans.pages.choices import offer

NO_AREA = ("", "Livet i det hele taget")
PREFIXES = {
    "drøm": TalkLine.Kind.DREAM,
    "vigtigt": TalkLine.Kind.MATTERS,
    "mål": TalkLine.Kind.GOAL,
    "aftale": TalkLine.Kind.TASK,
    "tal": TalkLine.Kind.RATING,
    "notat": TalkLine.Kind.NOTE,
}
_PREFIX = re.compile(r"(\w+)\s*:\s*(\S.*)", re.DOTALL)


class NextLineForm(forms.Form):
    """What it is, what it is about, and the words. “mål: …” says what it is without leaving the keyboard."""

    kind = django_forms.ChoiceField(label="Hvad er det?", choices=TalkLine.Kind.choices)
    area = django_forms.ChoiceField(label="Hvad handler det om?", required=False)
    text = forms.ShortTextField(
        label="Skriv",
        error_messages={"required": "Skriv, hvad I taler om."},
        widget=django_forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", [NO_AREA, *areas])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said = _PREFIX.fullmatch(cleaned.get("text") or "")
        if said and (kind := PREFIXES.get(said[1].casefold())):
            cleaned["kind"], cleaned["text"] = str(kind), said[2]
        return cleaned


class LineForm(SeenForm):
    """A line written anew."""

    kind = django_forms.ChoiceField(label="Hvad er det?", choices=TalkLine.Kind.choices)
    area = django_forms.ChoiceField(label="Hvad handler det om?", required=False)
    text = forms.LongTextField(
        label="Det blev sagt",
        is_about_others=True,
        rows=3,
        error_messages={"required": "Skriv, hvad I taler om. Stryg linjen, hvis den ikke skal med."},
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", [NO_AREA, *areas])

    @classmethod
    def of(cls, line: TalkLine, areas: list[tuple[str, str]], data: Any = None) -> "LineForm":
        initial = {"kind": line.kind, "area": line.area_id or "", "text": line.text, "version": line.version}
        return cls(data, areas=areas, initial=initial, auto_id=f"id_{line.pk}_%s")
