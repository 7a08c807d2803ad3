"""A breach as the auditor reads it: when, which department, how far, and when the 72 hours are over."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from enplan import clock
from enplan.web import danish
from plans.lookups.misfilings import Exposure
from plans.models import BreachEntry, PersonalDataBreach

KINDS = {"goal": "Et mål", "task": "En aftale", "journalnote": "Et notat", "rating": "En vurdering"}


@dataclass(frozen=True)
class BreachLine:
    """`pk` leads to the whole; `mood` is the chip's class."""

    pk: UUID
    title: str
    discovered: str
    by: str
    status: str
    mood: str
    deadline: str


@dataclass(frozen=True)
class Noted:
    by: str
    when: str
    status: str
    text: str


@dataclass(frozen=True)
class BreachPage:
    line: BreachLine
    taken_out: str
    stood: str
    exposure: str
    recalls: list[str]
    noted: list[Noted]


def breach_line(breach: PersonalDataBreach) -> BreachLine:
    is_open = breach.status == PersonalDataBreach.Status.OPEN
    is_late = is_open and breach.report_before <= clock.now()
    owner = f" fra {breach.department}" if breach.department else ""
    return BreachLine(
        pk=breach.pk,
        title=f"{KINDS[breach.misfiling.thing]}{owner} på en forkert borger",
        discovered=danish.moment(breach.discovered_at),
        by=breach.reported_by.name,
        status=str(breach.get_status_display()),
        mood="chip-late" if is_late else "chip-soon" if is_open else "",
        deadline=_deadline(breach, is_late=is_late) if is_open else "",
    )


def breach_page(
    breach: PersonalDataBreach, exposure: Exposure, entries: Iterable[BreachEntry], recalls: list[str]
) -> BreachPage:
    trace = breach.misfiling
    return BreachPage(
        line=breach_line(breach),
        taken_out=f"{danish.moment(trace.taken_out_at)} af {trace.taken_out_by.name}",
        stood=f"fra {danish.moment(trace.written_at)}",
        exposure=_exposure(exposure),
        recalls=recalls,
        noted=[
            Noted(
                entry.written_by.name,
                danish.moment(entry.written_at),
                str(entry.get_status_display()),
                entry.text,
            )
            for entry in entries
        ],
    )


def _deadline(breach: PersonalDataBreach, *, is_late: bool) -> str:
    when = danish.moment(breach.report_before)
    return f"Fristen for at anmelde var {when}" if is_late else f"Anmeldes senest {when}, hvis det skal"


def _exposure(exposure: Exposure) -> str:
    if not exposure.people:
        return "Ingen har åbnet planen, mens det stod der."
    people = danish.count(exposure.people, "person har", "personer har")
    said = f"Højst {people} åbnet planen, mens det stod der."
    if exposure.has_citizen_looked:
        return f"{said} Borgeren, det stod hos, er en af dem."
    return f"{said} Borgeren, det stod hos, er ikke iblandt."
