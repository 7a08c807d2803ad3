"""Scoped getters of answers about coherence, and whether they are due. See `plans.lookups`."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import OuterRef, Q, QuerySet, Subquery

from enplan.accounts.models import User
from enplan.clock import COPENHAGEN, months_after
from plans.keys import LoadedKeys
from plans.models import CoherenceAnswer, CoherenceLater, Plan, Rating
from plans.permissions import visible_to, visible_with

EVERY_MONTHS = 6
LOW, HIGH = 3, 9  # at or below, and at or above, which a number prompts a talk


@dataclass(frozen=True)
class Coherence:
    """What was answered, oldest first, and whether it is time to be asked."""

    answers: tuple[CoherenceAnswer, ...]
    plan: Plan
    today: date

    @cached_property
    def is_due(self) -> bool:
        """Half a year after the last answers, or after its start; never while it rests, nor before the day of “Ikke
        nu”. One query, where it may be so.
        """
        last = self.answers[-1].answered_on if self.answers else self.plan.started_on
        if not self.plan.is_active or self.plan.is_paused or months_after(last, EVERY_MONTHS) > self.today:
            return False
        return not CoherenceLater.objects.filter(plan=self.plan, until__gt=self.today).exists()


def coherence_with(keys: LoadedKeys | None, plan: Plan, at: datetime, *, has_any: bool = True) -> Coherence:
    """For whom the keys are. One query, where there is any answer."""
    rows = visible_with(keys, CoherenceAnswer.objects.filter(plan=plan)).select_related("written_by")
    answers = tuple(rows.order_by("answered_on", "written_at")) if has_any else ()
    return Coherence(answers, plan, at.astimezone(COPENHAGEN).date())


def low_answers(
    user: User, plans: QuerySet[Plan], *, since: datetime, at: datetime
) -> QuerySet[CoherenceAnswer]:
    """Low answers of these plans since then, that no newer answer to the same question stands in place of."""
    newest = CoherenceAnswer.objects.filter(plan=OuterRef("plan"), question=OuterRef("question"))
    newest = newest.filter(taken_out_at__isnull=True, is_private=False).order_by(
        "-answered_on", "-written_at"
    )
    rows = CoherenceAnswer.objects.filter(plan__in=plans, value__lte=LOW, written_at__gt=since)
    rows = visible_to(user, rows.filter(pk=Subquery(newest.values("pk")[:1])), at=at)
    return rows.select_related("plan__citizen").order_by("written_at", "pk")


def telling_ratings(user: User, plans: QuerySet[Plan], *, since: datetime, at: datetime) -> QuerySet[Rating]:
    """The citizen's own newest number of the whole, since then, where it is low or high."""
    newest = Rating.objects.filter(plan=OuterRef("plan"), section__isnull=True, is_by_citizen=True)
    newest = newest.filter(taken_out_at__isnull=True, is_private=False).order_by("-rated_on", "-written_at")
    rows = Rating.objects.filter(
        Q(value__lte=LOW) | Q(value__gte=HIGH),
        plan__in=plans,
        section__isnull=True,
        is_by_citizen=True,
        written_at__gt=since,
    )
    rows = visible_to(user, rows.filter(pk=Subquery(newest.values("pk")[:1])), at=at)
    return rows.select_related("plan__citizen").order_by("written_at", "pk")
