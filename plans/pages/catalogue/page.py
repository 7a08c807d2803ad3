"""The catalogue in words: its rows under their laws, and what has been changed in one."""

from collections.abc import Iterable
from dataclasses import dataclass

from enplan.audit.models import Change
from enplan.web import danish
from plans.models import MeasureType
from plans.pages.wording import label_of


@dataclass(frozen=True)
class TypeLine:
    row: MeasureType
    areas: str
    rhythm: str
    confirmed: str  # empty: still without a jurist's yes


@dataclass(frozen=True)
class LawPart:
    """The rows of one law."""

    law: str
    lines: list[TypeLine]


@dataclass(frozen=True)
class ChangeLine:
    what: str
    before: str
    after: str
    who: str
    when: str


def by_law(rows: Iterable[MeasureType]) -> list[LawPart]:
    parts: dict[str, list[TypeLine]] = {}
    for row in rows:
        parts.setdefault(row.law, []).append(type_line(row))
    return [LawPart(f"{law[:1].upper()}{law[1:]}", lines) for law, lines in parts.items()]


def type_line(row: MeasureType) -> TypeLine:
    confirmed = ""
    if row.confirmed_on is not None:
        confirmed = f"{row.confirmed_by} har sagt ja den {danish.full_day(row.confirmed_on)}"
    return TypeLine(
        row=row,
        areas=danish.listing([area.short_name for area in row.areas.all()]) or "alle områder",
        rhythm=_rhythm(row),
        confirmed=confirmed,
    )


def change_lines(changes: Iterable[Change]) -> list[ChangeLine]:
    return [
        ChangeLine(
            what=_label(change.field),
            before=_words(change.field, change.before),
            after=_words(change.field, change.after),
            who=change.by_name,
            when=danish.full_day(change.at),
        )
        for change in changes
    ]


def _rhythm(row: MeasureType) -> str:
    weeks, months = row.first_follow_up_weeks, row.follow_up_months
    first = f"efter {danish.count(weeks, 'uge', 'uger')}" if weeks else ""
    then = ("hver måned" if months == 1 else f"hver {months}. måned") if months else ""
    return ", derefter ".join(filter(None, [first, then])) or "ingen fast opfølgning"


def _label(name: str) -> str:
    label = str(getattr(MeasureType._meta.get_field(name), "verbose_name", name))
    return f"{label[:1].upper()}{label[1:]}"


def _words(name: str, text: str) -> str:
    return {"True": "ja", "False": "nej", "": "intet"}.get(text) or label_of(MeasureType, name, text)
