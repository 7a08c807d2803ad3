"""What is said at a meeting, each line in a section of the plan: what is to be talked about, and what was decided."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from citizens.models import Ground
from plans.models.follow_ups import FollowUp
from plans.models.goals import Goal
from plans.models.measures import Measure
from plans.models.meetings import Meeting
from plans.models.plan import Plan
from plans.models.responsible import WithResponsible
from plans.models.section import Item
from plans.models.tasks import Task

ABOUT = ("task", "goal", "measure", "ground")


def _only(*made: str) -> dict[str, bool]:
    """Of the four things a decision can become, these are there and the others are not."""
    return {f"{name}__isnull": name not in made for name in ("task", "goal", "measure", "follow_up")}


class MeetingPoint(Item):
    """A point of the agenda, or a line on the board of a kick-off: in an area, in the part of who wrote it."""

    class Column(models.TextChoices):
        AGENDA = "agenda", "dagsorden"
        WORRIES = "worries", "det bekymrer"
        WORKS = "works", "det virker"
        NEXT = "next", "det skal der ske"

    meeting = models.ForeignKey(Meeting, verbose_name="møde", on_delete=models.PROTECT, related_name="points")
    column = models.CharField("hvor", max_length=10, choices=Column.choices, default=Column.AGENDA)
    text = models.TextField("punkt")
    position = models.PositiveIntegerField(
        "plads på dagsordenen",
        null=True,
        blank=True,
        help_text="Among those it stands with. Empty until somebody puts them in order, and for what came after: last",
    )
    taken_off_at = models.DateTimeField(
        "taget af dagsordenen", null=True, blank=True, help_text="It stays readable and can be put back"
    )
    # What the plan proposed it for. Who may not see that, does not see the point either.
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ground = models.ForeignKey(Ground, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Item.Meta):
        ordering = ("written_at",)
        indexes = (models.Index(fields=["meeting", "column"], name="point_meeting_column"),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Item.Meta.constraints,
            models.CheckConstraint(
                name="point_column_known", condition=Q(column__in=["agenda", "worries", "works", "next"])
            ),
            models.CheckConstraint(name="point_says_something", condition=~Q(text="")),
            *(
                models.UniqueConstraint(fields=["meeting", name], name=f"point_{name}_once_at_a_meeting")
                for name in ABOUT
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.section.plan

    @property
    def about(self) -> "Task | Goal | Measure | Ground | None":
        """What the plan proposed it for. Up to four hidden queries, unless they were read with the point."""
        return self.task or self.goal or self.measure or self.ground

    @property
    def stands_first(self) -> bool:
        """The citizen's own points come before all others."""
        return self.section.is_citizens and not self.is_proposed

    @property
    def is_proposed(self) -> bool:
        """Was it taken in from what the plan proposed?"""
        return any((self.task_id, self.goal_id, self.measure_id, self.ground_id))


class Decision(Item, WithResponsible):
    """What was decided at a meeting: who sees to it, and from when. In the part of who is responsible.

    It is an agreement between people, no decision of an authority (afgørelse): that lives in the fagsystem.
    """

    class Became(models.TextChoices):
        TASK = "task", "en aftale"
        GOAL = "goal", "et mål"
        MEASURE = "measure", "en indsats"
        FOLLOW_UP = "follow_up", "en opfølgning"
        NOTHING = "nothing", "står for sig selv"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField("beslutning")
    takes_effect_on = models.DateField("gælder fra")
    became = models.CharField(
        "lagt i planen som",
        max_length=10,
        choices=Became.choices,
        blank=True,
        help_text="Empty until it was confirmed what the decision becomes in the plan",
    )
    task = models.OneToOneField(
        Task, verbose_name="aftale", null=True, blank=True, on_delete=models.PROTECT, related_name="decision"
    )
    goal = models.OneToOneField(
        Goal, verbose_name="mål", null=True, blank=True, on_delete=models.PROTECT, related_name="decision"
    )
    measure = models.OneToOneField(
        Measure,
        verbose_name="indsats",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decision",
    )
    follow_up = models.OneToOneField(
        FollowUp,
        verbose_name="opfølgning",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decision",
    )

    class Meta(Item.Meta):
        ordering = ("written_at",)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Item.Meta.constraints,
            *WithResponsible.Meta.constraints,
            models.CheckConstraint(name="decision_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="decision_became_what_it_says",
                condition=Q(became__in=["", "nothing"], **_only())
                | Q(became="task", **_only("task"))
                | Q(became="goal", **_only("goal"))
                | Q(became="measure", **_only("measure"))
                | Q(became="follow_up", **_only("follow_up")),
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.section.plan
