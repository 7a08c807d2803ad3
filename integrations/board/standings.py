"""How far what a person may know of is, system by system: what needs somebody, what is on its way, what has arrived.

A number of queries that does not grow. Nothing of what is sent is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from enplan.accounts.models import User
from integrations.dealing import deliveries_of
from integrations.models import Delivery, Fagsystem
from plans.models import Plan

AT_MOST = 100  # of what needs somebody, and as many of what moves; the rest is counted
NEEDS_SOMEBODY = Delivery.STUCK
MOVES = (Delivery.State.WAITING, Delivery.State.SENT)
AT_REST = (Delivery.State.DELIVERED, Delivery.State.DROPPED)


@dataclass
class SystemStanding:
    """One connection and its deliveries, the oldest first."""

    system: Fagsystem
    needs: list[Delivery] = field(default_factory=list)
    moves: list[Delivery] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # by state
    delivered_at: datetime | None = None

    @property
    def at_rest(self) -> int:
        return sum(self.counts.get(state, 0) for state in AT_REST)

    @property
    def not_shown(self) -> int:
        """How many more there are than those listed."""
        return sum(self.counts.values()) - self.at_rest - len(self.needs) - len(self.moves)


def standings_for(user: User) -> list[SystemStanding]:
    """By system, those that need somebody first."""
    found: dict[UUID, SystemStanding] = {}
    rows = deliveries_of(user)
    counted = rows.order_by().values("fagsystem", "state")
    systems = {one.pk: one for one in Fagsystem.objects.select_related("department")}
    for row in counted.annotate(how_many=Count("pk"), last=Max("delivered_at")):
        standing = found.setdefault(row["fagsystem"], SystemStanding(systems[row["fagsystem"]]))
        standing.counts[row["state"]] = row["how_many"]
        if row["last"] is not None:
            standing.delivered_at = max(row["last"], standing.delivered_at or row["last"])
    for delivery in rows.filter(state__in=NEEDS_SOMEBODY).order_by("changed_at", "pk")[:AT_MOST]:
        found[delivery.fagsystem_id].needs.append(delivery)
    for delivery in rows.filter(state__in=MOVES).order_by("changed_at", "pk")[:AT_MOST]:
        found[delivery.fagsystem_id].moves.append(delivery)
    return sorted(
        found.values(), key=lambda one: (not one.needs, str(one.system.department), one.system.name)
    )


def plans_shown(standings: Iterable[SystemStanding]) -> list[Plan]:
    """Whose names stand on the board, each once."""
    rows = [row for one in standings for row in (*one.needs, *one.moves)]
    return list({row.plan_id: row.plan for row in rows}.values())
