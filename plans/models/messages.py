"""Messages (beskeder) between the citizen's side and whoever coordinates. Sent, they are never changed or deleted."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from citizens.models import Representative
from plans.models.plan import Plan


class Message(models.Model):
    """One message. It stands in the citizen's own conversation, or in that of one who acts for them
    (`with_representative`), which is another: what one parent writes is not the other's to read.
    """

    class Heard(models.TextChoices):
        LETTER = "letter", "et brev"
        CALL = "call", "et opkald"
        VISIT = "visit", "et besøg"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="messages")
    with_representative = models.ForeignKey(
        Representative, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_from_citizen = models.BooleanField(help_text="From the citizen's side; otherwise from who coordinates")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    heard = models.CharField(
        "hvor det kom fra",
        max_length=10,
        choices=Heard.choices,
        blank=True,
        help_text="Noted for the citizen's side by `written_by`, who was told it in this way",
    )
    about = models.TextField("hvad det handler om", blank=True)
    text = models.TextField("besked")
    must_do = models.BooleanField("skal borgeren gøre noget", default=False)
    do_by = models.DateField("senest", null=True, blank=True)
    once = models.UUIDField(
        help_text="Of the form it was sent from: sent twice from there, it is one message"
    )
    settled_at = models.DateTimeField("besvaret eller klaret", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("written_at", "pk")
        default_permissions = ()
        indexes = (
            models.Index(fields=["plan", "written_at"], name="message_plan_at"),
            models.Index(
                fields=["plan"], condition=Q(is_from_citizen=True, settled_at=None), name="message_open"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["written_by", "once"], name="message_sent_once"),
            models.CheckConstraint(name="message_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="message_heard_known", condition=Q(heard__in=["", "letter", "call", "visit"])
            ),
            models.CheckConstraint(
                name="message_asks_of_the_citizen_alone",
                condition=Q(is_from_citizen=True, about="", must_do=False, do_by=None)
                | Q(is_from_citizen=False, heard="", settled_at=None),
            ),
            models.CheckConstraint(
                name="message_day_for_what_must_be_done", condition=Q(do_by=None) | Q(must_do=True)
            ),
            models.CheckConstraint(
                name="message_settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        )

    @property
    def is_open(self) -> bool:
        """Does it wait for who coordinates?"""
        return self.is_from_citizen and self.settled_at is None


class MessageOpening(models.Model):
    """That a message was on somebody's screen, and when it first was. Written with the look, and never again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["message", "user"], name="message_opened_once_each"),)
