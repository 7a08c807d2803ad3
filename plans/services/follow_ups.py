"""Following up: a measure, and the plan as a whole. Doing it says when it is done next."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import FollowUp, Measure, Plan, PlanFollowUp, Progress
from plans.permissions import can
from plans.rhythm import Rhythm, due_after
from plans.services.checks import NotAllowed, require
from plans.services.measures import LONGEST_RHYTHM, OVER, ending, save_measure
from plans.services.sections import place_of, place_of_plan
from plans.standing import Action

Result = FollowUp.Result
ENDING = (Result.END, Result.END_AND_REFER)


@transaction.atomic
def follow_up(
    *,
    by: User,
    measure: Measure,
    seen: int,
    happened: str,
    progress: str,
    held_on: date | None = None,
    next_step: str = "",
    result: str = "",
    next_on: date | None = None,
) -> FollowUp:
    """Follow a measure up (today). Left out, `next_on` is by its rhythm, earlier when it does not go as agreed.

    Who carries the measure out follows up as well; ending it is the authority's. Raises Conflict when `seen` is stale.
    """
    require(by, Action.FOLLOW_UP, measure)
    held_on = held_on or clock.today()
    is_end = progress == Progress.ENDED
    result = result or (Result.END if is_end else Result.CONTINUE)
    _check_state(measure)
    _check_said(happened=happened, progress=progress, result=result)
    _check_days(measure, held_on=held_on, next_on=next_on, is_end=is_end)
    if is_end and not can(by, Action.EDIT_MEASURE, measure):
        raise NotAllowed(
            "Indsatsen afsluttes af afdelingen, den hører til. Skriv, hvordan det går, så de kan se det."
        )
    was_due_on = measure.next_follow_up_on
    fields: dict[str, Any] = {"followed_up_on": held_on, "progress": progress}
    if is_end:
        fields |= ending(measure, status=Measure.Status.ENDED, on=held_on)
    else:
        next_on = next_on or Rhythm.of(measure).next_after(held_on, progress=progress)
        fields |= {"status": Measure.Status.RUNNING, "next_follow_up_on": next_on}
    save_measure(by=by, measure=measure, seen=seen, fields=fields)
    held = FollowUp.objects.create(
        measure=measure,
        held_on=held_on,
        was_due_on=was_due_on,
        happened=happened.strip(),
        next_step=next_step.strip(),
        next_on=None if is_end else next_on,
        progress=progress,
        result=result,
        written_by=by,
        written_at=clock.now(),
    )
    record_change(
        by=by, thing=held, place=place_of(measure.section), fields={"happened": (None, held.happened)}
    )
    return held


@transaction.atomic
def set_plan_rhythm(*, by: User, plan: Plan, seen: int, months: int | None) -> Plan:
    """How often the plan as a whole is followed up; None: only when somebody wants to. Conflict when stale."""
    require(by, Action.FOLLOW_UP_PLAN, plan)
    if months is not None and not 1 <= months <= LONGEST_RHYTHM:
        raise ValidationError({"months": f"Skriv et tal fra 1 til {LONGEST_RHYTHM} måneder."})
    last = (
        PlanFollowUp.objects.filter(plan=plan).order_by("-held_on").values_list("held_on", flat=True).first()
    )
    due = due_after(last or max(plan.started_on, clock.today()), months) if months is not None else None
    fields = {"follow_up_months": months, "next_follow_up_on": due}
    saved = save_seen(plan, seen=seen, fields=fields, by=by, place=place_of_plan(plan))
    announce(plan=plan, what="rhythm", by=by)
    return saved


@transaction.atomic
def follow_up_plan(
    *,
    by: User,
    plan: Plan,
    seen: int,
    happened: str,
    held_on: date | None = None,
    next_step: str = "",
    next_on: date | None = None,
) -> PlanFollowUp:
    """Follow the plan as a whole up (today). Conflict when somebody has meanwhile."""
    require(by, Action.FOLLOW_UP_PLAN, plan)
    held_on = held_on or clock.today()
    if not happened.strip():
        raise ValidationError({"happened": "Skriv kort, hvad der er sket siden sidst."})
    _check_held_on(held_on, plan.started_on, "Planen begyndte først senere. Ret datoen.")
    if next_on is not None and next_on <= held_on:
        raise ValidationError({"next_on": "Næste opfølgning skal ligge efter denne."})
    current = Plan.objects.get(pk=plan.pk)
    if next_on is None and current.follow_up_months is not None:
        next_on = due_after(held_on, current.follow_up_months)
    was_due_on = current.next_follow_up_on
    save_seen(plan, seen=seen, fields={"next_follow_up_on": next_on}, by=by, place=place_of_plan(plan))
    held = PlanFollowUp.objects.create(
        plan=plan,
        held_on=held_on,
        was_due_on=was_due_on,
        happened=happened.strip(),
        next_step=next_step.strip(),
        next_on=next_on,
        written_by=by,
        written_at=clock.now(),
    )
    record_change(by=by, thing=held, place=place_of_plan(plan), fields={"happened": (None, held.happened)})
    announce(plan=plan, what="follow_up", by=by)
    return held


def _check_state(measure: Measure) -> None:
    if measure.is_over:
        raise ValidationError(OVER, code="over")
    if measure.is_draft:
        raise ValidationError("Vis indsatsen for de andre, før der følges op på den.", code="draft")


def _check_said(*, happened: str, progress: str, result: str) -> None:
    errors = {}
    if not happened.strip():
        errors["happened"] = "Skriv kort, hvad der er sket siden sidst."
    if progress not in Progress:
        errors["progress"] = "Vælg, hvordan det går."
    elif result not in Result or (result in ENDING) != (progress == Progress.ENDED):
        errors["result"] = "Det passer ikke sammen: vælg, om indsatsen fortsætter eller slutter."
    if errors:
        raise ValidationError(errors)


def _check_days(measure: Measure, *, held_on: date, next_on: date | None, is_end: bool) -> None:
    _check_held_on(held_on, measure.starts_on, "Indsatsen begyndte først senere. Ret datoen.")
    if measure.followed_up_on is not None and held_on < measure.followed_up_on:
        raise ValidationError({"held_on": "Der er fulgt op senere end den dag. Ret datoen."})
    if next_on is None:
        return
    if is_end:
        raise ValidationError({"next_on": "Når indsatsen slutter, er der ingen næste opfølgning."})
    if next_on <= held_on:
        raise ValidationError({"next_on": "Næste opfølgning skal ligge efter denne."})


def _check_held_on(held_on: date, begins: date, too_early: str) -> None:
    if held_on > clock.today():
        raise ValidationError({"held_on": "Skriv en dag, der har været."})
    if held_on < begins:
        raise ValidationError({"held_on": too_early})
