"""The glossary: professional words with what they mean. The municipality's own data, about no citizen."""

import re
import unicodedata

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from enplan.web.parts_in_danish import said


def spelled(text: str) -> str:
    """A text as words are compared: small and capital letters, line breaks and “§85” make no difference."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(re.sub(r"§(?=\S)", "§ ", folded).split())


class GlossaryWord(models.Model):
    """A word that professionals use, and what it means in plain Danish, and in English for those who read in English.

    `forms` are its other forms and abbreviations with commas between: a text that holds one of them holds the word.
    """

    key = models.SlugField(primary_key=True, max_length=40)
    word = models.CharField("ord", max_length=100)
    forms = models.TextField("andre former", blank=True)
    explanation = models.TextField("forklaring")
    explanation_en = models.TextField("forklaring på engelsk", blank=True)
    is_active = models.BooleanField("i brug", default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("word", "key")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(Lower("word"), name="glossary_word_once"),
            models.CheckConstraint(
                name="glossary_word_is_explained", condition=~Q(word="") & ~Q(explanation="")
            ),
        )

    def __str__(self) -> str:
        return self.word

    @property
    def spellings(self) -> list[str]:
        """The word and its forms, as they are looked for."""
        every = map(spelled, [self.word, *self.forms.split(",")])
        return [one for one in every if one]

    @property
    def said_explanation(self) -> str:
        """What it means, in the language of the page at hand."""
        return said(self.explanation, self.explanation_en)
