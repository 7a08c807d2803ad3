"""The citizen is reminded once that a consent lapses; who has read it is not told again."""

from collections.abc import Iterable

from django.db import transaction

from citizens.models import DismissedReminder, Ground
from enplan import clock
from enplan.accounts.models import User
from plans.facts import grounds_of
from plans.models import Plan
from plans.permissions import visible_to
from plans.services.checks import WHY_NOT, NotAllowed, require
from plans.standing import Action


@transaction.atomic
def dismiss_reminders(*, by: User, plan: Plan, grounds: Iterable[Ground]) -> None:
    """Somebody on the citizen's side has read of these. Nobody else is told, and nothing of the plan changes."""
    require(by, Action.GIVE_CONSENT, plan)
    named = {ground.pk for ground in grounds}
    seen = visible_to(by, grounds_of(plan).filter(pk__in=named))
    if len(seen) < len(named):
        raise NotAllowed(WHY_NOT[Action.VIEW])
    DismissedReminder.objects.bulk_create(
        [DismissedReminder(ground=ground, user=by, dismissed_at=clock.now()) for ground in seen],
        ignore_conflicts=True,
    )
