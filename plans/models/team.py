"""The team: who works on a plan, in which areas, from when to when; and the coordinator, exactly one at a time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from enplan.accounts.models import LifeArea
from plans.models.plan import Plan


class TeamMember(models.Model):
    """One person's membership in a period [starts_at, ends_at). The coordinator's and deputy's areas are all areas."""

    class Capacity(models.TextChoices):
        COORDINATOR = "coordinator", "koordinerende sagsbehandler"
        DEPUTY = "deputy", "stedfortræder"
        MEMBER = "member", "på teamet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    capacity = models.CharField(max_length=12, choices=Capacity.choices, default=Capacity.MEMBER)
    role = models.TextField("opgave på teamet", blank=True)
    has_all_areas = models.BooleanField(default=False)
    areas = models.ManyToManyField(LifeArea, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_at",)
        default_permissions = ()
        indexes = (models.Index(fields=["user", "ends_at"], name="member_user_ends"),)
        constraints = (
            models.CheckConstraint(
                name="member_period_in_order",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="member_capacity_known", condition=Q(capacity__in=["coordinator", "deputy", "member"])
            ),
            models.CheckConstraint(
                name="coordinator_has_all_areas", condition=Q(capacity="member") | Q(has_all_areas=True)
            ),
            # At most one here; that an active plan has one at all is a deferred trigger on PostgreSQL (ADR 0003).
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(capacity="coordinator", ends_at__isnull=True),
                name="one_coordinator_per_plan",
            ),
            models.UniqueConstraint(
                fields=["plan", "user", "capacity"],
                condition=Q(ends_at__isnull=True),
                name="member_once_at_a_time",
            ),
        )

    @property
    def is_coordinating(self) -> bool:
        """Coordinator or deputy: for whom "whoever coordinates" is meant."""
        return self.capacity != self.Capacity.MEMBER


class HandoverOffer(models.Model):
    """The coordinator has asked somebody to take over. Until it is accepted the old coordinator stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="handover_offers")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="handovers_offered"
    )
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    is_accepted = models.BooleanField(default=False)
    declined_reason = models.TextField("hvorfor ikke", blank=True, help_text="Set when the answer was no")

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["plan"], condition=Q(settled_at__isnull=True), name="one_open_handover_per_plan"
            ),
            models.CheckConstraint(
                name="handover_declined_is_settled",
                condition=Q(declined_reason="") | Q(settled_at__isnull=False, is_accepted=False),
            ),
        )

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def is_declined(self) -> bool:
        """Answered by a no. Neither accepted nor declined, and settled: taken back, or another was asked instead."""
        return bool(self.declined_reason)
