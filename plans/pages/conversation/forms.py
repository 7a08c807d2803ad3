"""One form a step of the conversation. Nothing is ticked in advance, and everything may be left unanswered."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizens.models import ConsentPurpose, GroundKind
from enplan import clock
from enplan.web import forms
from plans.pages.choices import offer
from plans.services.grounds import period_of

YES, NO, LATER = "yes", "no", "later"
NOT_NOW = gettext_lazy("Ikke nu")


class AnswerField(django_forms.ChoiceField):
    """Yes, no, or not now, which is the same as leaving it."""

    def __init__(self, *, label: str, later: Any = NOT_NOW) -> None:
        super().__init__(
            label=label,
            choices=[(YES, gettext_lazy("Ja")), (NO, gettext_lazy("Nej")), (LATER, later)],
            required=False,
            widget=django_forms.RadioSelect,
        )


class PlanStep(forms.Form):
    """Yes or no to having one plan."""

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["svar"] = AnswerField(label=label)

    @property
    def decision(self) -> str:
        """ "yes", "no", or "" for not answered."""
        answer: str = self.cleaned_data["svar"]
        return answer if answer in (YES, NO) else ""


class LengthStep(forms.Form):
    """What it is for, and how long; asked once there is a yes."""

    formaal = django_forms.ChoiceField(
        label=gettext_lazy("Hvad skal det bruges til?"), widget=django_forms.RadioSelect
    )
    fra = forms.DanishDateField(
        label=gettext_lazy("Fra hvilken dag?"),
        required=False,
        help_text=gettext_lazy("Lader du feltet stå tomt, gælder det med det samme."),
    )
    til = forms.DanishDateField(label=gettext_lazy("Til og med hvilken dag?"), required=False)

    def __init__(
        self,
        *args: Any,
        purposes: Iterable[ConsentPurpose],
        kinds: list[GroundKind],
        given_on: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, self.given_on = kinds, given_on
        offer(self, "formaal", [(purpose.text, purpose.said_text) for purpose in purposes])
        self.fields["til"].help_text = (
            _("Lader du feltet stå tomt, gælder det i et år. Helbred kan ikke gælde længere end et år.")
            if any(kind.longest_months for kind in kinds)
            else _("Lader du feltet stå tomt, gælder det i et år.")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, until = cleaned.get("fra"), cleaned.get("til")
        if starts and starts < clock.today():
            self.add_error("fra", _("Skriv en dag, der ikke er forbi, eller lad feltet stå tomt."))
        elif until and until < max(starts or clock.today(), clock.today()):
            self.add_error("til", _("Den sidste dag skal ligge efter den første."))
        elif "fra" not in self.errors and "til" not in self.errors:
            for kind in self.kinds:
                self._check_period(kind, until, starts)
        return cleaned

    def _check_period(self, kind: GroundKind, until: Any, starts: Any) -> None:
        try:
            period_of(kind, self.given_on, until, starts)
        except ValidationError as error:
            self.add_error("til" if until else "fra", error.messages[0])
