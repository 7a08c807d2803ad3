"""Jobs of the plan. They may be lost, doubled or late without harm."""

from celery import shared_task

from plans.services.attachments import delete_orphan_files as delete_them


@shared_task(ignore_result=True)
def delete_orphan_files() -> None:
    """Stored files of which no row knows. Beat sends it every night."""
    delete_them()
