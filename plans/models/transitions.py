"""Transitions (overgange): 16, 17½ and 18 years, discharge, pension, another department; each with its checklist.

The lines of the checklist are tasks (`Task.transition`): they stand in sections like all others, under the same rule.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.plan import Plan
from plans.models.templates import TransitionKind


class Transition(models.Model):
    """One transition on a plan. Its name is a copy, so that changing the template changes nothing here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="transitions")
    kind = models.ForeignKey(TransitionKind, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("overgang", max_length=100)
    is_by_age = models.BooleanField(default=False, help_text="Its date follows from the birth date")
    on = models.DateField("dag")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField("taget af planen", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("on", "begun_at")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "kind"],
                condition=Q(is_by_age=True, cancelled_at__isnull=True),
                name="transition_of_an_age_once",
            ),
        )

    def __str__(self) -> str:
        return f"Transition {self.pk}"
