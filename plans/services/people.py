"""The people beside the citizen: representatives and network persons. Here and not in citizens, because it regrants."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from citizens.ages import COMES_OF_AGE_AT, is_of_age, turns
from citizens.models import Citizen, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.models import Plan
from plans.permissions import can
from plans.regrant import regrant
from plans.services.checks import WHY_NOT, NotAllowed, require
from plans.services.families import store_end_for_new_holder
from plans.services.sections import place_of_plan
from plans.standing import Action

Kind = Representative.Kind
OVER = "Personen handler ikke længere for borgeren. Notér personen igen, hvis det er begyndt på ny."


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
    basis: str = "",
    areas: Sequence[str],
    kind: str = Kind.ATTORNEY,
    document: str = "",
    user: User | None = None,
    starts_on: date | None = None,
    until: date | None = None,
) -> Representative:
    """Note who acts for the citizen: on what basis, in which areas, through which day (None: until further notice).

    Custody ends at 00:00 on the 18th birthday, whatever day is given. ValidationError with the field for bad input.
    """
    require(by, Action.MANAGE_TEAM, plan)
    if user is not None and (user.is_employee or user.pk == plan.citizen.user_id):
        raise ValidationError({"user": "Vælg en, der hverken er borgeren selv eller ansat."})
    starts_at = max(clock.now(), clock.start_of(starts_on)) if starts_on else clock.now()
    ends_at = _end(plan.citizen, kind=kind, starts_at=starts_at, until=until)
    areas_chosen = _areas(areas)
    person = Representative.objects.create(
        citizen=plan.citizen,
        user=user,
        name=name,
        relation=relation,
        kind=kind,
        basis=basis.strip() or Kind(kind).label,
        document=document,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    person.areas.set(areas_chosen)
    record_change(by=by, thing=person, place=place_of_plan(plan), fields={"name": (None, name)})
    if kind == Kind.CUSTODY:
        store_end_for_new_holder(by=by, plan=plan)
    regrant(plan)
    return person


@transaction.atomic
def change_representation(
    *,
    by: User,
    plan: Plan,
    person: Representative,
    seen: int,
    areas: Sequence[str],
    until: date | None,
    basis: str,
    document: str,
) -> Representative:
    """Change in which areas, until when and on what somebody acts. Raises Conflict when `seen` is not the version."""
    require(by, Action.MANAGE_TEAM, plan)
    current = _of_citizen(plan, person)
    if _is_over(current):
        raise ValidationError(OVER, code="over")
    ends_at = _end(plan.citizen, kind=current.kind, starts_at=current.starts_at, until=until)
    if ends_at is not None and ends_at <= clock.now():
        raise ValidationError({"until": "Skriv en dag, der ikke er forbi."})
    stored = save_seen(
        current,
        seen=seen,
        fields={"ends_at": ends_at, "basis": basis.strip() or current.basis, "document": document},
        many={"areas": _areas(areas)},
        by=by,
        place=place_of_plan(plan),
    )
    regrant(plan)
    return stored


@transaction.atomic
def end_representation(*, by: User, plan: Plan, person: Representative) -> None:
    """Nobody acts for the citizen through this any more, from this instant, also when the plan has ended."""
    if not can(by, Action.MANAGE_TEAM, plan):
        raise NotAllowed(WHY_NOT[Action.MANAGE_TEAM])
    current = _of_citizen(plan, person)
    if _is_over(current):
        return
    close_representation(by=by, plan=plan, person=current)
    regrant(plan)


def _of_citizen(plan: Plan, person: Representative) -> Representative:
    """Who acts for this plan's citizen, as it stands now and nobody else's to change meanwhile. NotAllowed else."""
    current = Representative.objects.select_for_update().filter(pk=person.pk, citizen=plan.citizen_id).first()
    if current is None:
        raise NotAllowed(WHY_NOT[Action.VIEW])
    return current


def close_representation(*, by: User, plan: Plan, person: Representative) -> None:
    """End it now, or take back what has not begun. For services; asks nobody and does not regrant."""
    now = clock.now()
    record_change(by=by, thing=person, place=place_of_plan(plan), fields={"ends_at": (person.ends_at, now)})
    if person.starts_at >= now:  # has not begun: there is nothing it has opened
        person.delete()
    else:
        Representative.objects.filter(pk=person.pk).update(ends_at=now, version=person.version + 1)


def _end(citizen: Citizen, *, kind: str, starts_at: datetime, until: date | None) -> datetime | None:
    """When it ends; custody at the 18th birthday at the latest."""
    ends_at = clock.end_of(until) if until is not None else None
    if kind == Kind.CUSTODY:
        if is_of_age(citizen, at=starts_at):
            raise ValidationError({"kind": "Borgeren er fyldt 18 år, så ingen har forældremyndigheden."})
        birthday = turns(citizen, COMES_OF_AGE_AT)
        ends_at = min(ends_at, birthday) if ends_at is not None else birthday
    if ends_at is not None and ends_at <= starts_at:
        raise ValidationError({"until": "Slutdagen skal ligge efter startdagen."})
    return ends_at


def _is_over(person: Representative) -> bool:
    return person.ends_at is not None and person.ends_at <= clock.now()


def _areas(keys: Sequence[str]) -> list[LifeArea]:
    areas = list(LifeArea.objects.filter(pk__in=keys))
    if not areas:
        raise ValidationError({"areas": "Vælg mindst ét område."})
    return areas
