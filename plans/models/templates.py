"""What administrators keep ready: templates for goals, for whole plans, and for the checklists of transitions.

About nobody. What is made from one is copied, so changing a template never changes an existing plan.
"""

import uuid

from django.db import models
from django.db.models import Q

from enplan.accounts.models import LifeArea
from plans.models.goals import Goal

YOUNGEST_MONTHS, OLDEST_MONTHS = (
    12 * 12,
    12 * 25,
)  # an age that is told of by itself: from childhood to grown up


class GoalTemplate(models.Model):
    """Words to start a goal from. They are for talking about with the citizen, not for leaving as they are."""

    key = models.SlugField(primary_key=True, max_length=40)
    title = models.CharField("mål", max_length=200, unique=True)
    why = models.TextField("hvorfor det er vigtigt", blank=True)
    area = models.ForeignKey(LifeArea, verbose_name="livsområde", on_delete=models.PROTECT, related_name="+")
    type = models.CharField(
        "hvad vil vi", max_length=12, choices=Goal.Type.choices, default=Goal.Type.DEVELOP
    )
    measured_by = models.TextField("sådan ser vi, at det går fremad", blank=True)
    steps = models.TextField("forslag til delmål", blank=True, help_text="One on each line")
    is_active = models.BooleanField("kan vælges", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("area__position", "position", "title")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="goal_template_type_known", condition=Q(type__in=["develop", "maintain", "limit_loss"])
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def step_list(self) -> list[str]:
        return [line.strip() for line in self.steps.splitlines() if line.strip()]


class PlanTemplate(models.Model):
    """A set of goals to begin a plan with, and how often the plan is followed up."""

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField("navn", max_length=200, unique=True)
    about = models.TextField("hvornår den passer", blank=True)
    goals = models.ManyToManyField(GoalTemplate, verbose_name="mål", blank=True, related_name="+")
    follow_up_months = models.PositiveSmallIntegerField("følges op, måneder imellem", null=True, blank=True)
    is_active = models.BooleanField("kan vælges", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "name")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class TransitionKind(models.Model):
    """A kind of transition (overgang) with the checklist that goes with it.

    With an age its date follows from the birth date, and who coordinates is reminded in time; otherwise the date is
    written when it is known.
    """

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField("navn", max_length=100, unique=True)
    age_months = models.PositiveSmallIntegerField("alder i måneder", null=True, blank=True)
    days_ahead = models.PositiveSmallIntegerField("hvor mange dage før det vises", default=90)
    is_active = models.BooleanField("i brug", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "name")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="transition_kind_age_of_the_young",
                condition=Q(age_months__isnull=True)
                | Q(age_months__gte=YOUNGEST_MONTHS, age_months__lte=OLDEST_MONTHS),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ChecklistLine(models.Model):
    """One line of a kind's checklist: what, who by role, how many days before (−) or after the transition's date."""

    class Who(models.TextChoices):
        COORDINATOR = "coordinator", "den koordinerende sagsbehandler"
        CITIZEN = "citizen", "borgeren"
        AREA = "area", "den på teamet, der arbejder med livsområdet"
        HEALTH = "health", "den på teamet, der kommer fra en sundhedsafdeling"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.ForeignKey(TransitionKind, on_delete=models.PROTECT, related_name="lines")
    text = models.TextField("hvad der skal gøres")
    who = models.CharField("hvem", max_length=12, choices=Who.choices, default=Who.COORDINATOR)
    area = models.ForeignKey(LifeArea, verbose_name="livsområde", on_delete=models.PROTECT, related_name="+")
    days = models.SmallIntegerField("dage fra overgangens dag", default=0, help_text="Negative: before it")
    is_active = models.BooleanField("med på tjeklisten", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("days", "position")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="checklist_who_known",
                condition=Q(who__in=["coordinator", "citizen", "area", "health"]),
            ),
            models.CheckConstraint(
                name="checklist_days_within_two_years", condition=Q(days__gte=-730, days__lte=730)
            ),
        )

    def __str__(self) -> str:
        return self.text
