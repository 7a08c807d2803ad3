"""Real workers in processes of their own, to be killed: started on the database of the test and a broker of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

Worker = subprocess.Popen[bytes]


def environment_of(broker: str, folder: Path) -> dict[str, str]:
    """What a worker is started with. `folder`: where it keeps what it writes."""
    name = connection.settings_dict
    port = name["PORT"] or "5432"
    database = f"postgres://{name['USER']}:{name['PASSWORD']}@{name['HOST']}:{port}/{name['NAME']}"
    return {**os.environ, "DATABASE_URL": database, "CELERY_BROKER_URL": broker, "ENPLAN_VAR": str(folder)}


def start_worker(environment: dict[str, str]) -> Worker:
    command = [sys.executable, "-m", "celery", "-A", "enplan", "worker", "--pool=solo", "--loglevel=ERROR"]
    return subprocess.Popen(
        [*command, "--without-gossip", "--without-mingle", "--without-heartbeat"],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(worker: Worker) -> None:
    """Without a chance to put anything in order."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
