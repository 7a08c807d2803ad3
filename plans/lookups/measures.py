"""Scoped getters of measures, what hangs on them, and follow-ups of the whole plan. See `plans.lookups`."""

from uuid import UUID

from django.db.models import QuerySet

from enplan.accounts.models import User
from plans.lookups.things import thing_for
from plans.models import FollowUp, Measure, MeasureType, Plan, PlanFollowUp, SupportChange
from plans.permissions import visible_to

RELATED = ("section__area", "section__owner", "provider")


def measure_for(user: User, plan: Plan, measure_id: UUID) -> Measure:
    """A measure of this plan, or 404."""
    rows = Measure.objects.filter(section__plan=plan)
    return thing_for(user, rows.select_related(*RELATED, "section__plan__citizen", "goal"), measure_id)


def follow_ups_of(user: User, plan: Plan) -> QuerySet[FollowUp]:
    """All follow-ups of the plan's measures that `user` sees, newest first."""
    rows = FollowUp.objects.filter(measure__section__plan=plan)
    return visible_to(user, rows).select_related("written_by")


def support_changes_of(user: User, measure: Measure) -> QuerySet[SupportChange]:
    """How the support of a measure has gone up and down, newest first."""
    rows = visible_to(user, SupportChange.objects.filter(measure=measure))
    return rows.select_related("written_by").order_by("-written_at")


def plan_follow_ups_of(user: User, plan: Plan) -> QuerySet[PlanFollowUp]:
    """The follow-ups of the plan as a whole, newest first, for those who read the dream."""
    return visible_to(user, PlanFollowUp.objects.filter(plan=plan)).select_related("written_by")


def catalogue() -> QuerySet[MeasureType]:
    """The measures to choose from, with their areas; about nobody."""
    return MeasureType.objects.filter(is_active=True).prefetch_related("areas")
