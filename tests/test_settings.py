"""The settings are safe by default: nothing set means production, and production refuses what is only for trying."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from enplan.web.middleware import CONTENT_SECURITY_POLICY

KEY = "k3Jw-9sLq_Zx7Vb2Nm5Tp8Rf4Hd6Gy1Ce0Ua-WoXiQvBnMlKjHgFdSa"


def start(tmp_path: Path, **environment: str) -> str:
    """What the settings complain of when they are loaded with this environment; empty when they are content."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith("ENPLAN_")}
    done = subprocess.run(  # our own program
        [sys.executable, "-c", "import enplan.settings"],
        env=usual | {"ENPLAN_VAR": str(tmp_path)} | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr if done.returncode else ""


def test_nothing_set_is_production_and_needs_a_key(tmp_path: Path) -> None:
    assert "ENPLAN_SECRET_KEY" in start(tmp_path)


@pytest.mark.parametrize("key", ["short", "a" * 80, "not-a-secret: only for demo and test"])
def test_production_refuses_a_weak_key(tmp_path: Path, key: str) -> None:
    assert "ENPLAN_SECRET_KEY" in start(tmp_path, ENPLAN_SECRET_KEY=key)


def test_production_starts_with_a_good_key(tmp_path: Path) -> None:
    assert start(tmp_path, ENPLAN_SECRET_KEY=KEY) == ""


def test_production_refuses_the_demo_login(tmp_path: Path) -> None:
    assert "ENPLAN_DEMO_LOGIN" in start(tmp_path, ENPLAN_SECRET_KEY=KEY, ENPLAN_DEMO_LOGIN="1")


def test_unknown_mode_is_refused(tmp_path: Path) -> None:
    assert "ENPLAN_MODE" in start(tmp_path, ENPLAN_SECRET_KEY=KEY, ENPLAN_MODE="debug")


@pytest.mark.django_db
def test_every_page_carries_the_strict_headers(client: Client) -> None:
    answer = client.get("/login/")
    assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Permissions-Policy"]
