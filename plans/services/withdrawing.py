"""Withdrawing a ground: for some of its receivers or all, in some of its areas or all. What it opened closes at once.

Narrowing is safe, so it is allowed on an ended plan too, and doing it twice does nothing.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from citizens.models import AreaWithdrawal, Ground, GroundParty
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import Plan
from plans.permissions import standing_of
from plans.regrant import regrant
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.sections import place_of_plan
from plans.standing import Action, Standing

Receiver = tuple[UUID | None, UUID | None, bool]


@transaction.atomic
def withdraw_ground(
    *,
    by: User,
    plan: Plan,
    ground: Ground,
    parties: Sequence[GroundParty] = (),
    areas: Collection[str] = (),
) -> bool:
    """Withdraw a ground at this instant, for the parties named or all, in the areas named or all.

    Answers whether anything closed: False where all of it was withdrawn before.
    """
    return withdraw_grounds(by=by, plan=plan, grounds=[ground], parties=parties, areas=areas)


@transaction.atomic
def withdraw_grounds(
    *,
    by: User,
    plan: Plan,
    grounds: Sequence[Ground],
    parties: Sequence[GroundParty] = (),
    areas: Collection[str] = (),
) -> bool:
    """Withdraw several grounds at one instant, all of them or none: everything about health, or one area in all of
    them. Each stands in the history. Answers whether anything closed.
    """
    plans = _lock_plans_of(plan)
    standing = standing_of(by, plan)
    for ground in grounds:
        if ground.citizen_id != plan.citizen_id or not standing.may(Action.WITHDRAW_GROUND, ground):
            raise NotAllowed(WHY_NOT[Action.WITHDRAW_GROUND])
    now, named = clock.now(), {_key(party) for party in parties}
    closed = [ground for ground in grounds if _withdraw(by, standing, ground.pk, named, areas, now)]
    for renewal in Ground.objects.filter(renews__in=closed):
        # What was renewed already would open again what the citizen closes now.
        _withdraw(by, standing, renewal.pk, named, areas, now)
    if not closed:
        return False
    for each in plans:
        regrant(each)
        announce(plan=each, what="ground_withdrawn", by=by)
    return True


def _lock_plans_of(plan: Plan) -> list[Plan]:
    """The citizen's plans, earlier ones too: a ground noted for an earlier course may still be open there."""
    rows = Plan.objects.filter(citizen=plan.citizen_id).order_by("created_at", "pk")
    return list(rows.select_for_update(no_key=True))


def _withdraw(
    by: User,
    standing: Standing,
    ground_id: UUID,
    named: set[Receiver],
    areas: Collection[str],
    now: datetime,
) -> bool:
    """Close one ground for the receivers named (all when none are), and record it. False when nothing was open."""
    parts = ("areas", "parties__department", "parties__user", "parties__area_withdrawals")
    ground = Ground.objects.prefetch_related(*parts).get(pk=ground_id)
    if ground.withdrawn_at is not None:
        return False
    closing = [
        party
        for party in ground.parties.all()
        if party.withdrawn_at is None and (not named or _key(party) in named)
    ]
    closed = {party: found for party in closing if (found := _close(ground, party, areas, by, now))}
    if not closed:
        return False
    if not GroundParty.objects.filter(ground=ground, withdrawn_at__isnull=True).exists():
        Ground.objects.filter(pk=ground.pk).update(withdrawn_at=now, withdrawn_by=by)
    record_change(
        by=by,
        thing=ground,
        place=place_of_plan(standing.plan),
        fields={
            "withdrawn_at": (None, now),
            "parties": ("; ".join(f"{_name(party)}: {found}" for party, found in closed.items()), None),
        },
        on_behalf=standing.is_representative,
    )
    return True


def _key(party: GroundParty) -> Receiver:
    """Who it is, in whichever ground they are named."""
    return (party.department_id, party.user_id, party.is_coordinator)


def _close(ground: Ground, party: GroundParty, areas: Collection[str], by: User, now: datetime) -> str:
    """Close the areas (all when none are named) for one party; what was closed, in words, or "" for nothing."""
    still_open = [area for area in ground.areas.all() if area.pk not in party.areas_closed]
    leaving = [area for area in still_open if not areas or area.pk in areas]
    if len(leaving) == len(still_open):
        GroundParty.objects.filter(pk=party.pk).update(withdrawn_at=now, withdrawn_by=by)
    else:
        AreaWithdrawal.objects.bulk_create(
            [AreaWithdrawal(party=party, area=area, withdrawn_at=now, withdrawn_by=by) for area in leaving]
        )
    return ", ".join(_short(area) for area in leaving)


def _short(area: LifeArea) -> str:
    return area.short_name


def _name(party: GroundParty) -> str:
    return "den koordinerende sagsbehandler" if party.is_coordinator else str(party.department or party.user)
