"""What no longer moves by itself, for the start page of those who work on the plan: a line per plan and system."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q

from enplan.accounts.models import User
from integrations.models import Delivery
from integrations.panels.wording import Standing, sentences
from plans.panels import Stuck


def stuck_deliveries(user: User, plans: Mapping[UUID, bool]) -> list[Stuck]:
    """One query. All of the own department's; of others' only the plan, and only for who coordinates it (rule 6)."""
    own = Q(fagsystem__department=user.department_id)
    coordinated = [plan_id for plan_id, coordinates in plans.items() if coordinates]
    others = Q(kind=Delivery.Kind.PLAN, plan__in=coordinated)
    rows = (
        Delivery.objects.filter(own | others, plan__in=list(plans), state__in=Delivery.STUCK)
        .filter(fagsystem__is_active=True)
        .order_by()
        .values("plan_id", "fagsystem__name", "kind", "state", "error_code")
        .annotate(how_many=Count("pk"), since=Max("changed_at"))
    )
    found: dict[tuple[UUID, str], list[Standing]] = {}
    since: dict[tuple[UUID, str], datetime] = {}
    for row in rows:
        key = (row["plan_id"], row["fagsystem__name"])
        since[key] = max(row["since"], since.get(key, row["since"]))
        found.setdefault(key, []).append(_standing(row))
    return [
        Stuck(plan_id, f"{system}: {'; '.join(sentences(standings, system=system))}", since[plan_id, system])
        for (plan_id, system), standings in found.items()
    ]


def _standing(row: Mapping[str, Any]) -> Standing:
    return Standing(
        kind=row["kind"],
        state=row["state"],
        error_code=row["error_code"],
        how_many=row["how_many"],
        delivered_at=None,
        next_try_at=row["since"],
        attempts=1,
        is_unsettled=False,
    )
