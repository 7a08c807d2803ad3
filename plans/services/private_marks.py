"""“Del ikke dette”: the citizen keeps something of their own to themselves, or shares it again."""

from django.db import transaction

from enplan.accounts.models import User
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import Attachment, Comment, Goal, Rating
from plans.permissions import plan_of
from plans.services.checks import require
from plans.services.sections import place_of, place_of_plan
from plans.standing import Action


@transaction.atomic
def keep_private(
    *, by: User, thing: Goal | Rating | Attachment | Comment, seen: int, is_private: bool
) -> None:
    """Show `thing` to nobody but the citizen from this instant, or to those it is open to. Conflict when stale.

    What others have read, or a fagsystem was sent, before is not taken back.
    """
    require(by, Action.KEEP_PRIVATE, thing)
    plan = plan_of(thing)
    place = place_of_plan(plan) if thing.section is None else place_of(thing.section)
    save_seen(thing, seen=seen, fields={"is_private": is_private}, by=by, place=place)
    announce(plan=plan, what="private", by=by)
