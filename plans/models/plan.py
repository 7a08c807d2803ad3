"""The plan itself, the citizen's own words on it, and who is kept out of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from citizens.models import Citizen


class Plan(models.Model):
    """The one shared plan (Én plan) of a citizen. What it says stands in its sections."""

    class Outcome(models.TextChoices):
        SELF_SUPPORTING = "self_supporting", "selvforsørgende i job eller uddannelse"
        MANAGES = "manages", "klarer sig uden hjælp"
        REFERRED = "referred", "henvist til andet"
        MOVED = "moved", "flyttet"
        WITHDREW = "withdrew", "ønsker ikke længere én plan"
        DIED = "died", "borgeren er død"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="plans")
    started_on = models.DateField("begyndte den")
    agreed_on = models.DateField("borgeren sagde ja til én plan den", null=True, blank=True)
    declined_on = models.DateField("borgeren sagde nej til én plan den", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    reopened_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was last taken up again after an end"
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.TextField("hvorfor planen holder pause", blank=True)
    look_again_on = models.DateField("se på planen igen", null=True, blank=True)
    consents_reviewed_on = models.DateField(
        "samtykkerne gennemgås hvert år",
        null=True,
        blank=True,
        help_text="Its day and month count; left out, those of the day the plan began",
    )
    follow_up_months = models.PositiveSmallIntegerField(
        "planen følges op, måneder imellem", null=True, blank=True
    )
    next_follow_up_on = models.DateField("planen følges op næste gang", null=True, blank=True)
    words_for_coordinator_only = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()
        # What a person can be to a plan as a whole. Stored as PlanGrant rows; rule 0–8 of design.md.
        permissions = (
            ("own_plan", "the citizen"),
            ("represent_plan", "acts for the citizen"),
            ("coordinate_plan", "coordinator or deputy"),
            ("work_on_plan", "member of the team"),
            ("follow_plan", "network person with a consent"),
            ("supervise_plan", "leader with a stated reason"),
            ("read_words", "reads the dream, what matters and the overall wellbeing"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["citizen"], condition=Q(ended_at__isnull=True), name="one_active_plan_per_citizen"
            ),
            models.CheckConstraint(
                name="plan_outcome_when_ended",
                condition=Q(ended_at__isnull=True, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="plan_paused_with_reason_and_day_while_active",
                condition=Q(paused_at__isnull=True, pause_reason="", look_again_on__isnull=True)
                | (
                    Q(paused_at__isnull=False, look_again_on__isnull=False, ended_at__isnull=True)
                    & ~Q(pause_reason="")
                ),
            ),
            models.CheckConstraint(
                name="plan_agreed_or_declined",
                condition=Q(agreed_on__isnull=True) | Q(declined_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"Plan {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.ended_at is None

    @property
    def is_paused(self) -> bool:
        """Still active: everybody sees and saves as before, but nothing reminds before `look_again_on`."""
        return self.paused_at is not None

    @property
    def ended_by_death(self) -> bool:
        return self.outcome == self.Outcome.DIED


class CitizenWords(models.Model):
    """What the citizen dreams of and what matters, in their own words. Never overwritten: the newest row counts."""

    class Kind(models.TextChoices):
        DREAM = "dream", "Din drøm"
        MATTERS = "matters", "Det er vigtigt for dig"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_by_representative = models.BooleanField(default=False)
    is_told = models.BooleanField(default=False, help_text="Told to `written_by`, who read it back")
    told_how = models.TextField("hvor og hvordan det blev fortalt", blank=True)
    number = models.PositiveIntegerField(
        help_text="1 for the first of its kind; also the version a person saw"
    )

    class Meta:
        ordering = ("plan", "kind", "-number")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["plan", "kind", "number"], name="words_numbered_once"),
            models.CheckConstraint(name="words_kind_known", condition=Q(kind__in=["dream", "matters"])),
        )


class BlockedPerson(models.Model):
    """Somebody who shall see nothing of a plan, not even that it exists (rule 0). Overrides everything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="blocked")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "user"], condition=Q(lifted_at__isnull=True), name="blocked_once_per_plan"
            ),
            models.CheckConstraint(
                name="block_lift_names_who",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="block_period_in_order",
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gte=F("noted_at")),
            ),
        )

    @property
    def is_by_citizen(self) -> bool:
        """Noted by the citizen: then nobody else lifts it."""
        return self.noted_by_id == self.plan.citizen.user_id
