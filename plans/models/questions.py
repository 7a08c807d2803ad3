"""A question to a leader (spørgsmål), with the few things of the plan it may be answered from."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from enplan.accounts.models import Department
from plans.models.disagreements import Disagreement, Settlement
from plans.models.goals import Goal
from plans.models.plan import Plan
from plans.models.section import Item
from plans.models.tasks import Task


class LeaderQuestion(Item):
    """Put by `written_by` to one leader; stands in the asker's part of the area that its items are of, but is read
    only by who asked, who coordinates, the citizen's side and that leader.

    Where it brings a disagreement to be decided, the answer is the decision on it. Nothing of the plan is copied: what
    the leader reads is asked for anew each time (`plans.excerpts`).
    """

    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="questions_to_answer"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", help_text="The leader's, when asked"
    )
    to_be_decided = models.ForeignKey(
        Disagreement, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    text = models.TextField("spørgsmål")
    answer = models.TextField("svar", blank=True)
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)
    decision = models.OneToOneField(
        Settlement, null=True, blank=True, on_delete=models.PROTECT, related_name="question"
    )
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Item.Meta):
        ordering = ("written_at",)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Item.Meta.constraints,
            models.CheckConstraint(name="nobody_asks_themselves", condition=~Q(asked_of=F("written_by"))),
            models.CheckConstraint(
                name="leader_answer_is_whole",
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False, withdrawn_at__isnull=True) & ~Q(answer="")),
            ),
            models.UniqueConstraint(
                fields=["to_be_decided", "asked_of"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="a_leader_is_asked_once_at_a_time",
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.section.plan

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None


class QuestionItem(models.Model):
    """One thing of the plan that a question is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(LeaderQuestion, on_delete=models.CASCADE, related_name="items")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="asked_in")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="asked_in")
    disagreement = models.ForeignKey(
        Disagreement, null=True, on_delete=models.PROTECT, related_name="asked_in"
    )

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="question_item_is_one_thing",
                condition=Q(goal__isnull=False, task__isnull=True, disagreement__isnull=True)
                | Q(goal__isnull=True, task__isnull=False, disagreement__isnull=True)
                | Q(goal__isnull=True, task__isnull=True, disagreement__isnull=False),
            ),
        )
