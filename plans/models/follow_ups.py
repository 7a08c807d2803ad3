"""Follow-ups: of a measure, and of the plan as a whole. Written when they are held, never altered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.measures import Measure, Progress
from plans.models.plan import Plan


class Held(models.Model):
    """What every follow-up says: when, what happened, and what happens next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    held_on = models.DateField("holdt den")
    was_due_on = models.DateField("skulle holdes senest", null=True, blank=True)
    happened = models.TextField("hvad er der sket")
    next_step = models.TextField("hvad sker der nu", blank=True)
    next_on = models.DateField("næste opfølgning", null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ("-held_on", "-written_at")


class FollowUp(Held):
    """A follow-up (opfølgning) of a measure. Stands where its measure stands."""

    class Result(models.TextChoices):
        """The three results of KL's joint terms (FFB), in our own words."""

        CONTINUE = "continue", "indsatsen fortsætter"
        END_AND_REFER = "end_and_refer", "indsatsen slutter, og en ny skal findes"
        END = "end", "indsatsen slutter"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="follow_ups")
    progress = models.CharField("hvordan går det", max_length=12, choices=Progress.choices)
    result = models.CharField("hvad besluttes", max_length=16, choices=Result.choices)

    class Meta(Held.Meta):
        constraints = (
            models.CheckConstraint(
                name="followup_progress_known",
                condition=Q(progress__in=["on_track", "off_track", "ended"]),
            ),
            models.CheckConstraint(
                name="followup_result_fits_progress",
                condition=Q(progress="ended", result__in=["end", "end_and_refer"])
                | (~Q(progress="ended") & Q(result="continue")),
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.measure.plan


class PlanFollowUp(Held):
    """A follow-up of the plan as a whole: seen as the dream is (rule 5), since it may be about any part."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="follow_ups")
