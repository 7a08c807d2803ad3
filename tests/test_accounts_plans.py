"""What a change of the organisation does to the plans: it opens and closes at once, and none loses its coordinator."""

import pytest
from django.core.exceptions import ValidationError

from enplan.accounts.models import Department, Role, User
from enplan.accounts.services.departments import edit_department
from enplan.accounts.services.employees import edit_employee
from enplan.accounts.services.roles import edit_role
from enplan.audit.models import Change
from plans.grants import On, SectionGrant
from plans.models import Goal, Plan, TeamMember
from plans.permissions import plans_as, visible_to
from tests.cast import give_consent, make_employee


def sees(user, thing):
    user = User.objects.get(pk=user.pk)
    return visible_to(user, type(thing).objects.filter(pk=thing.pk)).exists()


def change(cast, user, **fields):
    return edit_employee(by=cast.adam, employee=user, seen=User.objects.get(pk=user.pk).version, **fields)


def role(key):
    return Role.objects.get(pk=key)


def edit_abilities(cast, key, **abilities):
    return edit_role(by=cast.adam, role=role(key), seen=1, name=role(key).name, **abilities)


def test_member_who_becomes_administrator_loses_the_plan_at_once(cast, jobs_goal):
    assert sees(cast.jan, cast.plan)
    assert sees(cast.jan, jobs_goal)
    change(cast, cast.jan, role=role("administrator"))
    assert not sees(cast.jan, cast.plan)
    assert not sees(cast.jan, jobs_goal)
    assert not SectionGrant.every.filter(user=cast.jan).exists()


def test_member_who_comes_back_to_their_role_sees_again(cast, jobs_goal):
    change(cast, cast.jan, role=role("administrator"))
    change(cast, cast.jan, role=role("caseworker"))
    assert sees(cast.jan, jobs_goal)


def test_deactivated_member_loses_the_plan_and_gets_it_back(cast, jobs_goal):
    change(cast, cast.jan, is_active=False)
    assert not SectionGrant.every.filter(user=cast.jan).exists()
    assert not sees(cast.jan, jobs_goal)
    change(cast, cast.jan, is_active=True)
    assert sees(cast.jan, jobs_goal)


def test_member_who_moves_leaves_the_old_departments_part(cast, jobs_goal, rus_goal):
    assert sees(cast.pia, jobs_goal)
    change(cast, cast.pia, department=cast.rus)
    assert not sees(cast.pia, jobs_goal)
    assert sees(cast.pia, rus_goal)


def test_role_that_may_no_longer_join_a_team_closes_for_all_who_have_it(cast, jobs_goal):
    assert sees(cast.pia, jobs_goal)
    edit_abilities(cast, "provider", can_join_team=False)
    assert not sees(cast.pia, cast.plan)
    assert sees(cast.jan, jobs_goal)


def test_department_that_becomes_health_is_not_opened_by_a_consent_to_share(cast, jobs_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job])
    assert sees(cast.sofie, jobs_goal)
    edit_department(by=cast.adam, department=cast.job, seen=1, is_health=True)
    assert not sees(cast.sofie, jobs_goal)
    assert sees(cast.jan, jobs_goal)
    edit_department(by=cast.adam, department=cast.job, seen=2, is_health=False)
    assert sees(cast.sofie, jobs_goal)


@pytest.mark.parametrize("depth", [1, 2])
def test_department_under_a_health_department_is_health_too(cast, jobs_goal, depth):
    give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job])
    under = cast.job
    if depth == 2:
        under = Department.objects.create(name="Jobhuset")
        edit_department(by=cast.adam, department=cast.job, seen=1, parent=under)
    assert sees(cast.sofie, jobs_goal)
    edit_department(by=cast.adam, department=under, seen=1, parent=cast.rus)
    assert not sees(cast.sofie, jobs_goal)


# --- No plan without a coordinator ---


def objection(cast, user, **fields):
    before = Change.objects.count()
    with pytest.raises(ValidationError) as error:
        change(cast, user, **fields)
    assert Change.objects.count() == before
    assert sees(user, cast.plan)
    return error.value.messages[0]


@pytest.mark.parametrize("what", ["closed", "moved", "provider", "administrator"])
def test_coordinator_is_not_taken_from_a_plan(cast, what):
    fields = {
        "closed": {"is_active": False},
        "moved": {"department": cast.job},
        "provider": {"role": role("provider")},
        "administrator": {"role": role("administrator")},
    }[what]
    said = objection(cast, cast.sofie, **fields)
    assert "Sofie Lind er koordinerende sagsbehandler for 2 planer" in said
    assert "Rasmus" not in said
    assert "Kirsten" not in said


def test_coordinator_may_change_what_is_not_about_access(cast):
    assert change(cast, cast.sofie, phone="65 00 00 10").phone == "65 00 00 10"


def test_coordinating_ability_is_not_taken_from_a_role_in_use(cast):
    with pytest.raises(ValidationError) as error:
        edit_abilities(cast, "caseworker", can_coordinate=False)
    assert "Sofie Lind er koordinerende sagsbehandler for 2 planer" in error.value.messages[0]
    assert role("caseworker").can_coordinate


def test_objection_counts_plans_and_people(cast):
    ida = make_employee("ida", "Ida Holm", cast.social)
    TeamMember.objects.filter(plan=cast.kirstens_plan).update(user=ida)
    with pytest.raises(ValidationError) as error:
        edit_abilities(cast, "caseworker", can_coordinate=False)
    assert "2 medarbejdere er koordinerende sagsbehandlere for 2 planer" in error.value.messages[0]


def test_coordinator_of_ended_plans_may_leave(cast):
    Plan.objects.update(ended_at=cast.plan.created_at, outcome=Plan.Outcome.MOVED)
    assert not change(cast, cast.sofie, is_active=False).is_active


def test_member_who_does_not_coordinate_may_leave(cast):
    assert not change(cast, cast.jan, is_active=False).is_active
    assert plans_as(cast.sofie, On.COORDINATE).count() == 2
    assert Goal.objects.count() == 0
