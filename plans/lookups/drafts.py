"""Scoped getters of one's own drafts on a plan, of every kind. See `plans.lookups`."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from enplan.accounts.models import User
from plans.grants import On
from plans.keys_across import keys_on
from plans.models import Goal, JournalNote, Measure, Plan, Rating, Task
from plans.permissions import visible_to, visible_with

Draft = Goal | Task | Measure | JournalNote | Rating
KINDS: tuple[type[Draft], ...] = (Goal, Task, Measure, JournalNote, Rating)


def drafts_of(user: User, plan: Plan, *, only: UUID | None = None) -> list[Draft]:
    """What `user` has written in the plan and nobody else sees, newest first; `only`: the one with this id."""
    found: list[Draft] = []
    for model in KINDS:
        of_plan = Q(plan=plan) if model is Rating else Q(section__plan=plan)
        rows = model._default_manager.filter(of_plan, is_draft=True, written_by=user)
        if only is not None:
            rows = rows.filter(pk=only)
        related = ("section__area", "section__owner", "section__plan__citizen")
        rows = rows.select_related(*related, *(("plan__citizen",) if model is Rating else ()))
        found += visible_to(user, rows)
    return sorted(found, key=lambda draft: draft.written_at, reverse=True)


def drafts_left(user: User, plans: Collection[UUID], *, at: datetime) -> dict[UUID, int]:
    """How many drafts `user` has left on each of these plans, on whose teams they are: one query for all kinds."""
    keys = keys_on(user, dict.fromkeys(plans, frozenset({On.WORK})), frozenset(), at=at)
    kinds = []
    for model in KINDS:
        path = "plan" if model is Rating else "section__plan"
        rows = visible_with(keys, model._default_manager.filter(is_draft=True, written_by=user))
        kinds.append(rows.order_by().values_list(path, "pk"))
    return dict(Counter(plan_id for plan_id, _pk in kinds[0].union(*kinds[1:], all=True)))


def draft_for(user: User, plan: Plan, draft_id: UUID) -> Draft:
    """One's own draft with this id, of whatever kind, or 404."""
    for draft in drafts_of(user, plan, only=draft_id):
        return draft
    raise Http404
