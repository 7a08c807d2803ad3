"""A leader sees to it that the own department's plans are held together, without seeing them (ADR 0018).

Each plan is a transaction of its own: what is done is done wholly, no plan is for an instant without a coordinator, and
doing it again takes only what is left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.lookups.coordinators import (
    ended_plan_led_by,
    leads_coordinators,
    led_by,
    plans_held_by,
    without_deputy,
    without_offer,
)
from plans.models import HandoverOffer, Plan, TeamMember
from plans.regrant import regrant
from plans.services.checks import NotAllowed, lock_plan
from plans.services.handover import change_coordinator, settle_offers, store_offer
from plans.services.sections import place_of_plan
from plans.services.team import check_can_coordinate, check_may_join, store_member

NOT_THEIRS = "Det gør lederen i den afdeling, der holder trådene i planerne."


@dataclass(frozen=True)
class Done:
    """On how many plans it was done, and how many are left. Never which, nor why not: that could tell of a block."""

    plans: int
    left: int


def appoint_acting(
    *, by: User, absent: User, deputy: User, starts_on: date, ends_on: date, most: int | None = None
) -> Done:
    """Let `deputy` stand in for who is absent, in a period, on the plans where nobody does; at most so many of them."""
    _check_leads(by, absent)
    _check_own(by, deputy, field="deputy")
    _check_chosen(by, absent, deputy, field="deputy")
    if ends_on < starts_on:
        raise ValidationError({"ends_on": "Slutdagen skal ligge efter startdagen."})
    if ends_on < clock.today():
        raise ValidationError({"ends_on": "Skriv en dag, der ikke er forbi."})
    starts_at, ends_at = max(clock.start_of(starts_on), clock.now()), clock.end_of(ends_on)

    def appoint(plan: Plan) -> None:
        check_may_join(plan, deputy)
        store_member(
            by=by,
            plan=plan,
            user=deputy,
            capacity=TeamMember.Capacity.DEPUTY,
            has_all_areas=True,
            starts_at=starts_at,
            ends_at=ends_at,
        )

    return _on_each(by, absent, lambda plans: without_deputy(plans, starts_at, ends_at), appoint, most=most)


def offer_plans(*, by: User, coordinator: User, to: User, most: int | None = None) -> Done:
    """Ask somebody, wherever they work, to take over the plans that nobody has been asked about."""
    _check_leads(by, coordinator)
    _check_chosen(by, coordinator, to, field="to")
    return _on_each(
        by, coordinator, without_offer, lambda plan: store_offer(by=by, plan=plan, to=to), most=most
    )


def move_plans(*, by: User, coordinator: User, to: User, most: int | None = None) -> Done:
    """Let somebody of the own department coordinate from this instant, asked or not: the leader decides who works with
    what. Who did so until now stays on the team, as after a handover.
    """
    _check_leads(by, coordinator)
    _check_own(by, to, field="to")
    _check_chosen(by, coordinator, to, field="to")

    return _on_each(by, coordinator, lambda plans: plans, lambda plan: _move(by, plan, to), most=most)


@transaction.atomic
def appoint_to_reopen(*, by: User, cpr: str, to: User) -> None:
    """Let somebody of the own department be the one who coordinated the citizen's ended plan, so that they can take it
    up again: for a citizen who comes back when whoever coordinated has left.

    The leader is told nothing, whether there is such a plan or not: neither a citizen nor a plan is a leader's to find.
    """
    if not leads_coordinators(by):
        raise NotAllowed(NOT_THEIRS)
    _check_own(by, to, field="to")
    check_can_coordinate(to, field="to")
    _check_not_oneself(by, to, field="to")
    plan = ended_plan_led_by(by, cpr)
    if plan is not None:
        _try_ended(by, plan, cpr, to)


def _try_ended(by: User, plan: Plan, cpr: str, to: User) -> None:
    lock_plan(plan)
    if ended_plan_led_by(by, cpr) != plan:  # taken up, or moved, at the same moment
        return
    try:
        with transaction.atomic():
            _move(by, plan, to)
    except ValidationError:
        return  # kept out of the plan, or acts for the citizen: not the leader's to know


def _move(by: User, plan: Plan, to: User) -> None:
    """From this instant `to` coordinates the plan, which is locked."""
    check_may_join(plan, to)
    settle_offers(plan)
    now = clock.now()
    offer = HandoverOffer.objects.create(
        plan=plan, to=to, offered_by=by, offered_at=now, settled_at=now, is_accepted=True
    )
    old = change_coordinator(by=by, plan=plan, to=to)
    fields = {"moved": (old.user.name, to.name)}
    record_change(by=by, thing=offer, place=place_of_plan(plan), fields=fields)
    regrant(plan)
    announce(plan=plan, what="handover", by=by)


def _on_each(
    by: User,
    coordinator: User,
    wanting: Callable[[QuerySet[Plan]], QuerySet[Plan]],
    do: Callable[[Plan], object],
    *,
    most: int | None,
) -> Done:
    """Do it on each plan that wants it, the oldest first, until `most` are done."""
    if most is not None and most < 1:
        raise ValidationError({"most": "Skriv, hvor mange planer det gælder."})
    waiting = list(wanting(plans_held_by(coordinator, leader=by)).select_related("citizen"))
    if not waiting:
        raise ValidationError("Der er ingen planer, der mangler det.", code="nothing_left")
    done = 0
    for plan in waiting:
        if most is not None and done >= most:
            break
        done += _try(by, coordinator, plan, do)
    return Done(done, len(waiting) - done)


@transaction.atomic
def _try(by: User, coordinator: User, plan: Plan, do: Callable[[Plan], object]) -> bool:
    """One plan, if it is still that one's. What may not be there is left, whatever the reason."""
    lock_plan(plan)
    if not plans_held_by(coordinator, leader=by).filter(pk=plan.pk).exists():
        return False
    try:
        with transaction.atomic():
            do(plan)
    except ValidationError:
        return False
    return True


def _check_leads(by: User, coordinator: User) -> None:
    if not led_by(by).filter(pk=coordinator.pk).exists():
        raise NotAllowed(NOT_THEIRS)


def _check_own(by: User, chosen: User, *, field: str) -> None:
    """Nobody else's employees are given work unasked, nor does a plan get another unit to lead it."""
    if chosen.department_id != by.department_id:
        raise ValidationError({field: "Vælg en fra din egen afdeling."})


def _check_chosen(by: User, coordinator: User, chosen: User, *, field: str) -> None:
    """Somebody else who can; not the leader, who would open plans freely that way (rule 8)."""
    check_can_coordinate(chosen, field=field)
    if chosen.pk == coordinator.pk:
        raise ValidationError({field: "Vælg en anden end den, der har planerne nu."})
    _check_not_oneself(by, chosen, field=field)


def _check_not_oneself(by: User, chosen: User, *, field: str) -> None:
    if chosen.pk == by.pk:
        raise ValidationError(
            {field: "Vælg en anden end dig selv. En leder åbner kun en plan ved et tilsyn."}
        )
