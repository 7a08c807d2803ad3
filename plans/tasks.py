"""Jobs of the plan. They may be lost, doubled or late without harm."""

from celery import shared_task

from plans.retention import delete_unconfirmed_answers as delete_answers
from plans.services.attachments import delete_orphan_files as delete_them
from plans.services.presence import delete_old_presence
from plans.services.unsaved import delete_old_unsaved


@shared_task(ignore_result=True)
def delete_orphan_files() -> None:
    """Stored files of which no row knows. Beat sends it every night."""
    delete_them()


@shared_task(ignore_result=True)
def delete_unconfirmed_answers() -> None:
    """Answers of conversations about consent that were never confirmed. Beat sends it every night."""
    delete_answers()


@shared_task(ignore_result=True)
def delete_old_drafts() -> None:
    """What was typed and never saved, and who had a plan open. Beat sends it every night."""
    delete_old_unsaved()
    delete_old_presence()
