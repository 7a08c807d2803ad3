"""Somebody sends half a request and waits: the process that waits with them is let go, and others are answered.

In front of the program the proxy gathers requests (deploy/nginx.conf); this is what happens where somebody gets past.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests
from django.conf import settings

ASKED = b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nusername="
LONGEST = 90  # seconds until the test gives up, not what it is to take
TIMEOUT = 3


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """One process of the program, started as the Dockerfile does it but for a shorter wait."""
    command = next(
        line for line in (settings.BASE_DIR / "Dockerfile").read_text().splitlines() if line.startswith("CMD")
    )
    options = re.search(r"gunicorn (enplan\.wsgi .*)\"\]", command)
    assert options is not None
    said = options[1].replace("${WEB_WORKERS:-4}", "1")
    said, shortened = re.subn(r"--timeout \d+", f"--timeout {TIMEOUT}", said)
    assert shortened == 1, "the Dockerfile says how long a process may be busy"
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *said.replace("0.0.0.0:8000", f"127.0.0.1:{port}").split()],
        cwd=settings.BASE_DIR,
        env=os.environ | {"ENPLAN_MODE": "test", "ENPLAN_VAR": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(address: str) -> None:
    until = time.monotonic() + LONGEST
    while True:
        try:
            if requests.get(f"{address}/healthz", timeout=LONGEST).ok:
                return
        except requests.ConnectionError:
            assert time.monotonic() < until, "nobody answers"
            time.sleep(0.2)


def test_half_a_request_does_not_keep_others_out(address: str) -> None:
    port = int(address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(ASKED)
        wait_for(address)
        slow.settimeout(LONGEST)
        with suppress(ConnectionResetError):
            assert slow.recv(1) in (b"", b"H")  # hung up on, or told off
