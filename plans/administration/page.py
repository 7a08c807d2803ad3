"""The templates in words: what each holds, and what has been changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from citizens.administration.page import ChangeLine, change_lines
from enplan.audit.models import Change
from enplan.web import danish
from plans.models import ChecklistLine, PlanTemplate, TransitionKind
from plans.pages.transitions.wording import age_in_words


@dataclass(frozen=True)
class PlanTemplateLine:
    template: PlanTemplate
    about: str


@dataclass(frozen=True)
class KindLine:
    kind: TransitionKind
    about: str


@dataclass(frozen=True)
class LineOfChecklist:
    line: ChecklistLine
    who: str
    when: str


def plan_template_line(template: PlanTemplate) -> PlanTemplateLine:
    months = template.follow_up_months
    goals = danish.count(len(template.goals.all()), "mål", "mål")
    rhythm = rhythm_in_words(months) if months else ""
    return PlanTemplateLine(template=template, about=" · ".join(filter(None, (goals, rhythm))))


def rhythm_in_words(months: int) -> str:
    return "følges op hver måned" if months == 1 else f"følges op hver {months}. måned"


def kind_line(kind: TransitionKind) -> KindLine:
    when = "dagen skrives, når man kender den"
    if kind.age_months is not None:
        when = (
            f"ved {age_in_words(kind.age_months)}, vises {danish.count(kind.days_ahead, 'dag', 'dage')} før"
        )
    on_list = sum(line.is_active for line in kind.lines.all())
    return KindLine(kind=kind, about=f"{danish.count(on_list, 'linje', 'linjer')} · {when}")


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
