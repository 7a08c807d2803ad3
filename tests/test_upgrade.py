"""An upgrade from the version before loses nothing: its own data, written by itself, is migrated to what is here now.

tests/landed/ holds a dump of the version that is to be upgraded from: the demo municipality, and a row in each
table of the program, as that version's own code wrote them. How the next is made stands in ADR 0029.
"""

import lzma
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.migrations import DeleteModel, RemoveField, RenameField, RenameModel, RunSQL
from django.db.migrations.loader import MigrationLoader

from tests.databases import Table, contents, empty_database
from tests.in_production import run

LANDED = Path(__file__).parent / "landed" / "95de894.sql.xz"
# What has no row in the dump: Django's groups, which nobody uses; guardian's and Django's own permissions; sessions,
# codes and wrong passwords, which are of that moment and end with it.
EMPTY = {
    "accounts_session",
    "accounts_user_groups",
    "accounts_user_user_permissions",
    "auth_group",
    "auth_group_permissions",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_session",
    "guardian_groupobjectpermission",
    "guardian_userobjectpermission",
    "otp_email_emaildevice",
}
# (table, column) that a migration changes on purpose; (app, migration) that takes away what nobody uses; and the tables
# that go with it: with why.
MEANT: dict[tuple[str, str], str] = {}
TAKES_AWAY: dict[tuple[str, str], str] = {
    ("accounts", "0008_sessions_of_before_go"): "Django's own sessions; ours are another table since 95de894",
}
GONE = {"django_session": TAKES_AWAY["accounts", "0008_sessions_of_before_go"]}

pytestmark = [pytest.mark.postgres, pytest.mark.postgres_programs]


@pytest.fixture(scope="module")
def upgraded(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, Table], dict[str, Table], str]]:
    """What stood in the database before and after, and its address."""
    with empty_database() as address:
        subprocess.run(
            [
                shutil.which("psql") or "psql",
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                f"--dbname={address}",
            ],
            input=lzma.decompress(LANDED.read_bytes()),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        before = contents(address)
        done = run(
            tmp_path_factory.mktemp("upgrade"), "manage.py", "migrate", "--no-input", environment=on(address)
        )
        assert done.returncode == 0, done.stderr
        yield before, contents(address), address


def on(address: str) -> dict[str, str]:
    return {"ENPLAN_MODE": "test", "DATABASE_URL": address}


def lost(before: dict[str, Table], after: dict[str, Table]) -> list[str]:
    """What stood there and stands there no more: tables, columns, and rows as they were in the columns they had."""
    said = []
    for name, table in before.items():
        if name not in after:
            said += [f"the table {name}"] if name not in GONE else []
            continue
        known = [one for one in table.columns if (name, one) not in MEANT]
        said += [f"the column {one} of {name}" for one in known if one not in after[name].columns]
        kept = tuple(one for one in known if one in after[name].columns)
        missing = table.only(kept) - after[name].only(kept)
        said += [f"{missing.total()} rows of {name}"] if missing else []
    return said


def test_dump_of_the_version_before_holds_every_kind_of_row(upgraded) -> None:
    before, _after, _address = upgraded
    assert {name for name, table in before.items() if not table.rows} == EMPTY
    assert sum(table.rows.total() for table in before.values()) > 1500


def test_upgrade_changes_the_database_and_loses_nothing(upgraded) -> None:
    before, after, _address = upgraded
    migrations = "django_migrations"
    assert after[migrations].rows.total() > before[migrations].rows.total(), "nothing was migrated"
    assert lost(before, after) == []
    assert GONE.keys().isdisjoint(after)


def test_plans_of_the_version_before_open_afterwards(upgraded, tmp_path: Path) -> None:
    before, _after, address = upgraded
    done = run(tmp_path, "-m", "tests.opening_every_plan", environment=on(address))
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) > before["plans_plan"].rows.total()


def test_what_is_lost_would_be_told(upgraded) -> None:
    before, after, _address = upgraded
    plans = after["plans_plan"]
    one = next(iter(plans.rows))
    fewer = plans.rows.copy()
    del fewer[one]
    assert lost(before, after | {"plans_plan": Table(plans.columns, fewer)}) == ["1 rows of plans_plan"]
    assert lost(before, {name: table for name, table in after.items() if name != "plans_plan"}) == [
        "the table plans_plan"
    ]


def test_migrations_since_take_nothing_away(upgraded) -> None:
    """Expand first; what takes away is a release of its own, when nothing that still runs knows the old (ADR 0029)."""
    before, _after, _address = upgraded
    table = before["django_migrations"]
    applied = set(table.only(("app", "name")))
    loader = MigrationLoader(None)
    known = {app for app, _name in applied}  # a library that comes new takes from nobody but itself
    new = {key: one for key, one in loader.disk_migrations.items() if key not in applied and key[0] in known}
    assert new, "the dump is of this version: make the next one"
    taking = (RemoveField, DeleteModel, RenameField, RenameModel, RunSQL)  # SQL of one's own may do anything
    found = [
        f"{key}: {type(one).__name__}"
        for key, each in new.items()
        for one in each.operations
        if isinstance(one, taking) and key not in TAKES_AWAY
    ]
    assert found == []
