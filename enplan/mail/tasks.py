"""The jobs of the outbox. Their arguments are ids and nothing else; each may be lost, doubled or late without harm."""

from uuid import UUID

from celery import shared_task

from enplan.mail.outbox import send_due, send_one


@shared_task(ignore_result=True)
def send(mail_id: str) -> None:
    """Send one letter, if it is due and nobody else has it."""
    send_one(UUID(mail_id))


@shared_task(ignore_result=True)
def sweep() -> None:
    """Find what the nudges missed. Beat sends it every minute."""
    send_due()
