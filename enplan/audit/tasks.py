"""The record's job. Beat sends it every night; twice or late does no harm."""

from celery import shared_task

from enplan.audit.retention import delete_expired


@shared_task(ignore_result=True)
def delete_old_looks() -> None:
    """Delete what has been kept as long as the municipality says."""
    delete_expired()
