"""Follow-ups that are due: of plans one coordinates, and of measures one's own department decides on or carries out.

For lists over many plans. A fixed number of questions, whatever the number of plans; all through the one rule.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from enplan import clock
from enplan.accounts.models import User
from enplan.web.danish import day_of
from plans.grants import On
from plans.models import Measure, Plan
from plans.permissions import plans_as, visible_to

AT_MOST = 50


@dataclass(frozen=True)
class DueFollowUp:
    """One follow-up that is due: of a measure, or of the plan as a whole (`measure` None)."""

    plan: Plan  # with its citizen
    due_on: date
    measure: Measure | None = None  # with its area

    def is_overdue(self, today: date) -> bool:
        return self.due_on < today


def follow_ups_due(
    user: User, *, until: date | None = None, at: datetime | None = None, most: int = AT_MOST
) -> list[DueFollowUp]:
    """Those due on or before `until` (today), the earliest first; at most `most` of them. Five queries."""
    at = at or clock.now()
    until = until or day_of(at)
    running = Q(ended_at__isnull=True, paused_at__isnull=True)  # a pause reminds only of itself
    coordinated = plans_as(user, On.COORDINATE, at=at).filter(running)
    worked_on = plans_as(user, On.WORK, at=at).filter(running)
    mine = Q(section__owner=user.department_id) | Q(provider=user.department_id)
    due = Measure.objects.filter(next_follow_up_on__lte=until, is_draft=False)
    measures = _earliest(user, due.filter(section__plan__in=coordinated), at, most)
    if user.department_id is not None:
        measures |= _earliest(user, due.filter(mine, section__plan__in=worked_on), at, most)
    plans = coordinated.filter(next_follow_up_on__lte=until).select_related("citizen")
    found = [
        *(
            DueFollowUp(measure.section.plan, measure.next_follow_up_on, measure)
            for measure in measures.values()
            if measure.next_follow_up_on is not None
        ),
        *(
            DueFollowUp(plan, plan.next_follow_up_on)
            for plan in plans.order_by("next_follow_up_on", "pk")[:most]
            if plan.next_follow_up_on is not None
        ),
    ]
    return sorted(found, key=lambda one: (one.due_on, one.plan.citizen.name, str(one.plan.pk)))[:most]


def _earliest(user: User, rows: QuerySet[Measure], at: datetime, most: int) -> dict[object, Measure]:
    """The few that are shown are chosen first and joined afterwards (see `plans.pages.caseload.waiting`)."""
    first = visible_to(user, rows, at=at).order_by("next_follow_up_on", "pk").values("pk")[:most]
    chosen = Measure.objects.filter(pk__in=list(first.values_list("pk", flat=True)))
    return {row.pk: row for row in chosen.select_related("section__area", "section__plan__citizen")}
