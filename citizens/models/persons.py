"""The people beside the citizen: representatives, who act for the citizen, and network persons, who take part."""

import uuid

from django.conf import settings
from django.db import models

from citizens.models.citizen import Citizen
from enplan.accounts.models import LifeArea


class Representative(models.Model):
    """Somebody who acts for the citizen within a legal basis, some areas and a period (half-open instants)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="representatives")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="representations"
    )
    name = models.TextField("navn")
    relation = models.TextField("relation")
    basis = models.TextField("grundlag", help_text="Forældremyndighed, værgemål, fuldmagt …")
    areas = models.ManyToManyField(LifeArea, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        default_permissions = ()
        constraints = (
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
