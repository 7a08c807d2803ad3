"""Where two hold custody: what each of them has answered to a consent that neither can give alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from citizens.models.grounds import Ground
from citizens.models.persons import Representative


class CustodyAnswer(models.Model):
    """One custody holder's answer to one consent. While an answer is missing, the consent waits and opens nothing."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("har ikke svaret endnu")
        YES = "yes", _("ja")
        NO = "no", _("nej")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ground = models.ForeignKey(Ground, on_delete=models.CASCADE, related_name="custody_answers")
    representative = models.ForeignKey(Representative, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField("svar", max_length=10, choices=Answer.choices, default=Answer.WAITING)
    form = models.CharField(max_length=10, choices=Ground.Form.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("representative__name",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["ground", "representative"], name="custody_answer_once"),
            models.CheckConstraint(
                name="custody_answer_says_when",
                condition=Q(answer="waiting", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="waiting") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
        )
