"""Jobs of the plan. They may be lost, doubled or late without harm."""

from uuid import UUID

from celery import shared_task

from plans.retention import delete_unconfirmed_answers as delete_answers
from plans.services.attachments import delete_orphan_files as delete_them
from plans.services.booklet_making import go_on_with_booklets
from plans.services.booklet_making import make_booklet as make_it
from plans.services.booklets import delete_old_booklets
from plans.services.notices import remind_of_tasks as remind_of_them
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


@shared_task(ignore_result=True)
def remind_of_tasks() -> None:
    """What private persons have asked to be reminded of. Beat sends it every ten minutes."""
    remind_of_them()


@shared_task(ignore_result=True)
def make_booklet(booklet_id: str) -> None:
    """Print what there is to print of a booklet, beside other workers."""
    make_it(UUID(booklet_id))


@shared_task(ignore_result=True)
def sweep_booklets() -> None:
    """Go on where a worker was stopped, and delete what has had its hour. Beat sends it every minute."""
    delete_old_booklets()
    go_on_with_booklets()
