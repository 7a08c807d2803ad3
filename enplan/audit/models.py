"""The record: looks (who saw) and changes (who changed what), and what is asked, flagged and deleted about looks.

No foreign keys: the record outlives what it tells of, and neither blocks nor follows its deletion.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from enplan.audit.append_only import AppendOnly


class Look(AppendOnly):
    """One showing of a citizen's data: a page, a print, an API answer, an export or a search."""

    class Kind(models.TextChoices):
        PAGE = "page", _("Plan")
        LIST = "list", _("Liste")
        PRINT = "print", _("Udskrift")
        API = "api", _("Udtræk til andet program")
        SEARCH = "search", _("Søgning")
        RECORD = "record", _("Adgangslog")
        AUDIT = "audit", _("Tilsyn med log og samtykker")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    user_id = models.UUIDField()
    user_name = models.TextField()
    role = models.CharField(max_length=100, help_text="In what capacity, e.g. “Sagsbehandler på teamet”")
    department = models.TextField(blank=True)
    plan_id = models.UUIDField(null=True)
    citizen_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    what = models.TextField(help_text="The page or part that was shown")
    why = models.TextField(help_text="The purpose: a standing on the plan, or the work reason that was given")
    withheld_until = models.DateTimeField(
        null=True, help_text="Not shown to the citizen before: it would tell of what is withheld until then"
    )

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=["plan_id", "-at"], name="look_plan_at"),
            models.Index(fields=["user_id", "plan_id", "-at"], name="look_user_plan_at"),
            models.Index(
                fields=["user_id", "plan_id", "-at"], condition=models.Q(kind="page"), name="look_visit"
            ),
            models.Index(fields=["at"], name="look_at"),
            models.Index(
                fields=["user_id", "-at"], condition=models.Q(kind="search"), name="look_search_user_at"
            ),
            models.Index(
                fields=["citizen_id", "-at"],
                condition=models.Q(plan_id__isnull=True),
                name="look_without_plan",
            ),
        )


class Change(AppendOnly):
    """One field of one thing that was changed: from what, to what, by whom, when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.TextField()
    on_behalf = models.BooleanField(default=False, help_text="Done by a representative for the citizen")
    plan_id = models.UUIDField(null=True)
    citizen_id = models.UUIDField(null=True)
    section_id = models.UUIDField(
        null=True, help_text="Where the thing stood at the change; empty: the plan itself"
    )
    thing = models.CharField(max_length=60, help_text="Model name in lower case, e.g. “goal”")
    thing_id = models.UUIDField(null=True)
    thing_key = models.CharField(
        max_length=60, blank=True, help_text="Instead of the id, where the key is a word"
    )
    field = models.CharField(max_length=60)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=["plan_id", "-at"], name="change_plan_at"),
            models.Index(fields=["thing", "thing_id", "-at"], name="change_thing_at"),
            models.Index(fields=["at"], name="change_at"),
        )


class SearchFlag(AppendOnly):
    """Somebody has found unusually many citizens they do not work with within an hour. A note, no verdict."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    since = models.DateTimeField(help_text="Where the hour began")
    user_id = models.UUIDField()
    user_name = models.TextField()
    department = models.TextField(blank=True)
    citizens = models.PositiveIntegerField(help_text="How many different citizens when it was flagged")
    allowed = models.PositiveIntegerField(help_text="The municipality's limit then")

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=["user_id", "-at"], name="search_flag_user_at"),)


class LookQuestion(models.Model):
    """A citizen asks about one line of their access log; the municipality answers before the day is over.

    What the line said is copied, so that the question can be answered when the looks themselves are gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan_id = models.UUIDField()
    citizen_id = models.UUIDField()
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField()
    text = models.TextField("spørgsmål")
    answer_due_on = models.DateField()
    line = models.CharField(max_length=64, help_text="Which line of the log: `enplan.audit.lines.Line.key`")
    look_day = models.DateField()
    department = models.TextField(blank=True)
    role = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Look.Kind.choices)
    what = models.TextField()
    why = models.TextField()
    lookers = models.JSONField(help_text="Who it was: [{id, name, times, first, last}], times a number")
    answer = models.TextField("svar", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)
    answered_by_name = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=["answered_at", "answer_due_on"], name="look_question_due"),)
        constraints = (
            models.UniqueConstraint(fields=["plan_id", "line"], name="look_question_once"),
            models.CheckConstraint(
                name="look_question_answer_is_whole",
                condition=models.Q(answered_at__isnull=True, answered_by_id__isnull=True, answer="")
                | (models.Q(answered_at__isnull=False, answered_by_id__isnull=False) & ~models.Q(answer="")),
            ),
        )


class Deletion(AppendOnly):
    """What is left of rows that were deleted because their time was over: when, which, older than what, how many."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    thing = models.CharField(max_length=60, help_text="Model name in lower case, e.g. “look”")
    older_than = models.DateTimeField()
    amount = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=["-at"], name="deletion_at"),)
