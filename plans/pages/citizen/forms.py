"""The forms of Min plan. Short, one question each, nothing ticked beforehand."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from enplan.accounts.models import LifeArea
from enplan.web import forms
from plans.pages.citizen.keeping import KeptForm

PRIVATE = _("Del ikke dette. Kun jeg selv skal kunne se det.")


class WordsForm(KeptForm):
    """The dream, or what matters."""

    text = forms.LongTextField(
        label=_("Skriv med dine egne ord"),
        required=False,
        help_text=_("Det, du skrev før, bliver gemt under tidligere ord."),
    )

    def __init__(self, *args: Any, heading: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = heading


class TickForm(django_forms.Form):
    """A box that is ticked or unticked; holds nothing a person has typed."""

    version = django_forms.IntegerField(min_value=0)
    done = django_forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")


class RatingForm(forms.Form):
    """How I am, overall: two taps, and a line if one likes."""

    value = forms.WellbeingField(
        unknown=True,
        label=_("Vælg et tal"),
        error_messages={"required": _("Tryk på et tal, eller på “Det ved jeg ikke”.")},
    )
    note = forms.ShortTextField(required=False, label=_("Et par ord"))
    is_private = django_forms.BooleanField(required=False, label=PRIVATE)

    def __init__(self, *args: Any, may_hide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_hide:
            del self.fields["is_private"]


class AreaRatingForm(RatingForm):
    """How it goes in one area."""

    area = django_forms.ChoiceField(label=_("Hvad handler det om?"))

    field_order = ("area", "value", "note", "is_private")

    def __init__(self, *args: Any, areas: Iterable[LifeArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_area(self.fields["area"], areas)


class PrivateForm(django_forms.Form):
    """“Del ikke dette” on or off; holds nothing a person has typed."""

    version = django_forms.IntegerField(min_value=0)
    private = django_forms.TypedChoiceField(
        choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1"
    )


class ProposalForm(forms.Form):
    """A goal in the citizen's own words."""

    title = forms.ShortTextField(label=_("Hvad vil du gerne?"))
    area = django_forms.ChoiceField(label=_("Hvad handler det om?"))
    why = forms.LongTextField(rows=3, required=False, label=_("Hvorfor er det vigtigt?"))
    is_private = django_forms.BooleanField(required=False, label=PRIVATE)

    def __init__(self, *args: Any, areas: Iterable[LifeArea], may_hide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_area(self.fields["area"], areas)
        if not may_hide:
            del self.fields["is_private"]


class OwnGoalForm(KeptForm):
    """The citizen changes a goal that is in their own words."""

    title = forms.ShortTextField(label=_("Hvad vil du gerne?"))
    why = forms.LongTextField(rows=3, required=False, label=_("Hvorfor er det vigtigt?"))
    is_private = django_forms.BooleanField(required=False, label=PRIVATE)

    def __init__(self, *args: Any, may_hide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_hide:
            del self.fields["is_private"]


def choose_area(field: django_forms.Field, areas: Iterable[LifeArea]) -> None:
    """Fill a field with life areas, none of them chosen."""
    if isinstance(field, django_forms.ChoiceField):
        field.choices = [("", _("Vælg")), *((area.pk, area.said_name) for area in areas)]
