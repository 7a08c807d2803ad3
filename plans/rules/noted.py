"""The rule for what was noted for a citizen: that it was is known to the citizen and to who coordinates. What it says
is read where the thing is. Asked only by `plans.rules`.
"""

from collections.abc import Callable

from django.db import models
from django.db.models import Q

from plans.grants import On
from plans.keys import Keys
from plans.models import CoherenceAnswer, Comment, NotedForCitizen
from plans.rules.coherence import coherence_rule
from plans.rules.comments import comment_rule


def noted_rule(keys: Keys) -> Q:
    return keys.on_plan("plan", On.OWN, On.COORDINATE)


# What the citizen says of the plan, and what was noted of it for them.
SAID_RULES: dict[type[models.Model], Callable[[Keys], Q]] = {
    Comment: comment_rule,
    CoherenceAnswer: coherence_rule,
    NotedForCitizen: noted_rule,
}
