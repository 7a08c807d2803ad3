"""When a grant begins and ends, to the instant; and what a change of the organisation does to the rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from enplan import clock
from enplan.accounts.models import Role
from enplan.accounts.services.departments import edit_department
from enplan.accounts.services.employees import edit_employee
from enplan.accounts.services.roles import edit_role
from plans.facts import facts_of
from plans.grants import PlanGrant, SectionGrant
from plans.models import Plan
from plans.permissions import can
from plans.regrant import grants_of, regrant
from plans.services.goals import add_goal
from plans.services.people import add_representative
from plans.services.team import add_member
from plans.services.withdrawing import withdraw_ground
from plans.standing import Action
from tests.cast import HOUSING, NOW, give_consent, make_department, make_employee

MICROSECOND = timedelta(microseconds=1)


def danish(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=clock.COPENHAGEN)


def sees(user, thing, at=None) -> bool:
    user = type(user).objects.get(pk=user.pk)
    return can(user, Action.VIEW, thing, at=at)


# To the instant ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "over_utc"),
    [
        (date(2026, 3, 15), datetime(2026, 3, 15, 23, tzinfo=UTC)),
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),  # the night the clocks go forward
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),  # the night they go back
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_until_a_day_is_through_that_day_in_denmark(cast, socials_goal, until, over_utc):
    add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=["economy"])
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social], areas=["economy"], until=until)
    assert sees(cast.ulla, socials_goal, at=over_utc - MICROSECOND)
    assert not sees(cast.ulla, socials_goal, at=over_utc)


def test_consent_given_today_begins_now_and_one_given_before_at_its_days_beginning(cast, jobs_goal):
    today = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    assert today.valid_from == NOW
    assert not sees(cast.sofie, jobs_goal, at=NOW - MICROSECOND)
    assert sees(cast.sofie, jobs_goal)
    before = give_consent(
        cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job], given_on=date(2026, 3, 1)
    )
    assert before.valid_from == danish(2026, 3, 1)


@pytest.mark.parametrize(
    ("given_on", "ends_at"),
    [
        (date(2026, 3, 1), danish(2027, 3, 1)),
        (date(2024, 2, 29), danish(2025, 2, 28)),
        (date(2025, 3, 30), danish(2026, 3, 30)),
    ],
)
def test_a_year_ends_at_midnight_on_the_same_date(cast, given_on, ends_at):
    consent = give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[], given_on=given_on)
    assert consent.valid_until == ends_at


def test_membership_and_consent_open_only_where_both_are_in_force(cast, jobs_goal):
    thea = make_employee("thea", "Thea Fjord", make_department("Familieafdelingen"))
    add_member(
        by=cast.sofie,
        plan=cast.plan,
        user=thea,
        areas=[HOUSING],
        starts_at=danish(2026, 3, 12),
        ends_at=danish(2026, 3, 20),
    )
    give_consent(
        cast.rasmus,
        cast.plan,
        to=[thea],
        sources=[cast.job],
        given_on=date(2026, 3, 15),
        until=date(2026, 3, 25),
    )
    open_on = [day for day in range(10, 31) if sees(thea, jobs_goal, at=danish(2026, 3, day, 12))]
    assert open_on == [15, 16, 17, 18, 19]


def test_two_consents_one_after_the_other_leave_no_gap(cast, jobs_goal):
    for given_on, until in ((date(2026, 3, 1), date(2026, 3, 14)), (date(2026, 3, 15), date(2026, 3, 20))):
        give_consent(
            cast.rasmus,
            cast.plan,
            to=[cast.social],
            sources=[cast.job],
            given_on=given_on,
            until=until,
        )
    midnight = danish(2026, 3, 15)
    assert sees(cast.sofie, jobs_goal, at=midnight - MICROSECOND)
    assert sees(cast.sofie, jobs_goal, at=midnight)
    assert not sees(cast.sofie, jobs_goal, at=danish(2026, 3, 21))


def test_withdrawal_closes_at_that_instant_and_not_before(cast, jobs_goal):
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.social, cast.mads], sources=[cast.job])
    later = NOW + timedelta(hours=2)
    with clock.standing_at(later):
        withdraw_ground(
            by=cast.rasmus, plan=cast.plan, ground=ground, parties=[ground.parties.get(user=None)]
        )
    assert sees(cast.sofie, jobs_goal, at=later - MICROSECOND)
    assert not sees(cast.sofie, jobs_goal, at=later)
    assert sees(cast.mads, jobs_goal, at=later)  # the other party keeps it


def test_withdrawing_twice_does_not_move_the_end(cast, jobs_goal):
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    stale = type(ground).objects.get(pk=ground.pk)
    for hours, one in ((1, ground), (5, stale)):
        with clock.standing_at(NOW + timedelta(hours=hours)):
            withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=one)
    ground.refresh_from_db()
    assert ground.withdrawn_at == NOW + timedelta(hours=1)


def test_custody_ends_with_the_day_before(cast, citizens_goal):
    add_representative(
        by=cast.sofie,
        plan=cast.plan,
        name="Far",
        relation="far",
        basis="forældremyndighed",
        areas=[HOUSING],
        user=cast.kirsten,
        until=date(2026, 8, 17),
    )
    assert sees(cast.kirsten, citizens_goal, at=danish(2026, 8, 17, 23, 59))
    assert not sees(cast.kirsten, citizens_goal, at=danish(2026, 8, 18))


# Consents by kind ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sharing_consent", "health_consent"])
def test_what_stands_under_a_health_department_is_health_information(cast, kind):
    under = make_department("Ambulatoriet", parent=make_department("Behandling", parent=cast.rus))
    nina = make_employee("nina", "Nina Bech", under)
    add_member(by=cast.sofie, plan=cast.plan, user=nina, areas=[HOUSING])
    goal = add_goal(by=nina, plan=cast.plan, area_id=HOUSING, title="Sove om natten")
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[under], kind=kind)
    assert sees(cast.jan, goal) is (kind == "health_consent")


def test_no_that_is_noted_opens_nothing(cast, jobs_goal):
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    type(ground).objects.filter(pk=ground.pk).update(decision="no")
    regrant(cast.plan)
    assert not sees(cast.sofie, jobs_goal)


def test_department_that_joins_later_needs_a_new_yes(cast):
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social, cast.job])
    thea = make_employee("thea", "Thea Fjord", make_department("Familieafdelingen"))
    add_member(by=cast.sofie, plan=cast.plan, user=thea, areas=[HOUSING])
    goal = add_goal(by=thea, plan=cast.plan, area_id=HOUSING, title="Ro om aftenen")
    assert not sees(cast.jan, goal)


# The organisation changes --------------------------------------------------------------------------------------------


def in_step(plan) -> bool:
    """Are the rows what the facts say?"""
    plan = Plan.objects.get(pk=plan.pk)
    wanted = {(row.user_id, row.permission, row.where, row.source) for row in grants_of(facts_of(plan))}
    on_plan = PlanGrant.every.filter(content_object=plan).select_related("permission")
    in_plan = SectionGrant.every.filter(content_object__plan=plan).select_related("permission")
    stored = {(g.user_id, g.permission.codename, None, g.source) for g in on_plan}
    stored |= {(g.user_id, g.permission.codename, g.content_object_id, g.source) for g in in_plan}
    return stored == wanted


def test_department_becomes_a_health_department_with_all_beneath_it(cast, jobs_goal):
    top = make_department("Beskæftigelse og sundhed")
    type(cast.job).objects.filter(pk=cast.job.pk).update(parent=top)
    give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    assert sees(cast.sofie, jobs_goal)
    top = edit_department(by=cast.adam, department=top, seen=top.version, is_health=True)
    assert not sees(cast.sofie, jobs_goal)
    assert sees(cast.jan, jobs_goal)
    edit_department(by=cast.adam, department=top, seen=top.version, is_health=False)
    assert sees(cast.sofie, jobs_goal)
    assert in_step(cast.plan)


def test_department_is_moved_under_a_health_department(cast, jobs_goal):
    give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    edit_department(by=cast.adam, department=cast.job, seen=cast.job.version, parent=cast.rus)
    assert not sees(cast.sofie, jobs_goal)
    assert in_step(cast.plan)


def test_employee_moves_and_leaves_the_old_part_behind(cast, jobs_goal):
    assert sees(cast.pia, jobs_goal)
    edit_employee(by=cast.adam, employee=cast.pia, seen=cast.pia.version, department=cast.rus)
    assert not sees(cast.pia, jobs_goal)
    assert in_step(cast.plan)


def test_employee_whose_role_may_not_join_a_team_sees_nothing(cast, jobs_goal):
    pia = edit_employee(
        by=cast.adam, employee=cast.pia, seen=cast.pia.version, role=Role.objects.get(pk="auditor")
    )
    assert not sees(pia, jobs_goal)
    assert not sees(pia, cast.plan)
    assert in_step(cast.plan)


def test_role_that_loses_the_team_closes_for_all_who_have_it_and_opens_again(cast, jobs_goal):
    role = Role.objects.get(pk="provider")
    role = edit_role(by=cast.adam, role=role, seen=role.version, name=role.name, can_join_team=False)
    assert not sees(cast.pia, jobs_goal)
    edit_role(by=cast.adam, role=role, seen=role.version, name=role.name, can_join_team=True)
    assert sees(cast.pia, jobs_goal)
    assert in_step(cast.plan)


def test_deactivated_member_sees_nothing_and_a_returning_one_what_they_saw(cast, jobs_goal):
    pia = edit_employee(by=cast.adam, employee=cast.pia, seen=cast.pia.version, is_active=False)
    assert not sees(pia, jobs_goal)
    assert not PlanGrant.every.filter(user=pia).exists()
    pia = edit_employee(by=cast.adam, employee=pia, seen=pia.version, is_active=True)
    assert sees(pia, jobs_goal)


@pytest.mark.parametrize("name", ["anne", "mads", "rasmus"])
def test_private_person_who_is_let_in_again_sees_what_they_saw(cast, jobs_goal, name):
    from enplan.accounts.events import announce

    person = getattr(cast, name)
    people = type(person).objects.filter(pk=person.pk)
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    assert sees(person, jobs_goal)
    people.update(is_active=False)
    announce(users=people)
    assert not PlanGrant.every.filter(user=person).exists()
    people.update(is_active=True)
    announce(users=people)
    assert sees(person, jobs_goal)
