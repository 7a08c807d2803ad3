"""The rule for answers about coherence: as an overall number on the ruler, which is as the dream (rule 5).

Asked only by `plans.rules`.
"""

from django.db.models import Q

from plans.grants import On
from plans.keys import Keys
from plans.rules.guarded import finished, in_view, not_withheld, shared


def coherence_rule(keys: Keys) -> Q:
    """Written by the citizen's side alone, so nobody on the team keeps one for having written it down."""
    read = keys.on_plan("plan", On.WORDS) & shared("")
    return in_view("") & finished("") & not_withheld("", keys.at) & (read | keys.on_plan("plan", On.OWN))
