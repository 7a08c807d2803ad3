"""Which other plans the one plan stands in place of: noted with the citizen's yes, ticked off, and ended with it."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import OtherPlanKind, Plan, ReplacedPlan
from plans.permissions import can
from plans.services.checks import WHY_NOT, NotAllowed, lock_plan, require
from plans.services.sections import place_of_plan
from plans.standing import Action


@transaction.atomic
def replace_plan(*, by: User, plan: Plan, kind: OtherPlanKind, agreed_on: date) -> ReplacedPlan:
    """Note that the citizen has said yes to the one plan standing in place of another of theirs."""
    require(by, Action.REPLACE_PLAN, plan)
    plan.refresh_from_db()
    if plan.agreed_on is None:
        raise ValidationError("Borgeren skal først have sagt ja til én plan.", code="not_agreed")
    if agreed_on > clock.today():
        raise ValidationError({"agreed_on": "Skriv en dag, der har været."})
    if not kind.is_active:
        raise ValidationError({"kind": "Kommunen bruger ikke den slags plan her længere."})
    if ReplacedPlan.objects.filter(plan=plan, kind=kind, ended_at__isnull=True).exists():
        raise ValidationError({"kind": "Den plan er noteret allerede."})
    row = ReplacedPlan.objects.create(
        plan=plan,
        kind=kind,
        kind_name=kind.name,
        law=kind.law,
        must_hold=kind.must_hold_list,
        agreed_on=agreed_on,
        noted_by=by,
        noted_at=clock.now(),
    )
    record_change(by=by, thing=row, place=place_of_plan(plan), fields={"kind_name": (None, kind.name)})
    announce(plan=plan, what="replaced_plan", by=by)
    return row


@transaction.atomic
def tick_held(*, by: User, replaced: ReplacedPlan, seen: int, held: Collection[str]) -> None:
    """Say which of the things the one plan holds now. Raises Conflict when `seen` is stale."""
    require(by, Action.REPLACE_PLAN, replaced.plan)
    chosen = [line for line in replaced.must_hold if line in held]
    save_seen(replaced, seen=seen, fields={"held": chosen}, by=by, place=place_of_plan(replaced.plan))


@transaction.atomic
def end_replacing(*, by: User, replaced: ReplacedPlan) -> None:
    """The citizen wants the other plan back: from now on it must be made again."""
    require(by, Action.REPLACE_PLAN, replaced.plan)
    if not end_every_replacing(by=by, plan=replaced.plan, only=replaced):
        raise ValidationError("Det er noteret allerede.", code="over")
    announce(plan=replaced.plan, what="replaced_plan", by=by)


def end_every_replacing(*, by: User, plan: Plan, only: ReplacedPlan | None = None) -> list[ReplacedPlan]:
    """With the yes to one plan, or the plan itself, ends what it stood in place of. For services; answers which."""
    rows = ReplacedPlan.objects.filter(plan=plan, ended_at__isnull=True)
    ended = list(rows.filter(pk=only.pk) if only else rows)
    for row in ended:
        now = clock.now()
        ReplacedPlan.objects.filter(pk=row.pk).update(ended_at=now, version=row.version + 1)
        record_change(by=by, thing=row, place=place_of_plan(plan), fields={"ended_at": (None, now)})
    return ended


@transaction.atomic
def note_made_again(*, by: User, replaced: ReplacedPlan) -> None:
    """The other plan has been made again; also after the one plan's end, which is when it is needed."""
    lock_plan(replaced.plan)
    if not can(by, Action.REPLACE_PLAN, replaced.plan):
        raise NotAllowed(WHY_NOT[Action.REPLACE_PLAN])
    current = ReplacedPlan.objects.get(pk=replaced.pk)
    if current.ended_at is None or current.made_again_at is not None:
        raise ValidationError("Det er noteret allerede.", code="over")
    now = clock.now()
    ReplacedPlan.objects.filter(pk=current.pk).update(made_again_at=now, version=current.version + 1)
    fields = {"made_again_at": (None, now)}
    record_change(by=by, thing=current, place=place_of_plan(replaced.plan), fields=fields)
