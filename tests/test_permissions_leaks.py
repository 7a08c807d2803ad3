"""Situations in which something could slip out beside the sections: each was tried against the rule by a doubter."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from citizens.models import Ground, NetworkPerson, Representative
from enplan import clock
from enplan.audit.models import Change
from plans.models import Goal, HandoverOffer, Rating, SubGoal, Task, TeamMember
from plans.permissions import (
    can,
    findable_by,
    own_task_titles,
    sections_for_department,
    standing_of,
    visible_to,
    visible_to_department,
)
from plans.services.goals import add_goal, add_subgoal, edit_goal, propose_goal
from plans.services.handover import accept_handover, offer_handover
from plans.services.plans import end_plan
from plans.services.progress import rate
from plans.services.tasks import add_task, add_task_in_area
from plans.services.team import add_member, block_person, end_member
from plans.services.withdrawing import withdraw_ground
from plans.services.words import share_words, write_words
from plans.standing import Action
from tests.cast import ECONOMY, HOUSING, NOW, give_consent, make_employee, make_plan

LATER = NOW + timedelta(hours=1)


def sees(user, thing, at=None):
    """Check and query, which must always say the same."""
    found = visible_to(user, type(thing)._default_manager.filter(pk=thing.pk), at=at).exists()
    assert can(user, Action.VIEW, thing, at=at) is found
    return found


# Parents and what hangs below them -----------------------------------------------------------------------------------


def test_task_and_step_of_a_draft_are_the_writers_alone(cast):
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Måske et kollegie", is_draft=True)
    step = add_subgoal(by=cast.jan, goal=goal, title="Se på priser")
    task = add_task(by=cast.jan, goal=goal, title="Ringe til kollegiet", responsible=cast.pia)
    for thing in (goal, step, task):
        assert sees(cast.jan, thing)
        assert not [user for user in cast.everybody if user != cast.jan and sees(user, thing)]
    assert not own_task_titles(cast.pia, cast.plan).exists()


def test_task_and_step_of_what_is_marked_not_shared_close_with_it(cast, citizens_goal):
    step = add_subgoal(by=cast.sofie, goal=citizens_goal, title="Aftale en weekend")
    task = add_task(by=cast.sofie, goal=citizens_goal, title="Skrive til mor", responsible=cast.sofie)
    edit_goal(by=cast.rasmus, goal=citizens_goal, seen=citizens_goal.version, is_private=True)
    assert sees(cast.rasmus, step)
    assert sees(cast.rasmus, task)
    assert not sees(cast.sofie, citizens_goal)
    assert not sees(cast.sofie, step)
    assert not sees(cast.anne, task)
    assert not own_task_titles(cast.sofie, cast.plan).exists()


def test_task_of_a_withheld_goal_is_withheld_from_the_citizens_side(cast, jobs_goal):
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    step = add_subgoal(by=cast.jan, goal=jobs_goal, title="Se værelset")
    task = add_task(by=cast.jan, goal=jobs_goal, title="Ringe til udlejer")
    Task.objects.filter(pk=task.pk).update(responsible_contact=cast.brother)
    Goal.objects.filter(pk=jobs_goal.pk).update(
        withheld_until=LATER, withheld_ground="hensyn", withheld_approved_by=cast.sofie
    )
    for thing in (jobs_goal, step, task):
        assert sees(cast.jan, thing)
        assert not [user for user in (cast.rasmus, cast.anne, cast.mads) if sees(user, thing)]
        assert sees(cast.rasmus, thing, at=LATER)
    assert not own_task_titles(cast.mads, cast.plan).exists()
    assert own_task_titles(cast.mads, cast.plan, at=LATER).exists()


def test_hypothesis_and_what_hangs_below_it_is_nothing_for_the_network(cast):
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    goal = add_goal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bor nok hos en ven", words=Goal.Words.HYPOTHESIS
    )
    step = add_subgoal(by=cast.jan, goal=goal, title="Spørge ham")
    task = add_task(by=cast.jan, goal=goal, title="Kigge forbi")
    assert not [thing for thing in (goal, step, task) if sees(cast.mads, thing)]
    assert sees(cast.rasmus, goal)


def test_network_person_sees_goals_and_tasks_of_the_consent_and_no_ratings_or_words(cast, jobs_goal):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et hus ved havet", seen=0)
    rating = rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=4)
    own = rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=3)
    overall = rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=3)
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    assert sees(cast.mads, jobs_goal)
    assert not [thing for thing in (rating, own, overall) if sees(cast.mads, thing)]
    assert not standing_of(cast.mads, cast.plan).reads_words
    assert not visible_to(cast.mads, Change.objects.all()).exists()


# History -------------------------------------------------------------------------------------------------------------


def lines_seen_by(user, thing):
    rows = Change.objects.filter(thing_id=thing.pk)
    return " ".join(f"{line.before} {line.after}" for line in visible_to(user, rows))


def test_history_does_not_tell_what_stood_in_a_draft(cast):
    with clock.standing_at(NOW - timedelta(days=2)):
        goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Han drikker vist", is_draft=True)
        add_subgoal(by=cast.jan, goal=goal, title="Spørge ham om det")
    with clock.standing_at(NOW - timedelta(days=1)):
        goal = edit_goal(
            by=cast.jan, goal=goal, seen=goal.version, title="Et fast sted at bo", is_draft=False
        )
    goal = edit_goal(by=cast.jan, goal=goal, seen=goal.version, title="Et godt sted at bo")
    assert "Han drikker vist" in lines_seen_by(cast.jan, goal)
    for user in (cast.rasmus, cast.pia):
        assert "Han drikker vist" not in lines_seen_by(user, goal)
        assert "Et godt sted at bo" in lines_seen_by(user, goal)
    assert not visible_to(cast.rasmus, Change.objects.filter(after="Spørge ham om det")).exists()


def test_history_does_not_tell_what_the_citizen_had_kept_to_himself(cast):
    with clock.standing_at(NOW - timedelta(days=1)):
        goal = propose_goal(
            by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Væk fra min kone", is_private=True
        )
    goal = edit_goal(by=cast.rasmus, goal=goal, seen=goal.version, title="Mit eget sted", is_private=False)
    assert sees(cast.sofie, goal)
    assert "Væk fra min kone" not in lines_seen_by(cast.sofie, goal)
    assert "Væk fra min kone" in lines_seen_by(cast.rasmus, goal)


def test_history_of_a_thing_closes_with_the_thing(cast, jobs_goal):
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    assert lines_seen_by(cast.sofie, jobs_goal)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    assert not lines_seen_by(cast.sofie, jobs_goal)
    assert lines_seen_by(cast.jan, jobs_goal)


# Blocked -------------------------------------------------------------------------------------------------------------


def everything(user, at=None):
    """How many rows of anything the person sees."""
    from plans.permissions import RULES

    return sum(visible_to(user, model._default_manager.all(), at=at).count() for model in RULES)


@pytest.mark.parametrize("name", ["jan", "rikke", "mads", "anne", "ulla"])
def test_blocked_person_sees_nothing_whatever_else_holds(cast, jobs_goal, name):
    person = getattr(cast, name)
    give_consent(cast.rasmus, cast.plan, to=[cast.job, cast.mads, person, None], sources=[cast.job])
    add_task(by=cast.jan, goal=jobs_goal, title="Ringe", responsible=cast.jan)
    if person.is_employee:
        offer_handover(by=cast.sofie, plan=cast.plan, to=person)
    assert everything(person)
    block_person(by=cast.rasmus, plan=cast.plan, user=person)
    assert not everything(person)
    assert not everything(person, at=NOW + timedelta(days=30))
    assert not own_task_titles(person, cast.plan).exists()
    assert cast.citizen not in findable_by(person, type(cast.citizen).objects.all())


def test_departments_system_receives_nothing_on_account_of_a_blocked_member(cast, socials_goal):
    def received():
        return list(visible_to_department(sections_for_department(cast.rus, cast.plan), Goal.objects.all()))

    thea = make_employee("thea", "Thea Fjord", cast.rus)
    add_member(by=cast.sofie, plan=cast.plan, user=thea, areas=[ECONOMY])
    give_consent(cast.rasmus, cast.plan, to=[cast.rus], sources=[cast.social], areas=[ECONOMY])
    assert received() == [socials_goal]
    block_person(by=cast.rasmus, plan=cast.plan, user=thea)
    assert received() == []


def test_blocked_person_cannot_take_over_the_plan(cast):
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.ulla)
    with pytest.raises(PermissionDenied):
        accept_handover(by=cast.ulla, plan=cast.plan)


# Representatives -----------------------------------------------------------------------------------------------------


def test_representative_sees_no_consent_that_reaches_outside_own_areas(cast):
    inside = give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social], areas=[HOUSING])
    across = give_consent(
        cast.rasmus, cast.plan, to=[cast.rus], sources=[cast.social], areas=[HOUSING, ECONOMY]
    )
    assert sees(cast.anne, inside)
    assert not sees(cast.anne, across)
    assert sees(cast.rasmus, across)


def test_member_sees_no_consent_to_the_department_in_areas_of_others(cast):
    own = give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.rus], areas=[HOUSING, ECONOMY])
    others = give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.rus], areas=[ECONOMY])
    noted = give_consent(cast.jan, cast.plan, to=[cast.rus], sources=[cast.social], areas=[ECONOMY])
    assert [sees(cast.jan, ground) for ground in (own, others, noted)] == [True, False, True]
    assert [sees(cast.sofie, ground) for ground in (own, others, noted)] == [True, True, True]


def test_representative_whose_period_is_over_sees_nothing_at_all(cast, citizens_goal):
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=3)
    assert everything(cast.anne)
    assert not everything(cast.anne, at=NOW + timedelta(days=120))


def test_representative_does_not_see_what_the_citizen_keeps_to_himself(cast):
    goal = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Mit", is_private=True)
    rating = rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=1, is_private=True)
    overall = rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=1, is_private=True)
    for thing in (goal, rating, overall):
        assert sees(cast.rasmus, thing)
        assert not [user for user in cast.everybody if user != cast.rasmus and sees(user, thing)]


def test_representative_cannot_mark_anything_as_not_shared(cast):
    with pytest.raises(PermissionDenied):
        propose_goal(by=cast.anne, plan=cast.plan, area_id=HOUSING, title="Vores", is_private=True)
    with pytest.raises(PermissionDenied):
        rate(by=cast.anne, plan=cast.plan, area_id=HOUSING, value=1, is_private=True)


# Plans that have ended, and a citizen who comes back -----------------------------------------------------------------


@pytest.fixture
def second_plan(cast, jobs_goal):
    """The first plan ended yesterday; today the citizen has come back, with Ulla as coordinator."""
    with clock.standing_at(NOW - timedelta(days=30)):
        give_consent(
            cast.rasmus, cast.plan, to=[cast.social, cast.job, None], sources=[cast.social, cast.job]
        )
    with clock.standing_at(NOW - timedelta(days=1)):
        end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    return make_plan(cast.ulla, cast.citizen)


def test_ground_of_an_earlier_plan_opens_nothing_in_a_new_one(cast, second_plan):
    goal = add_goal(by=cast.ulla, plan=second_plan, area_id=HOUSING, title="Nyt sted")
    add_member(by=cast.ulla, plan=second_plan, user=cast.sofie, areas=[HOUSING])
    assert not sees(cast.sofie, goal)


def test_ground_of_a_new_plan_opens_nothing_in_the_ended_one(cast, second_plan):
    rus_goal = Goal.objects.create(
        section=cast.plan.sections.get(owner=cast.rus, area=HOUSING),
        title="Gammelt",
        written_by=cast.rikke,
        written_at=NOW,
    )
    give_consent(cast.rasmus, second_plan, to=[None], sources=[cast.rus], kind="health_consent")
    from plans.regrant import regrant

    regrant(cast.plan)
    assert not sees(cast.sofie, rus_goal)


def test_former_coordinator_is_not_told_of_the_new_plan(cast, second_plan):
    new = give_consent(cast.rasmus, second_plan, to=[cast.job], sources=[cast.rus])
    assert sees(cast.ulla, new)
    assert sees(cast.rasmus, new)
    assert not sees(cast.sofie, new)
    assert not visible_to(cast.sofie, NetworkPerson.objects.all()).exists()
    assert not visible_to(cast.sofie, Representative.objects.all()).exists()
    assert not visible_to(cast.sofie, TeamMember.objects.filter(plan=second_plan)).exists()


def test_new_coordinator_is_not_told_who_was_named_in_the_earlier_course(cast, second_plan):
    earlier = Ground.objects.exclude(noted_at__gte=second_plan.created_at)
    assert earlier.exists()
    assert not visible_to(cast.ulla, earlier).exists()
    assert visible_to(cast.rasmus, earlier).exists()


def test_network_and_team_lose_it_when_the_plan_ends(cast, jobs_goal, rus_goal, socials_goal):
    give_consent(
        cast.rasmus,
        cast.plan,
        to=[cast.mads, cast.job],
        sources=[cast.job, cast.social],
        areas=[HOUSING, ECONOMY],
    )
    add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=[ECONOMY])
    assert sees(cast.ulla, socials_goal)
    with clock.standing_at(LATER):
        end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
        assert not everything(cast.mads)
        assert not sees(cast.ulla, socials_goal)
        assert sees(cast.jan, jobs_goal)  # the own part stays
        assert sees(cast.rikke, rus_goal)


# Coordinators come and go --------------------------------------------------------------------------------------------


def test_offer_is_seen_by_who_was_asked_only_while_it_is_open(cast):
    first = offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    assert sees(cast.ulla, first)
    assert everything(cast.ulla) == 1  # and nothing else
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.jan)
    assert not everything(cast.ulla)
    with clock.standing_at(LATER):
        accept_handover(by=cast.jan, plan=cast.plan)
        assert not visible_to(cast.ulla, HandoverOffer.objects.all()).exists()


def test_member_is_not_told_who_coordinated_before(cast):
    with clock.standing_at(LATER):
        offer_handover(by=cast.sofie, plan=cast.plan, to=cast.jan)
        accept_handover(by=cast.jan, plan=cast.plan)
    with clock.standing_at(LATER + timedelta(hours=1)):
        end_member(by=cast.jan, plan=cast.plan, user=cast.sofie)
        names = {member.user.name for member in visible_to(cast.rikke, TeamMember.objects.all())}
        assert names == {"Jan Falk", "Rikke Brandt"}


def test_coordinator_reads_but_does_not_save_in_a_place_that_has_closed(cast, rus_goal):
    ground = give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.rus], kind="health_consent")
    draft = add_task(by=cast.sofie, goal=rus_goal, title="Spørge lægen", is_draft=True)
    task = add_task(by=cast.sofie, goal=rus_goal, title="Følge med")
    assert can(cast.sofie, Action.EDIT_TASK, draft)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    assert not sees(cast.sofie, rus_goal)
    for own in (draft, task):
        assert sees(cast.sofie, own)
        assert not can(cast.sofie, Action.EDIT_TASK, own)


# Names ---------------------------------------------------------------------------------------------------------------


def test_member_knows_names_only_where_they_may_see_what_the_other_writes(cast):
    def names(user):
        return {member.user.name for member in visible_to(user, TeamMember.objects.all())}

    assert names(cast.jan) == {"Sofie Lind", "Jan Falk", "Pia Dahl"}
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.rus])  # not a health ground
    assert names(cast.jan) == {"Sofie Lind", "Jan Falk", "Pia Dahl"}
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent")
    assert names(cast.jan) == {"Sofie Lind", "Jan Falk", "Pia Dahl", "Rikke Brandt"}
    assert names(cast.sofie) == names(cast.rasmus) == names(cast.jan)


# The citizen's own words ---------------------------------------------------------------------------------------------


def test_words_narrowed_are_for_the_coordinator_and_the_citizens_side(cast):
    words = write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et hus ved havet", seen=0)
    overall = rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=3)
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])
    assert sees(cast.jan, words)
    share_words(by=cast.rasmus, plan=cast.plan, coordinator_only=True)
    for thing in (words, overall):
        assert not sees(cast.jan, thing)
        assert [user.username for user in cast.everybody if sees(user, thing)] == ["sofie", "rasmus", "anne"]


def test_overall_rating_of_a_member_stays_readable_for_who_wrote_it(cast):
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])
    rating = rate(by=cast.jan, plan=cast.plan, area_id=None, value=5)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    assert sees(cast.jan, rating)
    assert not sees(cast.pia, rating)


# Roles open nothing --------------------------------------------------------------------------------------------------


def test_nobody_but_through_grants(cast, jobs_goal, rus_goal, socials_goal, citizens_goal):
    rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=4)
    add_task_in_area(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Ringe", responsible=cast.sofie)
    give_consent(cast.rasmus, cast.plan, to=[cast.job, None], sources=[cast.job, cast.social])
    for outsider in (cast.ulla, cast.grethe, cast.adam, cast.dorte, cast.root):
        assert not everything(outsider)
    for model in (Goal, SubGoal, Task, Rating):
        assert not visible_to(cast.kirsten, model._default_manager.all()).exists()


def test_leader_on_the_team_sees_what_any_member_sees(cast, jobs_goal, socials_goal):
    boss = make_employee("boss", "Bo Leder", cast.job, "leader")
    add_member(by=cast.sofie, plan=cast.plan, user=boss, areas=[HOUSING])
    assert sees(boss, jobs_goal)
    assert not sees(boss, socials_goal)
