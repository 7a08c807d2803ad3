"""How often a person may ask: enough for any program that reads plans, too little for one that empties them."""

from rest_framework.throttling import UserRateThrottle


class PerPerson(UserRateThrottle):
    """Counted per person and per process."""

    rate = "240/min"
