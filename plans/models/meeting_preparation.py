"""Getting ready for a meeting: what each writes beforehand from their own field, and who has opened the agenda."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.meetings import Meeting
from plans.models.plan import Plan
from plans.models.section import Item


class MeetingNote(Item):
    """What one professional brings to a meeting (enfagligt notat): in an area, in the own department's part. Read by
    those who read that part, before the meeting and at it.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name="møde", on_delete=models.PROTECT, related_name="preparations"
    )
    text = models.TextField("forberedelse")

    class Meta(Item.Meta):
        ordering = ("written_at",)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Item.Meta.constraints,
            models.CheckConstraint(name="meeting_note_says_something", condition=~Q(text="")),
        )

    @property
    def plan(self) -> Plan:
        return self.section.plan


class MeetingOpening(models.Model):
    """That the agenda was on somebody's screen, and when it first was. Written with the look, and never again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["meeting", "user"], name="meeting_opened_once_each"),)
