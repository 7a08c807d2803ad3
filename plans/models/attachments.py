"""Attachments: photos, scans and documents. The file itself lies in `plans.files.storing`."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from citizens.models import Ground
from plans.models.meetings import Meeting
from plans.models.plan import Plan
from plans.models.section import Guarded, Section


class Attachment(Guarded):
    """A file (bilag). Stands in a section as other items do, or hangs on a ground: the signed form, or a scan of it.

    `stored_name` is where the file lies: random, and known to nobody outside. Never changed: another is added, and
    this one is taken out of view (`removed_at`) and kept.
    """

    class ContentType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "billede"
        PNG = "image/png", "billede (PNG)"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="attachments")
    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    ground = models.ForeignKey(
        Ground, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    meeting = models.ForeignKey(
        Meeting,
        verbose_name="møde",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attachments",
        help_text="At which it was taken: the board",
    )
    title = models.TextField("titel")
    content_type = models.CharField("fil", max_length=40, choices=ContentType.choices)
    made_from = models.CharField(max_length=40, help_text="Media type of what was uploaded")
    size = models.PositiveIntegerField(help_text="Bytes, as stored")
    sha256 = models.CharField(max_length=64, help_text="Of the content as stored")
    stored_name = models.CharField(max_length=80, unique=True)
    removed_at = models.DateTimeField("taget ud", null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_reason = models.TextField("begrundelse", blank=True)

    class Meta(Guarded.Meta):
        ordering = ("written_at",)
        constraints = (
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="attachment_in_a_section_or_on_a_ground",
                condition=Q(section__isnull=False, ground__isnull=True)
                | Q(section__isnull=True, ground__isnull=False),
            ),
            models.CheckConstraint(
                name="attachment_type_known",
                condition=Q(content_type__in=["application/pdf", "image/jpeg", "image/png"]),
            ),
            models.CheckConstraint(name="attachment_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="attachment_removal_names_who",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"Attachment {self.pk}"
