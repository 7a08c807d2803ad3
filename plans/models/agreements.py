"""What each custody holder has answered to having one plan, where none of them can say yes alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from citizens.models import CustodyAnswer, Ground, Representative
from plans.models.plan import Plan


class PlanAnswer(models.Model):
    """One custody holder's answer to one plan. While an answer is missing, nobody has agreed to the plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="custody_answers")
    representative = models.ForeignKey(Representative, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(
        "svar", max_length=10, choices=CustodyAnswer.Answer.choices, default=CustodyAnswer.Answer.WAITING
    )
    form = models.CharField(max_length=10, choices=Ground.Form.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("representative__name",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["plan", "representative"], name="plan_answer_once"),
            models.CheckConstraint(
                name="plan_answer_says_when",
                condition=Q(answer="waiting", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="waiting") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
        )
