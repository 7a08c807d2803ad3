"""What is open to whom, read off the stored grants: the rows that `plans.permissions` reads, and nothing else."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from citizens.models import Ground
from plans.grants import NO_END, On, PlanGrant, SectionGrant, permission_ids
from plans.models import Plan, Section


@dataclass(frozen=True)
class Row:
    """One stored grant that is in force, or will be."""

    name: str  # the permission
    start: datetime
    end: datetime
    source: str

    @property
    def kind(self) -> str:
        return self.source.split(" ", 1)[0]

    @property
    def party_id(self) -> str:
        """The receiver of a ground that it came from; "" where it came from none."""
        _before, is_ground, party = self.source.partition("party ")
        return party if is_ground else ""


@dataclass(frozen=True)
class Opening:
    """Why something is open now, and until when without a break; None for an open end."""

    way: str  # the permission
    kind: str  # the source: member, representative, network, supervision
    hangs_on_ground: bool
    ground: Ground | None  # None also where the reader may not know of it
    until: datetime | None

    @property
    def is_by_ground_alone(self) -> bool:
        """It ends when the ground does, not when a membership does."""
        return self.ground is not None and self.ground.valid_until == self.until


Rows = Mapping[tuple[UUID, UUID], list[Row]]


def section_rows(sections: Iterable[Section], at: datetime) -> Rows:
    """By (user, section): what is in force at the instant or begins later. One query."""
    rows = SectionGrant.every.filter(content_object__in=[section.pk for section in sections])
    return _by_person(rows, at)


def plan_rows(plan: Plan, at: datetime) -> Rows:
    """The same for what people are to the plan as a whole, by (user, plan). One query."""
    return _by_person(PlanGrant.every.filter(content_object=plan), at)


def opening_of(rows: Iterable[Row], at: datetime, grounds: Mapping[str, Ground]) -> Opening | None:
    """What opens it now; the reason that lasts longest, and of equal ones the person's own department's.

    `grounds`: by receiver, those that the reader may know of. None: not open now.
    """
    ordered = sorted(rows, key=lambda row: row.start)
    now = [row for row in ordered if row.start <= at < row.end]
    if not now:
        return None
    best = max(now, key=lambda row: (row.end, not row.party_id))
    end = best.end
    for row in ordered:
        if row.start <= end < row.end:
            end = row.end
    return Opening(
        way=best.name,
        kind=best.kind,
        hangs_on_ground=bool(best.party_id),
        ground=grounds.get(best.party_id),
        until=None if end == NO_END else end,
    )


def words_rows(rows: Rows, user_id: UUID, plan: Plan) -> list[Row]:
    """Those that open the dream and what matters (rule 5)."""
    return [row for row in rows.get((user_id, plan.pk), []) if row.name == On.WORDS]


def standings_now(rows: Rows, user_id: UUID, plan: Plan, at: datetime) -> frozenset[str]:
    """What the person is to the plan at the instant."""
    return frozenset(row.name for row in rows.get((user_id, plan.pk), []) if row.start <= at < row.end)


def without_untold(rows: Rows, told: Collection[str]) -> Rows:
    """Without what came from a ground that the reader is not told of yet. `told`: the ids of the others' receivers."""
    return {
        key: [row for row in found if not row.party_id or row.party_id in told] for key, found in rows.items()
    }


def _by_person(rows: QuerySet[Any], at: datetime) -> dict[tuple[UUID, UUID], list[Row]]:
    names = {number: name for name, number in permission_ids().items()}
    found: dict[tuple[UUID, UUID], list[Row]] = {}
    # Whoever cannot log in is let in nowhere, whatever is stored (plans.permissions.is_let_in).
    let_in = rows.filter(valid_until__gt=at, user__is_active=True, user__is_superuser=False)
    values = ("user_id", "content_object_id", "permission_id", "valid_from", "valid_until", "source")
    for user_id, where, number, start, end, source in let_in.values_list(*values):
        found.setdefault((user_id, where), []).append(Row(names[number], start, end, source))
    return found
