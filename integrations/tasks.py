"""The jobs. Their arguments are ids and nothing else; each may be lost, doubled or late without harm."""

from uuid import UUID

from celery import shared_task

from integrations.delivering import deliver_one
from integrations.states.reading import read_states as read_what_is_due
from integrations.sweeping import deliver_due


@shared_task(ignore_result=True)
def deliver(delivery_id: str) -> None:
    """Deliver one row, if it is due and nobody else has it."""
    deliver_one(UUID(delivery_id))


@shared_task(ignore_result=True)
def sweep() -> None:
    """Find what the nudges missed. Beat sends it every minute."""
    deliver_due()


@shared_task(ignore_result=True)
def read_states() -> None:
    """Ask the systems how far the citizens' cases are. Beat sends it; each plan is asked about once a day."""
    read_what_is_due()
