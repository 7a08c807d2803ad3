"""Tells the demo's login page who the citizens, relatives and representatives are. Registered in apps.py."""

from collections import defaultdict
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizens.cpr import born_on
from citizens.models import Citizen, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.logins.choices import Choice, Choices
from enplan.accounts.models import User
from enplan.web.danish import listing, possessive

P = TypeVar("P", Representative, NetworkPerson)


def citizens_side_to_choose(limit: int) -> list[Choices]:
    """Citizens who can log in, and those beside them: whose they are, and how."""
    return [_citizens(limit), _beside_citizens(limit)]


def _citizens(limit: int) -> Choices:
    found = list(
        Citizen.objects.filter(user__is_active=True, user__is_superuser=False)
        .select_related("user")
        .order_by("name")[: limit + 1]
    )
    return Choices(
        heading=_("Borgere"),
        people=[Choice(citizen.user, _age(citizen)) for citizen in found[:limit] if citizen.user is not None],
        is_cut=len(found) > limit,
        position=1,
    )


def _age(citizen: Citizen) -> str:
    born, today = born_on(citizen.cpr), clock.today()
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return ngettext("%(years)d år", "%(years)d år", years) % {"years": years}


def _beside_citizens(limit: int) -> Choices:
    people: dict[UUID, User] = {}
    about: dict[UUID, list[str]] = defaultdict(list)
    rows: list[Representative | NetworkPerson] = [
        *_with_login(Representative.objects, limit),
        *_with_login(NetworkPerson.objects, limit),
    ]
    for row in rows:
        if row.user is not None:
            people[row.user.pk] = row.user
            about[row.user.pk].append(f"{_relation(row)} · {possessive(row.citizen.name)} plan")
    shown = sorted(people.values(), key=lambda user: user.name)
    return Choices(
        heading=_("Pårørende og repræsentanter"),
        people=[Choice(user, listing(about[user.pk])) for user in shown[:limit]],
        is_cut=len(shown) > limit,
        position=2,
    )


def _with_login(rows: models.Manager[P], limit: int) -> models.QuerySet[P]:
    found = rows.filter(user__is_active=True, user__is_superuser=False).select_related("user", "citizen")
    return found.order_by("name")[: limit + 1]


def _relation(person: Representative | NetworkPerson) -> str:
    relation = f"{person.relation[:1].upper()}{person.relation[1:]}"
    return f"{relation}, {person.basis}" if isinstance(person, Representative) else relation
