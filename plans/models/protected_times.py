"""Protected meeting times (beskyttet mødetid): when a department's staff keep their calendars free for meetings about
the shared plans. Kept by administrators; about nobody.
"""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from enplan.accounts.models import Department


class ProtectedTime(models.Model):
    """One hour or more of every week, in one department. By the clock in Denmark."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "mandag"
        TUESDAY = 1, "tirsdag"
        WEDNESDAY = 2, "onsdag"
        THURSDAY = 3, "torsdag"
        FRIDAY = 4, "fredag"
        SATURDAY = 5, "lørdag"
        SUNDAY = 6, "søndag"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    department = models.ForeignKey(
        Department, verbose_name="afdeling", on_delete=models.PROTECT, related_name="+"
    )
    weekday = models.PositiveSmallIntegerField("ugedag", choices=Weekday.choices)
    starts = models.TimeField("fra klokken")
    ends = models.TimeField("til klokken")
    from_on = models.DateField("fra og med", null=True, blank=True)
    until_on = models.DateField("til og med", null=True, blank=True)
    note = models.TextField("bemærkning", blank=True)
    is_active = models.BooleanField("i brug", default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("department__name", "weekday", "starts", "pk")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="protected_time_weekday_known", condition=Q(weekday__gte=0, weekday__lte=6)
            ),
            models.CheckConstraint(name="protected_time_ends_later", condition=Q(ends__gt=F("starts"))),
            models.CheckConstraint(
                name="protected_time_days_in_order",
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.department}, {self.get_weekday_display()}"

    def is_kept_on(self, day: date) -> bool:
        """Does the period hold that day, whatever day of the week it is?"""
        return (self.from_on is None or self.from_on <= day) and (
            self.until_on is None or day <= self.until_on
        )
