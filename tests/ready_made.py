"""Databases that are made once and copied: as the migrations leave them, and with the demo municipality in them.

PostgreSQL copies a database in a second; migrating takes half a minute, and loading the demo nearly as long. Every
process of a run copies, and so does the next run. SQLite has nothing of the kind: there each migrates and loads itself.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from psycopg.sql import SQL, Identifier, Literal

from plans.grants import forget_permission_ids

ROOT = Path(__file__).parent.parent
# What decides how a migrated database looks.
MADE_FROM = ("*/migrations/*.py", "enplan/*/migrations/*.py", "*/defaults*.py", "enplan/*/defaults*.py")
RUN = "ENPLAN_TEST_RUN"
KEPT = timedelta(days=7)
no_truncating = import_module("enplan.audit.migrations.0004_no_truncating")
NUMBERING = ("django_content_type", "auth_permission")
# Rows of the record cannot be deleted, by trigger; they are truncated, as nothing refers to them.
EMPTYING = """
DO $$
DECLARE name text; is_filled boolean;
BEGIN
  FOREACH name IN ARRAY ARRAY[%s] LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %%I)', name) INTO is_filled;
    IF is_filled AND name IN (%s) THEN
      EXECUTE format('TRUNCATE %%I', name);
    ELSIF is_filled THEN
      EXECUTE format('DELETE FROM %%I', name);
    END IF;
  END LOOP;
END $$
"""
LOCK = 20_261_123  # one process makes, the others wait for it; a number that nobody else uses


def migrated() -> str | None:
    """The name of a database that is migrated and holds nothing else. None on SQLite."""
    if connection.vendor != "postgresql":
        return None
    return _made_once(f"enplan_made_{_digest()}", _migrate)


def fill(loading: Callable[[], object]) -> None:
    """Call `loading`, which takes long and always makes the same, on the empty test database; or put a copy of what it
    made before in this run in its place.
    """
    if connection.vendor != "postgresql":
        loading()
        return

    def make(name: str) -> None:
        loading()
        _copy(str(connection.settings_dict["NAME"]), to=name)

    _put_in_place(_made_once(_of_this_run(), make))


def empty(emptying: Callable[[], None]) -> None:
    """The test database as it was before anything was written there."""
    clean = migrated()
    if clean is None:
        emptying()
    else:
        _put_in_place(clean)
        let_truncate()


def let_truncate() -> None:
    """Django empties the tables by TRUNCATE after a test with real transactions; the record refuses it (audit 0004)."""
    with connection.schema_editor() as editor:
        no_truncating.let_truncate(None, editor)


def empty_what_is_filled() -> None:
    """Let what empties the tables after a test with real transactions do no more than it must, on PostgreSQL.

    Django empties all 130 by TRUNCATE, which makes every table and index anew and takes a second or more, though a test
    fills a dozen of them. What numbers kinds of things and permissions stays: only migrating writes there.
    """
    if connection.vendor == "postgresql":
        connection.ops.sql_flush = _sql_of_emptying  # type: ignore[method-assign, assignment]  # of this one connection


def _sql_of_emptying(_style: object, tables: Iterable[str], *_how: bool, **_named_how: bool) -> list[str]:
    names = ", ".join(f"'{name}'" for name in sorted(set(tables) - set(NUMBERING)))
    of_the_record = ", ".join(f"'{name}'" for name in no_truncating.ALL)
    return [EMPTYING % (names, of_the_record)] if names else []


def which() -> int:
    """Another number for each database that has stood in place of the test database. 0 on SQLite: it stays the same."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def begin_run() -> None:
    """In the process that the others of a run are started from."""
    os.environ.setdefault(RUN, uuid4().hex[:12])


def end_run() -> None:
    """Drop what only this run can use."""
    if connection.vendor == "postgresql":
        with _server() as server:
            _drop(server, _of_this_run())


def _of_this_run() -> str:
    return f"enplan_made_in_{os.environ[RUN]}"


def _made_once(name: str, make: Callable[[str], None]) -> str:
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # let go of with the connection
        made = dict(
            server.execute(
                "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
                r" WHERE datname LIKE 'enplan\_made\_%'"
            )
        )
        if name not in made or not made[name]:  # without a date it was never finished
            _drop(server, name)
            make(name)
            (today,) = server.execute("SELECT current_date").fetchone() or ()
            server.execute(
                SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(name), Literal(today.isoformat()))
            )
            for other, day in made.items():
                if other != name and day and date.fromisoformat(day) < today - KEPT:
                    _drop(server, other)
    return name


def _migrate(name: str) -> None:
    with _server() as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address},
        check=True,
    )


def _copy(name: str, *, to: str) -> None:
    connections.close_all()
    with _server() as server:
        _drop(server, to)
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(to), Identifier(name)))


def _put_in_place(name: str) -> None:
    """Copy this database over the test database, and forget the ids the process remembers of the one before."""
    _copy(name, to=str(connection.settings_dict["NAME"]))
    ContentType.objects.clear_cache()
    forget_permission_ids()


def _drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def _server() -> Iterator[psycopg.Connection[Any]]:
    """Beside the test database: databases are made and dropped outside transactions."""
    connection.close()
    parameters = connection.get_connection_params()
    with psycopg.connect(**parameters | {"dbname": "postgres", "autocommit": True}) as server:
        yield server


def _digest() -> str:
    found = hashlib.sha256("".join(map(version, ("django", "django-guardian"))).encode())
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()[:12]
