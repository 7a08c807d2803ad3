"""Which meetings are due by the municipality's rhythm and nobody has called, on plans that one coordinates.

Counted from the plan's first meeting, otherwise from its start. A fixed number of queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from enplan import clock
from enplan.accounts.models import User
from enplan.web.danish import day_of
from plans.models import Meeting, MeetingKind, Plan
from plans.permissions import visible_to

AHEAD = timedelta(days=14)  # so long before it is due one is told
GIVEN_UP = timedelta(days=90)  # one that was not held for so long is not asked for any more


@dataclass(frozen=True)
class DueMeeting:
    plan: Plan  # with its citizen
    kind: MeetingKind
    on: date


def meetings_due(user: User, coordinated: Iterable[Plan], *, at: datetime) -> list[DueMeeting]:
    """Of plans whose coordinator asks, the first to be held first. Two queries; one where no kind has a rhythm."""
    plans = list(coordinated)
    if not plans:
        return []
    kinds = [kind for kind in MeetingKind.objects.filter(is_active=True) if kind.months]
    if not kinds:
        return []
    rows = Meeting.objects.filter(plan__in=plans).exclude(state=Meeting.State.CANCELLED)
    held: dict[UUID, list[tuple[str, date]]] = {}
    for plan_id, kind_id, when in visible_to(user, rows, at=at).values_list("plan_id", "kind_id", "at"):
        held.setdefault(plan_id, []).append((kind_id, day_of(when)))
    found = [
        DueMeeting(plan, kind, on)
        for plan in plans
        for kind in kinds
        if (on := _next(plan, kind, held.get(plan.pk, []), day_of(at))) is not None
    ]
    return sorted(found, key=lambda one: (one.on, one.plan.citizen.name, str(one.plan.pk)))


def _next(plan: Plan, kind: MeetingKind, meetings: list[tuple[str, date]], today: date) -> date | None:
    """The day of the first that was neither held nor called, if that day is near: as many as were had, so many are
    done of the rhythm.
    """
    others = [day for kind_id, day in meetings if kind_id != kind.pk and day <= today]
    begins = min(others, default=plan.started_on)
    had = sum(kind_id == kind.pk and day >= begins for kind_id, day in meetings)
    days = [clock.months_after(begins, months) for months in kind.months]
    near = [day for day in days[had:] if today - GIVEN_UP <= day]
    return near[0] if near and near[0] <= today + AHEAD else None
