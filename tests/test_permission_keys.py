"""Grants loaded once for a plan open the same rows as grants asked for row by row: the rule is one."""

import pytest
from django.db import transaction
from django.db.models import Q

from citizens.models import Ground, GroundReview, Invitation, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Change, Look, LookQuestion
from enplan.demo.scale.load import load_country
from enplan.demo.scale.world import world_of
from plans.grants import PlanGrant, SectionGrant
from plans.models import (
    Attachment,
    BlockedPerson,
    BreachEntry,
    CitizenWords,
    CoherenceAnswer,
    Comment,
    ConversationDraft,
    DataRequest,
    Decision,
    Disagreement,
    DisagreementView,
    FamilyAnswer,
    FamilySide,
    FollowUp,
    Goal,
    GoalProgress,
    HandoverOffer,
    JournalAddition,
    JournalNote,
    LeaderQuestion,
    Measure,
    Meeting,
    MeetingNote,
    MeetingOpening,
    MeetingPoint,
    Message,
    MessageOpening,
    Misfiling,
    NotedForCitizen,
    Notice,
    NoticeChoice,
    Participant,
    PersonalDataBreach,
    Plan,
    PlanFollowUp,
    Presence,
    Rating,
    Referral,
    ReferralGround,
    ReferralPart,
    ReplacedPlan,
    Section,
    Settlement,
    SubGoal,
    Summary,
    SummaryCopy,
    SupportChange,
    Talk,
    TalkLine,
    Task,
    TeamMember,
    Transition,
    TransitionKind,
    UnsavedForm,
    Withholding,
)
from plans.permissions import RULES, keys_of, own_task_titles, visible_changes, visible_to, visible_with
from plans.services.grounds import Party, note_ground
from plans.services.people import add_network_person
from plans.services.plans import start_plan
from plans.services.team import add_member
from plans.services.transitions import begin_transition
from tests.browsing import a_test_database

# How the rows of one plan are found, for every kind of thing that has a rule.
OF_PLAN = {
    Plan: lambda plan: Q(pk=plan.pk),
    Section: lambda plan: Q(plan=plan),
    Goal: lambda plan: Q(section__plan=plan),
    SubGoal: lambda plan: Q(goal__section__plan=plan),
    Task: lambda plan: Q(section__plan=plan),
    Measure: lambda plan: Q(section__plan=plan),
    SupportChange: lambda plan: Q(measure__section__plan=plan),
    FollowUp: lambda plan: Q(measure__section__plan=plan),
    PlanFollowUp: lambda plan: Q(plan=plan),
    GoalProgress: lambda plan: Q(goal__section__plan=plan),
    Disagreement: lambda plan: Q(section__plan=plan),
    DisagreementView: lambda plan: Q(section__plan=plan),
    Settlement: lambda plan: Q(disagreement__section__plan=plan),
    LeaderQuestion: lambda plan: Q(section__plan=plan),
    Meeting: lambda plan: Q(plan=plan),
    MeetingPoint: lambda plan: Q(meeting__plan=plan),
    Decision: lambda plan: Q(meeting__plan=plan),
    MeetingNote: lambda plan: Q(meeting__plan=plan),
    MeetingOpening: lambda plan: Q(meeting__plan=plan),
    Participant: lambda plan: Q(meeting__plan=plan),
    Summary: lambda plan: Q(meeting__plan=plan),
    SummaryCopy: lambda plan: Q(summary__meeting__plan=plan),
    Message: lambda plan: Q(plan=plan),
    MessageOpening: lambda plan: Q(message__plan=plan),
    Notice: lambda plan: Q(plan=plan),
    NoticeChoice: lambda plan: Q(user=plan.citizen.user_id),
    Talk: lambda plan: Q(plan=plan),
    TalkLine: lambda plan: Q(talk__plan=plan),
    Rating: lambda plan: Q(plan=plan),
    JournalNote: lambda plan: Q(section__plan=plan),
    JournalAddition: lambda plan: Q(note__section__plan=plan),
    Referral: lambda plan: Q(citizen=plan.citizen_id),
    ReferralPart: lambda plan: Q(referral__citizen=plan.citizen_id),
    ReferralGround: lambda plan: Q(referral__citizen=plan.citizen_id),
    Transition: lambda plan: Q(plan=plan),
    CitizenWords: lambda plan: Q(plan=plan),
    CoherenceAnswer: lambda plan: Q(plan=plan),
    NotedForCitizen: lambda plan: Q(plan=plan),
    Comment: lambda plan: Q(section__plan=plan),
    TeamMember: lambda plan: Q(plan=plan),
    BlockedPerson: lambda plan: Q(plan=plan),
    HandoverOffer: lambda plan: Q(plan=plan),
    ConversationDraft: lambda plan: Q(plan=plan),
    UnsavedForm: lambda plan: Q(plan=plan),
    Presence: lambda plan: Q(plan=plan),
    FamilySide: lambda plan: Q(plan=plan),
    FamilyAnswer: lambda plan: Q(side__plan=plan),
    DataRequest: lambda plan: Q(plan=plan),
    ReplacedPlan: lambda plan: Q(plan=plan),
    Withholding: lambda plan: Q(plan=plan),
    Misfiling: lambda plan: Q(plan=plan),
    PersonalDataBreach: lambda plan: Q(misfiling__plan=plan),
    BreachEntry: lambda plan: Q(breach__misfiling__plan=plan),
    Look: lambda plan: Q(plan_id=plan.pk),
    LookQuestion: lambda plan: Q(plan_id=plan.pk),
    Attachment: lambda plan: Q(plan=plan),
    GroundReview: lambda plan: Q(ground__citizen=plan.citizen_id),
    Change: lambda plan: Q(plan_id=plan.pk),
    Representative: lambda plan: Q(citizen=plan.citizen_id),
    NetworkPerson: lambda plan: Q(citizen=plan.citizen_id),
    Invitation: lambda plan: Q(person__citizen=plan.citizen_id),
    Ground: lambda plan: Q(citizen=plan.citizen_id),
}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Made once: the tests only read."""
    with django_db_blocker.unblock(), a_test_database(), transaction.atomic():
        world = world_of(seed=11, plans=60)
        load_country(world)
        with clock.standing_at(world.now):
            come_back(world)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def country(loaded, django_db_blocker):
    with django_db_blocker.unblock(), clock.standing_at(loaded.now):
        yield loaded


def come_back(world):
    """A citizen whose plan has ended gets another, with another coordinator and the former one on the team."""
    over = Plan.objects.filter(ended_at__isnull=False, citizen__grounds__isnull=False).exclude(outcome="died")
    ended = over.order_by("pk")[0]
    former = ended.members.filter(capacity="coordinator", ends_at=None).get().user
    users = User.objects.filter(username__contains="-ko").exclude(pk=former.pk)
    coordinator = users.exclude(memberships__plan=ended).order_by("pk")[0]
    plan = start_plan(
        by=coordinator, citizen=ended.citizen, coordinator=coordinator, started_on=world.today, agreed_on=None
    )
    add_network_person(by=coordinator, plan=plan, name="Ny Nabo", relation="nabo")
    leaving = TransitionKind.objects.get(pk="udskrivelse")
    begin_transition(by=coordinator, plan=plan, kind=leaving, on=world.today)
    assert former.department is not None
    assert coordinator.department is not None
    area = former.department.areas.all()[0].pk
    add_member(by=coordinator, plan=plan, user=former, areas=[area])
    note_ground(
        by=coordinator,
        plan=plan,
        kind=world.kinds["sharing_consent"],
        areas=[area],
        parties=[Party(department=former.department)],
        sources=[coordinator.department],
        purpose="Fælles plan",
        form="oral",
        given_on=world.today,
    )


def test_every_rule_is_compared():
    assert OF_PLAN.keys() == RULES.keys()


def test_loaded_keys_open_the_same_rows(country):
    seen = set()
    for plan in plans_of_every_kind():
        for user in viewers(plan):
            keys = keys_of(user, plan)
            for model, of_plan in OF_PLAN.items():
                if model is Change:
                    continue  # takes as long as all others together: below
                rows = model._default_manager.filter(of_plan(plan))
                by_row = set(visible_to(user, rows).values_list("pk", flat=True))
                loaded = set(visible_with(keys, rows).values_list("pk", flat=True))
                assert loaded == by_row, (model, user.username)
                if by_row:
                    seen.add(model)
            titles = set(own_task_titles(user, plan).values_list("pk", flat=True))
            assert set(own_task_titles(user, plan, keys=keys).values_list("pk", flat=True)) == titles
    assert {Plan, Section, Goal, SubGoal, Task, Rating, JournalNote, TeamMember, Ground, Look} <= seen


def test_history_asked_for_by_its_kinds_opens_the_same_lines(country):
    seen = set()
    for plan in plans_of_every_kind():
        lines = Change.objects.filter(plan_id=plan.pk)
        for user in viewers(plan):
            keys = keys_of(user, plan)
            by_row = set(visible_to(user, lines).values_list("pk", "thing", "field"))
            assert set(visible_with(keys, lines).values_list("pk", "thing", "field")) == by_row
            for rows, told in (
                (lines, by_row),
                (lines.filter(field="title"), {line for line in by_row if line[2] == "title"}),
            ):
                by_kinds = visible_changes(keys, rows).values_list("pk", "thing", "field")
                assert set(by_kinds) == told, user.username
            seen |= {kind for _pk, kind, _field in by_row}
    assert {"goal", "task", "subgoal", "rating", "teammember", "ground"} <= seen


def test_loaded_keys_open_nothing_of_another_plan(country):
    one, other = Plan.objects.filter(ended_at=None, members__user__role="caseworker").distinct()[:2]
    user = one.members.filter(capacity="coordinator", ends_at=None).get().user
    keys = keys_of(user, one)
    assert visible_with(keys, Goal.objects.filter(section__plan=one)).exists()
    assert not visible_with(keys, Plan.objects.filter(pk=other.pk)).exists()
    assert not visible_with(keys, Goal.objects.filter(section__plan=other).exclude(written_by=user)).exists()
    assert not visible_with(keys, TeamMember.objects.filter(plan=other)).exists()


def test_nobody_gets_keys_who_is_not_let_in(country):
    plan = Plan.objects.all()[0]
    root = User(username="root", is_superuser=True)
    assert keys_of(root, plan) is None
    assert not visible_with(None, Goal.objects.all()).exists()


def plans_of_every_kind():
    """A few plans, with those among them that have ended, a relative, a representative, a handover and a block."""
    every = Plan.objects.select_related("citizen").order_by("citizen__cpr")
    chosen = [
        every[0],
        every.filter(ended_at__isnull=False).first(),
        every.filter(citizen__network__user__isnull=False).first(),
        every.filter(citizen__representatives__user__isnull=False).first(),
        every.filter(handover_offers__isnull=False).first(),
        every.filter(blocked__isnull=False).first(),
        *every.filter(citizen__network__name="Ny Nabo"),
    ]
    return {plan.pk: plan for plan in chosen if plan is not None}.values()


def viewers(plan):
    """Who holds or held grants, one of each combination, whoever is blocked, and an outsider."""
    held = Q(plangrant__content_object=plan) | Q(pk__in=plan.blocked.values("user"))
    people = list(User.objects.filter(held).distinct())
    outsider = User.objects.filter(role="caseworker").exclude(pk__in=[user.pk for user in people]).first()
    combinations = {(user.role_id, combination(user, plan)): user for user in people}
    return [*combinations.values(), outsider]


def combination(user, plan):
    """What somebody is and was to a plan, the ways in which they read its parts, and whether they are blocked."""
    at = clock.now()
    on_plan = PlanGrant.every.filter(user=user, content_object=plan)
    in_parts = SectionGrant.every.filter(user=user, content_object__plan=plan)
    held = [
        (grant.permission_id, grant.valid_from <= at < grant.valid_until) for grant in (*on_plan, *in_parts)
    ]
    return frozenset(held), plan.blocked.filter(user=user).exists()
