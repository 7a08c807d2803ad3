"""A leader's look afterwards at what a department has shared without consent."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from citizens.models.grounds import Ground
from enplan.accounts.models import Department


class GroundReview(models.Model):
    """A leader of the owner looks afterwards at what was shared without consent: waiting until `reviewed_at` is set."""

    ground = models.OneToOneField(Ground, primary_key=True, on_delete=models.CASCADE, related_name="review")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    was_right = models.BooleanField(null=True)
    note = models.TextField("note", blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="ground_review_is_whole",
                condition=Q(was_right__isnull=True, reviewed_at__isnull=True, reviewed_by__isnull=True)
                | (
                    Q(was_right__isnull=False, reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & ~Q(note="")
                ),
            ),
        )
        indexes = (
            models.Index(
                fields=["department"], condition=Q(reviewed_at__isnull=True), name="ground_review_waiting"
            ),
        )
