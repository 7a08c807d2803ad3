"""The summary (referat) of a meeting that was agreed: frozen, numbered, dated. See ADR 0021."""

import uuid

from django.conf import settings
from django.db import models

from enplan.audit.append_only import AppendOnly
from plans.models.meetings import Meeting
from plans.models.plan import Plan


class Summary(AppendOnly):
    """What stood in the plan and was said at the meeting when it was agreed, piece by piece. Only added to.

    `content` is a list of pieces (`plans.summaries.pieces`), each with the kind and id of what it tells of: who may no
    longer see that thing is not shown the piece either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="summaries")
    number = models.PositiveIntegerField(help_text="Counts the summaries of the plan")
    version = models.PositiveIntegerField(help_text="Counts those of the meeting")
    content = models.JSONField()
    checksum = models.CharField(
        max_length=64, help_text="SHA-256 of the content, and of what each copy holds"
    )
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ("agreed_at",)
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["meeting", "version"], name="summary_version_once"),)

    @property
    def plan(self) -> Plan:
        return self.meeting.plan


class SummaryCopy(AppendOnly):
    """One participant's copy: which pieces it held when it was made, and the consents as they were told to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summary = models.ForeignKey(Summary, on_delete=models.PROTECT, related_name="copies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    holds = models.JSONField(help_text="“kind id” of each piece")
    consents = models.JSONField(help_text="Of each consent in force: its id, and how it was told")

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["summary", "user"], name="summary_copy_once_each"),)

    @property
    def plan(self) -> Plan:
        return self.summary.meeting.plan
