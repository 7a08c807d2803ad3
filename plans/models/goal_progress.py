"""How it goes with a goal, noted along the way. Only added to: what was noted then stays as it was seen then."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.goals import Goal, Level


class GoalProgress(models.Model):
    """One entry. Stands where its goal stands. “Ingen ændring, fordi …” is an entry like the others."""

    class Direction(models.TextChoices):
        FORWARD = "forward", "fremad"
        SAME = "same", "ingen ændring"
        BACK = "back", "tilbage"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="progress")
    direction = models.CharField(
        "hvordan det går", max_length=8, choices=Direction.choices, blank=True, help_text="Empty: only a line"
    )
    level = models.PositiveSmallIntegerField("funktionsevne", choices=Level.choices, null=True, blank=True)
    note = models.TextField("bemærkning", blank=True)
    noted_on = models.DateField("dato")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-noted_on", "-written_at")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="goal_progress_direction_known",
                condition=Q(direction__in=["", "forward", "same", "back"]),
            ),
            models.CheckConstraint(
                name="goal_progress_says_something",
                condition=~Q(direction="") | ~Q(note="") | Q(level__isnull=False),
            ),
            models.CheckConstraint(
                name="goal_progress_level_0_to_4", condition=Q(level__isnull=True) | Q(level__lte=4)
            ),
        )

    def __str__(self) -> str:
        return f"Progress {self.pk}"
