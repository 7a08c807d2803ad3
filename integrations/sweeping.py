"""The sweep: finds every row that is due. `manage.py sync` does the same in the foreground."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from enplan import clock
from integrations.delivering import deliver_one
from integrations.models import Delivery, Fagsystem
from integrations.waits import FOR_RECEIPT
from integrations.wanting import want_after_lapses


def deliver_due(*, limit: int = 1000) -> int:
    """Deliver what is due, oldest first; answers how many rows were tried. A dead system delays only its own rows."""
    want_after_lapses()
    miss_receipts()
    now = clock.now()
    due = Delivery.objects.filter(state=Delivery.State.WAITING, next_try_at__lte=now).order_by("next_try_at")
    due = due.filter(fagsystem__is_active=True)
    well = due.filter(fagsystem__paused_until=None).values_list("pk", flat=True)
    return sum(deliver_one(pk) for pk in (*well[:limit], *_trials(due, now)))


def _trials(due: QuerySet[Delivery], now: datetime) -> list[UUID]:
    """Of each system whose pause is over one row alone: what waits for the others must not fill the sweep, or a system
    that is away for long delays those that are well.
    """
    free = due.exclude(lease_until__gt=now)
    paused = Fagsystem.objects.filter(is_active=True, paused_until__lte=now)
    first = [free.filter(fagsystem=system).values_list("pk", flat=True).first() for system in paused]
    return [pk for pk in first if pk is not None]


def miss_receipts() -> int:
    """What was taken in and never spoken of again is unknown: a person has to look. Answers how many."""
    late = Delivery.objects.filter(state=Delivery.State.SENT, delivered_at__lte=clock.now() - FOR_RECEIPT)
    return late.update(state=Delivery.State.UNKNOWN, error_code="no_receipt")
