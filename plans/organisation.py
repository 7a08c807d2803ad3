"""What the plans have to say to a change of the organisation: no active plan is left without a coordinator by it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from enplan.accounts.models import User
from enplan.web.danish import count
from plans.models import TeamMember


def keep_coordinators(*, users: QuerySet[User], moved: set[UUID] | None = None, **_signal: Any) -> None:
    """Receiver of `organisation_changed`: object when somebody who coordinates an active plan no longer could.

    Also when they come to another department: with them the plan would change the unit that leads it, which the
    citizen and the team hear of through a handover. Says how many plans, never whose.
    """
    coordinating = TeamMember.objects.filter(
        user__in=users,
        capacity=TeamMember.Capacity.COORDINATOR,
        ends_at__isnull=True,
        plan__ended_at__isnull=True,
    )
    may_go_on = Q(
        user__is_active=True,
        user__is_superuser=False,
        user__role__can_join_team=True,
        user__role__can_coordinate=True,
    ) & ~Q(user__in=moved or set())
    stranded = list(coordinating.exclude(may_go_on).select_related("user"))
    if stranded:
        raise ValidationError(_objection(stranded), code="coordinates")


def _objection(stranded: list[TeamMember]) -> str:
    plans = count(len(stranded), "plan", "planer")
    people = {member.user_id: member.user.name for member in stranded}
    who = (
        f"{next(iter(people.values()))} er koordinerende sagsbehandler"
        if len(people) == 1
        else f"{len(people)} medarbejdere er koordinerende sagsbehandlere"
    )
    pronoun = "Den skal" if len(stranded) == 1 else "De skal"
    return (
        f"{who} for {plans}. {pronoun} have en anden koordinerende sagsbehandler først. "
        "Det kan ske under Mine borgere, eller lederen kan gøre det under Koordinatorer."
    )
