"""The form with which the citizen gives a consent in its simplest form."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from enplan.web import forms
from plans.grounds import purposes_to_choose
from plans.pages.citizen.consent_choices import ConsentChoices

AT_LEAST_ONE = _("Vælg mindst én.")


class ConsentForm(forms.Form):
    """Who, what, why, how long. Nothing ticked beforehand."""

    parties = django_forms.MultipleChoiceField(
        label=_("Hvem må se det?"),
        error_messages={"required": AT_LEAST_ONE},
        widget=django_forms.CheckboxSelectMultiple,
    )
    areas = django_forms.MultipleChoiceField(
        label=_("Hvad må de se?"),
        error_messages={"required": AT_LEAST_ONE},
        widget=django_forms.CheckboxSelectMultiple,
    )
    purpose = django_forms.ChoiceField(label=_("Hvorfor?"), widget=django_forms.RadioSelect)
    until = forms.DanishDateField(
        label=_("Hvor længe?"),
        required=False,
        help_text=_("Skriv den sidste dag. Lader du feltet stå tomt, gælder det i et år."),
    )

    def __init__(self, *args: Any, choices: ConsentChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("parties", ((receiver.key, receiver.label) for receiver in choices.receivers))
        self._offer("areas", ((area.pk, area.name) for area in choices.areas))
        self._offer("purpose", ((one.text, one.text) for one in purposes_to_choose()))

    def _offer(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, django_forms.ChoiceField):
            field.choices = list(options)
