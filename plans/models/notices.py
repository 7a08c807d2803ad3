"""Telling a private person that something is new (besked om nyt): what they have chosen, and what was sent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.meetings import Meeting
from plans.models.messages import Message
from plans.models.plan import Plan


class NoticeChoice(models.Model):
    """How one private person wants to be told. Without a row: not at all, they look for themselves."""

    class Channel(models.TextChoices):
        NONE = "none", "ingen"
        EMAIL = "email", "mail"
        LETTER = "letter", "brev"

    class Reminder(models.TextChoices):
        NONE = "none", "ingen"
        DAY_BEFORE = "day_before", "dagen før"
        SAME_MORNING = "same_morning", "samme morgen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choice"
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.NONE)
    email = models.EmailField(blank=True, help_text="Typed by the person for this, and used for nothing else")
    reminder = models.CharField(max_length=15, choices=Reminder.choices, default=Reminder.NONE)
    chosen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="notice_channel_known",
                condition=(Q(channel="email") & ~Q(email=""))
                | Q(channel__in=["none", "letter"], email="", reminder="none"),
            ),
            models.CheckConstraint(
                name="notice_reminder_known",
                condition=Q(reminder__in=["none", "day_before", "same_morning"]),
            ),
        )


class Notice(models.Model):
    """One occasion on which somebody is told: a message, a day with something they have said yes to, or a meeting that
    was called, moved or cancelled. Told once.

    An e-mail goes through the outbox (`enplan.mail`), which knows it by this row's id. A letter is on paper, by who
    coordinates, who says here that it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who is told; empty for somebody without a login, who gets a letter",
    )
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    reminds_of = models.DateField(null=True, blank=True, help_text="The day that is reminded of")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    sequence = models.PositiveIntegerField(
        null=True, blank=True, help_text="The meeting's, as it was then: a later one takes its place"
    )
    is_by_email = models.BooleanField()
    made_at = models.DateTimeField()
    letter_sent_at = models.DateTimeField(null=True, blank=True)
    letter_sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-made_at",)
        default_permissions = ()
        indexes = (
            models.Index(fields=["user", "-made_at"], name="notice_user_at"),
            models.Index(
                fields=["plan"], condition=Q(is_by_email=False, letter_sent_at=None), name="notice_letter_due"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["message"], name="notice_once_for_a_message"),
            models.UniqueConstraint(fields=["plan", "user", "reminds_of"], name="notice_once_for_a_day"),
            models.CheckConstraint(
                name="notice_of_one_thing",
                condition=Q(message__isnull=False, reminds_of=None, meeting=None, sequence=None)
                | Q(message=None, reminds_of__isnull=False, meeting=None, sequence=None, is_by_email=True)
                | Q(
                    message=None,
                    reminds_of=None,
                    meeting__isnull=False,
                    sequence__isnull=False,
                    is_by_email=True,
                ),
            ),
            models.UniqueConstraint(
                fields=["meeting", "user", "sequence"], name="notice_once_for_a_call_of_a_meeting"
            ),
            models.CheckConstraint(
                name="notice_email_has_a_reader", condition=Q(is_by_email=False) | Q(user__isnull=False)
            ),
            models.CheckConstraint(
                name="notice_letter_sent_by_somebody",
                condition=Q(letter_sent_at=None, letter_sent_by=None)
                | Q(letter_sent_at__isnull=False, letter_sent_by__isnull=False, is_by_email=False),
            ),
        )
