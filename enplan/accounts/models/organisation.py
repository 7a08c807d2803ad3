"""Departments (a tree) and the life areas they work in. Both are the municipality's own data."""

import uuid

from django.db import models

from enplan.web.parts_in_danish import said


class LifeArea(models.Model):
    """An area of life a goal belongs to (livsområde); consent and permissions work per life area.

    The key is the primary key, so that a section's area can be read without a join.
    """

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField("navn", max_length=100)
    short_name = models.CharField(
        "navn i en opremsning", max_length=60, help_text="Med småt, som i en opremsning: “bolig”"
    )
    name_en = models.CharField("navn på engelsk", max_length=100, blank=True)
    short_name_en = models.CharField("navn i en opremsning på engelsk", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    ffb_themes = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "key")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def said_name(self) -> str:
        """The name in the language of the page at hand."""
        return said(self.name, self.name_en)

    @property
    def said_short(self) -> str:
        """The name in small letters, in the language of the page at hand."""
        return said(self.short_name, self.short_name_en)


class Department(models.Model):
    """A unit of the organisation that works as one: the smallest owner of what is written in a plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("navn", max_length=200, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name="hører under",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    areas = models.ManyToManyField(
        LifeArea, verbose_name="livsområder", blank=True, related_name="departments"
    )
    is_health = models.BooleanField(
        "skriver helbredsoplysninger",
        default=False,
        help_text="Det, afdelingen skriver, kan kun ses af andre med et grundlag efter sundhedsloven.",
    )
    is_active = models.BooleanField("i brug", default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
