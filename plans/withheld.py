"""Whom a share reaches while the citizen is not to know of it yet: for what is told to the citizen of readers and
sending. The grounds themselves are closed by `plans.rules.grounds`.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from citizens.models import GroundParty
from enplan import clock
from plans.models import Plan


def not_told_of(plan: Plan, *, at: datetime | None = None) -> dict[UUID, datetime]:
    """Departments that receive what the citizen is not to know of yet, and since when: for what tells of sending."""
    instant = at or clock.now()
    rows = GroundParty.objects.filter(
        ground__citizen=plan.citizen_id, ground__withheld_until__gt=instant, department__isnull=False
    )
    found: dict[UUID, datetime] = {}
    for department_id, since in rows.values_list("department_id", "ground__valid_from"):
        if department_id is not None:
            found[department_id] = min(since, found.get(department_id, since))
    return found


def told_to_the_citizen(rows: QuerySet[Any], plan: Plan, at: datetime) -> QuerySet[Any]:
    """Those of a plan's stored grants that do not come from a share the citizen is not to know of yet."""
    withheld = GroundParty.objects.filter(ground__citizen=plan.citizen_id, ground__withheld_until__gt=at)
    for party in withheld.values_list("pk", flat=True):
        rows = rows.exclude(source__endswith=f"party {party}")
    return rows
