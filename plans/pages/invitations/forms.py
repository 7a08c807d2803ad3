"""Inviting somebody, and accepting with a login of one's own."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enplan.accounts.models import LifeArea
from enplan.web import forms
from plans.pages.choices import offer


class InviteKnownForm(forms.Form):
    """Where the link goes, what the person will see, and for how long. Nothing ticked beforehand."""

    email = django_forms.EmailField(
        label=_("E-mail"),
        max_length=150,
        help_text=_("Vi sender et link, der virker én gang og i syv dage. Mailen siger ikke noget om dig."),
        widget=django_forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    areas = django_forms.MultipleChoiceField(
        label=_("Hvad må personen se?"),
        error_messages={"required": _("Vælg mindst én.")},
        widget=django_forms.CheckboxSelectMultiple,
    )
    until = forms.DanishDateField(
        label=_("Hvor længe?"),
        required=False,
        help_text=_("Skriv den sidste dag. Lader du feltet stå tomt, gælder det i et år."),
    )

    def __init__(self, *args: Any, areas: Iterable[LifeArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "areas", [(area.pk, area.said_name) for area in areas])


class InviteNewForm(InviteKnownForm):
    name = forms.ShortTextField(label=_("Hvad hedder personen?"), max_length=200)
    relation = forms.ShortTextField(
        label=_("Hvem er det for dig?"), max_length=200, help_text=_("Fx bror, ven eller frivillig")
    )

    field_order = ("name", "relation", "email", "areas", "until")


class CodeForm(forms.Form):
    """The link's secret. The page's script fills it in; without it the code of the letter is pasted."""

    keeps_typed = False

    code = forms.ShortTextField(
        label=_("Koden fra mailen"),
        max_length=200,
        widget=django_forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class NewLoginForm(forms.Form):
    """A password of one's own, twice."""

    password = django_forms.CharField(
        label=_("Vælg en adgangskode"),
        strip=False,
        max_length=1000,
        help_text=_("Mindst 12 tegn. Et par ord efter hinanden er let at huske."),
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = django_forms.CharField(
        label=_("Skriv den igen"),
        strip=False,
        max_length=1000,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "password" in data and "again" in data and data["password"] != data["again"]:
            raise ValidationError(
                {"again": _("De to adgangskoder er ikke ens. Skriv den samme begge steder.")}
            )
        return data
