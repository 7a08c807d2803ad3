"""Other plans of the citizen's that the one plan stands in place of, by their yes, and what it must then hold.

Which there are is the municipality's own data, to be confirmed by a jurist; nothing here decides what the law wants.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from plans.models.plan import Plan


class OtherPlanKind(models.Model):
    """A kind of plan that the one plan can replace: its name, its law, and what must then stand in the one plan.

    An administrator keeps the list. What is changed here counts for a yes noted from then on: a yes keeps the terms it
    was given on.
    """

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField("navn", max_length=200, unique=True)
    law = models.TextField("lov")
    must_hold = models.TextField("skal rumme", help_text="One line for each thing")
    is_active = models.BooleanField("i brug", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "key")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="other_plan_has_name_law_and_terms",
                condition=~Q(name="") & ~Q(law="") & ~Q(must_hold=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def must_hold_list(self) -> list[str]:
        return [line.strip() for line in self.must_hold.splitlines() if line.strip()]


class ReplacedPlan(models.Model):
    """The citizen's yes to the one plan standing in place of another, with the kind's terms as they were then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="replaced")
    kind = models.ForeignKey(OtherPlanKind, on_delete=models.PROTECT, related_name="+")
    kind_name = models.CharField(max_length=200)
    law = models.TextField()
    must_hold = models.JSONField(default=list)
    held = models.JSONField(default=list, help_text="Those of must_hold that stand in the plan")
    agreed_on = models.DateField("borgeren sagde ja den")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="From then on it must be made again")
    made_again_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("noted_at",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "kind"], condition=Q(ended_at__isnull=True), name="plan_replaced_once"
            ),
            models.CheckConstraint(
                name="replaced_plan_in_order",
                condition=(Q(ended_at__isnull=True) & Q(made_again_at__isnull=True))
                | (
                    Q(ended_at__gte=F("noted_at"))
                    & (Q(made_again_at__isnull=True) | Q(made_again_at__gte=F("ended_at")))
                ),
            ),
        )

    @property
    def missing(self) -> list[str]:
        """What the one plan must still come to hold."""
        return [line for line in self.must_hold if line not in self.held]
