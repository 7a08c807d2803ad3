"""Starting, agreeing to and ending a plan."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from citizens.ages import DECIDES_HEALTH_AT, has_turned
from citizens.models import Citizen
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import BlockedPerson, Plan, TeamMember
from plans.permissions import is_let_in, standing_of
from plans.regrant import regrant
from plans.services.agreeing import ask_the_others
from plans.services.checks import NotAllowed, lock_plan, require
from plans.services.dying import stop_for_death
from plans.services.families import store_end_of_links
from plans.services.handover import settle_offers
from plans.services.replacing import end_every_replacing
from plans.services.sections import place_of_plan
from plans.services.team import check_can_coordinate, check_may_be_proposed, keep_blocks, store_member
from plans.standing import Action

CHILD = (
    "Et barn under 15 år kan ikke sige ja alene. Lad feltet stå tomt, og skriv først på planen, "
    "hvem der har forældremyndigheden."
)
# Says nothing of why: that the citizen has died is for those who had the plan.
NOT_ANEW = "Der kan ikke begyndes en ny plan her. Spørg den, der sidst holdt trådene for borgeren."
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
    check_may_be_proposed(citizen, coordinator, by=by, field="coordinator")
    if Plan.objects.filter(citizen=citizen, outcome=Plan.Outcome.DIED).exists():
        raise ValidationError(NOT_ANEW, code="taken_up_again")
    if Plan.objects.filter(citizen=citizen, ended_at__isnull=True).exists():
        raise ValidationError(ONE_PLAN, code="one_plan")
    if agreed_on is not None and agreed_on > clock.today():
        raise ValidationError({"agreed_on": "Skriv en dag, der har været."})
    if agreed_on is not None and not has_turned(citizen, DECIDES_HEALTH_AT, at=clock.now()):
        raise ValidationError({"agreed_on": CHILD})
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
    end_every_replacing(by=by, plan=plan)
    store_end_of_links(by=by, plan=plan)
    announce(plan=plan, what="declined", by=by)


def _answer_to_plan(*, by: User, plan: Plan, agreed_on: date | None, declined_on: date | None) -> None:
    """A yes that others who hold custody must say as well is kept, and counts with the last of them."""
    lock_plan(plan)
    standing = standing_of(by, plan)
    require(by, Action.GIVE_CONSENT if standing.is_citizens_side else Action.NOTE_GROUND, plan)
    if standing.is_representative and LifeArea.objects.exclude(pk__in=standing.areas).exists():
        raise NotAllowed(
            "Ja eller nej til én plan gælder hele planen. Du handler kun for borgeren i nogle områder."
        )
    days = {"agreed_on": agreed_on, "declined_on": declined_on}
    if any(day is not None and day > clock.today() for day in days.values()):
        raise ValidationError({"agreed_on": "Skriv en dag, der har været."})
    plan.refresh_from_db()
    is_asked = agreed_on is not None and ask_the_others(by=by, plan=plan, standing=standing)
    if is_asked:
        days["agreed_on"] = None
    changed = {name: (getattr(plan, name), day) for name, day in days.items() if getattr(plan, name) != day}
    Plan.objects.filter(pk=plan.pk).update(**days)
    plan.refresh_from_db()
    record_change(
        by=by,
        thing=plan,
        place=place_of_plan(plan),
        fields={**changed, **({"custody_answer": (None, "yes")} if is_asked else {})},
        on_behalf=standing.is_representative,
    )


@transaction.atomic
def end_plan(*, by: User, plan: Plan, outcome: str) -> None:
    """End the plan with an outcome: the team's access on grounds ends, nothing more is saved in it.

    Where the citizen has died everything on the citizen's side stops as well (ADR 0018).
    """
    require(by, Action.END_PLAN, plan)
    if outcome not in Plan.Outcome:
        raise ValidationError({"outcome": "Vælg, hvordan forløbet endte."})
    now = clock.now()
    settle_offers(plan)
    Plan.objects.filter(pk=plan.pk).update(
        ended_at=now, outcome=outcome, paused_at=None, pause_reason="", look_again_on=None
    )
    plan.refresh_from_db()
    end_every_replacing(by=by, plan=plan)
    store_end_of_links(by=by, plan=plan)
    if plan.ended_by_death:
        stop_for_death(by=by, plan=plan)
    record_change(
        by=by,
        thing=plan,
        place=place_of_plan(plan),
        fields={"ended_at": (None, now), "outcome": ("", outcome)},
    )
    regrant(plan)
    announce(plan=plan, what="plan_ended", by=by)
