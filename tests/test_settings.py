"""The settings are safe by default: nothing set means production, and production starts only when it is safe.

What is missing is said all at once, one line for each.
"""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from enplan import starting
from enplan.web.middleware import CONTENT_SECURITY_POLICY
from tests.in_production import COMPLETE, GOOD, complaints, run

KEY = GOOD["ENPLAN_SECRET_KEY"]


def start(tmp_path: Path, **environment: str) -> str:
    """What the settings complain of when this is changed in a good production; empty when they are content."""
    return "\n".join(complaints(tmp_path, GOOD | environment))


def test_good_production_starts(tmp_path: Path) -> None:
    assert start(tmp_path) == ""


def test_nothing_set_is_production_and_everything_missing_is_said_at_once(tmp_path: Path) -> None:
    said = complaints(tmp_path, {})
    wanted = {"ENPLAN_SECRET_KEY", "ENPLAN_HOSTS", "DATABASE_URL", "CELERY_BROKER_URL"}
    wanted |= {"ENPLAN_BEHIND_PROXY", "ENPLAN_MUNICIPALITY"}
    assert {line.split()[0] for line in said} == wanted
    assert len(said) == len(wanted)


@pytest.mark.parametrize("name", GOOD)
def test_each_thing_missing_is_said_in_a_line_of_its_own(tmp_path: Path, name: str) -> None:
    (line,) = complaints(tmp_path, {key: value for key, value in GOOD.items() if key != name})
    assert line.startswith(name)


UNSAFE = {
    "a short key": {"ENPLAN_SECRET_KEY": "short"},
    "a key of one letter": {"ENPLAN_SECRET_KEY": "a" * 80},
    "every host": {"ENPLAN_HOSTS": "*"},
    "every host of a domain": {"ENPLAN_HOSTS": "plan.nordby.dk,.nordby.dk"},
    "SQLite": {"DATABASE_URL": "sqlite:////var/lib/enplan.sqlite3"},
    "files as broker": {"CELERY_BROKER_URL": "filesystem://"},
    "memory as broker": {"CELERY_BROKER_URL": "memory://"},
    "links without TLS": {"ENPLAN_ADDRESS": "http://enplan.example"},
    "no proxy with TLS": {"ENPLAN_BEHIND_PROXY": "0"},
    "the demo login": {"ENPLAN_DEMO_LOGIN": "1"},
    "a token to guess": {"ENPLAN_METRICS_TOKEN": "figures"},
    "no number": {"ENPLAN_LOOK_LOG_MONTHS": "two"},
    "a port beyond": {"ENPLAN_SMTP_PORT": "70000"},
    "a statement elsewhere": {"ENPLAN_ACCESSIBILITY_STATEMENT": "http://www.was.digst.dk/x"},
}


@pytest.mark.parametrize("unsafe", UNSAFE.values(), ids=UNSAFE)
def test_what_is_unsafe_stops_the_program(tmp_path: Path, unsafe: dict[str, str]) -> None:
    (line,) = complaints(tmp_path, GOOD | unsafe)
    assert line.startswith(next(iter(unsafe)))


def test_database_address_that_is_none_is_said_without_its_password(tmp_path: Path) -> None:
    done = run(
        tmp_path, "-c", "import enplan.settings", environment=GOOD | {"DATABASE_URL": "postgre://a:gemt@b/c"}
    )
    assert "- DATABASE_URL must be an address" in done.stderr
    assert "gemt" not in done.stderr


def test_a_command_says_the_lines_and_nothing_else(tmp_path: Path) -> None:
    done = run(
        tmp_path, "manage.py", "migrate", environment=GOOD | {"ENPLAN_HOSTS": "", "ENPLAN_MUNICIPALITY": ""}
    )
    assert done.returncode == 1
    said = done.stderr.splitlines()
    assert [line.split()[:2] for line in said[1:]] == [["-", "ENPLAN_HOSTS"], ["-", "ENPLAN_MUNICIPALITY"]]
    assert said[0] == "Én plan does not start:"


def test_key_and_token_are_never_said(tmp_path: Path) -> None:
    given = {"ENPLAN_SECRET_KEY": "a-key-too-short", "ENPLAN_METRICS_TOKEN": "too-short"}
    done = run(tmp_path, "-c", "import enplan.settings", environment=GOOD | given)
    assert done.returncode
    assert not [value for value in given.values() if value in done.stderr]


def test_unknown_mode_is_refused_and_read_as_production(tmp_path: Path) -> None:
    said = start(tmp_path, ENPLAN_MODE="debug", ENPLAN_DEMO_LOGIN="1")
    assert "ENPLAN_MODE" in said
    assert "ENPLAN_DEMO_LOGIN" in said


def test_nothing_is_written_where_the_program_does_not_start(tmp_path: Path) -> None:
    complaints(tmp_path, {})
    assert list(tmp_path.iterdir()) == []


def test_any_part_can_add_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "_gathered", [])
    starting.must(True, "not said")
    starting.must(False, "ENPLAN_A must be there.")
    starting.complain("ENPLAN_B is unsafe.")
    with pytest.raises(ImproperlyConfigured) as stopped:
        starting.refuse()
    assert str(stopped.value).splitlines()[1:] == ["- ENPLAN_A must be there.", "- ENPLAN_B is unsafe."]
    starting.refuse()  # nobody gathers any more, and nothing is left over


def test_complete_production_passes_djangos_own_checks_and_ours(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", environment=COMPLETE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(COMPLETE.keys() - GOOD.keys()))
def test_what_a_municipality_should_have_named_is_a_warning(tmp_path: Path, name: str) -> None:
    lacking = {key: value for key, value in COMPLETE.items() if key != name}
    done = run(tmp_path, "manage.py", "check", "--deploy", environment=lacking)
    assert name in done.stderr
    assert done.returncode == 0  # said, but the program starts


def test_staff_login_at_any_level_is_a_warning(tmp_path: Path) -> None:
    staff = {
        "ENPLAN_STAFF_LOGIN_ISSUER": "https://login.kommune.example/",
        "ENPLAN_STAFF_LOGIN_CLIENT_ID": "enplan",
        "ENPLAN_STAFF_LOGIN_CLIENT_SECRET": "hemmelig",
    }
    arguments = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    done = run(tmp_path, *arguments, environment=COMPLETE | staff)
    assert "accounts.W001" in done.stderr
    assert "ENPLAN_STAFF_LOGIN_LEVELS" in done.stderr
    assert done.returncode == 1
    with_a_level = staff | {"ENPLAN_STAFF_LOGIN_LEVELS": "mfa"}
    done = run(tmp_path, *arguments, environment=COMPLETE | with_a_level)
    assert done.returncode == 0, done.stderr


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
