"""Asking that something be kept from the citizen until a date, and the second person's answer."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.plan import Plan


class Withholding(models.Model):
    """One asking, put to one person. Until it is approved the thing stays its writer's draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="withholdings")
    thing = models.CharField(max_length=60, help_text="Model name in lower case")
    thing_id = models.UUIDField()
    until = models.DateTimeField(help_text="From here the citizen sees it by itself")
    ground = models.TextField(help_text="The law and paragraph that allow it, and why")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="withholdings_to_answer"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    is_approved = models.BooleanField(default=False)

    class Meta:
        ordering = ("asked_at",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["thing_id"],
                condition=Q(decided_at__isnull=True),
                name="one_open_withholding_per_thing",
            ),
            models.CheckConstraint(
                name="withholding_by_two_people", condition=~Q(asked_by=models.F("asked_of"))
            ),
        )
