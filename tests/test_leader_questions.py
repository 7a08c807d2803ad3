"""Questions to leaders: only the leader asked, only what their department may see, at every reading anew."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from enplan import clock
from enplan.accounts.models import User
from plans.excerpts import excerpt_of
from plans.lookups.questions import (
    answered_lately_by,
    leaders_for,
    own_questions,
    question_put_to,
    questions_to,
)
from plans.models import DecisionRule, Goal, LeaderQuestion, Section, Settlement
from plans.permissions import visible_to
from plans.services.checks import NotAllowed
from plans.services.decision_rule import set_decision_rule
from plans.services.disagreements import raise_disagreement, settle_disagreement, write_view
from plans.services.goals import add_goal, propose_goal
from plans.services.plans import end_plan
from plans.services.private_marks import keep_private
from plans.services.questions import answer_question, ask_leader, bring_to_leaders, withdraw_question
from plans.services.team import block_person, end_member
from plans.services.withdrawing import withdraw_ground
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent, make_employee

pytestmark = pytest.mark.django_db

ASKED = "Må vi begynde praktik før flytningen?"


@pytest.fixture
def question(cast, jobs_goal):
    """Jan asks his own leader about their own goal."""
    return ask_leader(by=cast.jan, plan=cast.plan, leader=cast.grethe, text=ASKED, things=[jobs_goal])


@pytest.fixture
def lis(cast):
    """The leader of Socialafdelingen."""
    return make_employee("lis", "Lis Toft", cast.social, "leader")


def shown_to(user, question):
    """The titles of what the leader is shown; None where the question is not there for them."""
    try:
        _found, excerpt = question_put_to(user, question.pk)
    except Http404:
        return None
    return {goal.title for goal in excerpt.goals} if not excerpt.is_empty else set()


def test_the_leader_asked_reads_the_excerpt_and_nothing_else_of_the_plan(cast, jobs_goal, question):
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Noget andet")
    assert shown_to(cast.grethe, question) == {jobs_goal.title}
    assert not visible_to(cast.grethe, Goal.objects.all()).exists()
    assert not visible_to(cast.grethe, Section.objects.all()).exists()
    assert not visible_to(cast.grethe, type(cast.plan).objects.all()).exists()


def test_nobody_but_the_leader_asked_finds_it_by_its_id(cast, question, lis):
    other = make_employee("tove", "Tove Lund", cast.job, "leader")
    for user in (other, lis, cast.sofie, cast.rikke, cast.ulla, cast.rasmus, cast.adam, cast.root):
        assert shown_to(user, question) is None
        with pytest.raises((NotAllowed, Http404)):
            answer_question(by=user, question=question, text="Ja")


def test_who_asked_who_coordinates_and_the_citizens_side_read_the_question(cast, question):
    give_consent(cast.rasmus, cast.plan, to=[cast.rus, cast.mads], sources=[cast.job])
    readers = {user for user in cast.everybody if visible_to(user, LeaderQuestion.objects.all()).exists()}
    assert readers == {cast.jan, cast.sofie, cast.rasmus, cast.anne, cast.grethe}


def test_what_the_leaders_department_may_not_see_cannot_be_asked_about(cast, rus_goal, socials_goal, lis):
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.rus], kind="health_consent")
    with pytest.raises(ValidationError, match="må ikke se"):
        ask_leader(by=cast.sofie, plan=cast.plan, leader=lis, text=ASKED, things=[rus_goal])
    assert not LeaderQuestion.objects.exists()


def test_what_one_cannot_see_cannot_be_asked_about(cast, rus_goal, jobs_goal, citizens_goal):
    for things in ([rus_goal], [citizens_goal], [jobs_goal, rus_goal]):
        with pytest.raises(ValidationError, match="selv kan se"):
            ask_leader(by=cast.jan, plan=cast.plan, leader=cast.grethe, text=ASKED, things=things)


def test_a_refusal_does_not_tell_a_member_what_is_open_between_others(cast, rus_goal, lis):
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent")
    for is_open in (False, True):
        if is_open:
            give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.rus], kind="health_consent")
        with pytest.raises(ValidationError, match="tredje afdeling"):
            ask_leader(by=cast.jan, plan=cast.plan, leader=lis, text=ASKED, things=[rus_goal])
    assert lis in leaders_for(cast.jan, cast.plan)


def test_a_question_says_something_about_one_area_to_a_leader_who_is_not_oneself(cast, jobs_goal, lis):
    def ask(by=cast.jan, leader=cast.grethe, text=ASKED, things=(jobs_goal,)):
        ask_leader(by=by, plan=cast.plan, leader=leader, text=text, things=things)

    with pytest.raises(ValidationError, match="Skriv"):
        ask(text="  ")
    with pytest.raises(ValidationError, match="Vælg det"):
        ask(things=())
    for nobody in (cast.jan, cast.ulla, cast.adam, cast.rasmus):
        with pytest.raises(ValidationError, match="listen"):
            ask(leader=nobody)
    with pytest.raises(NotAllowed):
        ask(by=cast.pia)
    own = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Et")
    other = add_goal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title="To")
    with pytest.raises(ValidationError, match="ét område"):
        ask(by=cast.sofie, leader=lis, things=(own, other))


def test_a_leader_on_the_team_does_not_ask_themselves(cast, lis):
    User.objects.filter(pk=cast.sofie.pk).update(role="leader")
    sofie = User.objects.get(pk=cast.sofie.pk)
    assert sofie not in leaders_for(sofie, cast.plan)


@pytest.mark.parametrize(
    "happens",
    ["ground withdrawn", "made private", "withheld no more a draft", "taken out", "ground lapsed"],
)
def test_what_closes_meanwhile_is_closed_in_the_excerpt(cast, lis, happens):
    """The citizen's own goal, open to Socialafdelingen for a while, asked about by who coordinates."""
    goal = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Have hund")
    ground = give_consent(
        cast.rasmus, cast.plan, to=[cast.social], sources=[], until=TODAY + timedelta(days=5)
    )
    question = ask_leader(by=cast.sofie, plan=cast.plan, leader=lis, text=ASKED, things=[goal])
    assert shown_to(lis, question) == {"Have hund"}
    at = NOW
    match happens:
        case "ground withdrawn":
            withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
        case "made private":
            goal.refresh_from_db()
            keep_private(by=cast.rasmus, thing=goal, seen=goal.version, is_private=True)
        case "withheld no more a draft":
            Goal.objects.filter(pk=goal.pk).update(is_draft=True)
        case "taken out":
            Goal.objects.filter(pk=goal.pk).update(taken_out_at=NOW)
        case "ground lapsed":
            at = NOW + timedelta(days=6)
    with clock.standing_at(at):
        assert shown_to(lis, question) == set()
        with pytest.raises(NotAllowed):
            answer_question(by=lis, question=question, text="Ja")


def test_the_leader_sees_no_more_than_the_asker_still_does(cast, question):
    end_member(by=cast.sofie, plan=cast.plan, user=cast.jan)
    assert shown_to(cast.grethe, question) == set()


@pytest.mark.parametrize("happens", ["blocked", "another department", "another role", "deactivated", "ended"])
def test_the_leader_who_is_no_longer_it_reads_nothing(cast, question, happens):
    match happens:
        case "blocked":
            block_person(by=cast.rasmus, plan=cast.plan, user=cast.grethe)
        case "another department":
            User.objects.filter(pk=cast.grethe.pk).update(department=cast.social)
        case "another role":
            User.objects.filter(pk=cast.grethe.pk).update(role="caseworker")
        case "deactivated":
            User.objects.filter(pk=cast.grethe.pk).update(is_active=False)
        case "ended":
            end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    grethe = User.objects.get(pk=cast.grethe.pk)
    assert shown_to(grethe, question) is None
    assert not questions_to(grethe).exists()
    with pytest.raises(NotAllowed):
        answer_question(by=grethe, question=question, text="Ja")


def test_a_blocked_leader_is_not_offered(cast):
    assert cast.grethe in leaders_for(cast.jan, cast.plan)
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.grethe)
    assert cast.grethe not in leaders_for(cast.jan, cast.plan)


def test_an_answer_is_given_once_and_comes_back_to_who_asked(cast, question):
    assert list(questions_to(cast.grethe)) == own_questions(cast.jan, since=NOW)[1] == [question]
    answer_question(by=cast.grethe, question=question, text="Ja, to timer om ugen")
    assert [one.answer for one in own_questions(cast.jan, since=NOW - timedelta(days=1))[0]] == [
        "Ja, to timer om ugen"
    ]
    assert not questions_to(cast.grethe).exists()
    assert list(answered_lately_by(cast.grethe)) == [question]
    with pytest.raises(ValidationError, match="allerede"):
        answer_question(by=cast.grethe, question=question, text="Nej")
    with clock.standing_at(NOW + timedelta(days=14)):
        assert not answered_lately_by(cast.grethe).exists()


def test_a_question_taken_back_is_closed_to_the_leader(cast, question):
    with pytest.raises(NotAllowed):
        withdraw_question(by=cast.pia, question=question)
    withdraw_question(by=cast.jan, question=question)
    assert shown_to(cast.grethe, question) is None
    with pytest.raises(ValidationError, match="allerede"):
        withdraw_question(by=cast.jan, question=question)


def test_a_question_about_what_is_kept_from_the_citizen_is_kept_as_long(cast, jobs_goal):
    Goal.objects.filter(pk=jobs_goal.pk).update(
        withheld_until=NOW + timedelta(days=3), withheld_ground="hensyn", withheld_approved_by=cast.ulla
    )
    jobs_goal.refresh_from_db()
    ask_leader(by=cast.jan, plan=cast.plan, leader=cast.grethe, text=ASKED, things=[jobs_goal])
    rows = LeaderQuestion.objects.all()
    assert not visible_to(cast.rasmus, rows).exists()
    assert not visible_to(cast.anne, rows).exists()
    with clock.standing_at(NOW + timedelta(days=3)):
        assert visible_to(cast.rasmus, rows).exists()


@pytest.fixture
def disagreement(cast, jobs_goal):
    """Between Beskæftigelse and Socialafdelingen, who may read each other, and the citizen."""
    give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])
    raised = raise_disagreement(by=cast.jan, plan=cast.plan, about=jobs_goal, text="Praktik først")
    write_view(by=cast.sofie, disagreement=raised, text="Bolig først")
    return raised


def test_a_disagreement_is_settled_when_every_leader_it_was_brought_to_has_decided(cast, disagreement, lis):
    one, other = bring_to_leaders(
        by=cast.sofie, disagreement=disagreement, leaders=[cast.grethe, lis], text="Hvad gør vi?"
    )
    assert {view.text for view in excerpt_of(one).disagreements[0].views.all()} == {
        "Praktik først",
        "Bolig først",
    }
    with pytest.raises(ValidationError, match="allerede spurgt"):
        bring_to_leaders(by=cast.sofie, disagreement=disagreement, leaders=[lis], text="Igen")
    with pytest.raises(ValidationError, match="hvilken dag"):
        answer_question(by=cast.grethe, question=one, text="Praktik")
    with pytest.raises(ValidationError, match="sørger"):
        answer_question(
            by=cast.grethe, question=one, text="Praktik", takes_effect_on=TODAY, responsible=cast.rikke
        )
    decided = {"takes_effect_on": TODAY, "responsible": cast.sofie}
    answer_question(by=cast.grethe, question=one, text="To timer om ugen", **decided)
    disagreement.refresh_from_db()
    assert disagreement.is_open
    answer_question(by=lis, question=other, text="Enig", **decided)
    disagreement.refresh_from_db()
    assert not disagreement.is_open
    texts = {one.text for one in visible_to(cast.jan, Settlement.objects.all())}
    assert texts == {"To timer om ugen", "Enig"}
    assert not visible_to(cast.rikke, Settlement.objects.all()).exists()


def test_the_team_that_agrees_takes_its_question_back(cast, disagreement):
    (asked,) = bring_to_leaders(by=cast.sofie, disagreement=disagreement, leaders=[cast.grethe], text="Hvad?")
    settle_disagreement(by=cast.sofie, disagreement=disagreement, how="agreed", text="Begge dele")
    assert shown_to(cast.grethe, asked) is None


def test_the_municipality_says_who_decides(cast, disagreement, lis):
    with pytest.raises(PermissionDenied):
        set_decision_rule(by=cast.sofie, seen=1, goes_to="team", department=None)
    with pytest.raises(ValidationError, match="afdeling"):
        set_decision_rule(by=cast.adam, seen=1, goes_to="department", department=None)
    rule = set_decision_rule(by=cast.adam, seen=1, goes_to="department", department=cast.job)
    with pytest.raises(ValidationError, match="af en anden"):
        bring_to_leaders(by=cast.sofie, disagreement=disagreement, leaders=[lis], text="Hvad?")
    set_decision_rule(by=cast.adam, seen=rule.version, goes_to="team", department=cast.job)
    assert DecisionRule.objects.get().department is None
    with pytest.raises(ValidationError, match="teamet"):
        bring_to_leaders(by=cast.sofie, disagreement=disagreement, leaders=[cast.grethe], text="Hvad?")
