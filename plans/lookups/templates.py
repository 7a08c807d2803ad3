"""The templates that may be chosen on a plan's pages: the municipality's own, about no citizen."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import Http404

from plans.models import GoalTemplate, PlanTemplate


def goal_templates_in(areas: Collection[str]) -> QuerySet[GoalTemplate]:
    """Those offered in these life areas, by area."""
    return GoalTemplate.objects.filter(is_active=True, area__in=areas).select_related("area")


def goal_template(key: str) -> GoalTemplate:
    """One that is offered, or 404."""
    found = GoalTemplate.objects.filter(is_active=True, pk=key).first()
    if found is None:
        raise Http404
    return found


def plan_templates() -> QuerySet[PlanTemplate]:
    return PlanTemplate.objects.filter(is_active=True)


def plan_template(key: str) -> PlanTemplate:
    """One that is offered, or 404."""
    found = plan_templates().filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def goals_of_template(template: PlanTemplate, areas: Collection[str]) -> QuerySet[GoalTemplate]:
    """The goals of a plan template that can be written in these areas."""
    rows = template.goals.filter(is_active=True, area__in=areas)
    return rows.select_related("area").order_by("area__position", "position")
