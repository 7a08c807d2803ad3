"""Databases of a test's own on the server of the test database, and everything that stands in one. PostgreSQL alone."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from tests.in_production import address_of_test_database

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
COLUMNS = (
    "SELECT column_name FROM information_schema.columns"
    " WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position"
)
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


@dataclass(frozen=True)
class Table:
    """Its columns, and its rows as texts: how often each stands there."""

    columns: tuple[str, ...]
    rows: Counter[tuple[str | None, ...]]

    def only(self, columns: tuple[str, ...]) -> Counter[tuple[str | None, ...]]:
        """The rows with these columns alone."""
        places = [self.columns.index(name) for name in columns]
        return Counter(tuple(row[place] for place in places) for row in self.rows.elements())


@contextmanager
def empty_database() -> Iterator[str]:
    """The address of a new database; it is dropped in the end."""
    name = f"enplan_of_a_test_{uuid4().hex[:12]}"
    at_server = _address("postgres")
    with psycopg.connect(at_server, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
    try:
        yield _address(name)
    finally:
        with psycopg.connect(at_server, autocommit=True) as server:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def contents(address: str) -> dict[str, Table]:
    """Every row of every table, whoever made the table."""
    with psycopg.connect(address) as connection:
        return {table: _table(connection, table) for (table,) in connection.execute(TABLES).fetchall()}


def sequences(address: str) -> dict[str, Any]:
    """How far each number has been given out: a restore that forgot it would give one out twice."""
    with psycopg.connect(address) as connection:
        return dict(connection.execute(SEQUENCES).fetchall())


def _table(connection: psycopg.Connection[Any], name: str) -> Table:
    columns = tuple(column for (column,) in connection.execute(COLUMNS, [name]).fetchall())
    texts = SQL(", ").join(SQL("{}::text").format(Identifier(column)) for column in columns)
    rows = connection.execute(SQL("SELECT {} FROM {}").format(texts, Identifier(name))).fetchall()
    return Table(columns, Counter(rows))


def _address(name: str) -> str:
    return urlsplit(address_of_test_database())._replace(path=f"/{name}").geturl()
