"""How often a person may search: as fast as somebody types, not as fast as a program that tries one name after another."""

from rest_framework.throttling import UserRateThrottle


class Searches(UserRateThrottle):
    """Counted per person and per process."""

    scope = "search"
    rate = "30/min"
