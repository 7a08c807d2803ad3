"""Finding somebody by name, and closing the plan to one of those found."""

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from enplan.web import forms
from plans.pages.choices import offer


class FindForm(forms.Form):
    """A name, or a part of it. Posted: a name does not belong in an address."""

    keeps_typed = False

    name = forms.ShortTextField(
        label=_("Hvad hedder personen?"),
        min_length=2,
        max_length=100,
        help_text=_("Skriv navnet, eller noget af det. Vi leder blandt kommunens medarbejdere."),
        error_messages={"required": _("Skriv et navn, eller noget af det.")},
    )


class BlockForm(forms.Form):
    """One of those found. `people` is id → name as it is shown."""

    user = django_forms.ChoiceField(label=_("Hvem må intet se?"), widget=django_forms.RadioSelect)

    def __init__(self, *args: Any, people: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", list(people.items()))
