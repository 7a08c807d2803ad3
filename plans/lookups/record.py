"""How far the record has come that a plan's pages follow from. Nothing of what it says is read."""

from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from enplan import clock
from enplan.audit.models import Change
from plans.models import Plan

LATE = timedelta(hours=1)  # no transaction takes as long: what is written late has an earlier time


def record_so_far(plan: Plan, at: datetime) -> tuple[int, datetime | None]:
    """How many changes there are of the plan, and today of what belongs to no plan (people, departments, kinds, the
    citizen); and the time of the newest. One that is written late, with an earlier time, makes the number another.
    """
    of_no_plan = Q(
        plan_id__isnull=True, at__gte=clock.start_of(at.astimezone(clock.COPENHAGEN).date()) - LATE
    )
    of_this_citizen = Q(citizen_id__isnull=True) | Q(citizen_id=plan.citizen_id)
    rows = Change.objects.filter(Q(plan_id=plan.pk) | of_no_plan & of_this_citizen)
    found = rows.aggregate(count=Count("pk"), newest=Max("at"))
    return found["count"], found["newest"]
