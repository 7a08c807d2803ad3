"""Where things stand: a section is one life area × one owner of a plan, and access is per section."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from enplan.accounts.models import Department, LifeArea
from plans.models.plan import Plan


class Section(models.Model):
    """One life area × the department that wrote it, or the citizen (owner None)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    area = models.ForeignKey(LifeArea, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="sections")

    class Meta:
        ordering = ("area__position",)
        default_permissions = ()
        # In which way a person reads a section. Stored as SectionGrant rows.
        permissions = (
            ("own_section", "the citizen"),
            ("represent_section", "acts for the citizen"),
            ("read_section", "professional on the team"),
            ("follow_section", "network person"),
            ("supervise_section", "leader with a stated reason"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "area", "owner"],
                condition=Q(owner__isnull=False),
                name="section_once_per_owner",
            ),
            models.UniqueConstraint(
                fields=["plan", "area"], condition=Q(owner__isnull=True), name="section_once_for_citizen"
            ),
        )

    def __str__(self) -> str:
        return f"Section {self.pk}"

    @property
    def is_citizens(self) -> bool:
        return self.owner_id is None


class Guarded(models.Model):
    """What the access rule asks of a thing besides its section: who wrote it, and for whom it is closed meanwhile."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    is_by_representative = models.BooleanField(default=False)
    is_draft = models.BooleanField(default=False, help_text="The writer's alone")
    is_private = models.BooleanField(default=False, help_text="“Del ikke dette”: only the citizen")
    withheld_until = models.DateTimeField(
        "holdes tilbage til", null=True, blank=True, help_text="Kept from the citizen until then"
    )
    withheld_ground = models.TextField("grundlag for at holde det tilbage", blank=True)
    withheld_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="godkendt af",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    taken_out_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Out of everybody's view: on the wrong citizen (Misfiling), or taken back",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        default_permissions = ()
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                name="%(class)s_withheld_with_ground_and_approval",
                condition=Q(withheld_until__isnull=True)
                | (~Q(withheld_ground="") & Q(withheld_approved_by__isnull=False)),
            ),
        )


class Item(Guarded):
    """Base of what stands in a section."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta(Guarded.Meta):
        abstract = True
