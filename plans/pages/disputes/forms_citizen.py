"""What the citizen's side writes of a disagreement: one's own view, and nothing else."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from enplan.accounts.models import LifeArea
from enplan.web import forms
from plans.pages.citizen.forms import choose_area
from plans.pages.citizen.keeping import KeptForm


class OwnViewForm(forms.Form):
    """How one sees it, the first time."""

    text = forms.LongTextField(
        label=_("Hvordan ser du på det?"),
        help_text=_("Skriv det, som du vil sige det. Ingen andre kan ændre det."),
        error_messages={"required": _("Skriv, hvordan du ser på det.")},
    )


class EditOwnViewForm(KeptForm):
    """The same, of a view one has written."""

    text = forms.LongTextField(
        label=_("Hvordan ser du på det?"),
        help_text=_("Skriv det, som du vil sige det. Ingen andre kan ændre det."),
        error_messages={"required": _("Skriv, hvordan du ser på det.")},
    )


class OwnAreaViewForm(OwnViewForm):
    """About an area of the plan, not one goal."""

    area = django_forms.ChoiceField(label=_("Hvad handler det om?"))
    field_order = ("area", "text")

    def __init__(self, *args: Any, areas: Iterable[LifeArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_area(self.fields["area"], areas)
