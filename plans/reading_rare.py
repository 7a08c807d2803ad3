"""Asking for less: which kinds of things a plan has none of, so that nothing more is asked about them."""

from datetime import datetime
from functools import cache, cached_property

from django.db.models import Exists, Model, OuterRef, QuerySet

from citizens.models import NetworkPerson, Representative
from enplan.accounts.models import User
from plans.keys import LoadedKeys
from plans.models import (
    Attachment,
    CoherenceAnswer,
    Comment,
    Disagreement,
    FamilySide,
    HandoverOffer,
    LeaderQuestion,
    Meeting,
    Message,
    Plan,
)

# What many plans have none of, and how its rows lead to the plan.
RARE: dict[type[Model], str] = {
    Attachment: "plan",
    CoherenceAnswer: "plan",
    Comment: "section__plan",
    Disagreement: "section__plan",
    FamilySide: "plan",
    HandoverOffer: "plan",
    LeaderQuestion: "section__plan",
    Meeting: "plan",
    Message: "plan",
    NetworkPerson: "citizen__plans",
    Representative: "citizen__plans",
}


def rare_kinds_of(plan: Plan) -> frozenset[type[Model]]:
    """Which of the rare kinds there are any of, whoever may see them: of others nothing need be asked. One query."""
    row = _there().get(pk=plan.pk)
    return frozenset(model for model, is_there in zip(RARE, row, strict=True) if is_there)


@cache
def _there() -> QuerySet[Plan, tuple[bool, ...]]:
    """Put together once: it is the same question for every plan."""
    there = [Exists(model._default_manager.filter(**{path: OuterRef("pk")})) for model, path in RARE.items()]
    return Plan.objects.values_list(*there)


class OfOnePlan:
    """What the parts of `plans.reading.Reading` stand on: one person, one plan, one instant."""

    plan: Plan
    user: User
    at: datetime
    keys: LoadedKeys | None

    def has_any(self, kind: type[Model]) -> bool:
        """Is there any of a rare kind (`RARE`), seen or not?"""
        return kind in self._rare_kinds

    @cached_property
    def _rare_kinds(self) -> frozenset[type[Model]]:
        return rare_kinds_of(self.plan)
