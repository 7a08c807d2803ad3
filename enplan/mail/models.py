"""The outbox: one row for each letter that is to be sent. It holds no text and no address: those are made when sent."""

import uuid

from django.db import models
from django.db.models import Q


class OutgoingMail(models.Model):
    """One letter: of which kind, about what, and how far it has got."""

    class State(models.TextChoices):
        WAITING = "waiting", "venter"
        SENDING = "sending", "er ved at blive sendt"
        SENT = "sent", "sendt"
        UNKNOWN = (
            "unknown",
            "måske sendt",
        )  # a worker died, or the line broke, in the middle: never sent again by itself
        DROPPED = "dropped", "ikke længere aktuel"
        FAILED = "failed", "kunne ikke sendes"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=40, help_text="Which letter: see enplan.mail.letters")
    about_id = models.UUIDField(
        help_text="What it is about; the letter's maker knows what kind of thing that is"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=40, blank=True, help_text="A code, never the server's own words")

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=["due_at"], condition=Q(state__in=["waiting", "sending"]), name="mail_due"),
            models.Index(fields=["about_id"], name="mail_about"),
        )
        constraints = (
            models.CheckConstraint(
                name="mail_state_known",
                condition=Q(state__in=["waiting", "sending", "sent", "unknown", "dropped", "failed"]),
            ),
        )
