"""Celery: Redis where CELERY_BROKER_URL says so, otherwise files under var/ (the embedded default)."""

import gc
import os
from time import monotonic

from celery import Celery
from celery.signals import task_failure, task_prerun, worker_process_init
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enplan.settings")

app = Celery("enplan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

CHECK_AFTER = 5.0  # seconds: many small tasks in a row ask once, not each of them, whether the line is whole
_checked = -CHECK_AFTER


@task_prerun.connect
def _check_connections(**_signal: object) -> None:
    """As at the start of a request: what has stood too long is opened anew, what has broken is noticed."""
    global _checked  # noqa: PLW0603  # of this process alone, as its connections are
    if monotonic() - _checked >= CHECK_AFTER:
        close_old_connections()
        _checked = monotonic()


@task_failure.connect
def _check_before_the_next(**_signal: object) -> None:
    """It may be the line to the database that broke: one task fails by that, and not all in the seconds after."""
    global _checked  # noqa: PLW0603  # as above
    _checked = -CHECK_AFTER


@worker_process_init.connect
def _leave_the_program_alone(**_signal: object) -> None:
    """What has been loaded by now stays for good: looking it through for garbage again and again finds none."""
    gc.collect()
    gc.freeze()
