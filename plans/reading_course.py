"""What a reading tells of the plan's course: who was asked to take it over, what leaders were asked, which transitions
are under way, what the citizen has said of something, and what must be made again after it.
"""

from datetime import timedelta
from functools import cached_property
from uuid import UUID

from plans.lookups.coherence import Coherence, coherence_with
from plans.lookups.comments import comments_with
from plans.lookups.meetings import decisions_with, meetings_with
from plans.models import (
    CoherenceAnswer,
    Comment,
    Decision,
    HandoverOffer,
    LeaderQuestion,
    Meeting,
    ReplacedPlan,
    Task,
    Transition,
)
from plans.permissions import visible_with
from plans.reading_rare import OfOnePlan
from plans.transitions import Checklist

TOLD_OF_A_NO = timedelta(days=14)
NEWEST_QUESTIONS = 3  # so many stand on the plan's page; all of them on their own


class OfTheCourse(OfOnePlan):
    """For `plans.reading.Reading`, which has these."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        raise NotImplementedError

    @cached_property
    def last_offer(self) -> HandoverOffer | None:
        """The newest asking to take over, answered or not. One query."""
        if not self.has_any(HandoverOffer):
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
        if not self.has_any(LeaderQuestion):
            return []
        rows = LeaderQuestion.objects.filter(section__plan=self.plan, withdrawn_at__isnull=True)
        related = ("section__plan", "written_by__department", "asked_of", "department")
        newest = visible_with(self.keys, rows).select_related(*related).order_by("-written_at", "pk")
        return list(newest[:NEWEST_QUESTIONS])

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The earliest first, cancelled ones too. One query, asked only where there are meetings at all."""
        return meetings_with(self.keys, self.plan) if self.has_any(Meeting) else ()

    @property
    def next_meeting(self) -> Meeting | None:
        """The first that has not ended."""
        coming = (one for one in self.meetings if one.ends_at > self.at)
        return next((one for one in coming if one.state == Meeting.State.CALLED), None)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided at meetings, the newest first. One query, as above."""
        return decisions_with(self.keys, self.plan) if self.has_any(Meeting) else ()

    @cached_property
    def decided(self) -> dict[UUID, Decision]:
        """By what it became in the plan, the decision."""
        became = ((one, one.task_id or one.goal_id or one.measure_id) for one in self.decisions)
        return {thing_id: one for one, thing_id in became if thing_id is not None}

    @cached_property
    def comments(self) -> dict[UUID, list[Comment]]:
        """What the citizen's side has said of something, by what it is about."""
        found: dict[UUID, list[Comment]] = {}
        for comment in comments_with(self.keys, self.plan) if self.has_any(Comment) else ():
            found.setdefault(comment.of_id, []).append(comment)
        return found

    @cached_property
    def coherence(self) -> Coherence:
        """The answers to the three questions about coherence, and whether it is time to ask."""
        return coherence_with(self.keys, self.plan, self.at, has_any=self.has_any(CoherenceAnswer))

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
