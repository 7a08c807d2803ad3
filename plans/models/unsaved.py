"""What somebody has typed in a form and not saved, and who has a plan open just now. Neither is part of the plan."""

import uuid

from django.conf import settings
from django.db import models

from plans.models.plan import Plan


class UnsavedForm(models.Model):
    """One form of one page as one person last left it, as a browser would send it; the writer's alone.

    `fields` holds what stood in each field before, and the version that was seen: so a save that comes late meets a
    colleague's change as a conflict. `is_set_aside` is a text that was not chosen in one: it fills no form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    page = models.TextField(help_text="The address of the page, which holds nothing but ids")
    form = models.TextField(blank=True, help_text="Which of the page's forms; empty for most")
    label = models.TextField(blank=True, help_text="What the form calls the first of its texts")
    texts = models.JSONField(default=list, help_text="The names of the fields in which people write")
    fields = models.JSONField(default=dict, help_text="field → what was sent in it, as a list")
    saved_at = models.DateTimeField()
    is_set_aside = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ("-saved_at",)
        indexes = (models.Index(fields=["saved_at"], name="unsaved_form_saved_at"),)
        constraints = (
            models.UniqueConstraint(fields=["user", "page", "form"], name="one_unsaved_form_each"),
        )


class Presence(models.Model):
    """A professional has a page of the plan open. Renewed while they have, and worth nothing a minute later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    page = models.TextField(help_text="The address of the page")
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["plan", "user"], name="one_presence_each"),)
