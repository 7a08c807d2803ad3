"""Fields that several pages need: texts of people's own words, and the wellbeing ruler."""

from typing import Any

from django import forms
from django.core.validators import EMPTY_VALUES
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 20_000
AS_WRITTEN = {"dir": "auto"}  # Arabic runs from the right while it is typed, Danish from the left


class ShortTextField(forms.CharField):
    """One line of people's words: a title, a task. Line breaks that were pasted in become spaces."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return " ".join(text.splitlines()) if isinstance(text, str) else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | AS_WRITTEN


class LongTextField(forms.CharField):
    """Several lines. Browsers send CR LF for a line break; stored and counted is one LF, as it was typed.

    `is_about_others`: a professional writes here about somebody's life, where others come into it. The field says
    what does not belong in the plan.
    """

    def __init__(self, *, rows: int = 4, is_about_others: bool = False, **kwargs: Any) -> None:
        self.is_about_others = is_about_others
        kwargs.setdefault("max_length", LONGEST_TEXT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | AS_WRITTEN


class WellbeingRuler(forms.RadioSelect):
    """The numbers 0–10 side by side as radio buttons, with words at both ends."""

    template_name = "web/forms/ruler.html"
    design_system_kind = "ruler"

    def __init__(self, *, worst: Any = None, best: Any = None, **kwargs: Any) -> None:
        self.worst = worst or _("Meget dårligt")
        self.best = best or _("Rigtig godt")
        super().__init__(**kwargs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["worst"], context["best"] = self.worst, self.best
        return context


class WellbeingField(forms.TypedChoiceField):
    """0–10 as a number; with `unknown=True` also "Det ved jeg ikke", a value of its own: the string "unknown".

    Nothing chosen gives None where the field is not required.
    """

    UNKNOWN = "unknown"

    def __init__(self, *, unknown: bool = False, **kwargs: Any) -> None:
        choices: list[tuple[str, Any]] = [(str(value), str(value)) for value in range(11)]
        if unknown:
            choices.append((self.UNKNOWN, _("Det ved jeg ikke")))
        kwargs.setdefault("widget", WellbeingRuler())
        super().__init__(
            choices=choices,
            coerce=lambda value: value if value == self.UNKNOWN else int(value),
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return None if value in EMPTY_VALUES else str(value)
