"""In production the demo's login is not there: not where it is asked for, and at no address of the program.

Walked by a process with production's own settings, since what the tests run with are others.
"""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.conftest import Cast
from tests.in_production import GOOD, address_of_test_database, complaints, run
from tests.test_every_address import addresses


def test_production_does_not_start_with_it(tmp_path: Path) -> None:
    (line,) = complaints(tmp_path, GOOD | {"ENPLAN_DEMO_LOGIN": "1"})
    assert line.startswith("ENPLAN_DEMO_LOGIN")


def test_it_is_off_in_production_even_where_nobody_refused(tmp_path: Path) -> None:
    """The setting itself, should a process ever get past the refusal."""
    asked = (
        "from enplan import starting; starting.refuse = lambda: None;"
        " from enplan import settings; print(settings.DEMO_LOGIN)"
    )
    done = run(tmp_path, "-c", asked, environment=GOOD | {"ENPLAN_DEMO_LOGIN": "1"})
    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_no_address_lets_anybody_in_by_being_chosen(cast: Cast, tmp_path: Path) -> None:
    production = GOOD | {"DATABASE_URL": address_of_test_database()}
    made = run(tmp_path, "manage.py", "collectstatic", "--no-input", environment=production)
    assert made.returncode == 0, made.stderr
    done = run(tmp_path, "-m", "tests.walking_in_production", cast.sofie.username, environment=production)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) == 2 * len(list(addresses()))


@pytest.mark.django_db
def test_the_same_form_lets_in_where_the_demo_login_is_on(
    cast: Cast, client: Client, settings: LazySettings
) -> None:
    """What the walk sends is what the demo's page takes: otherwise it would find nothing anywhere."""
    settings.DEMO_LOGIN = True
    client.post("/login/", {"user_id": str(cast.sofie.pk)})
    assert "_auth_user_id" in client.session
