"""The rule for transitions: that somebody is discharged tells as much as what is to be done about it. Asked only by
`plans.permissions`.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q

from plans.grants import On
from plans.keys import Keys
from plans.models import Task
from plans.rules.guarded import guarded, in_view


def task_in_section(keys: Keys, *, there: Callable[[str], Q] = in_view) -> Q:
    """The rule for tasks, without what network persons see of them."""
    return guarded(keys, "", "goal__", network=None, there=there)


def transition_ever_rule(keys: Keys) -> Q:
    """The citizen; who reads at least one of its tasks; and who began it, while on the team. What only follows from
    the birth date every coordinator sees; nothing else of what another one began, unless a ground opens a task of it.
    Network persons never.
    """
    reads_one = Exists(Task.objects.filter(task_in_section(keys), transition=OuterRef("pk")))
    begun = Q(begun_by=keys.user) & keys.on_plan("plan", On.COORDINATE, On.WORK)
    by_age = Q(is_by_age=True) & keys.on_plan("plan", On.COORDINATE)
    return keys.on_plan("plan", On.OWN) | begun | by_age | Q(reads_one)


def transition_rule(keys: Keys) -> Q:
    """What was taken off the plan is nowhere but in its history."""
    return Q(cancelled_at__isnull=True) & transition_ever_rule(keys)
