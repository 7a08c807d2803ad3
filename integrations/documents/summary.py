"""A frozen summary as one department's fagsystem may have it: what stands on its pages."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.template.loader import render_to_string

from enplan import clock
from enplan.accounts.models import Department
from enplan.web import danish
from plans.models import Plan, Summary
from plans.summaries import pieces as kinds
from plans.summaries.departments import ForDepartment, summary_for_department
from plans.summaries.pieces import Piece

HEADINGS = (
    (kinds.DECISION, "Det besluttede vi"),
    (kinds.TASK, "Aftaler"),
    (kinds.POINT, "Det talte vi om"),
    (kinds.VIEW, "Det ser vi forskelligt på"),
    (kinds.GOAL, "Mål"),
    (kinds.MEASURE, "Indsatser"),
    (kinds.RATING, "Hvordan det går"),
)


@dataclass(frozen=True)
class SummaryLine:
    """A piece in words."""

    text: str
    about: str  # area, who, when, status
    more: list[str]


@dataclass(frozen=True)
class SummaryPage:
    """The whole document."""

    title: str
    meeting: str
    areas: tuple[str, ...]
    people: tuple[str, ...]
    parts: list[tuple[str, list[SummaryLine]]]


def summary_page(document_id: UUID, plan: Plan, department: Department) -> SummaryPage | None:
    """None where the department may have nothing of it now, or it is none of this plan's."""
    rows = Summary.objects.filter(pk=document_id, meeting__plan=plan)
    summary = rows.select_related("meeting__plan__citizen", "meeting__kind").first()
    found = summary_for_department(summary, department) if summary is not None else None
    return _page(summary, found) if summary is not None and found is not None else None


def html_of(page: SummaryPage) -> tuple[str, str]:
    """What it says, and the whole document with when it was made."""
    content = render_to_string("integrations/summary.html", {"page": page})
    context = {"title": page.title, "made_at": clock.now(), "content": content}
    return content, render_to_string("integrations/plan_document.html", context)


def _page(summary: Summary, found: ForDepartment) -> SummaryPage:
    meeting = summary.meeting
    edition = f", {summary.version}. udgave" if summary.version > 1 else ""
    by_kind = [
        (heading, [_line(one) for one in found.pieces if one["kind"] == kind]) for kind, heading in HEADINGS
    ]
    return SummaryPage(
        title=f"Referat nr. {summary.number}{edition} fra Én plan",
        meeting=f"{meeting.kind.name}, {danish.full_day(meeting.at)}",
        areas=found.areas,
        people=found.people,
        parts=[(heading, lines) for heading, lines in by_kind if lines],
    )


def _line(piece: Piece) -> SummaryLine:
    when = danish.full_day(date.fromisoformat(piece["when"])) if piece["when"] else ""
    # The side of a board is told by its column, a disagreement by its heading: of these the status is a key.
    status = "" if piece["kind"] in (kinds.POINT, kinds.VIEW) else piece["status"]
    about = " · ".join(filter(None, (piece["area"], piece["who"], when, status)))
    facts = [f"{name}: {value}" for name, value in (*piece["facts"], *piece["assessed"])]
    return SummaryLine(piece["text"], about, [*piece["more"], *facts])
