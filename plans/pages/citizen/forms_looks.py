"""The access log's form: a question about a look."""

from django.utils.translation import gettext_lazy as _

from enplan.web import forms


class AskForm(forms.Form):
    """What the citizen wants to know."""

    text = forms.LongTextField(
        label=_("Hvad vil du gerne vide?"),
        max_length=4000,
        help_text=_("Fx hvad afdelingen skulle bruge det til."),
        error_messages={"required": _("Skriv, hvad du gerne vil vide.")},
    )
