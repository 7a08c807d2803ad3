"""Writing the look-log for plans: every page, print, API answer and search calls one of these before it answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from citizens.models import Citizen, Invitation
from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.audit.record import Seen, record_looks
from plans.models import Plan
from plans.search_flags import flag_if_unusual
from plans.standing import Standing

SAME_VISIT = timedelta(hours=1)


def look_at_plan(*, by: User, standing: Standing, kind: Look.Kind, what: str) -> None:
    """One person is shown (part of) one plan."""
    seen = Seen(standing.plan.pk, standing.plan.citizen_id, standing.described, standing.purpose)
    record_looks(by=by, kind=kind, what=what, seen=[seen])


def look_at_plans(*, by: User, standings: Iterable[Standing], kind: Look.Kind, what: str) -> None:
    """One person is shown something of several plans at once: a row for each, in one statement."""
    seen = [Seen(one.plan.pk, one.plan.citizen_id, one.described, one.purpose) for one in standings]
    record_looks(by=by, kind=kind, what=what, seen=seen)


def look_at_list(*, by: User, plans: Iterable[Plan], what: str) -> None:
    """One person is shown a list on which these plans' citizens stand."""
    role = by.role.name if by.role else ""
    rows = [Seen(plan.pk, plan.citizen_id, role, "Overblik over egne borgere") for plan in plans]
    record_looks(by=by, kind=Look.Kind.LIST, what=what, seen=rows)


@transaction.atomic
def look_by_search(*, by: User, citizens: Iterable[tuple[Citizen, Plan | None]], reason: str) -> bool:
    """A search that found these citizens; one that found nobody is logged as well.

    Answers whether `by` has now found unusually many: it is flagged to the auditor, and nothing is closed for it.
    """
    role = by.role.name if by.role else ""
    rows = [Seen(plan.pk if plan else None, citizen.pk, role, reason) for citizen, plan in citizens]
    record_looks(by=by, kind=Look.Kind.SEARCH, what="Søgning", seen=rows or [Seen(None, None, role, reason)])
    return bool(rows) and flag_if_unusual(by)


def look_by_invitation(*, by: User | None, invitation: Invitation) -> None:
    """Somebody who holds a link is shown who invites. Without a login yet it is told by the contact's name."""
    person = invitation.person
    seen = Seen(None, person.citizen_id, "Inviteret", "Har fået et link")
    viewer = by or User(pk=person.pk, name=person.name)  # not stored: the record only takes id and name
    record_looks(by=viewer, kind=Look.Kind.PAGE, what="Invitationen", seen=[seen])


def earlier_visit(user: User, plan: Plan, *, at: datetime) -> datetime | None:
    """When `user` last looked at the plan before this visit; looks less than an hour apart are one visit.

    None for the first visit. Reads only one's own looks, and the newest hundred of them.
    """
    looks = Look.objects.filter(user_id=user.pk, plan_id=plan.pk, kind=Look.Kind.PAGE, at__lte=at)
    later = at
    for look in looks.order_by("-at").values_list("at", flat=True)[:100]:
        if later - look > SAME_VISIT:
            return look
        later = look
    return None
