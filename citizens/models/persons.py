"""The people beside the citizen: representatives, who act for the citizen, and network persons, who take part."""

import uuid

from django.conf import settings
from django.db import models

from citizens.models.citizen import Citizen
from enplan.accounts.models import LifeArea


class Representative(models.Model):
    """Somebody who acts for the citizen within a legal basis, some areas and a period (half-open instants).

    Custody never reaches past the citizen's 18th birthday: its end is stored with it, and cut again where access is
    worked out (`plans.regrant`).
    """

    class Kind(models.TextChoices):
        CUSTODY = "custody", "forældremyndighed"
        GUARDIAN = "guardian", "værgemål"
        ATTORNEY = "attorney", "fuldmagt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="representatives")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="representations"
    )
    name = models.TextField("navn")
    relation = models.TextField("relation")
    kind = models.CharField("slags", max_length=10, choices=Kind.choices, default=Kind.ATTORNEY)
    basis = models.TextField("grundlag", help_text="The kind in words, as precise as is known")
    document = models.TextField(
        "dokument", blank=True, help_text="Where the basis can be found in the archive"
    )
    areas = models.ManyToManyField(LifeArea, verbose_name="områder", related_name="+")
    starts_at = models.DateTimeField("fra")
    ends_at = models.DateTimeField("til", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="representative_kind_known",
                condition=models.Q(kind__in=["custody", "guardian", "attorney"]),
            ),
            models.CheckConstraint(
                name="custody_has_an_end",
                condition=~models.Q(kind="custody") | models.Q(ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="representative_period_in_order",
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
            ),
        )

    def __str__(self) -> str:
        return self.name


class NetworkPerson(models.Model):
    """A relative, friend, volunteer or employer. Sees something only through a consent that names them (rule 3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="network")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="network_of"
    )
    name = models.TextField("navn")
    relation = models.TextField("relation")
    phone = models.CharField("telefon", max_length=40, blank=True)

    class Meta:
        ordering = ("name",)
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
