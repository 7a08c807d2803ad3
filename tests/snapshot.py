"""What a fixture has written, kept and put back: the cast takes a few hundred services to make and two statements to
put back, and most tests begin with it.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

Row = tuple[Any, ...]


class Snapshot:
    """The rows that came to the tables between `begin` and `end`, as the database holds them. Put back with their ids:
    numbers that one database gives out are never given twice, so what comes after takes others.
    """

    def __init__(self) -> None:
        self._before = dict(_tables())
        self._statements: list[tuple[str, list[Row]]] = []

    def end(self) -> None:
        """Keep what has come since. AssertionError if a row that was there before has changed."""
        for table, (columns, rows) in _tables():
            before = self._before[table][1]
            assert not before - rows, f"a row of {table} from before was changed: it cannot be put back"
            if new := sorted(rows - before, key=str):
                self._statements.append((_insert(table, columns), list(new)))
        self._before = {}

    def put_back(self) -> None:
        """Write the rows again, all or none."""
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, rows in self._statements:
                cursor.executemany(statement, rows)


def _tables() -> Iterator[tuple[str, tuple[list[str], frozenset[Row]]]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
            columns = [column[0] for column in cursor.description]
            yield table, (columns, frozenset(cursor.fetchall()))


def _insert(table: str, columns: list[str]) -> str:
    names = ", ".join(map(connection.ops.quote_name, columns))
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({places})"  # noqa: S608  # our own tables
