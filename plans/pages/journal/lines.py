"""Notes as they stand on a page: where, when, by whom, what was added, and which systems have them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from enplan.web import danish
from enplan.web.parts_in_danish import named
from plans.models import JournalNote, Misfiling
from plans.pages.comments.lines import Comments, comments_on
from plans.panels import states_of
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class AdditionLine:
    text: str
    by: str
    at: datetime
    states: list[str]


@dataclass(frozen=True)
class NoteLine:
    id: UUID
    title: str
    text: str
    day: date
    area: str
    by: str
    additions: list[AdditionLine]
    states: list[str]
    may_add: bool
    is_draft: bool
    may_take_out: bool
    withheld: str  # from when the citizen sees it, for the team; empty where they do
    end_withholding: str  # an address, empty where one may not
    comments: Comments


def note_lines(notes: Iterable[JournalNote], reading: Reading) -> list[NoteLine]:
    """`notes` come from a scoped getter, with their additions."""
    rows = list(notes)
    ids = [note.pk for note in rows] + [one.pk for note in rows for one in note.additions.all()]
    states = states_of(ids, reading)
    return [
        NoteLine(
            id=note.pk,
            title=note.title,
            text=note.text,
            day=note.day,
            area=note.section.area.said_name,
            by=_writer(note, reading),
            additions=[
                AdditionLine(
                    one.text, reading.name_of(one.written_by), one.written_at, states.get(one.pk, [])
                )
                for one in note.additions.all()
            ],
            states=states.get(note.pk, []),
            is_draft=note.is_draft,
            withheld=_withheld(note, reading),
            end_withholding=reverse("withholding-end", args=[reading.plan.pk, note.pk])
            if _withheld(note, reading) and reading.standing.may(Action.END_WITHHOLDING, note)
            else "",
            may_take_out=reading.standing.may(Action.TAKE_OUT, note),
            comments=comments_on(note, reading),
            may_add=reading.plan.is_active and reading.standing.may(Action.ADD_TO_JOURNAL, note),
        )
        for note in rows
    ]


def _withheld(note: JournalNote, reading: Reading) -> str:
    if note.withheld_until is None or note.withheld_until <= reading.at:
        return ""
    return f"Borgeren ser det fra {danish.full_day(note.withheld_until)}. Grundlag: {note.withheld_ground}"


def _writer(note: JournalNote, reading: Reading) -> str:
    """ "Jan Falk, Beskæftigelse" """
    owner = named(note.section.owner) if note.section.owner else ""
    return ", ".join(filter(None, [reading.name_of(note.written_by), owner]))


@dataclass(frozen=True)
class TraceLine:
    """That a note was taken out because it stood on the wrong citizen."""

    id: UUID
    said: str


def trace_lines(traces: Iterable[Misfiling]) -> list[TraceLine]:
    return [
        TraceLine(
            trace.pk, f"{danish.full_day(trace.taken_out_at)}: Et notat er taget ud. Det hørte ikke til her."
        )
        for trace in traces
    ]
