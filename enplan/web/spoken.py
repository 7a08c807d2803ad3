"""Dates, numbers, lists and names in the language that the page is in: the one place that chooses between `danish` and
`english`. Used as `spoken.day(when)`; what is stored, printed or sent elsewhere is Danish whatever the page, and asks
`danish` itself. Words given to `count` and `listing` must be in the page's language already.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from enplan.web import danish, english

if TYPE_CHECKING:
    from enplan.web.danish import (
        When,
        clock_time,
        count,
        day,
        day_near,
        day_of,
        distance,
        first_name,
        full_day,
        last_day,
        listing,
        meeting_time,
        moment,
        month,
        near,
        number,
        possessive,
        short_day,
        weekday,
    )

    __all__ = [
        "When",
        "clock_time",
        "count",
        "day",
        "day_near",
        "day_of",
        "distance",
        "first_name",
        "full_day",
        "last_day",
        "listing",
        "meeting_time",
        "moment",
        "month",
        "near",
        "number",
        "possessive",
        "short_day",
        "weekday",
    ]


def __getattr__(name: str) -> Any:
    return getattr(english if get_language() == "en" else danish, name)
