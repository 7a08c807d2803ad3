"""What has been answered so far in a conversation about consent. Nothing is decided before it is confirmed."""

import uuid

from django.conf import settings
from django.db import models

from plans.models.plan import Plan


class ConversationDraft(models.Model):
    """One person's answers so far on one plan, step by step, as they were sent. Gone once they are confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="conversation_drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict, help_text="step → field → what was chosen or written")
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["plan", "user"], name="one_conversation_at_a_time_each"),
        )
