"""Connections to fagsystemer, and what each of them is to get: one row per plan (or document) and system.

The row is the only carrier of a delivery: a job nudges, a sweep finds, and either may be lost.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from enplan.accounts.models import Department
from plans.models import Plan


class Fagsystem(models.Model):
    """A connection: which adapter, for which department, what it receives. Secrets come from the environment."""

    class Adapter(models.TextChoices):
        SBSYS = "sbsys", "SBSYS"
        NOVA = "nova", "KMD Nova"
        FASIT = "fasit", "Schultz Fasit"
        NEXUS = "nexus", "KMD Nexus"
        SF2900 = "sf2900", "Fordelingskomponenten (DUBU, Acadre, Facit)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    adapter = models.CharField("system", max_length=20, choices=Adapter.choices)
    name = models.TextField("navn")
    department = models.ForeignKey(
        Department, verbose_name="afdeling", on_delete=models.PROTECT, related_name="fagsystemer"
    )
    receives = models.JSONField("modtager", default=list, help_text="plan, journal, summary")
    base_url = models.URLField("adresse")
    credentials = models.CharField(
        "hvor adgangen står",
        max_length=60,
        help_text="Prefix of the environment variables with the credentials, e.g. “SBSYS”",
    )
    settings = models.JSONField(
        "det øvrige",
        default=dict,
        help_text="What differs from one municipality to the next: KLE numbers, form names",
    )
    is_active = models.BooleanField("i brug", default=True)
    version = models.PositiveIntegerField(default=1)
    # The circuit: after some failures in a row nothing is tried until `paused_until`, and then one sending alone.
    failures = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failure_code = models.CharField(max_length=60, blank=True)
    strange_receipts = models.PositiveIntegerField(default=0, help_text="For what was never sent")

    class Meta:
        ordering = ("name",)
        default_permissions = ()
        # Two departments may each have their own connection to a system of the same name.
        constraints = (
            models.UniqueConstraint(fields=["department", "name"], name="fagsystem_once_per_department"),
        )

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """What one fagsystem is to have of one plan, or of one document of it.

    `wanted` counts the changes, `done` how far the system has got: plans coalesce, the newest wins. While a sending is
    under way, `reference` names it; one that is still there afterwards has an unknown outcome and is settled first.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", "planen"
        JOURNAL = "journal", "journalnotat"
        SUMMARY = "summary", "referat"
        RECALL = "recall", "rettelse om noget, der stod på den forkerte borger"

    class State(models.TextChoices):
        WAITING = "waiting", "på vej"
        SENT = "sent", "sendt, venter på kvittering"
        DELIVERED = "delivered", "har den nyeste"
        REJECTED = "rejected", "afvist"
        UNKNOWN = "unknown", "uafklaret"
        GIVEN_UP = "given_up", "opgivet"
        DROPPED = "dropped", "opgivet af en medarbejder"

    # What no longer moves by itself: somebody has to look.
    STUCK = (State.REJECTED, State.UNKNOWN, State.GIVEN_UP)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fagsystem = models.ForeignKey(Fagsystem, on_delete=models.PROTECT, related_name="deliveries")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    document_id = models.UUIDField(
        help_text="The journal note or summary; what was taken out; the plan's own id for the plan"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    wanted = models.PositiveIntegerField(default=1)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="The last change that is to go out")
    next_try_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    reference = models.UUIDField(null=True, help_text="The sending under way or not settled")
    reference_wanted = models.PositiveIntegerField(default=0)
    reference_at = models.DateTimeField(null=True)
    reference_digest = models.CharField(max_length=64, blank=True)
    reference_areas = models.JSONField(default=list)
    number = models.PositiveIntegerField(default=0, help_text="How many versions have arrived")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what arrived last")
    delivered_at = models.DateTimeField(null=True)
    error_code = models.CharField(
        max_length=60, blank=True, help_text="Never a text that could hold personal data"
    )
    words = models.TextField(
        blank=True, help_text="The system's own on a refusal, for who may see this; never logged"
    )

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["fagsystem", "kind", "document_id"], name="delivery_once_per_document"
            ),
            models.CheckConstraint(name="delivery_done_within_wanted", condition=Q(done__lte=F("wanted"))),
            models.CheckConstraint(
                name="delivery_lease_whole",
                condition=Q(lease_token__isnull=True, lease_until__isnull=True)
                | Q(lease_token__isnull=False, lease_until__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["plan", "fagsystem"], name="delivery_plan_system"),
            models.Index(
                fields=["plan"],
                condition=Q(state__in=["rejected", "unknown", "given_up"]),
                name="delivery_stuck",
            ),
            # A receipt names the sending it is for.
            models.Index(
                fields=["reference"], condition=Q(reference__isnull=False), name="delivery_under_way"
            ),
            # Which wait for a receipt that is late.
            models.Index(fields=["delivered_at"], condition=Q(state="sent"), name="delivery_receipt_due"),
        )


class Sent(models.Model):
    """What has arrived at a fagsystem, when: stays listed for the citizen after a withdrawal. Only added to."""

    class Receipt(models.TextChoices):
        PENDING = "pending", "venter"
        ARRIVED = "arrived", "fremme"
        REFUSED = "refused", "afvist"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="sent")
    number = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    areas = models.JSONField(default=list, help_text="The life areas it held something of")
    reference = models.UUIDField(null=True, help_text="What the system knows it by")
    built_at = models.DateTimeField(null=True, help_text="Of when what it says is")
    receipt = models.CharField(
        max_length=10, choices=Receipt.choices, blank=True, help_text="Where receipts come"
    )

    class Meta:
        ordering = ("-sent_at",)
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["delivery", "number"], name="sent_numbered_once"),)
        indexes = (
            models.Index(fields=["reference"], condition=Q(reference__isnull=False), name="sent_reference"),
        )


class CaseState(models.Model):
    """How far the citizen's case is in a fagsystem, in its own word, as it was read last. It never changes the plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fagsystem = models.ForeignKey(Fagsystem, on_delete=models.CASCADE, related_name="case_states")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="case_states")
    code = models.CharField(max_length=60, blank=True, help_text="Theirs; empty without a case")
    seen_at = models.DateTimeField(help_text="When it was first read like this")
    read_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["fagsystem", "plan"], name="case_state_once"),)


class ReceivedEvent(models.Model):
    """A receipt that has come: once, however often it was sent to us. Codes and ids alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fagsystem = models.ForeignKey(Fagsystem, on_delete=models.CASCADE, related_name="events")
    reference = models.UUIDField()
    code = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["fagsystem", "fingerprint"], name="received_event_once"),
        )
