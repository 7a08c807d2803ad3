"""Goals and their sub-goals."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.responsible import WithResponsible
from plans.models.section import Item
from plans.models.taken_back import CanBeTakenBack

if TYPE_CHECKING:
    from plans.models.goal_progress import GoalProgress


class Level(models.IntegerChoices):
    """Functioning in words (FFB): 0 is no difficulty, 4 is complete difficulty."""

    NONE = 0, _("ingen nedsat funktionsevne")
    SLIGHT = 1, _("let nedsat")
    MODERATE = 2, _("moderat nedsat")
    SEVERE = 3, _("svært nedsat")
    COMPLETE = 4, _("fuldstændig nedsat")


class Goal(Item, WithResponsible, CanBeTakenBack):
    """A goal (mål): what, why, in whose words, by whom, how it goes. A level of None means "ikke vurderet"."""

    class Words(models.TextChoices):
        CITIZEN = "citizen", "borgerens ord"
        AGREED = "agreed", "fælles ord"
        HYPOTHESIS = "hypothesis", "fagpersonens bud"

    class Type(models.TextChoices):
        DEVELOP = "develop", "udvikle"
        MAINTAIN = "maintain", "fastholde"
        LIMIT_LOSS = "limit_loss", "begrænse tab"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "foreslået af borgeren"
        ACTIVE = "active", "i gang"
        REACHED = "reached", "nået"
        NOT_WORKING = "not_working", "virker ikke"
        CHANGED = "changed", "ændret"
        STOPPED = "stopped", "stoppet"
        BLOCKED = "blocked", "bremset udefra"

    title = models.TextField("mål")
    why = models.TextField("hvorfor", blank=True)
    words = models.CharField("i hvis ord", max_length=12, choices=Words.choices, default=Words.AGREED)
    type = models.CharField("hvad vil vi", max_length=12, choices=Type.choices, default=Type.DEVELOP)
    due_on = models.DateField("senest", null=True, blank=True)
    measured_by = models.TextField("sådan ser vi, at det går fremad", blank=True)
    expected = models.PositiveSmallIntegerField("forventet", choices=Level.choices, null=True, blank=True)
    actual = models.PositiveSmallIntegerField("nu", choices=Level.choices, null=True, blank=True)
    status = models.CharField("hvordan går det", max_length=12, choices=Status.choices, default=Status.ACTIVE)
    reason = models.TextField("begrundelse", blank=True)
    ffb_theme = models.CharField(
        "FFB-tema", max_length=100, blank=True, help_text="Code in KL's joint professional terms"
    )

    class Meta(Item.Meta):
        ordering = ("written_at",)
        indexes = (
            models.Index(fields=["section", "status"], name="goal_section_status"),
            models.Index(fields=["written_by"], condition=Q(is_draft=True), name="goal_drafts"),
        )
        constraints = (
            *Item.Meta.constraints,
            *WithResponsible.Meta.constraints,
            models.CheckConstraint(
                name="goal_status_known",
                condition=Q(
                    status__in=[
                        "proposed",
                        "active",
                        "reached",
                        "not_working",
                        "changed",
                        "stopped",
                        "blocked",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="goal_words_known", condition=Q(words__in=["citizen", "agreed", "hypothesis"])
            ),
            models.CheckConstraint(
                name="goal_type_known", condition=Q(type__in=["develop", "maintain", "limit_loss"])
            ),
            models.CheckConstraint(
                name="goal_levels_0_to_4",
                condition=(Q(expected__isnull=True) | Q(expected__lte=4))
                & (Q(actual__isnull=True) | Q(actual__lte=4)),
            ),
        )

    def __str__(self) -> str:
        return f"Goal {self.pk}"

    @property
    def lately(self) -> "list[GoalProgress]":
        """How it went lately as the viewer may see it, the newest first; of the goals that `plans.reading` loads."""
        return getattr(self, "newest_progress", [])


class SubGoal(CanBeTakenBack):
    """A step on the way (delmål). Stands where its goal stands."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "ikke begyndt"
        IN_PROGRESS = "in_progress", "i gang"
        DONE = "done", "nået"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="subgoals")
    title = models.TextField("delmål")
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    position = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "written_at")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="subgoal_status_known", condition=Q(status__in=["not_started", "in_progress", "done"])
            ),
        )
