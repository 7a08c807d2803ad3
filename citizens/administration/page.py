"""The kinds of ground in words: what each opens, for how long, who may use it, and what has been changed.

And the order of the glossary.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from citizens.models import GlossaryWord, GroundKind
from enplan.audit.models import Change
from enplan.web import danish


@dataclass(frozen=True)
class KindLine:
    kind: GroundKind
    used_by: str
    told: str
    areas: str
    normally: str
    at_most: str
    confirmed: str  # empty: still without a jurist's yes


@dataclass(frozen=True)
class ChangeLine:
    what: str
    before: str
    after: str
    who: str
    when: str


def kind_line(kind: GroundKind) -> KindLine:
    confirmed = ""
    if kind.confirmed_on is not None:
        words = {"who": kind.confirmed_by, "day": danish.full_day(kind.confirmed_on)}
        confirmed = _("%(who)s har sagt ja den %(day)s") % words
    return KindLine(
        kind=kind,
        used_by=kind.get_used_by_display(),
        told=kind.get_citizen_is_told_display(),
        areas=danish.listing([area.short_name for area in kind.areas.all()]) or _("alle områder"),
        normally=_period(kind.default_months, kind.default_days),
        at_most=_period(kind.longest_months, kind.longest_days),
        confirmed=confirmed,
    )


def word_lines(words: Iterable[GlossaryWord]) -> list[GlossaryWord]:
    """In the order of the Danish alphabet."""
    return sorted(words, key=lambda row: danish.alphabetical(row.word))


def change_lines(changes: Iterable[Change], model: type[models.Model]) -> list[ChangeLine]:
    return [
        ChangeLine(
            what=_label(model, change.field),
            before=_words(model, change.field, change.before),
            after=_words(model, change.field, change.after),
            who=change.by_name,
            when=danish.full_day(change.at),
        )
        for change in changes
    ]


def _label(model: type[models.Model], name: str) -> str:
    return _capital(str(getattr(model._meta.get_field(name), "verbose_name", name)))


def _period(months: int | None, days: int | None) -> str:
    if months is not None:
        return danish.count(months, "måned", "måneder")
    return danish.count(days, "dag", "dage") if days is not None else ""


def _words(model: type[models.Model], name: str, text: str) -> str:
    field = model._meta.get_field(name)
    labels = {str(key): str(label) for key, label in getattr(field, "flatchoices", ())}
    return {"True": _("ja"), "False": _("nej"), "": _("intet")}.get(text, labels.get(text, text))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
