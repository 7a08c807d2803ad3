"""A conversation with the citizen as it is being written down, line by line. Nothing of it is in the plan before it is
sorted and confirmed; then it is gone from here.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.families import FamilyLink
from plans.models.plan import Plan


class Talk(models.Model):
    """One person's running conversation (samtale) with the citizen of one plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="talks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    how = models.TextField("hvor og hvordan", blank=True)
    is_read_back = models.BooleanField(default=False, help_text="The citizen's words were read to them again")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["plan", "user"], name="one_talk_at_a_time_each"),)


class TalkLine(models.Model):
    """One line as it was said. `landing` is what the writer has corrected of where it goes, as the page sent it."""

    class Kind(models.TextChoices):
        DREAM = "dream", "Drøm"
        MATTERS = "matters", "Det er vigtigt"
        GOAL = "goal", "Mål"
        TASK = "task", "Aftale"
        RATING = "rating", "Tal på linealen"
        NOTE = "note", "Notat"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    area = models.ForeignKey(
        "accounts.LifeArea", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    landing = models.JSONField(default=dict, help_text="field → what was chosen or written")
    is_struck = models.BooleanField(default=False)
    together = models.ForeignKey(
        FamilyLink,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The family it was said in front of: only such lines stand on the page that the family sees",
    )
    position = models.PositiveIntegerField()
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "written_at")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="talk_line_kind_known",
                condition=Q(kind__in=["dream", "matters", "goal", "task", "rating", "note"]),
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.talk.plan
