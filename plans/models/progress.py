"""Progress: the wellbeing ruler (trivselslineal)."""

from django.db import models
from django.db.models import Q

from plans.models.plan import Plan
from plans.models.section import Guarded, Section
from plans.models.taken_back import CanBeTakenBack


class Rating(Guarded, CanBeTakenBack):
    """One point on the ruler, 0–10; value None is "ved ikke", a value of its own.

    An area's rating stands in the rater's section; an overall one (no section) is seen as the dream is (rule 5).
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="ratings")
    section = models.ForeignKey(Section, null=True, on_delete=models.PROTECT, related_name="ratings")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    rated_on = models.DateField()
    is_by_citizen = models.BooleanField(default=False)
    is_told = models.BooleanField(default=False, help_text="The citizen's number, told to `written_by`")

    class Meta(Guarded.Meta):
        ordering = ("rated_on", "written_at")
        indexes = (models.Index(fields=["written_by"], condition=Q(is_draft=True), name="rating_drafts"),)
        constraints = (
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="rating_told_by_the_citizen", condition=Q(is_told=False) | Q(is_by_citizen=True)
            ),
            models.CheckConstraint(
                name="rating_value_0_to_10", condition=Q(value__isnull=True) | Q(value__lte=10)
            ),
        )
