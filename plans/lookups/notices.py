"""Scoped getters of what people were told and how they want to be told. See `plans.lookups`."""

from datetime import datetime
from uuid import UUID

from enplan.accounts.models import User
from enplan.audit.models import Change
from plans.grants import On
from plans.lookups.things import thing_for
from plans.models import MessageOpening, Notice, NoticeChoice, Plan
from plans.permissions import keys_on_every_plan, plans_as, visible_changes, visible_to
from plans.services.notices import meeting_still_told, tasks_reminded_of

NEWEST = 20


def choice_of(user: User) -> NoticeChoice:
    """What `user` has chosen; for who has not, as it is without: not stored."""
    return visible_to(user, NoticeChoice.objects.all()).first() or NoticeChoice(user=user)


def choices_made(user: User) -> list[Change]:
    """Each time `user` has chosen anew, the newest first."""
    kind = str(NoticeChoice._meta.model_name)
    rows = Change.objects.filter(thing=kind, by_id=user.pk)
    return list(visible_changes(keys_on_every_plan(user), rows, [kind]).order_by("-at", "field")[:NEWEST])


def notices_to(user: User, plan: Plan) -> list[Notice]:
    """What `user` was told of this plan, the newest first."""
    rows = Notice.objects.filter(plan=plan, user=user)
    return list(visible_to(user, rows).select_related("message__written_by")[:NEWEST])


def notice_for(user: User, plan: Plan, notice_id: UUID) -> Notice:
    """A letter of this plan that is to be sent, or 404."""
    rows = Notice.objects.filter(plan=plan, is_by_email=False).select_related(
        "plan__citizen", "message__plan__citizen"
    )
    return thing_for(user, rows, notice_id)


def letters_to_send(user: User, *, at: datetime, most: int) -> list[Notice]:
    """Messages that somebody is to have on paper, of the running plans that `user` coordinates."""
    plans = plans_as(user, On.COORDINATE, at=at).filter(ended_at=None)
    rows = Notice.objects.filter(plan__in=plans, is_by_email=False, letter_sent_at=None)
    seen = visible_to(user, rows, at=at).select_related("plan__citizen", "message__with_representative")
    return list(seen.order_by("made_at", "pk")[:most])


def notice_to_send(notice_id: UUID) -> tuple[Notice | None, str]:
    """The notice and the address, as it is at the moment of sending. None for who wants no mail any more, may not see
    it any more, has had the message on their screen, or has nothing left on the day. For the outbox.
    """
    notice = Notice.objects.select_related("user", "plan", "message", "meeting__plan").get(pk=notice_id)
    reader = notice.user
    if reader is None or not visible_to(reader, Notice.objects.filter(pk=notice.pk)).exists():
        return None, ""
    choice = choice_of(reader)
    if choice.channel != NoticeChoice.Channel.EMAIL:
        return None, ""
    if notice.meeting_id is not None:
        is_known = not meeting_still_told(notice)
    elif notice.message_id is not None:
        is_known = MessageOpening.objects.filter(message=notice.message_id, user=reader).exists()
    else:
        is_wanted = choice.reminder != NoticeChoice.Reminder.NONE and notice.plan.is_active
        day = notice.reminds_of
        is_known = not is_wanted or day is None or not tasks_reminded_of(reader, notice.plan, day)
    return (None, "") if is_known else (notice, choice.email)
