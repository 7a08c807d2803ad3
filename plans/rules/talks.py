"""Who sees a conversation that is not sorted into the plan yet. Asked through `plans.rules`."""

from collections.abc import Callable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from plans.keys import Keys
from plans.models import BlockedPerson, Talk, TalkLine


def _talk(keys: Keys) -> Q:
    """The writer's alone, also when they are off the team: the text stays theirs to copy. Not of who is blocked."""
    blocked = BlockedPerson.objects.filter(plan=OuterRef("plan"), user=keys.user, lifted_at__isnull=True)
    return Q(user=keys.user) & ~Q(Exists(blocked))


def _talk_line(keys: Keys) -> Q:
    return Q(talk__in=Talk.objects.filter(_talk(keys)).values("pk"))


TALK_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {Talk: _talk, TalkLine: _talk_line}
