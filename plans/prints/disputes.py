"""Disagreements on paper: those that are open, each view as its holder put it. All of them on the first page."""

from dataclasses import dataclass

from enplan.web import danish
from plans.lookups.disagreements import Dispute
from plans.models import DisagreementView
from plans.prints import fitting
from plans.prints.phrases import citizen_first_name, lies_open, shortened
from plans.reading import Reading
from plans.reading_people import SOMEBODY

MOST = 2
MOST_VIEWS = 3
ABOUT = 90
LONGEST = 150


@dataclass(frozen=True)
class DisputeRow:
    about: str
    views: list[tuple[str, str]]  # whose, and what


def disputes_at_a_glance(reading: Reading) -> tuple[list[DisputeRow], str]:
    """The open ones that the reader may see, and how many more; none about what is kept from somebody at the table."""
    found = [one for one in reading.disputes if one.disagreement.is_open and _lies_open(one, reading)]
    more = len(found) - MOST
    rows = [_row(one, reading) for one in found[:MOST]]
    return rows, f"og {danish.count(more, 'uenighed', 'uenigheder')} mere" if more > 0 else ""


def height_of(rows: list[DisputeRow], more: str) -> float:
    """What they take of the first page, in millimetres."""
    said = [f"{who}: {text}" for row in rows for who, text in row.views]
    lines = sum(fitting.lines(line, fitting.WIDE) for line in (*said, *(row.about for row in rows), more))
    return fitting.PART + lines * fitting.LINE if rows else 0


def _lies_open(dispute: Dispute, reading: Reading) -> bool:
    thing = dispute.disagreement.of
    return thing is None or lies_open(thing, reading)


def _row(dispute: Dispute, reading: Reading) -> DisputeRow:
    disagreement = dispute.disagreement
    is_seen = reading.sees_what_it_is_about(dispute)
    about = disagreement.of.title if disagreement.of and is_seen else disagreement.section.area.name
    views = dispute.views[:MOST_VIEWS]
    return DisputeRow(
        about=shortened(about, ABOUT),
        views=[(_holder(view, reading), shortened(view.text, LONGEST)) for view in views],
    )


def _holder(view: DisagreementView, reading: Reading) -> str:
    name = reading.name_of(view.written_by)
    if view.is_by_representative:
        return f"{name} for {citizen_first_name(reading)}"
    if view.section.owner is None:
        return "Dig" if reading.standing.is_citizen else citizen_first_name(reading)
    return view.section.owner.name if name == SOMEBODY else f"{name}, {view.section.owner.name}"
