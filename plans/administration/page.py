"""The templates in words: what each holds, and what has been changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from citizens.administration.page import ChangeLine, change_lines
from enplan.audit.models import Change
from enplan.web import danish
from plans.models import ChecklistLine, GoalTemplate, MeetingKind, OtherPlanKind, PlanTemplate, TransitionKind
from plans.pages.transitions.wording import age_in_words


@dataclass(frozen=True)
class TemplateLine:
    name: str
    about: str
    address: str  # of the page it is changed on
    is_offered: bool


@dataclass(frozen=True)
class TemplateSection:
    """All templates for one thing."""

    anchor: str
    name: str
    lines: list[TemplateLine]
    add: str
    add_address: str
    about: str = ""
    closed: str = "kan ikke vælges"  # said where one is not offered


@dataclass(frozen=True)
class LineOfChecklist:
    line: ChecklistLine
    who: str
    when: str


def template_sections(
    *,
    goals: Iterable[GoalTemplate],
    plans: Iterable[PlanTemplate],
    kinds: Iterable[TransitionKind],
    other_plans: Iterable[OtherPlanKind],
    meetings: Iterable[MeetingKind],
) -> list[TemplateSection]:
    """Plan templates with their goals, kinds with their lines prefetched."""
    return [
        TemplateSection(
            anchor="maal",
            name="Mål",
            lines=[_line(one, one.title, str(one.area), "goal-template-edit") for one in goals],
            add="Ny skabelon for et mål",
            add_address=reverse("goal-template-add"),
        ),
        TemplateSection(
            anchor="planer",
            name="Planer",
            lines=[_line(one, one.name, _about_plan(one), "plan-template-edit") for one in plans],
            add="Ny skabelon for en plan",
            add_address=reverse("plan-template-add"),
        ),
        TemplateSection(
            anchor="overgange",
            name="Overgange og deres tjeklister",
            lines=[_line(one, one.name, _about_kind(one), "transition-kind-edit") for one in kinds],
            add="Ny slags overgang",
            add_address=reverse("transition-kind-add"),
            closed="ikke i brug",
        ),
        TemplateSection(
            anchor="moeder",
            name="Møder",
            lines=[_line(one, one.name, _about_meeting(one), "meeting-kind-edit") for one in meetings],
            add="Ny slags møde",
            add_address=reverse("meeting-kind-add"),
        ),
        TemplateSection(
            anchor="andre-planer",
            name="Planer, Én plan kan træde i stedet for",
            lines=[_line(one, one.name, _about_other_plan(one), "other-plan-edit") for one in other_plans],
            add="Ny plan på listen",
            add_address=reverse("other-plan-add"),
            about=(
                "En jurist skal sige ja til listen. "
                "Den koordinerende sagsbehandler vælger fra den, når borgeren har sagt ja."
            ),
        ),
    ]


def _line(
    one: GoalTemplate | PlanTemplate | TransitionKind | OtherPlanKind | MeetingKind,
    name: str,
    about: str,
    page: str,
) -> TemplateLine:
    return TemplateLine(
        name=name, about=about, address=reverse(page, args=[one.pk]), is_offered=one.is_active
    )


def _about_plan(template: PlanTemplate) -> str:
    months = template.follow_up_months
    goals = danish.count(len(template.goals.all()), "mål", "mål")
    rhythm = rhythm_in_words(months) if months else ""
    return " · ".join(filter(None, (goals, rhythm)))


def _about_other_plan(kind: OtherPlanKind) -> str:
    return f"{kind.law} · skal rumme {danish.count(len(kind.must_hold_list), 'ting', 'ting')}"


def _about_meeting(kind: MeetingKind) -> str:
    months = danish.listing([str(one) for one in kind.months])
    return " · ".join(
        filter(
            None,
            (
                f"{kind.minutes} minutter",
                danish.count(len(kind.programme.splitlines()), "punkt", "punkter"),
                f"efter {months} måneder" if months else "",
            ),
        )
    )


def rhythm_in_words(months: int) -> str:
    return "følges op hver måned" if months == 1 else f"følges op hver {months}. måned"


def _about_kind(kind: TransitionKind) -> str:
    when = "dagen skrives, når man kender den"
    if kind.age_months is not None:
        when = (
            f"ved {age_in_words(kind.age_months)}, vises {danish.count(kind.days_ahead, 'dag', 'dage')} før"
        )
    on_list = sum(line.is_active for line in kind.lines.all())
    return f"{danish.count(on_list, 'linje', 'linjer')} · {when}"


def lines_of(kind: TransitionKind) -> list[LineOfChecklist]:
    return [
        LineOfChecklist(line=line, who=line.get_who_display(), when=days_in_words(line.days))
        for line in kind.lines.all()
    ]


def days_in_words(days: int) -> str:
    if days == 0:
        return "på dagen"
    return f"{danish.count(abs(days), 'dag', 'dage')} {'før' if days < 0 else 'efter'}"


def template_change_lines(changes: Iterable[Change], model: type[models.Model]) -> list[ChangeLine]:
    """Of a checklist also those of its lines."""
    found: list[ChangeLine] = []
    for change in changes:
        is_line = change.thing == ChecklistLine._meta.model_name
        found += change_lines([change], ChecklistLine if is_line else model)
    return found
