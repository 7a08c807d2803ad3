"""A copy in the place of the test database: nothing is remembered of the one before."""

import pytest
from django.contrib.auth.models import Permission

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
