"""Whom a leader finds: only those in whose plan the own department has written, and no more than name and year."""

from dataclasses import dataclass

from django.urls import reverse

from citizens.cpr import born_on
from citizens.models import Citizen
from enplan.accounts.models import User
from plans.lookups.leader import supervisable_by
from plans.models import Plan
from plans.pages.search.finding import AT_MOST, matching


@dataclass(frozen=True)
class FoundLine:
    citizen: Citizen
    plan: Plan
    born: str  # the year, to tell two of the same name apart; empty where it is protected
    address: str


def find_supervisable(user: User, text: str) -> list[FoundLine] | None:
    """Citizens in whose plan the leader's own department has a part. None when there are too many to choose from."""
    found = Citizen.objects.filter(matching(text))
    plans = supervisable_by(user, Plan.objects.filter(citizen__in=found)).select_related("citizen")
    rows = list(plans.order_by("citizen__name", "pk")[: AT_MOST + 1])
    if len(rows) > AT_MOST:
        return None
    return [
        FoundLine(
            citizen=plan.citizen,
            plan=plan,
            born="" if plan.citizen.has_protected_address else str(born_on(plan.citizen.cpr).year),
            address=reverse("supervision-start", args=[plan.pk]),
        )
        for plan in rows
    ]
