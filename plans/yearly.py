"""Consents end on one day a year, so that one conversation renews them all. A law's limit stands."""

from datetime import date, datetime

from citizens.models import GroundKind
from enplan import clock
from plans.models import Plan

SHORTEST = 3  # months; what would last shorter goes on to the yearly day after


def review_day(plan: Plan, *, after: date) -> date:
    """The first yearly day after a day. Without a day of its own the plan has the one it began on."""
    yearly = plan.consents_reviewed_on or plan.started_on
    years = after.year - yearly.year
    coming = (clock.months_after(yearly, 12 * more) for more in range(years, years + 3))
    return next(day for day in coming if day > after)


def lined_up_end(plan: Plan, kind: GroundKind, *, given_on: date, starts: datetime) -> datetime:
    """When a consent that is given on a day and starts at an instant ends: on the yearly day, and never later than the
    law lets this kind last (health a year from when it was given, sundhedsloven § 44).
    """
    first = starts.astimezone(clock.COPENHAGEN).date()
    end = review_day(plan, after=first)
    if end < clock.months_after(first, SHORTEST):
        end = review_day(plan, after=end)
    if kind.longest_months is not None:
        end = min(end, clock.months_after(given_on, kind.longest_months))
    return clock.start_of(end)
