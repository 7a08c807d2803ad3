"""What stood on the wrong citizen: the trace on the plan it was taken out of, and the breach it began."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from enplan.accounts.models import Department
from plans.models.plan import Plan
from plans.models.section import Section

# databeskyttelsesforordningen, article 33: to the authority within 72 hours of having become aware of it.
HOURS_TO_REPORT = 72


class Misfiling(models.Model):
    """Something that hung on the wrong citizen and was taken out of view. Holds nothing of what it said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="misfilings")
    section = models.ForeignKey(Section, null=True, on_delete=models.PROTECT, related_name="misfilings")
    thing = models.CharField(max_length=60, help_text="Model name in lower case, e.g. “journalnote”")
    thing_id = models.UUIDField(unique=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    taken_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField()
    was_shown = models.BooleanField(help_text="No draft: somebody else could have seen it")
    was_shown_to_citizen = models.BooleanField()

    class Meta:
        ordering = ("-taken_out_at",)
        default_permissions = ()


class PersonalDataBreach(models.Model):
    """A breach (brud på persondatasikkerheden) as the auditor follows it. Nothing of any plan's content."""

    class Status(models.TextChoices):
        OPEN = "open", "skal vurderes"
        REPORTED = "reported", "anmeldt til Datatilsynet"
        NOT_REPORTED = "not_reported", "vurderet, anmeldes ikke"
        CLOSED = "closed", "afsluttet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    misfiling = models.OneToOneField(Misfiling, on_delete=models.PROTECT, related_name="breach")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    discovered_at = models.DateTimeField(help_text="The 72 hours run from here")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-discovered_at",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="breach_status_known",
                condition=Q(status__in=["open", "reported", "not_reported", "closed"]),
            ),
        )

    @property
    def report_before(self) -> datetime:
        """The last instant for telling the authority."""
        return self.discovered_at + timedelta(hours=HOURS_TO_REPORT)


class BreachEntry(models.Model):
    """What was done or found out about a breach. Only added to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    breach = models.ForeignKey(PersonalDataBreach, on_delete=models.CASCADE, related_name="entries")
    status = models.CharField(max_length=12, choices=PersonalDataBreach.Status.choices)
    text = models.TextField("notat")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("written_at",)
        default_permissions = ()
