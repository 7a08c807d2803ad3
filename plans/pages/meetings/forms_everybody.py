"""What anybody who comes may write: a point, that one sees it differently, and whether one comes."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import MeetingPoint, Participant
from plans.pages.choices import offer


class PointForm(forms.Form):
    """Something to talk about, or a line on the board of a kick-off."""

    text = forms.ShortTextField(
        label=_("Hvad skal vi tale om?"),
        error_messages={"required": _("Skriv, hvad vi skal tale om.")},
    )
    area = django_forms.ChoiceField(label=_("Hvad handler det om?"))
    column = django_forms.ChoiceField(
        label=_("Hvor skal det stå?"),
        choices=[
            (MeetingPoint.Column.AGENDA, _("Det skal vi tale om")),
            (MeetingPoint.Column.WORRIES, _("Det bekymrer")),
            (MeetingPoint.Column.WORKS, _("Det virker")),
            (MeetingPoint.Column.NEXT, _("Det skal der ske")),
        ],
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], has_columns: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", [("", _("Vælg")), *areas])
        if not has_columns:
            del self.fields["column"]


class EditPointForm(SeenForm):
    """A point one has seen."""

    text = forms.LongTextField(
        label=_("Hvad skal vi tale om?"),
        rows=3,
        error_messages={"required": _("Skriv, hvad vi skal tale om.")},
    )


class DisagreeForm(forms.Form):
    """One's own view, about an area."""

    area = django_forms.ChoiceField(label=_("Hvad handler det om?"))
    text = forms.LongTextField(
        label=_("Hvordan ser du på det?"),
        rows=3,
        help_text=_("Kun dit eget syn. De andre skriver deres."),
        error_messages={"required": _("Skriv, hvordan du ser på det.")},
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", [("", _("Vælg")), *areas])


class AnswerForm(forms.Form):
    """Whether one comes."""

    answer = django_forms.ChoiceField(
        label=_("Kommer du?"),
        choices=[
            (Participant.Answer.COMES, _("Ja, jeg kommer")),
            (Participant.Answer.CANNOT, _("Nej, jeg kan ikke")),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Vælg, om du kommer.")},
    )
    message = forms.ShortTextField(label=_("Vil du skrive noget til den, der holder mødet?"), required=False)
