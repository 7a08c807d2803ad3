"""Invitations: the citizen lets somebody take part, by a link that works once and runs out."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from citizens.models.grounds import Ground
from citizens.models.persons import NetworkPerson
from enplan.accounts.models import Department, LifeArea


class Invitation(models.Model):
    """What the citizen has said yes to for one person, waiting for that person. Opens nothing before it is accepted.

    The link's secret is made when the letter is sent and stored only as a hash; "" where no link works. The yes itself
    becomes a ground when the person accepts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(NetworkPerson, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField("e-mail", max_length=150)
    areas = models.ManyToManyField(LifeArea, related_name="+")
    sources = models.ManyToManyField(Department, related_name="+")
    given_on = models.DateField()
    valid_until = models.DateTimeField(null=True, blank=True, help_text="When the access ends")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    is_by_representative = models.BooleanField(default=False)
    sendings = models.PositiveSmallIntegerField(default=1)
    token_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="When the link stops working")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ground = models.OneToOneField(
        Ground, null=True, blank=True, on_delete=models.PROTECT, related_name="invitation"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-invited_at",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_person",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="invitation_token_once"
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True, ground__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, ground__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_used_link_is_gone",
                condition=Q(token_hash="") | Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_period_in_order",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("invited_at")),
            ),
        )

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Neither accepted nor withdrawn; the link may have run out."""
        return self.accepted_at is None and self.withdrawn_at is None

    def works_at(self, instant: datetime) -> bool:
        """Does a link that has been sent still work?"""
        return (
            self.is_waiting
            and self.token_hash != ""
            and self.expires_at is not None
            and instant < self.expires_at
            and (self.valid_until is None or instant < self.valid_until)
        )
