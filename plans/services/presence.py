"""Who has the plan open just now. No change of the plan, so its row is not locked and nothing is recorded of it."""

from datetime import timedelta

from enplan import clock
from enplan.accounts.models import User
from plans.grants import On
from plans.models import Plan, Presence
from plans.permissions import plans_as
from plans.services.checks import NotAllowed

RENEWED = timedelta(seconds=30)  # how often a page says that it is open: static/enplan/presence.js
OLD = timedelta(hours=1)
COUNTS = timedelta(seconds=75)  # after its last word somebody is taken to have gone


def be_present(*, by: User, plan: Plan, page: str) -> None:
    """`by` has this page of the plan open. Only who is on the team is told of, and to the team alone."""
    if not plans_as(by, On.COORDINATE, On.WORK).filter(pk=plan.pk).exists():
        raise NotAllowed("Kun de, der er på teamet, ser hinanden i planen.")
    Presence.objects.update_or_create(
        user=by, plan=plan, defaults={"page": page[:200], "seen_at": clock.now()}
    )


def leave(*, by: User, plan: Plan) -> None:
    """`by` has closed it. One's own row alone, so it needs no standing on the plan."""
    Presence.objects.filter(user=by, plan=plan).delete()


def delete_old_presence(*, is_trial: bool = False) -> int:
    """Rows that say nothing any more. Answers how many."""
    rows = Presence.objects.filter(seen_at__lt=clock.now() - OLD)
    return rows.count() if is_trial else rows.delete()[0]
