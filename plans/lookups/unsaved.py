"""Scoped getters of what one has typed and not saved; nobody but the writer finds any. See `plans.lookups`."""

from collections.abc import Iterable
from uuid import UUID

from enplan.accounts.models import User
from plans.lookups.things import thing_for
from plans.models import Plan, UnsavedForm
from plans.permissions import visible_to


def unsaved_on(user: User, page: str) -> list[UnsavedForm]:
    """What is to fill the forms of a page again."""
    rows = UnsavedForm.objects.filter(user=user, page=page, is_set_aside=False)
    return list(visible_to(user, rows))


def unsaved_of(user: User, plan: Plan | None = None) -> list[UnsavedForm]:
    """Everything of `user`'s, or what they have typed about one plan, newest first."""
    rows = UnsavedForm.objects.filter(user=user).select_related("plan__citizen")
    if plan is not None:
        rows = rows.filter(plan=plan)
    return list(visible_to(user, rows))


def unsaved_for(user: User, unsaved_id: UUID) -> UnsavedForm:
    """One of one's own, or 404."""
    return thing_for(user, UnsavedForm.objects.all(), unsaved_id)


def open_plans(user: User, plans: Iterable[Plan]) -> set[UUID]:
    """Those of the plans that are still open to `user`."""
    rows = visible_to(user, Plan.objects.filter(pk__in={plan.pk for plan in plans}))
    return set(rows.values_list("pk", flat=True))
