"""What the citizen's pages fetch besides the reading, through the rule. Views ask here and in `plans.lookups`."""

from collections.abc import Iterable
from uuid import UUID

from citizens.models import DismissedReminder
from enplan.accounts.models import LifeArea, User
from plans.keys import LoadedKeys
from plans.models import CitizenWords, Plan
from plans.permissions import visible_with
from plans.standing import Standing


def words_with(keys: LoadedKeys | None, plan: Plan) -> list[CitizenWords]:
    """All the citizen's words, newest first: the earlier ones stay readable."""
    words = visible_with(keys, CitizenWords.objects.filter(plan=plan))
    return list(words.select_related("written_by").order_by("-number"))


def areas_for(standing: Standing) -> list[LifeArea]:
    """The areas one may write in: all for the citizen, the own ones for who acts for them."""
    areas: Iterable[LifeArea] = LifeArea.objects.all()
    return [area for area in areas if standing.is_citizen or area.pk in standing.areas]


def dismissed_by(user: User, plan: Plan) -> set[UUID]:
    """The grounds of which the person has read that they lapse."""
    rows = DismissedReminder.objects.filter(user=user, ground__citizen=plan.citizen_id)
    return set(rows.values_list("ground_id", flat=True))
