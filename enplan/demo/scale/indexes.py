"""PostgreSQL alone: loading without look-up indexes and references, which are made again when all rows are there.

Sorting millions of random ids once takes a fraction of putting each in its place. It happens in one transaction: either
all of it is there in the end, with every rule, or nothing has changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

OURS = ("accounts", "audit", "citizens", "plans")

REFERENCES = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (%s::regclass[])
"""
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE NOT indisunique AND indrelid = ANY (%s::regclass[])
"""


@contextmanager
def made_afterwards() -> Iterator[None]:
    """Drop what is only for looking up and for references, and make it again at the end of the block."""
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for label in OURS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        statements: list[tuple[str, str]] = []
        for question in (REFERENCES, INDEXES):
            cursor.execute(question, [tables])
            statements += cursor.fetchall()
        _check_what_waits()
        for drop, _ in statements:
            cursor.execute(drop)
        yield
        _check_what_waits()
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _, make in reversed(statements):  # indexes first: the references are checked by them
            cursor.execute(make)


def _check_what_waits() -> None:
    """Rules that are asked at the end of a transaction are asked now: a table that waits cannot be altered."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
