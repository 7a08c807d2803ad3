"""Plans of one family, linked two by two with everybody's yes. A link holds no content and opens none: what it tells,
and to whom, is `plans.rules.families`.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from citizens.models import CustodyAnswer, Ground, Representative
from plans.models.plan import Plan


class FamilyLink(models.Model):
    """Two plans, and when the link between them holds: from the last yes until it is ended or its period is over.

    Its two sides are rows of their own, so that what one plan tells of it never tells what stands at the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lapses_at = models.DateTimeField(help_text="From then on the question is no longer answered")
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="The last yes")
    valid_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="family_link_period",
                condition=Q(agreed_at__isnull=True, valid_until__isnull=True)
                | Q(agreed_at__isnull=False, valid_until__gt=F("agreed_at")),
            ),
            models.CheckConstraint(
                name="family_link_end_names_who",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        )


class FamilySide(models.Model):
    """The link as one of its plans has it. The words are those that the asking side has said yes to: nothing of the
    register is told by a link.
    """

    class Decision(models.TextChoices):
        WAITING = "waiting", "venter på svar"
        YES = "yes", "ja"
        NO = "no", "nej"
        CLOSED = "closed", "ikke besvaret"  # the plan ended, or somebody was blocked, before it was answered

    class Answering(models.TextChoices):
        """Who answers, by the citizen's age when they were asked."""

        CITIZEN = "citizen", "borgeren, eller den, der handler for borgeren i alt"
        YOUNG = "young", "den unge alene"
        CUSTODY = "custody", "alle, der har forældremyndigheden"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(FamilyLink, on_delete=models.CASCADE, related_name="sides")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="family_sides")
    other = models.ForeignKey(
        Plan,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="The other side's plan; empty until the other side has been asked",
    )
    is_asking = models.BooleanField()
    other_named = models.TextField("hvem den anden er")
    own_named = models.TextField("hvad den anden får at vide, du hedder", blank=True)
    answering = models.CharField(max_length=10, choices=Answering.choices)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["link", "plan"], name="family_side_once_per_plan"),
            models.UniqueConstraint(fields=["link", "is_asking"], name="family_side_asks_or_is_asked"),
            models.CheckConstraint(name="family_side_of_two_plans", condition=~Q(plan=F("other"))),
            models.CheckConstraint(name="family_side_names_the_other", condition=~Q(other_named="")),
        )


class FamilyAnswer(models.Model):
    """One person's answer at one side: the citizen's (no representative), or one custody holder's. A no is kept too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    side = models.ForeignKey(FamilySide, on_delete=models.CASCADE, related_name="answers")
    representative = models.ForeignKey(
        Representative, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(
        "svar", max_length=10, choices=CustodyAnswer.Answer.choices, default=CustodyAnswer.Answer.WAITING
    )
    form = models.CharField(max_length=10, choices=Ground.Form.choices, blank=True)
    circumstances = models.TextField("sted, tolk, hvem der var med", blank=True)
    is_by_representative = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["side", "representative"], name="family_answer_once"),
            models.UniqueConstraint(
                fields=["side"],
                condition=Q(representative__isnull=True),
                name="family_answer_once_by_the_citizen",
            ),
            models.CheckConstraint(
                name="family_answer_says_when",
                condition=Q(answer="waiting", answered_at__isnull=True, answered_by__isnull=True, form="")
                | (
                    ~Q(answer="waiting")
                    & ~Q(form="")
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
            ),
        )

    @property
    def plan(self) -> Plan:
        return self.side.plan
