"""A leader's supervision (rule 8): a stated reason opens the own department's part of one plan for some days."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from citizens.models import Ground, GroundKind
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.facts import plan_of_ground
from plans.grounds import SUPERVISION
from plans.lookups.leader import supervisable_by, supervisions_of
from plans.models import Plan
from plans.regrant import regrant
from plans.services.checks import NotAllowed, lock_plan
from plans.services.grounds import Party, period_of, store_ground
from plans.services.sections import place_of_plan


@transaction.atomic
def start_supervision(*, by: User, plan: Plan, reason: str, days: int) -> Ground:
    """Open the own department's part of `plan` to `by` from now, through the last of `days` days (1: today alone).

    Refused where the department has no part in the plan. The citizen reads the reason in the access log.
    """
    lock_plan(plan)
    if by.department is None or not supervisable_by(by, Plan.objects.filter(pk=plan.pk)).exists():
        raise NotAllowed("Tilsyn føres af en leder, i planer hvor lederens egen afdeling har skrevet noget.")
    kind = GroundKind.objects.get(pk=SUPERVISION)
    if not kind.is_active:
        raise ValidationError("Kommunen bruger ikke ledelsestilsyn her.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvorfor du fører tilsyn. Borgeren kan læse det."})
    if days < 1:
        raise ValidationError({"days": "Vælg mindst én dag."})
    if supervisions_of(by).filter(citizen=plan.citizen_id).exists():
        raise ValidationError("Du fører allerede tilsyn med denne plan.", code="already_supervised")
    try:
        starts, ends = period_of(kind, clock.today(), clock.today() + timedelta(days=days - 1))
    except ValidationError as error:
        raise ValidationError({"days": error.messages}) from error
    return store_ground(
        by=by,
        plan=plan,
        areas=kind.opened_areas(),
        parties=[Party(user=by)],
        sources=[by.department],
        ground=Ground(
            citizen=plan.citizen,
            kind=kind,
            form=Ground.Form.NONE,
            purpose=kind.name,
            reason=reason,
            given_on=clock.today(),
            valid_from=starts,
            valid_until=ends,
            noted_by=by,
            noted_at=clock.now(),
        ),
    )


@transaction.atomic
def end_supervision(*, by: User, ground: Ground) -> None:
    """The leader is done before the days are over: closed at this instant."""
    plan = lock_plan(plan_of_ground(ground))
    if not supervisions_of(by).filter(pk=ground.pk).exists():
        raise NotAllowed("Du fører ikke tilsyn her.")
    now = clock.now()
    Ground.objects.filter(pk=ground.pk).update(withdrawn_at=now, withdrawn_by=by)
    record_change(by=by, thing=ground, place=place_of_plan(plan), fields={"withdrawn_at": (None, now)})
    regrant(plan)
    announce(plan=plan, what="ground_withdrawn", by=by)
