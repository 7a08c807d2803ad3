"""The form classes that pages inherit from: Danish error texts, short and concrete, and no browser bubbles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enplan.web.unsaved.form import KeepsTyped

# Said instead of Django's own text, unless a field brings its own. Keyed by error code, as Django's fields are.
PLAIN_MESSAGES = {
    "required": _("Feltet skal udfyldes."),
    "max_length": _(
        "Teksten er for lang. Der er plads til %(limit_value)d tegn, og du har skrevet %(show_value)d."
    ),
    "min_length": _("Teksten er for kort. Skriv mindst %(limit_value)d tegn."),
    "null_characters_not_allowed": _(
        "Teksten indeholder et usynligt tegn, som ikke kan gemmes. Slet teksten, og skriv den igen."
    ),
    "max_value": _("Tallet må højst være %(limit_value)s."),
    "min_value": _("Tallet skal mindst være %(limit_value)s."),
    "invalid_choice": _("Vælg en af mulighederne på listen."),
    "invalid_list": _("Vælg en af mulighederne på listen."),
    "invalid_pk_value": _("Vælg en af mulighederne på listen."),
}
# "invalid" means something else for each kind of field; the nearest class in the field's own order counts.
INVALID_MESSAGES: dict[type[forms.Field], Any] = {
    forms.EmailField: _("Skriv en e-mailadresse, fx navn@eksempel.dk."),
    forms.IntegerField: _("Skriv et helt tal, fx 12."),
    forms.DecimalField: _("Skriv et tal, fx 12 eller 12,5."),
    forms.FloatField: _("Skriv et tal, fx 12 eller 12,5."),
    forms.DateTimeField: _("Skriv dato og klokkeslæt, fx 10.03.2026 13.00."),
    forms.TimeField: _("Skriv et klokkeslæt, fx 13.00."),
    forms.URLField: _("Skriv en webadresse, der begynder med https://."),
    forms.FileField: _("Filen kunne ikke læses. Prøv at vælge den igen."),
}
CHOICE_REQUIRED = _("Vælg en af mulighederne.")
DATE_REQUIRED = _("Skriv en dato.")


class _PlainDanish(KeepsTyped):
    """Puts the plain texts on fields that still have Django's, and leaves checking to the server.

    The browser's own bubbles speak the browser's language and are read poorly aloud, so `required` is not written on
    the inputs; templates put `novalidate` on their <form>.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_plain_texts()

    def use_plain_texts(self) -> None:
        """For fields that a form makes itself, after it has made them."""
        for field in self.fields.values():
            _speak_plainly(field)

    @property
    def visible_pairs(self) -> list[tuple[forms.BoundField, forms.utils.ErrorList]]:
        """Field and errors, as Django hands them to a form's template; for a page that lays its fields out itself."""
        return [(field, field.errors) for field in self.visible_fields()]


class Form(_PlainDanish, forms.Form):
    """A form of a page."""


class ModelForm(_PlainDanish, forms.ModelForm):  # type: ignore[type-arg]  # subclasses name their model in Meta
    """A form of a page that edits one row."""


def _speak_plainly(field: forms.Field) -> None:
    texts: dict[str, Any] = dict(PLAIN_MESSAGES)
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        texts["required"] = CHOICE_REQUIRED
    elif isinstance(field, forms.DateField | forms.DateTimeField):
        texts["required"] = DATE_REQUIRED
    for klass in type(field).__mro__:
        if klass in INVALID_MESSAGES:
            texts["invalid"] = INVALID_MESSAGES[klass]
            break
    defaults = _django_texts(field)
    for code, text in texts.items():
        # Equal to what Django's class says, or said only by a validator: nobody chose it for this field.
        if field.error_messages.get(code) == defaults.get(code):
            field.error_messages[code] = text


def _django_texts(field: forms.Field) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    for klass in reversed(type(field).__mro__):
        if klass.__module__.startswith("django."):
            texts.update(getattr(klass, "default_error_messages", {}))
    return texts
