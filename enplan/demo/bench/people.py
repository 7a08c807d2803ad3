"""Who looks: the same ordinary caseworkers and citizens at every size, never a superuser.

The country's first municipality is the same at every size, so these people see the same things among ever more others.
"""

from dataclasses import dataclass
from itertools import zip_longest

from citizens.models import Citizen
from enplan.accounts.models import User
from plans.grants import On
from plans.models import Plan
from plans.permissions import plans_as

MOST = 5  # of each kind; the rounds go through them in turn


@dataclass(frozen=True)
class Person:
    """Somebody who looks, and the plan they open."""

    user: User
    plan: Plan


class NobodyThere(Exception):
    """The country is too small to have such people."""


def caseworkers() -> list[Person]:
    """Coordinators of the first municipality; every second opens a plan they coordinate, the others one they are on."""
    users = User.objects.filter(username__startswith="k001-", username__contains="-ko", role="caseworker")
    found = []
    for number, user in enumerate(users.order_by("username")[:MOST]):
        coordinated = _first(user, On.COORDINATE)
        joined = _first(user, On.WORK)
        wanted = (joined, coordinated) if number % 2 else (coordinated, joined)
        if plan := next(filter(None, wanted), None):
            found.append(Person(user, plan))
    return _some(found)


def citizens() -> list[Person]:
    """Citizens of the first municipality who have a login and an active plan."""
    active = Plan.objects.filter(
        ended_at__isnull=True,
        citizen__in=Citizen.objects.filter(user__username__startswith="k001-borger-"),
    ).select_related("citizen__user")
    plans = active.order_by("citizen__user__username")[:MOST]
    return _some([Person(plan.citizen.user, plan) for plan in plans if plan.citizen.user is not None])


def is_same(one: list[Person], other: list[Person]) -> bool:
    """Are they the same people with the same plans?"""
    return all(
        a is not None and b is not None and (a.user.pk, a.plan.pk) == (b.user.pk, b.plan.pk)
        for a, b in zip_longest(one, other)
    )


def _first(user: User, standing: On) -> Plan | None:
    return plans_as(user, standing).filter(ended_at__isnull=True).order_by("citizen__cpr").first()


def _some(people: list[Person]) -> list[Person]:
    if not people:
        raise NobodyThere
    return people
