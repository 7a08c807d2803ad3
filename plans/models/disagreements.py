"""Disagreement (uenighed): each one's view side by side, and how it was settled. Nobody's view overwrites another's."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.goals import Goal
from plans.models.measures import Measure
from plans.models.meetings import Meeting
from plans.models.plan import Plan
from plans.models.section import Item


class Disagreement(Item):
    """Stands in the section of the goal or measure it is about; without one, in the part of who raised it in that area.

    It holds no words of its own: what it is about is the goal, the measure or the area; all else is said in the views.
    """

    goal = models.ForeignKey(
        Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="disagreements"
    )
    measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="disagreements"
    )
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="disagreements",
        help_text="Where it came up, if that was at a meeting",
    )
    settled_at = models.DateTimeField("afsluttet", null=True, blank=True)

    class Meta(Item.Meta):
        ordering = ("written_at",)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Item.Meta.constraints,
            models.CheckConstraint(
                name="disagreement_about_one_thing", condition=Q(goal__isnull=True) | Q(measure__isnull=True)
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.section.plan

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def of(self) -> Goal | Measure | None:
        """The thing it is about; None where that is the area."""
        return self.goal or self.measure


class DisagreementView(Item):
    """One person's view: in the same area, in that person's own part. Read only by who may read there too."""

    disagreement = models.ForeignKey(Disagreement, on_delete=models.PROTECT, related_name="views")
    text = models.TextField("syn på sagen")

    class Meta(Item.Meta):
        ordering = ("written_at",)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["disagreement", "written_by"], name="one_view_for_each_holder"),
            models.CheckConstraint(name="view_says_something", condition=~Q(text="")),
        )

    @property
    def plan(self) -> Plan:
        return self.section.plan


class Settlement(models.Model):
    """How a disagreement ended, or what one of several leaders has decided. Seen as it is; only added to."""

    class How(models.TextChoices):
        LEADER = "leader", "en leder har besluttet"
        AGREED = "agreed", "teamet er blevet enigt"
        STILL = "still", "vi er fortsat uenige"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disagreement = models.ForeignKey(Disagreement, on_delete=models.PROTECT, related_name="settlements")
    how = models.CharField(max_length=10, choices=How.choices)
    text = models.TextField("beslutning", blank=True)
    takes_effect_on = models.DateField("gælder fra", null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="settlement_how_known", condition=Q(how__in=["leader", "agreed", "still"])
            ),
            models.CheckConstraint(
                name="settlement_by_leader_is_whole",
                condition=~Q(how="leader")
                | (~Q(text="") & Q(takes_effect_on__isnull=False, responsible__isnull=False)),
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.disagreement.section.plan


class DecisionRule(models.Model):
    """Where a disagreement goes in this municipality: one row, kept by an administrator. About nobody."""

    class GoesTo(models.TextChoices):
        CONCERNED = "concerned", "lederne i de afdelinger, der er uenige"
        DEPARTMENT = "department", "lederen i én bestemt afdeling"
        TEAM = "team", "teamet afgør det selv"

    key = models.SlugField(primary_key=True, max_length=20, default="rule", editable=False)
    goes_to = models.CharField(
        "hvem afgør en uenighed", max_length=12, choices=GoesTo.choices, default=GoesTo.CONCERNED
    )
    department = models.ForeignKey(
        "accounts.Department",
        verbose_name="afdeling",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(name="one_decision_rule", condition=Q(key="rule")),
            models.CheckConstraint(
                name="decision_rule_goes_to_known",
                condition=Q(goes_to__in=["concerned", "team"], department__isnull=True)
                | Q(goes_to="department", department__isnull=False),
            ),
        )
