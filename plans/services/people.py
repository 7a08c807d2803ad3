"""The people beside the citizen: representatives and network persons. Here and not in citizens, because it regrants."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from citizens.models import NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.models import Plan
from plans.regrant import regrant
from plans.services.checks import require
from plans.services.sections import place_of_plan
from plans.standing import Action


@transaction.atomic
def add_network_person(
    *, by: User, plan: Plan, name: str, relation: str, user: User | None = None, phone: str = ""
) -> NetworkPerson:
    """Show somebody as a contact on the plan; only a consent that names them opens anything to them."""
    require(by, Action.MANAGE_TEAM, plan)
    person = NetworkPerson.objects.create(
        citizen=plan.citizen, user=user, name=name, relation=relation, phone=phone
    )
    record_change(by=by, thing=person, place=place_of_plan(plan), fields={"name": (None, name)})
    regrant(plan)
    return person


@transaction.atomic
def add_representative(
    *,
    by: User,
    plan: Plan,
    name: str,
    relation: str,
    basis: str,
    areas: Sequence[str],
    user: User | None = None,
    until: date | None = None,
) -> Representative:
    """Note who acts for the citizen: on what basis, in which areas, through which day (None: until further notice)."""
    require(by, Action.MANAGE_TEAM, plan)
    starts_at = clock.now()
    ends_at = clock.end_of(until) if until is not None else None
    if ends_at is not None and ends_at <= starts_at:
        raise ValidationError({"until": "Slutdagen skal ligge efter startdagen."})
    person = Representative.objects.create(
        citizen=plan.citizen,
        user=user,
        name=name,
        relation=relation,
        basis=basis,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    person.areas.set(LifeArea.objects.filter(pk__in=areas))
    record_change(by=by, thing=person, place=place_of_plan(plan), fields={"name": (None, name)})
    regrant(plan)
    return person
