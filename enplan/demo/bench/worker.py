"""One real worker on Redis, run as docker-compose.yml runs it and given a full queue: how many tasks it gets through
in a second.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import redis
from celery import Celery
from django.conf import settings
from django.db import connection

REDIS = "redis://127.0.0.1:6379/14"
QUEUE = "celery"
STARTING = 180.0  # seconds a worker may take to begin, and to get on


class WorkerStuck(Exception):
    """The worker did not get through its queue."""


def redis_answers() -> bool:
    try:
        return bool(redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping())
    except redis.RedisError:
        return False


def database_address() -> str:
    """Of the PostgreSQL database that is measured just now, for a process beside this one."""
    name = connection.settings_dict
    return (
        f"postgres://{name['USER']}:{name['PASSWORD']}@{name['HOST']}:{name['PORT'] or 5432}/{name['NAME']}"
    )


def environment_on(database: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": database, "ENPLAN_MODE": settings.MODE}


def tasks_a_second(
    task: str,
    arguments: Iterable[list[Any]],
    *,
    database: str,
    done: Callable[[], int] | None = None,
    warm: int = 10,
) -> float:
    """Fill the queue, start one worker, and time it from its `warm`th task to the last.

    `done` counts what has been carried out; left out, what has left the queue.
    """
    server = redis.Redis.from_url(REDIS)
    server.flushdb()  # a database of its own: nothing but the queue of this measurement
    app = Celery(broker=REDIS)
    total = 0
    for one in arguments:
        app.send_task(task, one, ignore_result=True)
        total += 1
    count = done or (lambda: total - int(server.llen(QUEUE)) - int(server.hlen("unacked")))
    with _worker(database):
        _wait(lambda: count() >= warm)
        began, already = time.perf_counter(), count()
        _wait(lambda: count() >= total)
        seconds = time.perf_counter() - began
    server.flushdb()
    return (total - already) / seconds


@contextmanager
def _worker(database: str) -> Iterator[None]:
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "enplan",
        "worker",
        "--concurrency=6",
        "--loglevel=ERROR",
    ]
    process = subprocess.Popen(  # noqa: S603  # our own program
        [*command, "--without-gossip", "--without-mingle", "--without-heartbeat"],
        env=environment_on(database) | {"CELERY_BROKER_URL": REDIS},
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + STARTING
    while not is_true():
        if time.monotonic() > deadline:
            raise WorkerStuck
        time.sleep(0.005)
