"""Who is to have a letter on paper about a meeting. See `plans.lookups`."""

from collections.abc import Iterable
from uuid import UUID

from enplan.accounts.models import User
from plans.models import NoticeChoice, Participant, Plan


def on_paper(plan: Plan, participants: Iterable[Participant]) -> list[Participant]:
    """Of those whom the reader may know: who has no login, and private persons who have chosen letters. For who calls
    the meeting alone: what somebody has chosen is their own, and is told by the letter. Two queries.
    """
    reader = {one: _login_of(one, plan) for one in participants if not _is_employee(one)}
    logins = {pk for pk in reader.values() if pk is not None}
    active = set(User.objects.filter(pk__in=logins, is_active=True).values_list("pk", flat=True))
    chosen = NoticeChoice.objects.filter(user__in=active, channel=NoticeChoice.Channel.LETTER)
    look_for_themselves = active - set(chosen.values_list("user", flat=True))
    return [one for one, pk in reader.items() if pk not in look_for_themselves]


def _is_employee(one: Participant) -> bool:
    return one.user is not None and one.user.is_employee


def _login_of(one: Participant, plan: Plan) -> UUID | None:
    if one.is_citizen:
        return plan.citizen.user_id
    return one.contact.user_id if one.contact is not None else one.user_id
