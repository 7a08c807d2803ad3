"""What the citizen's side writes: what they want to see, what is wrong, and their own view of a no."""

from django.utils.translation import gettext_lazy as _

from enplan.web import forms
from plans.services.data_requests import LONGEST


class AccessForm(forms.Form):
    about = forms.LongTextField(
        label=_("Hvad vil du gerne se?"),
        max_length=LONGEST,
        help_text=_("Fx “alt, hvad der er skrevet om mig”, eller “det, bostøtten skrev i marts”."),
        error_messages={"required": _("Skriv, hvad du gerne vil se.")},
    )


class CorrectionForm(forms.Form):
    about = forms.LongTextField(
        label=_("Hvad er forkert?"),
        max_length=LONGEST,
        help_text=_("Skriv, hvor det står, og hvad der står."),
        error_messages={"required": _("Skriv, hvad der er forkert.")},
    )
    wanted = forms.LongTextField(
        label=_("Hvad skal der stå i stedet?"),
        max_length=LONGEST,
        error_messages={"required": _("Skriv, hvad der skal stå i stedet.")},
    )


class OwnViewForm(forms.Form):
    text = forms.LongTextField(
        label=_("Hvordan ser du på det?"),
        help_text=_("Skriv det, som du vil sige det. Ingen andre kan ændre det."),
        error_messages={"required": _("Skriv, hvordan du ser på det.")},
    )
