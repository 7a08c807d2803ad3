"""The rule for requests about what is kept of a citizen. Asked only by `plans.permissions`.

The citizen sees all of them and who coordinates answers them; who wrote one sees it while they act for the citizen or
are on the team. Nobody else: what somebody wants put right tells as much as what it says.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import models
from django.db.models import Q

from plans.grants import On, PlanGrant
from plans.keys import Keys
from plans.models import DataRequest, Plan
from plans.rules.people import SEES_EVERYONE


def data_request_rule(keys: Keys) -> Q:
    own = Q(written_by=keys.user) & keys.on_plan("plan", On.REPRESENT, On.WORK)
    return keys.on_plan("plan", *SEES_EVERYONE) | own


def somebody_answers(plan: Plan, *, at: datetime) -> bool:
    """Does anybody coordinate the plan at the instant, so that a request is read?"""
    coordinating = PlanGrant.every.in_force(at).filter(permission__codename=On.COORDINATE)
    return coordinating.filter(content_object=plan).exists()


DATA_REQUEST_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {DataRequest: data_request_rule}
