"""How old a citizen is, by the CPR number: what changes at 15 and at 18 changes at that instant, without any job."""

from datetime import datetime

from citizens.cpr import born_on
from citizens.models import Citizen
from enplan import clock

DECIDES_HEALTH_AT = 15  # sundhedsloven § 17: who has turned 15 consents alone
COMES_OF_AGE_AT = 18  # værgemålsloven § 1, forældreansvarsloven § 1


def turns(citizen: Citizen, years: int) -> datetime:
    """The instant at which the citizen turns `years`: 00:00 on the birthday; one born on 29 February on the 28th."""
    return clock.start_of(clock.months_after(born_on(citizen.cpr), 12 * years))


def has_turned(citizen: Citizen, years: int, *, at: datetime) -> bool:
    """Is the citizen at least `years` old at the instant?"""
    return at >= turns(citizen, years)


def is_of_age(citizen: Citizen, *, at: datetime) -> bool:
    return has_turned(citizen, COMES_OF_AGE_AT, at=at)


def decides_health_alone(citizen: Citizen, *, at: datetime) -> bool:
    """From 15 until 18 the young person gives and withdraws health consent alone; whoever acts for them does not."""
    return has_turned(citizen, DECIDES_HEALTH_AT, at=at) and not is_of_age(citizen, at=at)
