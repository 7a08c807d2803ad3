"""A copy in the place of the test database: nothing is remembered of the one before. Nor after real transactions."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection

from plans.grants import On, forget_permission_ids, permission_ids
from tests import ready_made


@pytest.mark.django_db
def test_ids_are_asked_for_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(permission_ids())

    def copy(_name: str, *, to: str) -> None:
        Permission.objects.filter(codename=On.OWN).update(codename="another")

    monkeypatch.setattr(ready_made, "_copy", copy)
    ready_made._put_in_place("a copy")
    after = dict(permission_ids())
    forget_permission_ids()  # the change is rolled back
    assert set(before) - set(after) == {On.OWN}


def filled() -> dict[str, int]:
    """How many rows each table holds that holds any."""
    held = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # our own tables
            held[table] = cursor.fetchone()[0]
    return {table: number for table, number in held.items() if number}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_emptying_leaves_what_migrating_writes_and_no_more(request: pytest.FixtureRequest) -> None:
    migrated, numbers = filled(), dict(permission_ids())
    request.getfixturevalue("cast")
    written = {"accounts_user", "plans_plan", "plans_teammember", "audit_change"}
    assert written <= filled().keys() - migrated.keys()
    call_command("flush", interactive=False, verbosity=0)
    assert filled() == migrated
    forget_permission_ids()
    assert dict(permission_ids()) == numbers, "a cast that was kept can be put back"
