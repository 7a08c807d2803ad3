"""Who may write what, and what a form with somebody else's ids in it gets: a refusal that changes nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from citizens.models import GroundKind
from enplan import clock
from plans.models import Goal, SubGoal, Task, TeamMember
from plans.permissions import can, visible_to
from plans.services.checks import PlanEnded
from plans.services.goals import add_goal, add_subgoal, edit_goal, edit_subgoal
from plans.services.grounds import Party, period_of
from plans.services.handover import accept_handover, offer_handover
from plans.services.people import add_network_person
from plans.services.plans import end_plan, start_plan
from plans.services.sharing import share_without_consent
from plans.services.tasks import add_task, edit_task
from plans.services.team import add_member, appoint_deputy, block_person, end_member
from plans.standing import Action
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent, make_department, make_employee


def kind(key):
    return GroundKind.objects.get(pk=key)


# Draft and "del ikke" ------------------------------------------------------------------------------------------------


def test_what_others_have_seen_does_not_become_a_draft_again(cast, jobs_goal):
    task = add_task(by=cast.jan, goal=jobs_goal, title="Ringe")
    with pytest.raises(ValidationError):
        edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, is_draft=True)
    with pytest.raises(ValidationError):
        edit_task(by=cast.jan, task=task, seen=task.version, is_draft=True)


def test_professional_cannot_keep_a_goal_from_the_others(cast, jobs_goal):
    with pytest.raises(PermissionDenied):
        edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, is_private=True)
    with pytest.raises(PermissionDenied):
        add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Mit", is_private=True)


def test_draft_is_saved_by_its_writer_alone(cast):
    draft = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Måske", is_draft=True)
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    assert [user.username for user in cast.everybody if can(user, Action.EDIT_GOAL, draft)] == ["jan"]


def test_draft_stays_with_a_writer_who_has_moved_but_is_not_saved_there(cast):
    draft = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Måske", is_draft=True)
    type(cast.jan).objects.filter(pk=cast.jan.pk).update(department=cast.social)
    cast.jan.refresh_from_db()
    assert can(cast.jan, Action.VIEW, draft)
    assert not can(cast.jan, Action.EDIT_GOAL, draft)


# Who is responsible --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ulla", "kirsten", "rikke", "root"])
def test_responsible_must_be_somebody_on_the_team_whom_one_knows(cast, jobs_goal, name):
    with pytest.raises(ValidationError):
        edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, responsible=getattr(cast, name))
    with pytest.raises(ValidationError):
        add_task(by=cast.jan, goal=jobs_goal, title="Ringe", responsible=getattr(cast, name))


def test_responsible_may_be_oneself_a_known_colleague_or_whoever_it_was(cast, jobs_goal):
    for user in (cast.jan, cast.pia, cast.sofie):
        jobs_goal = edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, responsible=user)
    Goal.objects.filter(pk=jobs_goal.pk).update(responsible=cast.rikke)
    jobs_goal.refresh_from_db()
    edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, responsible=cast.rikke, title="Andet")


def test_contact_of_another_citizen_cannot_be_responsible(cast, socials_goal):
    other = add_network_person(by=cast.sofie, plan=cast.kirstens_plan, name="Ida", relation="niece")
    with pytest.raises(ValidationError):
        add_task(by=cast.sofie, goal=socials_goal, title="Ringe", responsible_contact=other)
    add_task(by=cast.sofie, goal=socials_goal, title="Ringe", responsible_contact=cast.brother)


def test_two_responsible_are_one_too_many(cast, socials_goal):
    with pytest.raises(ValidationError):
        add_task(
            by=cast.sofie,
            goal=socials_goal,
            title="Ringe",
            responsible=cast.sofie,
            responsible_is_citizen=True,
        )


# Bad values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields", [{"status": "vanished"}, {"expected": 9}, {"type": "worse"}, {"words": "mine"}, {"title": " "}]
)
def test_goal_with_a_value_from_no_list_is_refused_with_its_field(cast, jobs_goal, fields):
    with pytest.raises(ValidationError) as refused:
        edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, **fields)
    assert set(refused.value.message_dict) == set(fields)
    with pytest.raises(ValidationError):
        add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, **{"title": "Et mål", **fields})


@pytest.mark.parametrize("fields", [{"status": "vanished"}, {"title": ""}])
def test_step_with_a_bad_value_is_refused(cast, jobs_goal, fields):
    step = add_subgoal(by=cast.jan, goal=jobs_goal, title="Se på priser")
    words = {"title": "Se på priser", "status": "done", **fields}
    with pytest.raises(ValidationError):
        edit_subgoal(by=cast.jan, subgoal=step, seen=step.version, **words)
    with pytest.raises(ValidationError):
        add_subgoal(by=cast.jan, goal=jobs_goal, **words)
    assert SubGoal.objects.get().title == "Se på priser"


# After the end -------------------------------------------------------------------------------------------------------


def test_save_after_the_plan_has_ended_is_refused_though_one_looked_before(cast, jobs_goal, socials_goal):
    opened_before = Goal.objects.select_related("section__plan").get(pk=jobs_goal.pk)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    assert opened_before.section.plan.is_active  # what the person, and the request, still believes
    with pytest.raises(PlanEnded):
        edit_goal(by=cast.jan, goal=opened_before, seen=opened_before.version, title="For sent")
    with pytest.raises(PlanEnded):
        add_goal(by=cast.jan, plan=opened_before.section.plan, area_id=HOUSING, title="For sent")
    assert not Goal.objects.filter(title="For sent").exists()


# The team ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rasmus", "anne", "mads", "sofie", "root", "adam", "dorte"])
def test_who_cannot_be_on_the_team_is_refused(cast, name):
    user = getattr(cast, name)
    with pytest.raises(ValidationError):
        add_member(by=cast.sofie, plan=cast.plan, user=user, areas=[HOUSING])
    with pytest.raises(ValidationError):
        offer_handover(by=cast.sofie, plan=cast.plan, to=user)


def test_employee_who_is_the_citizen_is_not_on_the_own_team(cast):
    type(cast.rasmus).objects.filter(pk=cast.rasmus.pk).update(role="caseworker", department=cast.job)
    cast.rasmus.refresh_from_db()
    with pytest.raises(ValidationError):
        add_member(by=cast.sofie, plan=cast.plan, user=cast.rasmus, areas=[HOUSING])


def test_blocked_person_joins_no_team_and_is_not_asked_to_take_over(cast):
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.ulla)
    with pytest.raises(ValidationError):
        add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=[HOUSING])
    with pytest.raises(ValidationError):
        offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    with pytest.raises(ValidationError):
        appoint_deputy(
            by=cast.sofie,
            plan=cast.plan,
            user=cast.ulla,
            starts_at=NOW,
            ends_at=NOW + timedelta(days=1),
        )


def test_superuser_is_no_coordinator(cast):
    root = make_employee("operator", "Ove Rod", cast.social)
    type(root).objects.filter(pk=root.pk).update(is_superuser=True)
    root.refresh_from_db()
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    with pytest.raises(ValidationError):
        start_plan(by=cast.sofie, citizen=cast.citizen, coordinator=root, started_on=TODAY)


def test_whose_role_has_changed_does_not_take_over(cast):
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    type(cast.ulla).objects.filter(pk=cast.ulla.pk).update(role="provider")
    cast.ulla.refresh_from_db()
    with pytest.raises(ValidationError):
        accept_handover(by=cast.ulla, plan=cast.plan)
    assert TeamMember.objects.get(plan=cast.plan, capacity="coordinator").user == cast.sofie


def test_ending_somebody_ends_all_they_are_now_and_later(cast, jobs_goal):
    appoint_deputy(
        by=cast.sofie, plan=cast.plan, user=cast.jan, starts_at=NOW, ends_at=NOW + timedelta(days=9)
    )
    with clock.standing_at(NOW + timedelta(hours=1)):
        end_member(by=cast.sofie, plan=cast.plan, user=cast.jan)
        assert not can(cast.jan, Action.VIEW, cast.plan)
        assert not can(cast.jan, Action.VIEW, cast.plan, at=NOW + timedelta(days=5))


def test_deputy_who_takes_over_is_coordinator_only(cast):
    appoint_deputy(
        by=cast.sofie, plan=cast.plan, user=cast.jan, starts_at=NOW, ends_at=NOW + timedelta(days=9)
    )
    with clock.standing_at(NOW + timedelta(hours=1)):
        offer_handover(by=cast.sofie, plan=cast.plan, to=cast.jan)
        accept_handover(by=cast.jan, plan=cast.plan)
        in_force = TeamMember.objects.filter(plan=cast.plan, user=cast.jan, ends_at=None)
        assert [member.capacity for member in in_force] == ["coordinator"]


# Grounds -------------------------------------------------------------------------------------------------------------


def test_sharing_without_consent_opens_only_where_the_owner_has_written(cast, jobs_goal, citizens_goal):
    in_economy = Goal.objects.create(
        section=cast.plan.sections.get_or_create(plan=cast.plan, area_id=ECONOMY, owner=None)[0],
        title="Min gæld",
        words="citizen",
        written_by=cast.rasmus,
        written_at=NOW,
    )
    add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=[HOUSING, ECONOMY])
    third = make_employee("thea", "Thea Fjord", make_department("Familieafdelingen"))
    add_member(by=cast.sofie, plan=cast.plan, user=third, areas=[HOUSING, ECONOMY])
    share_without_consent(
        by=cast.jan,
        plan=cast.plan,
        kind=kind("acute_or_duty"),
        areas=[HOUSING, ECONOMY],
        parties=[Party(user=third)],
        until=TODAY + timedelta(days=3),
        reason="Fare for at miste boligen i dag",
    )
    assert can(third, Action.VIEW, jobs_goal)
    assert not can(third, Action.VIEW, in_economy)


def test_nobody_notes_a_supervision_for_somebody_elses_department(cast, jobs_goal):
    boss = make_employee("boss", "Bo Leder", cast.rus, "leader")
    with pytest.raises(ValidationError):
        share_without_consent(
            by=cast.jan,
            plan=cast.plan,
            kind=kind("supervision"),
            areas=[HOUSING],
            parties=[Party(user=boss)],
            until=TODAY + timedelta(days=3),
            reason="Vil gerne se",
        )


@pytest.mark.parametrize(
    ("months", "given", "ends"),
    [
        (12, date(2024, 2, 29), date(2025, 2, 28)),
        (12, date(2026, 3, 10), date(2027, 3, 10)),
        (6, date(2026, 8, 31), date(2027, 2, 28)),
        (1, date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_period_of_a_kind_follows_its_months_whatever_they_are(months, given, ends):
    made_up = GroundKind(key="made_up", default_months=months, longest_months=months)
    with clock.standing_at(NOW):
        assert period_of(made_up, given, None)[1] == clock.start_of(ends)
        with pytest.raises(ValidationError):
            period_of(made_up, given, ends)  # through that day: a day too long


def test_task_a_member_may_not_see_is_not_edited_by_its_id(cast, rus_goal):
    task = add_task(by=cast.rikke, goal=rus_goal, title="Tale med lægen")
    for user in cast.everybody:
        if user not in (cast.rikke,):
            with pytest.raises((PermissionDenied, ValidationError)):
                edit_task(by=user, task=task, seen=task.version, title="Noget andet")
    assert Task.objects.get(pk=task.pk).title == "Tale med lægen"
    assert visible_to(cast.rikke, Task.objects.all()).get() == task
