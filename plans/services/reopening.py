"""Taking an ended plan up again: the same plan goes on, and what the citizen said yes to is asked about anew."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from citizens.ages import DECIDES_HEALTH_AT, has_turned
from citizens.models import Ground, GroundKind
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.events import announce
from plans.facts import grounds_of
from plans.models import Plan, TeamMember
from plans.permissions import can
from plans.regrant import regrant
from plans.services.checks import WHY_NOT, NotAllowed, lock_plan
from plans.services.dying import undo_death
from plans.services.handover import change_coordinator
from plans.services.plans import CHILD, ONE_PLAN
from plans.services.sections import place_of_plan
from plans.services.team import (
    check_can_coordinate,
    check_is_no_party,
    close_membership,
    may_be_on_a_team,
)
from plans.standing import Action


@transaction.atomic
def reopen_plan(
    *, by: User, plan: Plan, coordinator: User, keep: Collection[UUID] = (), agreed_on: date | None = None
) -> None:
    """Take the citizen's newest plan up again after its end, with whoever coordinates it from now on.

    `keep`: the users of the old team who are on it again; the others' memberships end. Grounds from before end with the
    plan's end, and the yes to one plan is the new one or none (ADR 0018). ValidationError with the field for bad input.
    """
    ended = lock_plan(plan)
    if not can(by, Action.REOPEN_PLAN, plan):
        raise NotAllowed(WHY_NOT[Action.REOPEN_PLAN])
    if ended.ended_at is None:
        raise ValidationError("Planen er ikke afsluttet.", code="not_ended")
    if Plan.objects.filter(citizen=plan.citizen_id, created_at__gt=plan.created_at).exists():
        raise ValidationError(
            "Borgeren har fået en ny plan siden. Det er den, der gælder.", code="newer_plan"
        )
    check_can_coordinate(coordinator, field="coordinator")
    check_is_no_party(plan.citizen, coordinator, field="coordinator")
    _check_agreed(ended, agreed_on)
    if ended.ended_by_death:
        undo_death(by=by, plan=ended)
    _end_memberships(by, ended, keep)
    _store(by, plan, ended, agreed_on)
    _end_grounds(by, plan, ended.ended_at)
    old = plan.members.get(capacity=TeamMember.Capacity.COORDINATOR, ends_at__isnull=True)
    if old.user_id != coordinator.pk:
        change_coordinator(by=by, plan=plan, to=coordinator)
    regrant(plan)
    announce(plan=plan, what="plan_reopened", by=by)


def _check_agreed(ended: Plan, agreed_on: date | None) -> None:
    if agreed_on is not None and agreed_on > clock.today():
        raise ValidationError({"agreed_on": "Skriv en dag, der har været."})
    is_child = not has_turned(ended.citizen, DECIDES_HEALTH_AT, at=clock.now())
    if agreed_on is not None and is_child:
        raise ValidationError({"agreed_on": CHILD})
    if agreed_on is None and ended.outcome == Plan.Outcome.WITHDREW and not is_child:
        raise ValidationError(
            {"agreed_on": "Borgeren ønskede ikke længere én plan. Skriv den dag, borgeren sagde ja igen."}
        )


def _end_grounds(by: User, plan: Plan, ended_at: datetime) -> None:
    """Each yes was for the plan until it ended. What a leader looks at afterwards is no yes, and has its own days."""
    open_still = Q(valid_until__isnull=True) | Q(valid_until__gt=ended_at)
    rows = grounds_of(plan).filter(open_still, withdrawn_at__isnull=True)
    rows = rows.exclude(kind__used_by=GroundKind.UsedBy.LEADER)
    for ground in rows.exclude(decision=Ground.Decision.NO):
        end: dict[str, object] = {"valid_until": ended_at}
        if (
            ground.valid_from >= ended_at
        ):  # was to begin after the end: its period cannot end before it begins
            end = {"withdrawn_at": clock.now(), "withdrawn_by": by}
        Ground.objects.filter(pk=ground.pk).update(**end, version=F("version") + 1)
        name, value = next(iter(end.items()))
        fields = {name: (getattr(ground, name), value)}
        record_change(by=by, thing=ground, place=place_of_plan(plan), fields=fields)


def _end_memberships(by: User, ended: Plan, keep: Collection[UUID]) -> None:
    not_over = Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now())
    members = TeamMember.objects.filter(not_over, plan=ended).select_related("user__role", "plan")
    for member in members.exclude(capacity=TeamMember.Capacity.COORDINATOR):
        is_member = member.capacity == TeamMember.Capacity.MEMBER
        if not (is_member and member.user_id in keep and may_be_on_a_team(member.user)):
            close_membership(by=by, member=member)


def _store(by: User, plan: Plan, ended: Plan, agreed_on: date | None) -> None:
    wanted = {
        "ended_at": None,
        "outcome": "",
        "reopened_at": clock.now(),
        "agreed_on": agreed_on,
        "declined_on": None,
    }
    try:
        with transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(**wanted)
    except IntegrityError:  # another plan was begun at the same moment
        raise ValidationError(ONE_PLAN, code="one_plan") from None
    plan.refresh_from_db()
    plan.custody_answers.all().delete()  # an answer that waited was about the course before
    changed = {
        name: (getattr(ended, name), value)
        for name, value in wanted.items()
        if name != "reopened_at" and getattr(ended, name) != value
    }
    record_change(by=by, thing=plan, place=place_of_plan(plan), fields=changed)
