"""Paging a log by days: a day is never cut in two, so that what is folded by day counts the whole of it."""

from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from enplan import clock
from enplan.audit.models import Look


def days_page(looks: QuerySet[Look], number: str | None, *, days: int) -> Page[date]:
    """The page's days, newest first, of those on which there is a look at all."""
    found = (
        looks.order_by().annotate(day=TruncDate("at", tzinfo=clock.COPENHAGEN)).values_list("day", flat=True)
    )
    return Paginator(found.distinct().order_by("-day"), days).get_page(number)


def looks_of_days(looks: QuerySet[Look], days: Page[date]) -> QuerySet[Look]:
    """The looks of a page's days, in the order of `looks`."""
    shown = list(days)
    if not shown:
        return looks.none()
    return looks.filter(at__gte=clock.start_of(shown[-1]), at__lt=clock.end_of(shown[0]))


def in_period(looks: QuerySet[Look], start: date | None, end: date | None) -> QuerySet[Look]:
    """Those from the day `start` through the day `end`; None: no limit."""
    if start is not None:
        looks = looks.filter(at__gte=clock.start_of(start))
    if end is not None:
        looks = looks.filter(at__lt=clock.end_of(end))
    return looks
