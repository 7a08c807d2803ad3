"""Writing to the record: the only functions that add looks and changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Change, Look


@dataclass(frozen=True)
class Seen:
    """Whose data a showing held: the plan, its citizen, and in what capacity the viewer saw it."""

    plan_id: UUID | None
    citizen_id: UUID | None
    role: str
    why: str
    withheld_until: datetime | None = None


def record_looks(*, by: User, kind: Look.Kind, what: str, seen: Iterable[Seen]) -> None:
    """Write that `by` is about to be shown `what` of each of `seen`, in one statement, before the answer is sent."""
    now = clock.now()
    department = by.department.name if by.department else ""
    Look.objects.bulk_create(
        [
            Look(
                at=now,
                user_id=by.pk,
                user_name=by.name,
                role=one.role,
                department=department,
                plan_id=one.plan_id,
                citizen_id=one.citizen_id,
                kind=kind,
                what=what,
                why=one.why,
                withheld_until=one.withheld_until,
            )
            for one in seen
        ]
    )


@dataclass(frozen=True)
class Place:
    """What a change belongs to: ids only, as the record has no foreign keys."""

    plan_id: UUID | None = None
    citizen_id: UUID | None = None
    section_id: UUID | None = None


def record_change(
    *,
    by: User,
    thing: models.Model,
    place: Place,
    fields: Mapping[str, tuple[Any, Any]],
    on_behalf: bool = False,
) -> None:
    """Write each field's (from, to) of `thing`, in the transaction of the change. Nothing is written for no fields."""
    now = clock.now()
    Change.objects.bulk_create(
        [
            Change(
                at=now,
                by_id=by.pk,
                by_name=by.name,
                on_behalf=on_behalf,
                plan_id=place.plan_id,
                citizen_id=place.citizen_id,
                section_id=place.section_id,
                thing=thing._meta.model_name or "",
                thing_id=thing.pk if isinstance(thing.pk, UUID) else None,
                thing_key="" if isinstance(thing.pk, UUID) else str(thing.pk),
                field=field,
                before=as_text(before),
                after=as_text(after),
            )
            for field, (before, after) in fields.items()
        ]
    )


def as_text(value: Any) -> str:
    """A value as the record keeps it: text as it is, days and instants in ISO form, things by their name."""
    if value is None:
        return ""
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(one) for one in value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
