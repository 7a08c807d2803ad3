"""Journal notes: what is filed to the fagsystemer, and what is added to them afterwards."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.section import Item


class JournalNote(Item):
    """A note (journalnotat). Filed the moment it is written; from then on it is only added to, never altered."""

    title = models.TextField("overskrift")
    text = models.TextField("notat")
    day = models.DateField("dato")

    class Meta(Item.Meta):
        ordering = ("-day", "-written_at")
        constraints = Item.Meta.constraints
        indexes = (
            models.Index(fields=["written_by"], condition=Q(is_draft=True), name="journalnote_drafts"),
        )

    def __str__(self) -> str:
        return f"JournalNote {self.pk}"


class JournalAddition(models.Model):
    """What was added to a note later: a correction or more. Stands where its note stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(JournalNote, on_delete=models.CASCADE, related_name="additions")
    text = models.TextField("tilføjelse")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("written_at",)
        default_permissions = ()
