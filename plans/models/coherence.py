"""The three questions about coherence, twice a year: does it hang together, do I decide, am I listened to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models.plan import Plan
from plans.models.section import Guarded


class CoherenceAnswer(Guarded):
    """One answer to one question, 0–10; value None is "ved ikke", a value of its own. A question that was left out has
    no row. Of the whole, so seen as the dream is (rule 5), as an overall number on the ruler.
    """

    class Question(models.TextChoices):
        COHERENCE = "coherence", _("Hænger hjælpen sammen?")
        INFLUENCE = "influence", _("Er du med til at bestemme dine mål?")
        HEARD = "heard", _("Bliver der lyttet til dig?")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="coherence_answers")
    question = models.CharField(max_length=10, choices=Question.choices)
    value = models.PositiveSmallIntegerField("svar", null=True, blank=True)
    note = models.TextField(blank=True)
    answered_on = models.DateField()
    is_told = models.BooleanField(default=False, help_text="The citizen's answer, told to `written_by`")

    class Meta(Guarded.Meta):
        ordering = ("answered_on", "written_at")
        indexes = (models.Index(fields=["plan", "answered_on"], name="coherence_by_day"),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="coherence_question_known", condition=Q(question__in=["coherence", "influence", "heard"])
            ),
            models.CheckConstraint(
                name="coherence_value_0_to_10", condition=Q(value__isnull=True) | Q(value__lte=10)
            ),
        )


class CoherenceLater(models.Model):
    """ "Ikke nu": when the citizen's side is asked again; the newest day counts. Nobody else is told."""

    plan = models.OneToOneField(
        Plan, primary_key=True, on_delete=models.CASCADE, related_name="coherence_later"
    )
    until = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
