"""The record: looks (who saw) and changes (who changed what).

No foreign keys: the record outlives what it tells of, and neither blocks nor follows its deletion.
"""

import uuid

from django.db import models

from enplan.audit.append_only import AppendOnly


class Look(AppendOnly):
    """One showing of a citizen's data: a page, a print, an API answer, an export or a search."""

    class Kind(models.TextChoices):
        PAGE = "page", "Plan"
        LIST = "list", "Liste"
        PRINT = "print", "Udskrift"
        API = "api", "Udtræk til andet program"
        SEARCH = "search", "Søgning"
        RECORD = "record", "Adgangslog"

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

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=["plan_id", "-at"], name="look_plan_at"),
            models.Index(fields=["user_id", "plan_id", "-at"], name="look_user_plan_at"),
            models.Index(fields=["at"], name="look_at"),
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
