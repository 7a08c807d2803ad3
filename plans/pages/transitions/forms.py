"""Forms for the day of a transition."""

from django import forms as django_forms

from enplan.web import forms
from enplan.web.saving import SeenForm


class DayForm(forms.Form):
    """The day a transition happens."""

    on = forms.DanishDateField(
        label="Hvornår sker det?",
        leans="future",
        help_text="Tjeklistens datoer regnes ud fra den dag. Den kan ændres senere.",
    )


class NewDayForm(DayForm, SeenForm):
    """Another day than the one that one saw."""


class TickForm(SeenForm):
    """Done, or not after all."""

    done = django_forms.BooleanField(required=False)
