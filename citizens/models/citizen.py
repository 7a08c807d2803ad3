"""The citizen: the person a plan belongs to."""

import uuid

from django.conf import settings
from django.db import models

from citizens.cpr import check_cpr, masked


class Citizen(models.Model):
    """The person the plan belongs to (borger). The login is optional: not every citizen has one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="citizen"
    )
    name = models.TextField("navn")
    cpr = models.CharField("CPR-nummer", max_length=10, unique=True, validators=[check_cpr])
    address = models.TextField("adresse", blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    has_protected_address = models.BooleanField("navne- og adressebeskyttelse", default=False)
    language = models.CharField("sprog", max_length=10, default="da")
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="citizen_cpr_is_ten_digits", condition=models.Q(cpr__regex=r"^[0-9]{10}$")
            ),
        )

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<Citizen {self.pk}>"  # neither name nor CPR in a log line or an error text

    @property
    def cpr_masked(self) -> str:
        return masked(self.cpr)
