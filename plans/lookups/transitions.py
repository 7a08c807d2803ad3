"""Scoped getters of transitions: those begun that one may see, and those whose time has come. See `plans.lookups`."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from enplan import clock
from enplan.accounts.models import User
from plans.lookups.things import thing_for
from plans.models import Plan, Task, Transition, TransitionKind
from plans.permissions import visible_to
from plans.transitions import Mark, marks_ahead, may_have_marks


def transitions_for(user: User, plan: Plan) -> QuerySet[Transition]:
    """The transitions of this plan that `user` may see, by day."""
    return visible_to(user, Transition.objects.filter(plan=plan)).select_related("kind")


def transition_for(user: User, plan: Plan, transition_id: UUID) -> Transition:
    """A transition of this plan, or 404."""
    return thing_for(
        user, Transition.objects.filter(plan=plan).select_related("plan__citizen"), transition_id
    )


def tasks_on(user: User, transition: Transition) -> QuerySet[Task]:
    """The lines of its checklist that `user` may see."""
    rows = Task.objects.filter(transition=transition).select_related("section__plan__citizen")
    return visible_to(user, rows)


def marks_for(plan: Plan) -> list[Mark]:
    """What an age soon brings and nobody has begun on; for who coordinates. One query, and only for the young."""
    today = clock.today()
    if not plan.is_active or not may_have_marks(plan.citizen, today):
        return []
    begun = Transition.objects.filter(plan=plan, kind=OuterRef("pk"), cancelled_at__isnull=True)
    kinds = kinds_to_begin().filter(~Exists(begun), age_months__isnull=False)
    return marks_ahead(plan.citizen, kinds, today)


def kinds_to_begin() -> QuerySet[TransitionKind]:
    return TransitionKind.objects.filter(is_active=True)


def kind_to_begin(key: str) -> TransitionKind:
    """A kind that is in use, or 404."""
    found = kinds_to_begin().filter(pk=key).first()
    if found is None:
        raise Http404
    return found
