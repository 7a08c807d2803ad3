"""Whom the demo's login page offers: the municipality's people in groups, each with who they are in a few words.

Employees are known here; who is a citizen and who a relative is told by those above, which register with `also_offer`.
Only used where settings.DEMO_LOGIN is on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from enplan.accounts.models import User

# A page that lists everybody is of no use with a thousand citizens; the rest log in by their username.
MOST = 30


@dataclass(frozen=True)
class Choice:
    """One person on the login page."""

    user: User
    about: str


@dataclass(frozen=True)
class Choices:
    """A group of people under one heading. `is_cut`: there are more than are shown."""

    heading: str
    people: Sequence[Choice]
    is_cut: bool = False
    position: int = 0


Offer = Callable[[int], list[Choices]]
_offers: list[Offer] = []


def also_offer(offer: Offer) -> None:
    """Let `offer` tell of more groups, each of at most as many people as it is asked for. For AppConfig.ready."""
    _offers.append(offer)


def groups_to_choose(limit: int = MOST) -> list[Choices]:
    """The groups that have anybody in them, citizens first and employees last."""
    groups = [employees_to_choose(limit), *(group for offer in _offers for group in offer(limit))]
    return sorted((group for group in groups if group.people), key=lambda group: group.position)


def employees_to_choose(limit: int) -> Choices:
    """Employees who may log in, with role and department."""
    found = list(
        User.objects.filter(role__isnull=False, is_active=True, is_superuser=False)
        .select_related("role", "department")
        .order_by("department__name", "name")[: limit + 1]
    )
    return Choices(
        heading=_("Medarbejdere"),
        people=[Choice(user, f"{user.role} · {user.department}") for user in found[:limit]],
        is_cut=len(found) > limit,
        position=9,
    )
