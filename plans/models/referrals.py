"""Referrals (henvisninger): what departments write before there is a plan, and what opens it until there is one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from citizens.models import Citizen, Ground, GroundKind
from enplan.accounts.models import Department, LifeArea
from plans.models.plan import Plan


class Referral(models.Model):
    """That somebody suggests one plan for a citizen. Ends with a plan, or with a reason why not.

    The instants are kept: from `begun_at` to the first action is a figure leaders ask for.
    """

    class Outcome(models.TextChoices):
        STARTED = "started", "planen er begyndt"
        DECLINED = "declined", "der bliver ikke en plan"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="referrals")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="skal holde trådene",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who is to coordinate, if there is a plan",
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField("sådan endte det", max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField("hvorfor ikke", blank=True)
    plan = models.OneToOneField(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="referral"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-begun_at",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="referral_settled_by_somebody_in_a_way",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, outcome="", plan__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False, outcome="started", plan__isnull=False)
                | Q(
                    settled_at__isnull=False, settled_by__isnull=False, outcome="declined", plan__isnull=True
                ),
            ),
            models.CheckConstraint(
                name="referral_declined_with_a_reason",
                condition=~Q(outcome="declined") | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=["citizen", "begun_by"],
                condition=Q(settled_at__isnull=True),
                name="one_open_referral_by_each",
            ),
        )

    def __str__(self) -> str:
        return f"Referral {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None


class ReferralPart(models.Model):
    """What one department writes, by one named caseworker. Theirs alone until it is finished and a ground opens it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="parts")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    areas = models.ManyToManyField(LifeArea, verbose_name="livsområder", blank=True, related_name="+")
    stands_in = models.ForeignKey(
        LifeArea,
        verbose_name="står i planen under",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tried = models.TextField("hvad der er prøvet", blank=True)
    why = models.TextField("hvorfor en fælles plan", blank=True)
    finished_at = models.DateTimeField("færdig", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="No longer asked")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("asked_at",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["referral", "department"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_part_of_a_referral_each",
            ),
            models.CheckConstraint(
                name="referral_part_finished_is_kept",
                condition=Q(finished_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"ReferralPart {self.pk}"


class ReferralGround(models.Model):
    """What opens finished parts to who is to coordinate: the visitation phase, or the citizen's yes. A no is kept too.

    Of the referral alone: it opens nothing in the plan that may follow, where the citizen is asked in the conversation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="grounds")
    kind = models.ForeignKey(GroundKind, on_delete=models.PROTECT, related_name="+")
    kind_name = models.CharField(max_length=200, help_text="The kind's name when this was noted")
    law = models.TextField(help_text="The kind's law when this was noted")
    covers_health = models.BooleanField(default=False, help_text="The kind's own when this was noted")
    decision = models.CharField(
        max_length=10,
        choices=[one for one in Ground.Decision.choices if one[0] != Ground.Decision.WAITING],
        default=Ground.Decision.YES,
    )
    sources = models.ManyToManyField(Department, related_name="+")
    areas = models.ManyToManyField(LifeArea, related_name="+")
    form = models.CharField(max_length=10, choices=Ground.Form.choices)
    reason = models.TextField(blank=True)
    given_on = models.DateField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-noted_at",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="referral_ground_period_in_order",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="referral_ground_decision_known", condition=Q(decision__in=["yes", "no"])
            ),
            models.CheckConstraint(
                name="referral_ground_withdrawal_names_who",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"ReferralGround {self.pk}"
