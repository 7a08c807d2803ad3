"""Changing the glossary, by an administrator. A word stands once, whether as itself or as a form of another."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from citizens.models import GlossaryWord
from citizens.models.glossary import spelled
from enplan.accounts.models import User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place, record_change
from enplan.audit.versions import save_seen

SHORTEST = 2  # a single letter would be found everywhere


@transaction.atomic
def add_word(
    *, by: User, word: str, explanation: str, forms: str = "", explanation_en: str = ""
) -> GlossaryWord:
    """One more word. ValidationError with the field for bad input, or for a word that stands there already."""
    require_administrator(by)  # and so one after the other: no constraint looks into the forms
    fields = _cleaned(word, forms, explanation, explanation_en)
    _check(fields, GlossaryWord.objects.all())
    taken = set(GlossaryWord.objects.values_list("pk", flat=True))
    stem = slugify(word)[:30] or "ord"
    key = next(name for number in range(1, len(taken) + 2) if (name := f"{stem}-{number}") not in taken)
    added = GlossaryWord.objects.create(key=key, **fields)
    changes = {name: (None, text) for name, text in fields.items() if text}
    record_change(by=by, thing=added, place=Place(), fields=changes)
    return added


@transaction.atomic
def edit_word(
    *,
    by: User,
    glossary_word: GlossaryWord,
    seen: int,
    word: str,
    explanation: str,
    is_active: bool,
    forms: str = "",
    explanation_en: str = "",
) -> GlossaryWord:
    """Change a word, on every page from now on. Conflict when `seen` is no longer the version."""
    require_administrator(by)
    fields = _cleaned(word, forms, explanation, explanation_en)
    _check(fields, GlossaryWord.objects.exclude(pk=glossary_word.pk))
    return save_seen(
        glossary_word, seen=seen, fields={**fields, "is_active": is_active}, by=by, place=Place()
    )


def _cleaned(word: str, forms: str, explanation: str, explanation_en: str) -> dict[str, str]:
    """What is stored: forms with one comma between, each once, without the word itself."""
    word = " ".join(word.split())
    each = [" ".join(form.split()) for form in re.split(r"[,\n]", forms)]
    once: dict[str, str] = {}
    for form in each:
        if spelled(form) not in ("", spelled(word)):
            once.setdefault(spelled(form), form)
    return {
        "word": word,
        "forms": ", ".join(once.values()),
        "explanation": explanation.strip(),
        "explanation_en": explanation_en.strip(),
    }


def _check(fields: dict[str, str], others: Iterable[GlossaryWord]) -> None:
    errors: dict[str, str] = {}
    word, forms = fields["word"], list(filter(None, fields["forms"].split(", ")))
    stands_at = {spelling: other.word for other in others for spelling in other.spellings}
    if not word:
        errors["word"] = "Skriv ordet."
    elif "," in word:
        errors["word"] = "Skriv ét ord. De andre former står i feltet nedenfor."
    elif not _can_be_found(word):
        errors["word"] = "Skriv hele ordet. Et enkelt bogstav eller tegn står i alle tekster."
    elif (other := stands_at.get(spelled(word))) is not None:
        errors["word"] = f"Ordet er der allerede. Det står ved “{other}”."
    if short := [form for form in forms if not _can_be_found(form)]:
        errors["forms"] = f"“{short[0]}” er for kort. Et enkelt bogstav eller tegn står i alle tekster."
    elif twice := [form for form in forms if spelled(form) in stands_at]:
        errors["forms"] = f"“{twice[0]}” er der allerede. Det står ved “{stands_at[spelled(twice[0])]}”."
    if not fields["explanation"]:
        errors["explanation"] = "Skriv, hvad ordet betyder, med helt almindelige ord."
    if errors:
        raise ValidationError(errors)


def _can_be_found(text: str) -> bool:
    return len(re.findall(r"\w", text)) >= SHORTEST
