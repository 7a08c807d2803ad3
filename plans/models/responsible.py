"""Who is responsible for a goal or a task: a professional, the citizen, or somebody from the network."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from citizens.models import NetworkPerson


class WithResponsible(models.Model):
    """At most one of the three; none means that nobody has taken it yet."""

    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    responsible_is_citizen = models.BooleanField(default=False)
    responsible_contact = models.ForeignKey(
        NetworkPerson, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                name="%(class)s_one_responsible",
                condition=Q(responsible__isnull=True, responsible_contact__isnull=True)
                | Q(responsible__isnull=True, responsible_is_citizen=False)
                | Q(responsible_contact__isnull=True, responsible_is_citizen=False),
            ),
        )
