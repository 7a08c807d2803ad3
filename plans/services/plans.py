"""Starting, agreeing to and ending a plan."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from citizens.models import Citizen
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import BlockedPerson, Plan, TeamMember
from plans.permissions import is_let_in, standing_of
from plans.regrant import regrant
from plans.services.checks import NotAllowed, require
from plans.services.sections import place_of_plan
from plans.services.team import check_can_coordinate, check_is_no_party, keep_blocks, store_member
from plans.standing import Action

ONE_PLAN = "Borgeren har allerede en plan. Der kan kun være én ad gangen."


@transaction.atomic
def start_plan(
    *, by: User, citizen: Citizen, coordinator: User, started_on: date, agreed_on: date | None = None
) -> Plan:
    """Start the citizen's one plan with its coordinator. ValidationError when there is an active one already."""
    if by.role is None or not by.role.can_start_plans or not is_let_in(by):
        raise NotAllowed("Planer oprettes af sagsbehandlere.")
    if BlockedPerson.objects.filter(plan__citizen=citizen, user=by, lifted_at__isnull=True).exists():
        raise NotAllowed("Planer oprettes af sagsbehandlere.")  # rule 0: not even that there has been a plan
    check_can_coordinate(coordinator, field="coordinator")
    check_is_no_party(citizen, coordinator, field="coordinator")
    if Plan.objects.filter(citizen=citizen, ended_at__isnull=True).exists():
        raise ValidationError(ONE_PLAN, code="one_plan")
    if agreed_on is not None and agreed_on > clock.today():
        raise ValidationError({"agreed_on": "Skriv en dag, der har været."})
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                citizen=citizen,
                started_on=started_on,
                agreed_on=agreed_on,
                created_at=clock.now(),
                created_by=by,
            )
    except IntegrityError:  # two at once: the database lets one through
        raise ValidationError(ONE_PLAN, code="one_plan") from None
    keep_blocks(plan=plan)
    record_change(by=by, thing=plan, place=place_of_plan(plan), fields={"started_on": (None, started_on)})
    store_member(
        by=by, plan=plan, user=coordinator, capacity=TeamMember.Capacity.COORDINATOR, has_all_areas=True
    )
    return plan


@transaction.atomic
def agree_to_plan(*, by: User, plan: Plan, on: date) -> None:
    """Note the day the citizen said yes to one plan: by the citizen's side, or by a caseworker on the team."""
    _answer_to_plan(by=by, plan=plan, agreed_on=on, declined_on=None)
    announce(plan=plan, what="agreed", by=by)


@transaction.atomic
def decline_plan(*, by: User, plan: Plan, on: date) -> None:
    """Note the day the citizen said no to one plan: the plan goes on until its coordinator ends it, without a yes."""
    _answer_to_plan(by=by, plan=plan, agreed_on=None, declined_on=on)
    announce(plan=plan, what="declined", by=by)


def _answer_to_plan(*, by: User, plan: Plan, **days: date | None) -> None:
    standing = standing_of(by, plan)
    require(by, Action.GIVE_CONSENT if standing.is_citizens_side else Action.NOTE_GROUND, plan)
    if standing.is_representative and LifeArea.objects.exclude(pk__in=standing.areas).exists():
        raise NotAllowed(
            "Ja eller nej til én plan gælder hele planen. Du handler kun for borgeren i nogle områder."
        )
    if any(day is not None and day > clock.today() for day in days.values()):
        raise ValidationError({"agreed_on": "Skriv en dag, der har været."})
    plan.refresh_from_db()
    changed = {name: (getattr(plan, name), day) for name, day in days.items() if getattr(plan, name) != day}
    Plan.objects.filter(pk=plan.pk).update(**days)
    plan.refresh_from_db()
    record_change(
        by=by, thing=plan, place=place_of_plan(plan), fields=changed, on_behalf=standing.is_representative
    )


@transaction.atomic
def end_plan(*, by: User, plan: Plan, outcome: str) -> None:
    """End the plan with an outcome: the team's access on grounds ends, nothing more is saved in it."""
    require(by, Action.END_PLAN, plan)
    if outcome not in Plan.Outcome:
        raise ValidationError({"outcome": "Vælg, hvordan forløbet endte."})
    now = clock.now()
    Plan.objects.filter(pk=plan.pk).update(ended_at=now, outcome=outcome)
    plan.refresh_from_db()
    record_change(
        by=by,
        thing=plan,
        place=place_of_plan(plan),
        fields={"ended_at": (None, now), "outcome": ("", outcome)},
    )
    regrant(plan)
    announce(plan=plan, what="plan_ended", by=by)
