"""How often a person may search: as fast as somebody types, not as fast as a program that tries name after name."""

from typing import Any

from django.http import HttpRequest
from rest_framework.throttling import UserRateThrottle


class Searches(UserRateThrottle):
    """Counted per person and per process."""

    scope = "search"
    rate = "30/min"


def may_search(request: HttpRequest) -> bool:
    """Counts this search, and says whether there is room for it."""
    asked: Any = request  # the library's types ask for its own request; it reads nothing but who it is
    return Searches().allow_request(asked, None)  # type: ignore[arg-type]  # the same of its view, which it does not read
