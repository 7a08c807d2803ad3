"""Searching that the auditor is told of: many citizens within an hour with whom the person does not work (rule 7)."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Look, SearchFlag
from plans.permissions import PROFESSIONAL, plans_as

WITHIN = timedelta(hours=1)


def flag_if_unusual(user: User) -> bool:
    """Has `user` found more citizens outside the own plans in this hour than the municipality finds usual?

    Flagged once an hour. A citizen counts once, however often they are found.
    """
    now = clock.now()
    found = Look.objects.filter(
        user_id=user.pk, kind=Look.Kind.SEARCH, at__gt=now - WITHIN, at__lte=now, citizen_id__isnull=False
    )
    outside = found.filter(Q(plan_id__isnull=True) | ~Q(plan_id__in=plans_as(user, *PROFESSIONAL, at=now)))
    citizens = outside.values("citizen_id").distinct().count()
    if citizens <= settings.SEARCHES_OUTSIDE_AN_HOUR:
        return False
    if not SearchFlag.objects.filter(user_id=user.pk, at__gt=now - WITHIN).exists():
        SearchFlag.objects.create(
            at=now,
            since=now - WITHIN,
            user_id=user.pk,
            user_name=user.name,
            department=user.department.name if user.department else "",
            citizens=citizens,
            allowed=settings.SEARCHES_OUTSIDE_AN_HOUR,
        )
    return True
