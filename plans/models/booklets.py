"""Booklets (hæfter): the plans of many citizens on paper for one team meeting, made by jobs and kept for an hour."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.plan import Plan

KEPT = timedelta(hours=1)


class Booklet(models.Model):
    """What one person has asked for, theirs alone. `content` is there as a whole or not at all."""

    class State(models.TextChoices):
        MAKING = "making", "bliver lavet"
        READY = "ready", "klar"
        STOPPED = "stopped", "stoppet"
        FAILED = "failed", "mislykket"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, help_text="Of which plans: asked for twice, it is made once")
    state = models.CharField(max_length=10, choices=State.choices, default=State.MAKING)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, help_text="While somebody binds it")
    content = models.BinaryField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("-asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "key"], condition=Q(state="making"), name="booklet_made_once"
            ),
            models.CheckConstraint(
                name="booklet_state_known", condition=Q(state__in=["making", "ready", "stopped", "failed"])
            ),
            models.CheckConstraint(
                name="booklet_ready_is_whole", condition=Q(state="ready") ^ Q(content__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"Booklet {self.pk}"

    @property
    def is_being_made(self) -> bool:
        return self.state == self.State.MAKING

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def kept_until(self) -> datetime:
        return (self.settled_at or self.asked_at) + KEPT


class BookletPart(models.Model):
    """One citizen's plan in a booklet. Printed when it has a checksum; left out when it was closed before that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="parts")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64, blank=True, help_text="Of the printed part")
    is_closed = models.BooleanField(default=False)
    pages = models.PositiveIntegerField(default=0)
    seen = models.JSONField(
        default=list, help_text="The ids of what stands in it: seen again when it is handed out"
    )
    lease_until = models.DateTimeField(null=True, blank=True, help_text="While somebody prints it")
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["booklet", "plan"], name="booklet_part_once"),)


class PrintedPart(models.Model):
    """One person's print of one plan, by the checksum of what stands in it and for whom. Kept for an hour."""

    checksum = models.CharField(primary_key=True, max_length=64)
    stamp = models.CharField(
        max_length=64, blank=True, help_text="Of what the reader could see and the record when it was written"
    )
    seen = models.JSONField(default=list, help_text="In a booklet: the ids of what stands in it")
    content = models.BinaryField()
    pages = models.PositiveIntegerField()
    kept_until = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=["kept_until"], name="printed_part_kept_until"),
            models.Index(fields=["stamp"], name="printed_part_stamp"),
        )
