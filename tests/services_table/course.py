"""The plan as a whole: begun, followed up, paused, ended and taken up again."""

from datetime import timedelta
from typing import Any

from plans.models import OtherPlanKind, Plan, TransitionKind
from plans.services import follow_ups, pausing, reopening, replacing, transitions
from plans.services import plans as plan_services
from tests.cast import TODAY
from tests.services_table.row import COLLEAGUES, Row, Table


def other_plan() -> OtherPlanKind:
    return OtherPlanKind.objects.get(pk="handleplan")


def discharge() -> TransitionKind:
    return TransitionKind.objects.get(pk="udskrivelse")


def begin_discharge(c: Any) -> None:
    c.transition = transitions.begin_transition(by=c.sofie, plan=c.plan, kind=discharge(), on=TODAY)


def note_replaced(c: Any) -> None:
    plan_services.agree_to_plan(by=c.rasmus, plan=c.plan, on=TODAY)
    c.replaced = replacing.replace_plan(by=c.sofie, plan=c.plan, kind=other_plan(), agreed_on=TODAY)


def note_replaced_and_ended(c: Any) -> None:
    note_replaced(c)
    replacing.end_replacing(by=c.sofie, replaced=c.replaced)


TABLE: Table = {
    plan_services.start_plan: Row(
        COLLEAGUES,  # blocked on Rasmus' plan, not on this one
        lambda c, by: plan_services.start_plan(
            by=by, citizen=c.without_plan, coordinator=c.sofie, started_on=TODAY
        ),
        after_end=True,
    ),
    plan_services.end_plan: Row(
        {"sofie"},
        lambda c, by: plan_services.end_plan(by=by, plan=c.plan, outcome="manages"),
    ),
    pausing.pause_plan: Row(
        {"sofie"},
        lambda c, by: pausing.pause_plan(
            by=by, plan=c.plan, reason="Rasmus er på ferie", look_again_on=TODAY + timedelta(days=30)
        ),
    ),
    pausing.resume_plan: Row(
        {"sofie"},
        lambda c, by: pausing.resume_plan(by=by, plan=c.plan),
        ready=lambda c: pausing.pause_plan(
            by=c.sofie, plan=c.plan, reason="Ferie", look_again_on=TODAY + timedelta(days=30)
        ),
    ),
    reopening.reopen_plan: Row(
        {"sofie"},  # who coordinated it
        lambda c, by: reopening.reopen_plan(by=by, plan=c.plan, coordinator=c.sofie),
        ready=lambda c: plan_services.end_plan(by=c.sofie, plan=c.plan, outcome="manages"),
        after_end=True,
    ),
    replacing.replace_plan: Row(
        {"sofie"},
        lambda c, by: replacing.replace_plan(by=by, plan=c.plan, kind=other_plan(), agreed_on=TODAY),
        ready=lambda c: plan_services.agree_to_plan(by=c.rasmus, plan=c.plan, on=TODAY),
    ),
    replacing.tick_held: Row(
        {"sofie"},
        lambda c, by: replacing.tick_held(by=by, replaced=c.replaced, seen=1, held=c.replaced.must_hold[:1]),
        ready=note_replaced,
    ),
    replacing.end_replacing: Row(
        {"sofie"},
        lambda c, by: replacing.end_replacing(by=by, replaced=c.replaced),
        ready=note_replaced,
    ),
    replacing.note_made_again: Row(
        {"sofie"},
        lambda c, by: replacing.note_made_again(by=by, replaced=c.replaced),
        ready=note_replaced_and_ended,
        after_end=True,
    ),
    follow_ups.set_plan_rhythm: Row(
        {"sofie"},
        lambda c, by: follow_ups.set_plan_rhythm(
            by=by, plan=c.plan, seen=Plan.objects.get(pk=c.plan.pk).version, months=3
        ),
    ),
    follow_ups.follow_up_plan: Row(
        {"sofie"},
        lambda c, by: follow_ups.follow_up_plan(
            by=by, plan=c.plan, seen=Plan.objects.get(pk=c.plan.pk).version, happened="Vi har talt sammen"
        ),
    ),
    transitions.begin_transition: Row(
        {"sofie"},
        lambda c, by: transitions.begin_transition(by=by, plan=c.plan, kind=discharge(), on=TODAY),
    ),
    transitions.move_transition: Row(
        {"sofie"},
        lambda c, by: transitions.move_transition(
            by=by, transition=c.transition, seen=1, on=TODAY + timedelta(days=9)
        ),
        ready=begin_discharge,
    ),
    transitions.cancel_transition: Row(
        {"sofie"},
        lambda c, by: transitions.cancel_transition(by=by, transition=c.transition, seen=1),
        ready=begin_discharge,
    ),
}
