"""Grounds (hjemmel, grundlag): what lawfully opens a part of a plan to somebody. A consent is one kind.

Only stored here; the services that note, narrow and withdraw them are in `plans`, because they regrant.
"""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from citizens.models.citizen import Citizen
from enplan.accounts.models import Department, LifeArea


class GroundKind(models.Model):
    """A kind of ground with its legal basis and limits, as data: law, paragraph and period change often."""

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=200, unique=True)
    law = models.TextField(help_text="Law and paragraph, always both")
    is_consent = models.BooleanField(default=False, help_text="The citizen decides and can withdraw it")
    covers_health = models.BooleanField(default=False, help_text="Opens what a health department has written")
    needs_every_custody_holder = models.BooleanField(
        "kræver ja fra alle, der har forældremyndigheden",
        default=True,
        help_text="Of a child's consent: whether one custody holder's yes is enough",
    )
    is_by_owner = models.BooleanField(
        default=False, help_text="Noted by a caseworker of the owner, without consent"
    )
    is_supervision = models.BooleanField(
        default=False, help_text="A leader's look at the own department's part"
    )
    default_months = models.PositiveSmallIntegerField(null=True, blank=True)
    longest_days = models.PositiveSmallIntegerField(null=True, blank=True)
    longest_months = models.PositiveSmallIntegerField(null=True, blank=True)
    citizen_is_told = models.CharField(
        max_length=20,
        choices={
            "decides": "borgeren bestemmer",
            "informed": "borgeren får besked",
            "log": "står i adgangsloggen",
        },
        default="decides",
    )
    is_confirmed_by_jurist = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "key")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class ConsentPurpose(models.Model):
    """What a consent may be asked for, in the citizen's words: the municipality's three or four to choose from.

    A ground keeps the words that were chosen, so changing a purpose changes nothing that has been agreed.
    """

    key = models.SlugField(primary_key=True, max_length=40)
    text = models.CharField("formål", max_length=200, unique=True)
    is_active = models.BooleanField("kan vælges", default=True)
    position = models.PositiveSmallIntegerField("plads i rækken", default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "key")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text


class Ground(models.Model):
    """One ground: kind, whose information (sources), which areas, to whom (parties), why, how given, for how long.

    The period is [valid_from, valid_until), instants in Europe/Copenhagen; an open end is None. A no is stored as
    `decision = no` and opens nothing.
    """

    class Form(models.TextChoices):
        ORAL = "oral", "mundtligt"
        WRITTEN = "written", "skriftligt"
        DIGITAL = "digital", "digitalt"
        NONE = "none", "uden samtykke"

    class Decision(models.TextChoices):
        YES = "yes", "ja"
        NO = "no", "nej"
        WAITING = "waiting", "venter på et ja til"  # of the other custody holder; opens nothing

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="grounds")
    kind = models.ForeignKey(GroundKind, on_delete=models.PROTECT, related_name="grounds")
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.YES)
    form = models.CharField(max_length=10, choices=Form.choices)
    purpose = models.TextField("formål")
    reason = models.TextField("begrundelse", blank=True)
    circumstances = models.TextField("sted, tolk, hvem der var med", blank=True)
    areas = models.ManyToManyField(LifeArea, related_name="+")
    sources = models.ManyToManyField(Department, related_name="+")
    given_on = models.DateField("givet den")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    is_by_representative = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    renews = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
        help_text="The ground this one follows when that one ends, or the one a no to renewal answers",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-given_on", "-noted_at")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="ground_period_in_order",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="ground_withdrawal_names_who",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind.name}: {self.purpose}"

    @property
    def open_areas(self) -> list[LifeArea]:
        """The areas not withdrawn for everybody; of a ground that is withdrawn as a whole, those it had then."""
        parties = list(self.parties.all())
        open_parties = [party for party in parties if party.withdrawn_at is None] or parties
        return [area for area in self.areas.all() if any(area.pk not in p.areas_closed for p in open_parties)]

    def areas_missing_for(self, party: "GroundParty") -> list[LifeArea]:
        """The areas that are open for others of this ground and closed for this party."""
        return [area for area in self.open_areas if area.pk in party.areas_closed]


class GroundParty(models.Model):
    """One receiver of a ground: a department, a named person, or whoever coordinates. Withdrawn one at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ground = models.ForeignKey(Ground, on_delete=models.CASCADE, related_name="parties")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_coordinator = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="ground_party_withdrawal_has_an_instant",
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="ground_party_is_exactly_one",
                condition=Q(department__isnull=False, user__isnull=True, is_coordinator=False)
                | Q(department__isnull=True, user__isnull=False, is_coordinator=False)
                | Q(department__isnull=True, user__isnull=True, is_coordinator=True),
            ),
            models.UniqueConstraint("ground", "department", name="ground_party_department_once"),
            models.UniqueConstraint("ground", "user", name="ground_party_user_once"),
        )

    @property
    def areas_closed(self) -> dict[str, datetime]:
        """Areas withdrawn for this party alone, with the instant. What is closed as a whole is not repeated here."""
        return {row.area_id: row.withdrawn_at for row in self.area_withdrawals.all()}


class AreaWithdrawal(models.Model):
    """One area of a ground, closed for one party from an instant on. Never changed: a new yes is a new ground.

    When the last area of a party is closed the party is, and with the last party the ground (`withdrawn_at` there).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(GroundParty, on_delete=models.CASCADE, related_name="area_withdrawals")
    area = models.ForeignKey(LifeArea, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint("party", "area", name="area_withdrawn_once_per_party"),)


class DismissedReminder(models.Model):
    """Somebody on the citizen's side has read that a ground will lapse, and is not told again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ground = models.ForeignKey(Ground, on_delete=models.CASCADE, related_name="dismissed_reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint("ground", "user", name="reminder_dismissed_once"),)
