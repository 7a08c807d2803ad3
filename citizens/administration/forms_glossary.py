"""The forms of the glossary. What they take is checked by `citizens.glossary`."""

from typing import Any

from django import forms as django_forms

from citizens.administration.forms import IN_ENGLISH
from citizens.models import GlossaryWord
from enplan.web.forms import Form, LongTextField, ShortTextField
from enplan.web.saving import SeenForm

LONGEST_EXPLANATION = 400  # it stands under a section on a telephone
LONGEST_FORMS = 500


class NewWordForm(Form):
    """A word and what it means."""

    word = ShortTextField(
        label="Ord",
        max_length=100,
        help_text="Fx bostøtte. En paragraf skrives altid med sin lov, fx serviceloven § 85.",
        error_messages={"required": "Skriv ordet."},
    )
    forms = LongTextField(
        label="Andre former",
        rows=2,
        max_length=LONGEST_FORMS,
        required=False,
        help_text="Bøjninger og forkortelser med komma imellem, fx bostøtten, § 85-støtte",
    )
    explanation = LongTextField(
        label="Hvad betyder det?",
        rows=3,
        max_length=LONGEST_EXPLANATION,
        help_text="En eller to korte sætninger med helt almindelige ord. Borgeren læser det.",
        error_messages={"required": "Skriv, hvad ordet betyder, med helt almindelige ord."},
    )
    explanation_en = LongTextField(
        label="Hvad betyder det, på engelsk?",
        rows=3,
        max_length=LONGEST_EXPLANATION,
        required=False,
        help_text=IN_ENGLISH,
    )


class WordForm(NewWordForm, SeenForm):
    """A word one has seen, and whether it is shown."""

    is_active = django_forms.BooleanField(label="I brug", required=False)

    @classmethod
    def stored(cls, row: GlossaryWord) -> dict[str, Any]:
        """What the form shows first."""
        names = ("word", "forms", "explanation", "explanation_en", "is_active", "version")
        return {name: getattr(row, name) for name in names}
