"""Scoped getters of the other plans that a plan stands in place of. See `plans.lookups`."""

from uuid import UUID

from enplan.accounts.models import User
from plans.lookups.things import thing_for
from plans.models import OtherPlanKind, Plan, ReplacedPlan
from plans.permissions import visible_to


def replaced_by(user: User, plan: Plan) -> list[ReplacedPlan]:
    """What this plan stands, or has stood, in place of, for those who may know; the first noted first."""
    return list(visible_to(user, ReplacedPlan.objects.filter(plan=plan)).order_by("noted_at", "pk"))


def replaced_for(user: User, plan: Plan, replaced_id: UUID) -> ReplacedPlan:
    """One of them, or 404."""
    rows = ReplacedPlan.objects.filter(plan=plan).select_related("plan__citizen")
    return thing_for(user, rows, replaced_id)


def kinds_to_replace() -> list[OtherPlanKind]:
    """The kinds of plan that the municipality lets the one plan replace; about no citizen."""
    return list(OtherPlanKind.objects.filter(is_active=True))
