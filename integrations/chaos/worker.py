"""The Celery program as chaos starts its workers: the ordinary one, each task inside the turnstile and its time."""

import os
from contextlib import ExitStack
from pathlib import Path

from celery.signals import task_postrun, task_prerun

from enplan import clock
from enplan.celery import app
from integrations.chaos.turnstile import FOLDER, Turnstile

__all__ = ["app"]

_turnstile = Turnstile(Path(os.environ[FOLDER]))
_task = ExitStack()  # one at a time: these workers have one thread


@task_prerun.connect
def _go_in(**_signal: object) -> None:
    _task.enter_context(_turnstile.inside())
    _task.enter_context(clock.ahead_by(_turnstile.ahead))


@task_postrun.connect
def _go_out(**_signal: object) -> None:
    _task.close()
