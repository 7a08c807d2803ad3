"""One person's print of one plan: the head and foot of every page, then the overview, then the detail."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.template.loader import render_to_string

from enplan.web import danish
from plans.prints.detail import Detail, detail
from plans.prints.overview import Overview, overview
from plans.prints.phrases import short_first_name, shortened, whole
from plans.reading import Reading


@dataclass(frozen=True)
class PlanPrint:
    """What the template writes down. Every text is a person's own or said for the reader: nothing is decided there."""

    title: str
    author: str
    name: str
    about: str
    coordinator: str
    copy: str
    is_shell: bool
    voice: str  # whose wellbeing: "din egen" or "Rasmus’ egen"
    overview: Overview
    detail: Detail


def plan_print(reading: Reading) -> PlanPrint:
    citizen = reading.plan.citizen
    own = reading.standing.is_citizen
    return PlanPrint(
        title=f"Én plan for {shortened(citizen.name, 120)}",
        author=settings.MUNICIPALITY,
        name=whole(citizen.name),
        about=_about(reading),
        coordinator=_coordinator(reading),
        copy=_copy(reading),
        is_shell=reading.is_shell and not reading.standing.is_citizens_side,
        voice="din egen" if own else f"{danish.possessive(short_first_name(reading))} egen",
        overview=overview(reading),
        detail=detail(reading),
    )


def page_of_plan(reading: Reading, *, copy: str = "") -> tuple[str, str]:
    """The HTML of one's own copy with `copy` at its foot, so that what is unchanged is the same to the letter; and what
    should stand there. A booklet says it itself, for all of it.
    """
    page = plan_print(reading)
    return render_to_string("plans/print/plan.html", {"page": replace(page, copy=copy)}), page.copy


def _about(reading: Reading) -> str:
    """Masked CPR and how long there has been a plan. To a member who sees no item, only that there is one (rule 7)."""
    plan = reading.plan
    parts = [] if reading.is_shell and not reading.standing.is_citizens_side else [plan.citizen.cpr_masked]
    parts.append(f"plan siden {danish.full_day(plan.started_on)}")
    if plan.look_again_on is not None:
        parts.append(f"holder pause til {danish.full_day(plan.look_again_on)}")
    if plan.ended_at is not None:
        parts.append(f"afsluttet {danish.full_day(plan.ended_at)}")
    return " · ".join(parts)


def _coordinator(reading: Reading) -> str:
    found = reading.coordinator
    if found is None:
        return ""
    return ", ".join(filter(None, [whole(found.user.name), found.user.phone]))


def _copy(reading: Reading) -> str:
    """ "Sofie Linds eksemplar · udskrevet 10. marts 2026 kl. 12.40": at the foot of every page."""
    printed = f"udskrevet {danish.full_day(reading.at)} kl. {danish.clock_time(reading.at)}"
    return f"{danish.possessive(shortened(reading.user.name, 60))} eksemplar · {printed}"
