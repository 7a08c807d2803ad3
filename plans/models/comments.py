"""Comments: what the citizen says of something in the plan, beside what a professional has written there."""

from functools import reduce
from operator import or_
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.follow_ups import FollowUp
from plans.models.goals import Goal
from plans.models.journal import JournalNote
from plans.models.measures import Measure
from plans.models.plan import Plan
from plans.models.progress import Rating
from plans.models.section import Item, Section
from plans.models.taken_back import CanBeTakenBack
from plans.models.tasks import Task

Commented = Goal | Measure | Task | FollowUp | Rating | JournalNote
PARENTS = ("goal", "measure", "task", "follow_up", "rating", "note")


def _about_one_thing() -> Q:
    each = (Q(**{f"{name}__isnull": name != parent for name in PARENTS}) for parent in PARENTS)
    return reduce(or_, each)


class Comment(Item, CanBeTakenBack):
    """Stands in the citizen's part of the area of what it is about. Read by who may read both.

    What is withdrawn stays as a line that says so; what it said is in the history.
    """

    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="comments")
    measure = models.ForeignKey(Measure, null=True, on_delete=models.PROTECT, related_name="comments")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="comments")
    follow_up = models.ForeignKey(FollowUp, null=True, on_delete=models.PROTECT, related_name="comments")
    rating = models.ForeignKey(Rating, null=True, on_delete=models.PROTECT, related_name="comments")
    note = models.ForeignKey(JournalNote, null=True, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField("kommentar")
    is_told = models.BooleanField(default=False, help_text="The citizen's words, told to `written_by`")
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField("taget tilbage", null=True, blank=True)
    read_at = models.DateTimeField("læst", null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Item.Meta):
        ordering = ("written_at",)
        indexes = (
            models.Index(
                fields=["section"],
                condition=Q(read_at__isnull=True, withdrawn_at__isnull=True),
                name="comments_unread",
            ),
        )
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Item.Meta.constraints,
            models.CheckConstraint(name="comment_about_one_thing", condition=_about_one_thing()),
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="comment_read_by_somebody",
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.section.plan

    @property
    def of(self) -> Commented:
        """What it is about."""
        about: Commented = next(thing for name in PARENTS if (thing := getattr(self, name)) is not None)
        return about

    @property
    def of_id(self) -> UUID:
        about: UUID = next(pk for name in PARENTS if (pk := getattr(self, f"{name}_id")) is not None)
        return about


def section_of_commented(thing: Commented) -> Section | None:
    """Where what is commented on stands; None for a number of the whole."""
    return thing.measure.section if isinstance(thing, FollowUp) else thing.section


def parent_name(thing: Commented) -> str:
    """By which field a comment is tied to it."""
    names: dict[type[models.Model], str] = {
        Goal: "goal",
        Measure: "measure",
        Task: "task",
        FollowUp: "follow_up",
        Rating: "rating",
        JournalNote: "note",
    }
    return names[type(thing)]
