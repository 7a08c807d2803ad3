"""Measures: what is done, by law and provider; and each change of how much."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from enplan.accounts.models import Department
from plans.models.goals import Goal
from plans.models.measure_types import MeasureType
from plans.models.plan import Plan
from plans.models.section import Item
from plans.models.taken_back import CanBeTakenBack


class Progress(models.TextChoices):
    """How a measure goes, as said when it was last followed up."""

    ON_TRACK = "on_track", "går som aftalt"
    OFF_TRACK = "off_track", "går ikke som aftalt"
    ENDED = "ended", "er slut"


class Measure(Item, CanBeTakenBack):
    """A measure (indsats). Holds law, paragraph, name and rhythm as they were when it was made.

    The section's owner is the authority; `provider` carries it out, a department here or an organisation by name. A
    plan is no decision: granting stands in the fagsystem. A trial (prøvehandling) is small and short, and has an end.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", "planlagt"
        RUNNING = "running", "i gang"
        ENDED = "ended", "afsluttet"
        STOPPED = "stopped", "stoppet"

    class CostPer(models.TextChoices):
        ONCE = "once", "i alt"
        WEEK = "week", "om ugen"
        MONTH = "month", "om måneden"
        YEAR = "year", "om året"

    type = models.ForeignKey(
        MeasureType,
        verbose_name="fra kataloget",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    title = models.TextField("indsats")
    law = models.TextField("lov", blank=True)
    paragraph = models.TextField("paragraf", blank=True)
    provider = models.ForeignKey(
        Department,
        verbose_name="afdeling, der udfører",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    provider_name = models.TextField("hvem udfører", blank=True)
    goal = models.ForeignKey(
        Goal,
        verbose_name="mål, den hjælper",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measures",
    )
    is_trial = models.BooleanField("prøvehandling", default=False)
    fills_the_week = models.BooleanField("fylder det meste af ugen", default=False)
    extent = models.TextField("omfang", blank=True)
    starts_on = models.DateField("begynder")
    ends_on = models.DateField("slutter", null=True, blank=True)
    evaluate_on = models.DateField("evalueres", null=True, blank=True)
    first_follow_up_weeks = models.PositiveSmallIntegerField(
        "første opfølgning, uger efter start", null=True, blank=True
    )
    follow_up_months = models.PositiveSmallIntegerField("følges op, måneder imellem", null=True, blank=True)
    next_follow_up_on = models.DateField("næste opfølgning", null=True, blank=True)
    followed_up_on = models.DateField("sidst fulgt op", null=True, blank=True)
    progress = models.CharField("hvordan går det", max_length=12, choices=Progress.choices, blank=True)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.RUNNING)
    reason = models.TextField("begrundelse", blank=True)
    contract = models.TextField("kontrakt", blank=True)
    cost = models.DecimalField("pris, kr.", max_digits=12, decimal_places=2, null=True, blank=True)
    cost_per = models.CharField("pris for", max_length=12, choices=CostPer.choices, blank=True)
    paid_by = models.TextField("hvem betaler", blank=True)

    class Meta(Item.Meta):
        ordering = ("starts_on", "written_at")
        indexes = (
            models.Index(fields=["section", "status"], name="measure_section_status"),
            models.Index(fields=["written_by"], condition=Q(is_draft=True), name="measure_drafts"),
            models.Index(
                fields=["section", "next_follow_up_on"],
                name="measure_section_next_follow_up",
                condition=Q(next_follow_up_on__isnull=False),
            ),
        )
        constraints = (
            *Item.Meta.constraints,
            models.CheckConstraint(
                name="measure_law_and_paragraph_together",
                condition=Q(law="", paragraph="") | (~Q(law="") & ~Q(paragraph="")),
            ),
            models.CheckConstraint(
                name="measure_one_provider", condition=Q(provider__isnull=True) | Q(provider_name="")
            ),
            models.CheckConstraint(
                name="measure_dates_in_order",
                condition=(Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")))
                & (Q(evaluate_on__isnull=True) | Q(evaluate_on__gte=F("starts_on"))),
            ),
            models.CheckConstraint(
                name="measure_trial_has_end_and_evaluation",
                condition=Q(is_trial=False) | Q(ends_on__isnull=False, evaluate_on__isnull=False),
            ),
            models.CheckConstraint(
                name="measure_status_known",
                condition=Q(status__in=["planned", "running", "ended", "stopped"]),
            ),
            models.CheckConstraint(
                name="measure_stopped_says_why", condition=~Q(status="stopped") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="measure_over_is_not_due",
                condition=Q(status__in=["planned", "running"]) | Q(next_follow_up_on__isnull=True),
            ),
            models.CheckConstraint(
                name="measure_cost_has_its_period",
                condition=Q(cost__isnull=True, cost_per="") | (Q(cost__gte=0) & ~Q(cost_per="")),
            ),
        )

    def __str__(self) -> str:
        return f"Measure {self.pk}"

    @property
    def plan(self) -> Plan:
        return self.section.plan

    @property
    def by_law(self) -> str:
        """ "serviceloven § 85", or nothing for what stands in no law."""
        return f"{self.law} {self.paragraph}".strip()

    @property
    def is_over(self) -> bool:
        return self.status in (self.Status.ENDED, self.Status.STOPPED)

    def has_begun(self, today: date) -> bool:
        """What was planned begins on its day, whether or not anybody has said so."""
        return self.status == self.Status.RUNNING or (not self.is_over and self.starts_on <= today)

    def newest_change(self) -> "SupportChange | None":
        """The newest change of support. A hidden query, unless they were read with the measure."""
        return next(
            iter(sorted(self.support_changes.all(), key=lambda one: one.written_at, reverse=True)), None
        )

    def coming_change(self, today: date) -> "SupportChange | None":
        """A change of support that is agreed and has not begun; a hidden query, as above."""
        newest = self.newest_change()
        return newest if newest is not None and newest.from_on > today else None

    def is_due(self, today: date) -> bool:
        """A follow-up that should have been held by now. Told to staff only: the citizen is not shamed."""
        return self.next_follow_up_on is not None and self.next_follow_up_on < today


class SupportChange(models.Model):
    """Support up or down (støtte op, støtte ned): from what to what, and why, for the citizen to read. Never altered.

    Stands where its measure stands.
    """

    class Direction(models.TextChoices):
        UP = "up", "mere støtte"
        DOWN = "down", "mindre støtte"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="support_changes")
    direction = models.CharField("op eller ned", max_length=4, choices=Direction.choices)
    before = models.TextField("omfang før", blank=True)
    after = models.TextField("omfang nu")
    reason = models.TextField("begrundelse")
    from_on = models.DateField("gælder fra")
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("written_at",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(name="support_direction_known", condition=Q(direction__in=["up", "down"])),
            models.CheckConstraint(name="support_change_says_why", condition=~Q(reason="") & ~Q(after="")),
        )

    @property
    def plan(self) -> Plan:
        return self.measure.plan
