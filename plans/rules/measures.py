"""The rules for measures, what hangs on them, and follow-ups of the whole plan. Asked only by `plans.permissions`."""

from collections.abc import Callable

from django.db import models
from django.db.models import Q

from plans.grants import On
from plans.keys import Keys
from plans.models import FollowUp, Measure, PlanFollowUp, SupportChange
from plans.rules.guarded import guarded, in_view


def measure_rule(keys: Keys, *, there: Callable[[str], Q] = in_view) -> Q:
    """As every item. Never for the network: rule 3 opens goals, tasks and meetings alone."""
    return guarded(keys, "", network=None, there=there)


def below_a_measure(keys: Keys) -> Q:
    """A follow-up, or a change of support, stands where its measure stands."""
    return guarded(keys, "measure__", network=None)


def plan_follow_up_rule(keys: Keys) -> Q:
    """Of the plan as a whole, so about any part of it: for those who read the dream (rule 5)."""
    return keys.on_plan("plan", On.WORDS)


MEASURE_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    Measure: measure_rule,
    SupportChange: below_a_measure,
    FollowUp: below_a_measure,
    PlanFollowUp: plan_follow_up_rule,
}
