"""Scoped getter of protected meeting times. See `plans.lookups`."""

from collections.abc import Iterable

from enplan.accounts.models import User
from plans.models import ProtectedTime


def protected_times_of(people: Iterable[User]) -> list[ProtectedTime]:
    """Those in use in the departments of these people, whom the reader must know of already. One query, or none."""
    departments = {one.department_id for one in people if one.department_id is not None}
    if not departments:
        return []
    rows = ProtectedTime.objects.filter(
        department__in=departments, is_active=True, department__is_active=True
    )
    return list(rows.select_related("department"))
