"""Storing KL's terms. Run by the operator of the machine; about nobody, so no plan's record tells of it."""

from dataclasses import dataclass

from django.db import transaction

from plans.ffb_file import TermsFile
from plans.models import FfbTerm

UPDATED = ("display", "words", "kind", "parent", "level", "position", "is_current")


@dataclass(frozen=True)
class Loaded:
    """How many there are now, how many of them are new, and how many are no longer in the list."""

    themes: int
    subthemes: int
    new: int
    gone: int


@transaction.atomic
def store_terms(file: TermsFile) -> Loaded:
    """Store what the file says, all or nothing. What it no longer has stays, unoffered: a goal may hold its code."""
    known = set(FfbTerm.objects.values_list("code", flat=True))
    current = set(FfbTerm.objects.filter(is_current=True).values_list("code", flat=True))
    codes = {term.code for term in file.terms}
    FfbTerm.objects.bulk_create(
        [
            FfbTerm(
                code=term.code,
                display=term.display,
                words=term.words,
                kind=term.kind,
                parent_id=term.parent,
                level=term.level,
                position=position,
                is_current=True,
            )
            for position, term in enumerate(file.terms)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=UPDATED,
    )
    FfbTerm.objects.exclude(code__in=codes).update(is_current=False)
    kinds = [term.kind for term in file.terms]
    return Loaded(
        themes=kinds.count(FfbTerm.Kind.THEME),
        subthemes=kinds.count(FfbTerm.Kind.SUBTHEME),
        new=len(codes - known),
        gone=len(current - codes),
    )
