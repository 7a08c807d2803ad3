"""What chaos starts and takes down: a Redis of its own, and workers on it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

from integrations.chaos.turnstile import FOLDER

STARTING = 120.0  # seconds a process may take to answer, on a machine with much else to do


class Broker:
    """A Redis that keeps nothing on disk: what it loses when it is killed is lost."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen(  # noqa: S603  # a program of the machine, with words of ours
            [*command, "--appendonly", "no", "--dir", str(self._folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + STARTING
        while not self._answers():
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise TimeoutError("redis-server does not start")
            time.sleep(0.05)

    def flush(self) -> None:
        redis.Redis.from_url(self.url).flushall()

    def stop(self) -> None:
        """Killed, as when the machine goes down."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.url).ping())
        except redis.RedisError:
            return False


def start_worker(broker: Broker, folder: Path) -> "subprocess.Popen[bytes]":
    """One worker with one thread, in a process group of its own."""
    command = [sys.executable, "-m", "celery", "-A", "integrations.chaos.worker", "worker", "--pool=solo"]
    return subprocess.Popen(  # noqa: S603  # our own program
        [*command, "--loglevel=CRITICAL", "--without-gossip", "--without-mingle", "--without-heartbeat"],
        env={
            **os.environ,
            "DATABASE_URL": database_address(),
            "CELERY_BROKER_URL": broker.url,
            "ENPLAN_MODE": settings.MODE,
            FOLDER: str(folder),
        },
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(worker: "subprocess.Popen[bytes]") -> None:
    """SIGKILL: nothing is tidied up."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def cut_connections() -> int:
    """Cut every line to this database but our own; answers how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def database_address() -> str:
    """DATABASE_URL of the database that this process uses, which a test has given another name."""
    name = connection.settings_dict
    return (
        f"postgres://{name['USER']}:{name['PASSWORD']}@{name['HOST']}:{name['PORT'] or 5432}/{name['NAME']}"
    )
