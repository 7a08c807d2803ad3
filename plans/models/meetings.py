"""Meetings (møder) about a plan: when, where and of what kind, and who was asked to come. What is said at one stands in
`plans.models.meeting_lines`, what was agreed on paper in `plans.models.summaries`.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from citizens.models import NetworkPerson
from enplan.web.parts_in_danish import said
from plans.models.plan import Plan


class MeetingKind(models.Model):
    """A form of meeting as the municipality holds it: its usual length, and its programme. About nobody."""

    key = models.SlugField(primary_key=True, max_length=30)
    name = models.TextField("navn")
    name_en = models.TextField("navn på engelsk", blank=True)
    minutes = models.PositiveSmallIntegerField("minutter")
    programme = models.TextField("program", blank=True, help_text="One line for each part of the meeting")
    has_columns = models.BooleanField(
        "har en tavle",
        default=False,
        help_text="The board with what worries, what works and what shall happen",
    )
    with_citizen = models.BooleanField("borgeren er med", default=True)
    who = models.TextField("skal med", blank=True)
    prepare = models.TextField("det skal være klar", blank=True)
    prepare_days = models.PositiveSmallIntegerField("skal være klar, dage før", null=True, blank=True)
    leave_after = models.PositiveSmallIntegerField(
        "de andre går efter punkt nr.", null=True, blank=True, help_text="Of the programme, counted from 1"
    )
    rhythm = models.TextField(
        "skal holdes efter måneder", blank=True, help_text="“3, 6, 9”: counted from the plan's first meeting"
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField("i brug", default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "name")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="meeting_kind_prepares_something_by_a_day",
                condition=Q(prepare="", prepare_days__isnull=True)
                | (~Q(prepare="") & Q(prepare_days__isnull=False)),
            ),
            models.CheckConstraint(name="meeting_kind_takes_time", condition=Q(minutes__gte=1)),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def said_name(self) -> str:
        """In the language of the page."""
        return said(self.name, self.name_en)

    @property
    def months(self) -> list[int]:
        """After how many months it is to be held, the first first; empty where it is held when somebody wants to."""
        return sorted(int(one) for one in self.rhythm.replace(",", " ").split())


class Meeting(models.Model):
    """One meeting. Who was asked to come sees time, place and their own part; what is said stands in sections."""

    class State(models.TextChoices):
        CALLED = "called", "indkaldt"
        HELD = "held", "holdt"
        AGREED = "agreed", "referatet er godkendt"
        CANCELLED = "cancelled", "aflyst"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="meetings")
    kind = models.ForeignKey(MeetingKind, on_delete=models.PROTECT, related_name="+")
    programme = models.TextField("program", blank=True, help_text="The kind's, as it was when it was called")
    leave_after = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The kind's, as it was when it was called"
    )
    at = models.DateTimeField("tidspunkt")
    minutes = models.PositiveSmallIntegerField("minutter")
    place = models.TextField("sted", blank=True)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.CALLED)
    cancelled_reason = models.TextField("hvorfor mødet er aflyst", blank=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(
        default=0, help_text="How often it was moved: calendars know an update by it"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("at",)
        default_permissions = ()
        indexes = (models.Index(fields=["plan", "at"], name="meeting_plan_at"),)
        constraints = (
            models.CheckConstraint(
                name="meeting_state_known", condition=Q(state__in=["called", "held", "agreed", "cancelled"])
            ),
            models.CheckConstraint(name="meeting_takes_time", condition=Q(minutes__gte=1)),
            models.CheckConstraint(
                name="meeting_cancelled_with_reason",
                condition=(Q(state="cancelled") & ~Q(cancelled_reason=""))
                | (~Q(state="cancelled") & Q(cancelled_reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"Meeting {self.pk}"

    @property
    def ends_at(self) -> datetime:
        return self.at + timedelta(minutes=self.minutes)

    @property
    def takes_lines(self) -> bool:
        """Can something still be written to it?"""
        return self.state in (self.State.CALLED, self.State.HELD)

    @property
    def is_agreed(self) -> bool:
        return self.state == self.State.AGREED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED


class Participant(models.Model):
    """Somebody who was asked to come: the citizen, somebody with a login, somebody of the network, or an outsider."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "har ikke svaret"
        COMES = "comes", "kommer"
        CANNOT = "cannot", "kan ikke"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="participants")
    is_citizen = models.BooleanField(default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.ForeignKey(
        NetworkPerson, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outsider = models.TextField("en anden", blank=True, help_text="The name of who has no login here")
    why = models.TextField("hvorfor", blank=True, help_text="What they come for, in plain words")
    answer = models.CharField("svar", max_length=10, choices=Answer.choices, default=Answer.WAITING)
    message = models.TextField("besked", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    prepare = models.TextField("det skal være klar", blank=True)
    prepare_by = models.DateField("skal være klar senest", null=True, blank=True)
    letter_posted_at = models.DateTimeField("brev sendt", null=True, blank=True)
    letter_posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    letter_sequence = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="The meeting's, as the letter has it: after a later one a new letter is due",
    )
    was_there = models.BooleanField("var der", null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-is_citizen", "invited_at")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="participant_is_one",
                condition=Q(is_citizen=True, user__isnull=True, contact__isnull=True, outsider="")
                | Q(is_citizen=False, user__isnull=False, contact__isnull=True, outsider="")
                | Q(is_citizen=False, user__isnull=True, contact__isnull=False, outsider="")
                | (Q(is_citizen=False, user__isnull=True, contact__isnull=True) & ~Q(outsider="")),
            ),
            models.CheckConstraint(
                name="participant_prepares_something_by_a_day",
                condition=Q(prepare="", prepare_by__isnull=True)
                | (~Q(prepare="") & Q(prepare_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="participant_letter_posted_by_somebody",
                condition=Q(
                    letter_posted_at__isnull=True, letter_posted_by__isnull=True, letter_sequence__isnull=True
                )
                | Q(
                    letter_posted_at__isnull=False,
                    letter_posted_by__isnull=False,
                    letter_sequence__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="participant_answer_known", condition=Q(answer__in=["waiting", "comes", "cannot"])
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(removed_at__isnull=True), name="participant_user_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "contact"],
                condition=Q(removed_at__isnull=True),
                name="participant_contact_once",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(removed_at__isnull=True, is_citizen=True),
                name="participant_citizen_once",
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.meeting.plan
