"""The catalogue of measures: the municipality's own data, about no citizen."""

from django.db import models
from django.db.models import Q

from enplan.accounts.models import LifeArea


class MeasureType(models.Model):
    """A kind of measure with its law and paragraph: always both, since a number alone says nothing (serviceloven § 141
    is a plan, sundhedsloven § 141 is treatment).

    What is changed here counts for measures made from then on: a measure keeps what it was made with.
    """

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField("navn", max_length=200)
    law = models.CharField("lov", max_length=200)
    paragraph = models.CharField("paragraf", max_length=40)
    provider_name = models.TextField("hvem udfører den normalt", blank=True)
    areas = models.ManyToManyField(
        LifeArea, verbose_name="livsområder, den plejer at høre til", blank=True, related_name="+"
    )  # none: any of them
    first_follow_up_weeks = models.PositiveSmallIntegerField(
        "første opfølgning, uger efter start", null=True, blank=True
    )
    follow_up_months = models.PositiveSmallIntegerField("følges op, måneder imellem", null=True, blank=True)
    fills_the_week = models.BooleanField("fylder det meste af ugen", default=False)
    is_active = models.BooleanField("i brug", default=True)
    confirmed_by = models.CharField("bekræftet af", max_length=200, blank=True, help_text="The jurist's name")
    confirmed_on = models.DateField("bekræftet den", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "name", "key")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["law", "paragraph", "name"], name="measure_type_once"),
            models.CheckConstraint(
                name="measure_type_has_law_paragraph_and_name",
                condition=~Q(law="") & ~Q(paragraph="") & ~Q(name=""),
            ),
            models.CheckConstraint(
                name="measure_type_confirmation_names_who",
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def by_law(self) -> str:
        """ "serviceloven § 85" """
        return f"{self.law} {self.paragraph}"
