"""The rule for comments: read by who may read both what it is about and what the citizen writes in that area. Never for
the network (rule 3). Asked only by `plans.rules`.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q

from plans.keys import Keys
from plans.rules.guarded import guarded, in_view

# What it may be about → the things whose guards count there.
ABOUT: dict[str, tuple[str, ...]] = {
    "goal": ("goal__",),
    "measure": ("measure__",),
    "task": ("task__", "task__goal__"),
    "follow_up": ("follow_up__measure__",),
    "rating": ("rating__",),
    "note": ("note__",),
}


def comment_rule(keys: Keys, *, there: Callable[[str], Q] = in_view) -> Q:
    # What the citizen told is the citizen's own: who wrote it down is not its writer.
    own = guarded(keys, "", network=None, there=there, as_writer=Q(is_told=False))
    about = (
        Q(**{f"{name}__isnull": False}) & guarded(keys, *paths, network=None) for name, paths in ABOUT.items()
    )
    return own & reduce(or_, about)
