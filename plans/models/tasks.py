"""Agreements and tasks: what, who, by when."""

from datetime import date

from django.db import models
from django.db.models import Q

from plans.models.goals import Goal
from plans.models.responsible import WithResponsible
from plans.models.section import Item
from plans.models.taken_back import CanBeTakenBack


class Task(Item, WithResponsible, CanBeTakenBack):
    """An agreed action (aftale, opgave). Stands where its goal stands, or in a section of its own."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "ikke begyndt"
        IN_PROGRESS = "in_progress", "i gang"
        DONE = "done", "gjort"
        CANCELLED = "cancelled", "aflyst"

    title = models.TextField("aftale")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    transition = models.ForeignKey(
        "plans.Transition",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
        help_text="Whose checklist it stands on",
    )
    due_on = models.DateField("senest", null=True, blank=True)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(Item.Meta):
        ordering = ("due_on", "written_at")
        indexes = (
            models.Index(fields=["section", "status", "due_on"], name="task_section_status_due"),
            models.Index(fields=["responsible", "status", "due_on"], name="task_responsible_status_due"),
            models.Index(fields=["written_by"], condition=Q(is_draft=True), name="task_drafts"),
        )
        constraints = (
            *Item.Meta.constraints,
            *WithResponsible.Meta.constraints,
            models.CheckConstraint(
                name="task_status_known",
                condition=Q(status__in=["not_started", "in_progress", "done", "cancelled"]),
            ),
            models.CheckConstraint(
                name="task_done_has_its_instant",
                condition=Q(status="done", done_at__isnull=False)
                | (~Q(status="done") & Q(done_at__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"Task {self.pk}"

    def is_open(self) -> bool:
        return self.status in (self.Status.NOT_STARTED, self.Status.IN_PROGRESS)

    def is_overdue(self, today: date) -> bool:
        """Deadline passed and neither done nor cancelled. Shown to staff only: the citizen is not shamed."""
        return self.is_open() and self.due_on is not None and self.due_on < today
