"""What a caseworker has noted for a citizen without a screen: from a letter, a call or a visit."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.plan import Plan


class NotedForCitizen(models.Model):
    """One thing noted: which, how it was told, when and to whom. It holds none of the words; the thing has them."""

    class How(models.TextChoices):
        LETTER = "letter", "i et brev"
        CALL = "call", "i telefonen"
        VISIT = "visit", "ved et besøg"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="noted_for_citizen")
    thing = models.CharField(max_length=20)  # the kind, as in the history
    thing_id = models.UUIDField()
    how = models.CharField(max_length=10, choices=How.choices)
    told_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "pk")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(name="noted_how_known", condition=Q(how__in=["letter", "call", "visit"])),
        )
