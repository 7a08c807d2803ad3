"""The states a ground can be in as the register sorts them, each by one condition; some overlap."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from citizens.models import Ground
from enplan import clock
from enplan.web import danish

SOON = timedelta(days=30)  # through the thirtieth day from today
STATES = {
    "gaelder": _("Gælder"),
    "udloeber": _("Udløber inden 30 dage"),
    "senere": _("Begynder senere"),
    "udloebet": _("Udløbet"),
    "trukket": _("Trukket tilbage"),
    "nej": _("Sagt nej"),
    "ufortalt": _("Borgeren ved det ikke endnu"),
    "gennemgang": _("Venter på leders gennemgang"),
}


def _soon(at: datetime) -> datetime:
    return clock.end_of(danish.day_of(at) + SOON)


def conditions(at: datetime) -> dict[str, Q]:
    """State → which grounds, at the instant."""
    yes = Q(decision=Ground.Decision.YES, withdrawn_at__isnull=True)
    over = Q(valid_until__isnull=False, valid_until__lte=at)
    in_force = yes & Q(valid_from__lte=at) & ~over
    return {
        "gaelder": in_force,
        "udloeber": in_force & Q(valid_until__lte=_soon(at)),
        "senere": yes & Q(valid_from__gt=at),
        "udloebet": yes & over,
        "trukket": Q(decision=Ground.Decision.YES, withdrawn_at__isnull=False),
        "nej": Q(decision=Ground.Decision.NO),
        "ufortalt": Q(withheld_until__gt=at),
        "gennemgang": Q(review__isnull=False, review__reviewed_at__isnull=True),
    }


def count_states(grounds: QuerySet[Ground], at: datetime) -> dict[str, int]:
    """How many are in each state: one query."""
    counts = {state: Count("pk", filter=which) for state, which in conditions(at).items()}
    return grounds.order_by().aggregate(**counts)


def state_of(ground: Ground, at: datetime) -> str:
    """The one state that is said of a ground in a list."""
    if ground.decision == Ground.Decision.NO:
        return "nej"
    if ground.withdrawn_at is not None:
        return "trukket"
    if ground.valid_until is not None and ground.valid_until <= at:
        return "udloebet"
    if ground.valid_from > at:
        return "senere"
    is_soon = ground.valid_until is not None and ground.valid_until <= _soon(at)
    return "udloeber" if is_soon else "gaelder"
