"""Who may read the dream: a choice between two, neither of them hidden in a button's text."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from enplan.web import forms

EVERYBODY, COORDINATOR = "alle", "koordinator"


class WordsReadersForm(forms.Form):
    """`coordinator`: how whoever coordinates is called to the reader."""

    readers = django_forms.ChoiceField(label=_("Hvem må læse den?"), widget=django_forms.RadioSelect)

    def __init__(self, *args: object, coordinator: str, is_own: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["readers"]
        if isinstance(field, django_forms.ChoiceField):
            team = (
                _("Også dem på teamet, jeg har sagt ja til, må se noget")
                if is_own
                else _("Også dem på teamet, der er sagt ja til, må se noget")
            )
            field.choices = [(EVERYBODY, team), (COORDINATOR, _("Kun %s") % coordinator)]
