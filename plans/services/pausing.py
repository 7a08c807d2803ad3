"""A pause: the plan rests until a day on which somebody looks at it again. Who sees what stays as it is."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.models import Plan
from plans.services.checks import require
from plans.services.sections import place_of_plan
from plans.standing import Action


@transaction.atomic
def pause_plan(*, by: User, plan: Plan, reason: str, look_again_on: date) -> None:
    """Let the plan rest, with a reason the citizen can read and a day within a year. Again: another reason or day."""
    require(by, Action.PAUSE_PLAN, plan)
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvorfor planen holder pause. Borgeren kan læse det."})
    today = clock.today()
    if look_again_on <= today:
        raise ValidationError({"look_again_on": "Skriv en dag, der kommer."})
    if look_again_on > clock.a_year_after(today):
        raise ValidationError({"look_again_on": "Se på planen igen inden for et år."})
    plan.refresh_from_db()
    _store(by, plan, plan.paused_at or clock.now(), reason, look_again_on)
    announce(plan=plan, what="plan_paused", by=by)


@transaction.atomic
def resume_plan(*, by: User, plan: Plan) -> None:
    """The pause is over, whatever day it was to last until."""
    require(by, Action.PAUSE_PLAN, plan)
    plan.refresh_from_db()
    if not plan.is_paused:
        raise ValidationError("Planen holder ikke pause.", code="not_paused")
    _store(by, plan, None, "", None)
    announce(plan=plan, what="plan_resumed", by=by)


def _store(by: User, plan: Plan, paused_at: datetime | None, reason: str, look_again_on: date | None) -> None:
    wanted = {"paused_at": paused_at, "pause_reason": reason, "look_again_on": look_again_on}
    changed = {
        name: (getattr(plan, name), value) for name, value in wanted.items() if getattr(plan, name) != value
    }
    Plan.objects.filter(pk=plan.pk).update(**wanted)
    plan.refresh_from_db()
    record_change(by=by, thing=plan, place=place_of_plan(plan), fields=changed)
