"""What a citizen asks about what is kept of them: to see the file (aktindsigt), or to have something put right."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.plan import Plan


class DataRequest(models.Model):
    """One request with its answer. Neither is ever changed or deleted: who is refused adds their own view beside it."""

    class Kind(models.TextChoices):
        ACCESS = "access", "aktindsigt"
        CORRECTION = "correction", "rettelse"

    class Outcome(models.TextChoices):
        DONE = "done", "ja"
        PARTLY = "partly", "delvist"
        REFUSED = "refused", "nej"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="data_requests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.TextField("hvad det drejer sig om")
    wanted = models.TextField("hvad der skal stå i stedet", blank=True)
    asked_on = models.DateField("bedt om den")
    answer_due_on = models.DateField("svar senest")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_by_representative = models.BooleanField(default=False)
    is_told = models.BooleanField(default=False, help_text="The citizen's request, noted by `written_by`")
    outcome = models.CharField("svar", max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField("begrundelse", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    own_view = models.TextField("borgerens eget syn", blank=True)
    own_view_is_told = models.BooleanField(default=False, help_text="Told to who coordinates")
    own_view_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(
                fields=["answer_due_on"], condition=Q(answered_at__isnull=True), name="data_request_waits"
            ),
        )
        constraints = (
            models.CheckConstraint(name="data_request_says_about_what", condition=~Q(about="")),
            models.CheckConstraint(
                name="data_request_answer_is_whole",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="", outcome="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="") & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="data_request_own_view_beside_an_answer",
                condition=Q(own_view="", own_view_at__isnull=True)
                | (~Q(own_view="") & Q(own_view_at__isnull=False, answered_at__isnull=False)),
            ),
        )

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @property
    def takes_own_view(self) -> bool:
        """A correction that was refused, wholly or in part, and has no view of the citizen's beside it yet."""
        refused = self.outcome in (self.Outcome.REFUSED, self.Outcome.PARTLY)
        return self.kind == self.Kind.CORRECTION and refused and not self.own_view
