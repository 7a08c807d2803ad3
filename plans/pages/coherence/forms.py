"""Three rulers, each with a line if one likes. Any of them may be left out."""

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from enplan.web import forms
from enplan.web.forms import WellbeingField
from enplan.web.forms.fields import WellbeingRuler
from plans.models import CoherenceAnswer
from plans.pages.citizen.forms import PRIVATE
from plans.services.coherence import Said

LINE = "_note"


class CoherenceForm(forms.Form):
    """A field for each question, by its key, and one for its line."""

    def __init__(self, *args: Any, may_hide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in CoherenceAnswer.Question:
            self.fields[question.value] = WellbeingField(
                unknown=True,
                required=False,
                label=question.label,
                widget=WellbeingRuler(worst=_("Slet ikke"), best=_("Helt og holdent")),
            )
            self.fields[question.value + LINE] = forms.ShortTextField(required=False, label=_("Et par ord"))
        if may_hide:
            self.fields["is_private"] = django_forms.BooleanField(required=False, label=PRIVATE)

    def clean(self) -> dict[str, Any]:
        """A line without a number would be lost."""
        data: dict[str, Any] = super().clean() or {}
        for question in CoherenceAnswer.Question.values:
            if data.get(question + LINE) and data.get(question) is None and question not in self.errors:
                self.add_error(question, _("Tryk på et tal, eller på “Det ved jeg ikke”."))
        return data


def answers_in(data: Mapping[str, Any]) -> dict[str, Said]:
    """What was answered, by question."""
    return {
        question: Said(
            None if data[question] == WellbeingField.UNKNOWN else data[question], data[question + LINE]
        )
        for question in CoherenceAnswer.Question.values
        if data[question] is not None
    }
