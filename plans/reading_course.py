"""What a reading tells of the plan's course: who was asked to take it over, what leaders were asked, which transitions
are under way, and what must be made again after it.
"""

from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Model

from plans.keys import LoadedKeys
from plans.models import HandoverOffer, LeaderQuestion, Plan, ReplacedPlan, Task, Transition
from plans.permissions import visible_with
from plans.reading_items import rare_kinds_of
from plans.transitions import Checklist

TOLD_OF_A_NO = timedelta(days=14)
NEWEST_QUESTIONS = 3  # so many stand on the plan's page; all of them on their own


class OfTheCourse:
    """For `plans.reading.Reading`, which has these."""

    plan: Plan
    at: datetime
    keys: LoadedKeys | None

    @property
    def tasks(self) -> tuple[Task, ...]:
        raise NotImplementedError

    def _has(self, kind: type[Model]) -> bool:
        """Is there any of a rare kind (`plans.reading_items.RARE`), seen or not?"""
        return kind in self._rare_kinds

    @cached_property
    def _rare_kinds(self) -> frozenset[type[Model]]:
        return rare_kinds_of(self.plan)

    @cached_property
    def last_offer(self) -> HandoverOffer | None:
        """The newest asking to take over, answered or not. One query."""
        if not self._has(HandoverOffer):
            return None
        offers = visible_with(self.keys, HandoverOffer.objects.filter(plan=self.plan))
        return offers.select_related("to", "offered_by").order_by("-offered_at").first()

    @property
    def handover(self) -> HandoverOffer | None:
        """Somebody has been asked to take over and has not answered."""
        return self.last_offer if self.last_offer and self.last_offer.is_open else None

    @property
    def declined_handover(self) -> HandoverOffer | None:
        """Who was asked last has said no, not long ago."""
        offer = self.last_offer
        if offer is None or not offer.is_declined or offer.settled_at is None:
            return None
        return offer if self.at - offer.settled_at < TOLD_OF_A_NO else None

    @cached_property
    def newest_questions(self) -> list[LeaderQuestion]:
        """Questions to leaders that were not taken back, answered or not, the newest first. One query."""
        if not self._has(LeaderQuestion):
            return []
        rows = LeaderQuestion.objects.filter(section__plan=self.plan, withdrawn_at__isnull=True)
        related = ("section__plan", "written_by__department", "asked_of", "department")
        newest = visible_with(self.keys, rows).select_related(*related).order_by("-written_at", "pk")
        return list(newest[:NEWEST_QUESTIONS])

    @cached_property
    def to_make_again(self) -> list[ReplacedPlan]:
        """Other plans that this one stood in place of and no longer does. One query, asked only where it may be so."""
        rows = ReplacedPlan.objects.filter(plan=self.plan, ended_at__isnull=False, made_again_at__isnull=True)
        return list(visible_with(self.keys, rows))

    @cached_property
    def checklists(self) -> list[Checklist]:
        """The transitions of which one reads a step, by day, with the steps one reads. One query, asked only where one
        reads a step at all.
        """
        wanted = {task.transition_id for task in self.tasks if task.transition_id is not None}
        if not wanted:
            return []
        rows = Transition.objects.filter(pk__in=wanted, plan=self.plan)
        return [Checklist.of(one, self.tasks) for one in visible_with(self.keys, rows)]
