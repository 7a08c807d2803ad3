"""What bin/backup takes, bin/restore puts back: every row of every table, every number given out, and every file."""

import csv
import os
import re
import stat
import subprocess
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from plans.models import Attachment
from plans.services.attachments import add_attachment
from tests.cast import HOUSING
from tests.conftest import Cast
from tests.databases import contents, empty_database, sequences
from tests.in_production import address_of_test_database
from tests.uploads import checked_photo

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.postgres_programs,
    pytest.mark.django_db(transaction=True),
]
# Who is logged in, codes and wrong passwords: of now, and nothing to take along.
OF_NOW = re.compile("accounts_session$|axes_|otp_")


@dataclass(frozen=True)
class Backup:
    """Where it lies, and the files it was taken of."""

    folder: Path
    files: Path


def command(name: str, argument: Path, *, database: str, files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [settings.BASE_DIR / "bin" / name, argument],
        env=os.environ | {"DATABASE_URL": database, "ENPLAN_FILES": str(files)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def backup(cast: Cast, files_of_this_test: Path, tmp_path: Path) -> Backup:
    """Of the cast's database, with a photo and what stands around it, and somebody logged in."""
    Client().force_login(cast.sofie)
    add_attachment(by=cast.rasmus, plan=cast.plan, file=checked_photo(), title="Tavlen", area_id=HOUSING)
    folder = tmp_path / "backups"
    folder.mkdir()
    done = command("backup", folder, database=address_of_test_database(), files=files_of_this_test)
    assert done.returncode == 0, done.stderr
    return Backup(Path(done.stdout.strip()), files_of_this_test)


def files_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Each file with what is in it and who may read it."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_restored_into_an_empty_database_everything_is_there(backup: Backup, tmp_path: Path) -> None:
    elsewhere = tmp_path / "restored"
    with empty_database() as address:
        done = command("restore", backup.folder, database=address, files=elsewhere)
        assert done.returncode == 0, done.stderr
        before, after = contents(address_of_test_database()), contents(address)
        assert before.keys() == after.keys()
        assert {name for name in before if before[name] != after[name]} == {"accounts_session"}
        assert not after["accounts_session"].rows  # nobody is let back in
        assert sequences(address) == sequences(address_of_test_database())
    assert before["plans_plan"].rows.total() == 2
    assert before["plans_attachment"].rows.total() == 1
    assert files_in(elsewhere) == files_in(backup.files)
    assert Attachment.objects.get().stored_name in files_in(elsewhere)


def test_nobody_else_on_the_machine_can_read_it(backup: Backup) -> None:
    assert {mode for _content, mode in files_in(backup.folder).values()} == {0o600}
    assert stat.S_IMODE(backup.folder.stat().st_mode) == 0o700


def test_a_damaged_backup_is_refused_before_anything_is_written(backup: Backup, tmp_path: Path) -> None:
    with (backup.folder / "database.dump").open("ab") as dump:
        dump.write(b"x")
    with empty_database() as address:
        done = command("restore", backup.folder, database=address, files=tmp_path / "restored")
        assert done.returncode == 1
        assert "damaged" in done.stderr
        assert contents(address) == {}


def test_nothing_is_restored_over_what_is_there(backup: Backup, tmp_path: Path) -> None:
    before = contents(address_of_test_database())
    done = command("restore", backup.folder, database=address_of_test_database(), files=tmp_path / "restored")
    assert (done.returncode, "not empty" in done.stderr) == (1, True)
    with empty_database() as address:
        done = command("restore", backup.folder, database=address, files=backup.files)
        assert (done.returncode, "ENPLAN_FILES is not empty" in done.stderr) == (1, True)
        assert contents(address) == {}
    assert contents(address_of_test_database()) == before


def test_a_backup_that_breaks_off_is_not_taken_for_one(files_of_this_test: Path, tmp_path: Path) -> None:
    done = command(
        "backup", tmp_path, database="postgres://nobody@127.0.0.1:1/gone", files=files_of_this_test
    )
    assert done.returncode != 0
    assert [path.suffix for path in tmp_path.glob("enplan-*")] == [".partial"]


# Stands in for PostgreSQL's programs, and tells which it was and what it was started with.
STAND_IN = r"""#!/bin/sh
echo "$(basename "$0") $(echo "$*" | tr '\n' ' ')" >>"$TOLD"
printf '%s\n' "$PGPASSWORD" >>"$TOLD.password"
for one; do case "$one" in --file=*) : >"${one#--file=}" ;; esac; done
case "$0" in */psql) echo 0 ;; esac
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the stand-ins tell: a line for each time one is started."""
    folder, told = tmp_path / "stand-ins", tmp_path / "told"
    folder.mkdir()
    for program in ("pg_dump", "psql", "pg_restore"):
        (folder / program).write_text(STAND_IN, encoding="utf-8")
        (folder / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("TOLD", str(told))
    return told


def test_the_password_is_not_in_the_list_of_processes(told: Path, tmp_path: Path) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    out.mkdir()
    address = "postgres://enplan:h%40m%2Fm%5Celig%25@db.example:5433/plan?sslmode=verify-full"
    backup = command("backup", tmp_path, database=address, files=files)
    backup_folder = Path(backup.stdout.strip())
    restored = command("restore", backup_folder, database=address, files=tmp_path / "restored")
    taken = command("take-out", out, database=address, files=files)
    assert [done.returncode for done in (backup, restored, taken)] == [0, 0, 0], taken.stderr
    lines = told.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in lines] == ["pg_dump", "psql", "pg_restore", "psql", "psql", "pg_dump"]
    without = "--dbname=postgres://enplan@db.example:5433/plan?sslmode=verify-full "
    assert all(without in line and "elig" not in line for line in lines)
    assert set(Path(f"{told}.password").read_text(encoding="utf-8").splitlines()) == {r"h@m/m\elig%"}


def test_a_password_where_it_would_be_seen_is_refused(tmp_path: Path) -> None:
    address = "postgres://db.example/plan?user=enplan&password=hemmelig"
    done = command("backup", tmp_path, database=address, files=tmp_path / "files")
    assert (done.returncode, "before the @" in done.stderr, "hemmelig" in done.stderr) == (2, True, False)
    assert list(tmp_path.iterdir()) == []


def test_everything_can_be_taken_out_in_open_forms(backup: Backup, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    database = address_of_test_database()
    done = command("take-out", folder, database=database, files=backup.files)
    assert done.returncode == 0, done.stderr
    taken = {
        path.stem: list(csv.reader(StringIO(path.read_bytes().decode(), newline="")))
        for path in folder.glob("*.csv")
    }
    stored = {name: table for name, table in contents(database).items() if not OF_NOW.match(name)}
    assert {name: rows[0] for name, rows in taken.items()} == {
        name: list(table.columns) for name, table in stored.items()
    }
    as_csv = {None: r"\N", "true": "t", "false": "f"}
    for name, table in stored.items():
        rows = Counter(tuple(as_csv.get(one, one) for one in row) for row in table.rows.elements())
        assert Counter(map(tuple, taken[name][1:])) == rows, name
    assert files_in(folder / "files") == files_in(backup.files)
    assert "CREATE TABLE public.plans_plan" in (folder / "schema.sql").read_text(encoding="utf-8")
    assert command("take-out", folder, database=database, files=backup.files).returncode == 2
