"""KL's joint professional terms (Fælles Faglige Begreber). Filled from KL's own file by `manage.py load_ffb`; the
project holds none of them.
"""

from django.db import models
from django.db.models import Q


class FfbTerm(models.Model):
    """A theme (tema), a sub-theme, or the heading they stand under. A goal holds the code, never the row: what KL takes
    out of its list stays here, no longer offered, so that old goals keep their words.
    """

    class Kind(models.TextChoices):
        HEADING = "heading", "overskrift"
        THEME = "theme", "tema"
        SUBTHEME = "subtheme", "undertema"

    code = models.CharField(primary_key=True, max_length=100)
    display = models.CharField(max_length=300)
    words = models.CharField(max_length=620, help_text="As it is said alone: the theme, then the sub-theme")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    level = models.PositiveSmallIntegerField(help_text="1 for the headings")
    position = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True, help_text="Stands in the newest file")

    class Meta:
        ordering = ("position",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="ffb_kind_known", condition=Q(kind__in=["heading", "theme", "subtheme"])
            ),
        )

    def __str__(self) -> str:
        return self.words
