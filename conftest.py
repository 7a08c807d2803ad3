"""What a test may expect of the machine: the services it is marked with.

A test marked with one of SERVICES below, such as `postgres` or `browser`, is skipped where that service is missing, and
fails where ENPLAN_REQUIRE_SERVICES=1 says that none may be missing. The cast of people and plans is in tests/.
"""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache

import pytest
import redis
from django.db import connection

# While everything is loaded nothing becomes rubbish, and looking for it would be a third of the time that takes.
gc.disable()

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@cache
def chromium() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@cache
def browser_starts() -> bool:
    """Whether Chromium is here and Playwright's own driver runs (it needs a library of its own)."""
    ask = [sys.executable, "-m", "playwright", "--version"]
    return chromium() is not None and subprocess.run(ask, capture_output=True, check=False).returncode == 0


def redis_url() -> str:
    broker = os.environ.get("CELERY_BROKER_URL", "")
    return broker if broker.startswith("redis") else "redis://127.0.0.1:6379/0"


@cache
def redis_answers() -> bool:
    try:
        return bool(redis.Redis.from_url(redis_url(), socket_connect_timeout=3).ping())
    except redis.RedisError:
        return False


SERVICES: dict[str, tuple[str, Callable[[], bool]]] = {
    "postgres": ("PostgreSQL", lambda: connection.vendor == "postgresql"),
    "postgres_programs": (
        "PostgreSQL's pg_dump, pg_restore and psql",
        lambda: all(map(shutil.which, ("pg_dump", "pg_restore", "psql"))),
    ),
    "redis": ("Redis", redis_answers),
    "browser": ("Chromium and Playwright", browser_starts),
}


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """From here on rubbish is collected, seldom; what is loaded by now stays, and is not looked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (name, is_there) in SERVICES.items():
        if item.get_closest_marker(marker) and not is_there():
            if os.environ.get("ENPLAN_REQUIRE_SERVICES") == "1":
                pytest.fail(f"This test needs {name}, and ENPLAN_REQUIRE_SERVICES=1.", pytrace=False)
            pytest.skip(f"needs {name}")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser for Playwright's `executable_path`; ask for it in tests marked `browser`."""
    return chromium() or pytest.fail("Mark this test `browser`.", pytrace=False)
