"""What somebody has just added and may take back: out of view again, while its history stays."""

from django.db import models


class CanBeTakenBack(models.Model):
    """Of what has guards, `taken_out_at` closes it everywhere; this says why, and opens its history alone."""

    taken_back_at = models.DateTimeField(
        null=True, blank=True, help_text="Who had just added it took it back: out of view, its history stays"
    )

    class Meta:
        abstract = True
