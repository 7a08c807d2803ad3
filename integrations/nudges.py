"""Nudging a worker after commit. A lost nudge costs a minute: the sweep finds the row."""

import logging
from uuid import UUID

from django.conf import settings

log = logging.getLogger("enplan.deliveries")


def nudge(delivery_id: UUID) -> None:
    """Ask a worker to deliver this row now. Never fails the person's save: the broker may be down."""
    if not settings.NUDGE_WORKERS:
        return
    from integrations.tasks import deliver

    try:
        deliver.delay(str(delivery_id))
    except Exception:  # noqa: BLE001  # whatever the broker's client raises: the row is there and the sweep finds it
        log.warning("could not nudge a worker for delivery %s", delivery_id)
