"""Grounds (hjemmel, grundlag): what lawfully opens a part of a plan to somebody. A consent is one kind.

Only stored here; the services that note, narrow and withdraw them are in `plans`, because they regrant.
"""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from citizens.models.citizen import Citizen
from citizens.models.kinds import GroundKind
from enplan.accounts.models import Department, LifeArea
from enplan.web.parts_in_danish import said


class Ground(models.Model):
    """One ground: kind, whose information (sources), which areas, to whom (parties), why, how given, for how long.

    The period is [valid_from, valid_until), instants in Europe/Copenhagen; an open end is None. A no is stored as
    `decision = no` and opens nothing.
    """

    class Form(models.TextChoices):
        ORAL = "oral", _("mundtligt")
        WRITTEN = "written", _("skriftligt")
        DIGITAL = "digital", _("digitalt")
        NONE = "none", "uden samtykke"

    class Decision(models.TextChoices):
        YES = "yes", "ja"
        NO = "no", "nej"
        WAITING = "waiting", "venter på et ja til"  # of the other custody holder; opens nothing

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="grounds")
    kind = models.ForeignKey(GroundKind, on_delete=models.PROTECT, related_name="grounds")
    kind_name = models.CharField(max_length=200, help_text="The kind's name when this was noted")
    law = models.TextField(help_text="The kind's law when this was noted")
    covers_health = models.BooleanField(
        default=False, help_text="Did the kind open health when this was noted"
    )
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.YES)
    form = models.CharField(max_length=10, choices=Form.choices)
    purpose = models.TextField("formål")
    reason = models.TextField("begrundelse", blank=True)
    circumstances = models.TextField("sted, tolk, hvem der var med", blank=True)
    information = models.TextField("hvilke slags oplysninger", blank=True)
    information_from = models.TextField("hvem de indhentes fra", blank=True)
    matter = models.TextField("hvad de skal bruges til", blank=True)
    consequence = models.TextField("hvad borgeren fik at vide om et nej", blank=True)
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
    withheld_until = models.DateTimeField(
        null=True, blank=True, help_text="Nothing tells the citizen of it before this instant"
    )
    withheld_reason = models.TextField("hvorfor borgeren først får det at vide senere", blank=True)
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
            models.CheckConstraint(name="ground_keeps_its_law", condition=~Q(law="") & ~Q(kind_name="")),
            models.CheckConstraint(
                name="ground_withheld_says_why",
                condition=Q(withheld_until__isnull=True) | ~Q(withheld_reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind_name}: {self.purpose}"

    def save(self, **kwargs: Any) -> None:
        if self._state.adding:
            self.keep_terms()
        super().save(**kwargs)

    def keep_terms(self) -> None:
        """Take over the kind's terms, so that changing the kind never changes what has been noted.

        Saving a new ground does it; who stores rows past `save` calls it.
        """
        self.kind_name, self.law = self.kind.name, self.kind.law
        self.covers_health = self.kind.covers_health

    @property
    def said_kind(self) -> str:
        """The kind in the page's language, as long as the municipality still calls it what it was noted as."""
        return said(self.kind_name, self.kind.name_en if self.kind_name == self.kind.name else "")

    @property
    def said_law(self) -> str:
        """The law in the page's language, as long as the kind still has the law it was noted with."""
        return said(self.law, self.kind.law_en if self.law == self.kind.law else "")

    def is_withheld(self, at: datetime) -> bool:
        """Is the citizen not to know of it yet?"""
        return self.withheld_until is not None and at < self.withheld_until

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

    @classmethod
    def in_order(cls) -> "Prefetch[str]":
        """For a query of grounds: their parties with names, as they are told: departments, persons, who coordinates."""
        named = cls.objects.select_related("department", "user")
        return Prefetch("parties", named.order_by("is_coordinator", "department__name", "user__name", "pk"))

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
