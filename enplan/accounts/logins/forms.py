"""The ways in: a username and a password, and then a code; and, in the demo alone, choosing a person.

A form that is valid has the person in `user`. Neither tells a stranger which usernames exist.
"""

from typing import Any

from django import forms as django_forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enplan.accounts.logins.second_factor import Answer
from enplan.accounts.models import User
from enplan.web import forms

WRONG = _("Brugernavn og adgangskode passer ikke sammen. Prøv igen.")
CLOSED = _("Din adgang er lukket, så du kan ikke logge ind. Kontakt kommunen, hvis det er en fejl.")
TOO_MANY = _("Der er prøvet for mange gange. Vent et kvarter, og prøv så igen.")
NO_EMAIL = _("Dit login mangler en e-mail, som vi kan sende en kode til. Kontakt kommunen.")
NOT_SENT = _(
    "Din adgangskode er rigtig, men koden kunne ikke sendes til din e-mail lige nu. Prøv igen om lidt."
)
NOBODY = _("Vælg en af personerne på listen.")


class PasswordForm(forms.Form):
    """Username and password."""

    keeps_typed = False

    username = forms.ShortTextField(
        label=_("Brugernavn"),
        max_length=150,
        widget=django_forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = django_forms.CharField(
        label=_("Adgangskode"),
        strip=False,
        max_length=1000,
        widget=django_forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    user: User

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "username" not in data or "password" not in data:
            return data
        username = User.normalize_username(data["username"])
        user = authenticate(self.request, username=username, password=data["password"])
        if isinstance(user, User):
            if not user.email:
                raise ValidationError(NO_EMAIL, code="no_email")
            self.user = user
            return data
        if getattr(self.request, "axes_locked_out", False):
            raise ValidationError(TOO_MANY, code="too_many")
        # Only who knows the password learns that the access is closed. Checking it costs a stranger the same time.
        closed = User.objects.filter(username=username, is_active=False).first() or User()
        raise ValidationError(CLOSED if closed.check_password(data["password"]) else WRONG, code="login")


class CodeForm(forms.Form):
    """The six digits of the mail; spaces between them do no harm."""

    keeps_typed = False

    code = forms.ShortTextField(
        label=_("Kode"),
        max_length=20,
        help_text=_("De seks tal fra mailen."),
        widget=django_forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
        error_messages={"required": _("Skriv koden fra mailen.")},
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if not (code.isascii() and code.isdecimal()):
            raise ValidationError(_("Koden er kun tal. Se efter i mailen."), code="digits")
        return code

    def refuse(self, answer: Answer) -> None:
        """Say at the field why the code did not open."""
        said = {
            Answer.WRONG: _("Koden passer ikke. Se efter i den nyeste mail, og prøv igen."),
            Answer.TOO_SOON: _(
                "Vent lidt, før du prøver igen. Ventetiden vokser for hver forkert kode, men er højst ti minutter."
            ),
        }
        self.add_error("code", said[answer])


class ChoosePersonForm(forms.Form):
    """Demo only: the person's id from a button, or a username typed by hand."""

    keeps_typed = False

    user_id = django_forms.UUIDField(required=False)
    username = forms.ShortTextField(label=_("Brugernavn"), max_length=150, required=False)
    user: User

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        wanted: dict[str, Any] = (
            {"pk": data["user_id"]} if data.get("user_id") else {"username": data.get("username") or ""}
        )
        found = User.objects.filter(is_superuser=False, **wanted).first()
        if found is None:
            raise ValidationError(NOBODY, code="nobody")
        if not found.is_active:
            raise ValidationError(CLOSED, code="closed")
        self.user = found
        return data
