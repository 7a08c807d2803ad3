"""The form by which the citizen's side asks."""

from django.utils.translation import gettext_lazy as _

from enplan.web import forms
from plans.services.families import LONGEST_NAME


class MyAskForm(forms.Form):
    other_named = forms.ShortTextField(
        label=_("Hvem i familien drejer det sig om?"),
        max_length=LONGEST_NAME,
        help_text=_("Fx “Karen, min tante”."),
        error_messages={"required": _("Skriv, hvem det drejer sig om.")},
    )
    own_named = forms.ShortTextField(
        label=_("Hvad skal der stå, når den anden bliver spurgt?"),
        max_length=LONGEST_NAME,
        help_text=_("Fx “Ole, din nevø”. Mere får den anden ikke at vide om dig."),
        error_messages={"required": _("Skriv, hvad den anden må få at vide.")},
    )
