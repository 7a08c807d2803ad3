"""The citizens a search finds, and what may be told of each (rule 7): that there is a plan, and who coordinates it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from citizens.cpr import born_on, clean_cpr
from citizens.models import Citizen
from enplan.accounts.models import User
from plans.models import Plan
from plans.permissions import PROFESSIONAL, coordinators_told, findable_by, plans_as

AT_MOST = 20


@dataclass(frozen=True)
class Found:
    """One citizen on the page. Addresses are empty where there is nothing to open or to start."""

    name: str
    born: str
    is_protected: bool
    has_plan: bool
    coordinator: str
    open_plan: str
    start_plan: str
    begin_referral: str


@dataclass(frozen=True)
class Hits:
    """What was found: `citizens` with their active plan, for the look-log; nothing when there are too many."""

    found: list[Found]
    citizens: list[tuple[Citizen, Plan | None]]
    is_too_many: bool


def find(user: User, text: str, *, at: datetime) -> Hits:
    rows = findable_by(user, Citizen.objects.filter(matching(text))).order_by("name", "pk")
    citizens = list(rows[: AT_MOST + 1])
    if len(citizens) > AT_MOST:
        return Hits([], [], is_too_many=True)
    plans = {
        plan.citizen_id: plan for plan in Plan.objects.filter(citizen__in=citizens, ended_at__isnull=True)
    }
    mine = set(plans_as(user, *PROFESSIONAL, at=at).filter(citizen__in=citizens).values_list("pk", flat=True))
    names = coordinators_told(user, plans.values(), at=at)
    found = [_told(citizen, plans.get(citizen.pk), user, mine=mine, names=names) for citizen in citizens]
    return Hits(found, [(citizen, plans.get(citizen.pk)) for citizen in citizens], is_too_many=False)


def matching(text: str) -> Q:
    """Citizens with this CPR number, or with all of these words in the name."""
    try:
        return Q(cpr=clean_cpr(text))
    except ValidationError:
        pass
    together = Q()
    for word in text.split():
        # SQLite folds only A–Z, so that “ø” would not find “Ø”: each way of writing the word is asked for.
        forms = {word, word.lower(), word.upper(), word.capitalize()}
        some = Q()
        for form in forms:
            some |= Q(name__icontains=form)
        together &= some
    return together


def _told(
    citizen: Citizen, plan: Plan | None, user: User, *, mine: set[UUID], names: dict[UUID, str]
) -> Found:
    """Rule 7, the same for everybody; the year of birth is left out where name and address are protected."""
    has_access = plan is not None and plan.pk in mine
    hidden = citizen.has_protected_address and not has_access
    may_start = user.role is not None and user.role.can_start_plans
    return Found(
        name=citizen.name,
        born="" if hidden else _born(citizen),
        is_protected=citizen.has_protected_address,
        has_plan=plan is not None,
        coordinator=names.get(plan.pk, "") if plan is not None else "",
        open_plan=reverse("workspace", args=[plan.pk]) if plan is not None and has_access else "",
        start_plan=reverse("plan-start", args=[citizen.pk]) if may_start and plan is None else "",
        begin_referral=reverse("referral-begin", args=[citizen.pk]) if may_start and plan is None else "",
    )


def _born(citizen: Citizen) -> str:
    """Only the year: enough to tell two of the same name apart."""
    return str(born_on(citizen.cpr).year)
