"""Scoped getters of comments and of what can be commented on. See `plans.lookups`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from enplan.accounts.models import User
from plans.keys import LoadedKeys
from plans.lookups.things import thing_for
from plans.models import Comment, FollowUp, Goal, JournalNote, Measure, Plan, Rating, Task
from plans.models.comments import PARENTS, Commented
from plans.permissions import visible_to, visible_with

KINDS: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Goal: ("section__plan", ("section__plan__citizen", "section__area")),
    Measure: ("section__plan", ("section__plan__citizen", "section__area", "section__owner")),
    Task: ("section__plan", ("section__plan__citizen", "section__area")),
    FollowUp: (
        "measure__section__plan",
        ("measure__section__plan__citizen", "measure__section__area", "measure__section__owner"),
    ),
    Rating: ("plan", ("plan__citizen", "section__plan", "section__area")),
    JournalNote: ("section__plan", ("section__plan__citizen", "section__area")),
}

RELATED = (
    "written_by",
    "read_by",
    "section__area",
    "follow_up__measure",
    "rating__section__area",
    "rating__written_by",
    *PARENTS,
)


def comments_with(keys: LoadedKeys | None, plan: Plan) -> list[Comment]:
    """Every comment of one plan for whom the keys are, in the order they came. One query."""
    rows = visible_with(keys, Comment.objects.filter(section__plan=plan))
    return list(rows.select_related(*RELATED))


def commented_for(user: User, plan: Plan, thing_id: UUID) -> Commented:
    """The thing of this plan with this id that comments are written of, or 404."""
    for model, (of_plan, related) in KINDS.items():
        rows: QuerySet[Any] = model._default_manager.filter(**{of_plan: plan}, pk=thing_id)
        found: Commented | None = visible_to(user, rows.select_related(*related)).first()
        if found is not None:
            return found
    raise Http404


def comment_for(user: User, plan: Plan, comment_id: UUID) -> Comment:
    """A comment of this plan, or 404."""
    rows = Comment.objects.filter(section__plan=plan).select_related("section__plan__citizen", *PARENTS)
    return thing_for(user, rows, comment_id)


def unread_comments(user: User, plans: QuerySet[Plan], *, at: datetime) -> QuerySet[Comment]:
    """What the citizen's side has said of something in these plans, and nobody has said that they have read."""
    rows = Comment.objects.filter(section__plan__in=plans, read_at__isnull=True, withdrawn_at__isnull=True)
    related = ("section__plan__citizen", "follow_up__measure", *PARENTS)
    return visible_to(user, rows, at=at).select_related(*related).order_by("written_at", "pk")
