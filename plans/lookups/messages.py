"""Scoped getters of messages, as far as one may see them (ADR 0020). See `plans.lookups`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from citizens.models import Representative
from enplan.accounts.models import User
from plans.grants import On
from plans.keys import LoadedKeys
from plans.lookups.things import thing_for
from plans.models import Message, MessageOpening, Plan
from plans.permissions import plans_as, visible_to, visible_with

WITH = ("written_by", "settled_by", "with_representative")


def messages_for(user: User, plan: Plan) -> list[Message]:
    """Every message of this plan that `user` may see, the oldest first, with who has opened it."""
    rows = visible_to(user, Message.objects.filter(plan=plan))
    return list(rows.select_related(*WITH).prefetch_related("openings__user", "notices"))


def message_for(user: User, plan: Plan, message_id: UUID) -> Message:
    """A message of this plan, or 404."""
    rows = Message.objects.filter(plan=plan).select_related("plan__citizen", "with_representative")
    return thing_for(user, rows, message_id)


def unopened_with(keys: LoadedKeys | None, user: User, plan: Plan, *, is_citizen: bool) -> list[Message]:
    """What was written to `user`, and they have not had on their screen; the newest first. One query."""
    opened = MessageOpening.objects.filter(message=OuterRef("pk"), user=user)
    rows = Message.objects.filter(plan=plan, is_from_citizen=False, with_representative__isnull=is_citizen)
    return list(
        visible_with(keys, rows.filter(~Exists(opened))).select_related("written_by").order_by("-written_at")
    )


def open_messages(user: User, *, at: datetime, most: int) -> list[Message]:
    """Those that wait for an answer on the running plans that `user` coordinates, also those that hold a pause."""
    plans = plans_as(user, On.COORDINATE, at=at).filter(ended_at=None)
    rows = Message.objects.filter(plan__in=plans, is_from_citizen=True, settled_at=None)
    seen: QuerySet[Message] = visible_to(user, rows, at=at)
    return list(
        seen.select_related("plan__citizen", "with_representative").order_by("written_at", "pk")[:most]
    )


def acting_for(representatives: Iterable[Representative], asked: str) -> Representative | None:
    """The one of `representatives` with this id, as an address names them; None for the citizen's own conversation."""
    return next((one for one in representatives if str(one.pk) == asked), None)
