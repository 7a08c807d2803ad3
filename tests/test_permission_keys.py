"""Grants loaded once for a plan open the same rows as grants asked for row by row: the rule is one."""

import pytest
from django.db.models import Q

from citizens.models import Ground, GroundReview, Invitation, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Change, Look, LookQuestion
from enplan.demo.scale.load import load_country
from enplan.demo.scale.world import world_of
from plans.models import (
    Attachment,
    BlockedPerson,
    BreachEntry,
    CitizenWords,
    ConversationDraft,
    Goal,
    HandoverOffer,
    JournalAddition,
    JournalNote,
    Misfiling,
    PersonalDataBreach,
    Plan,
    Rating,
    Section,
    SubGoal,
    Task,
    TeamMember,
    Withholding,
)
from plans.permissions import RULES, keys_of, own_task_titles, visible_to, visible_with
from plans.services.grounds import Party, note_ground
from plans.services.people import add_network_person
from plans.services.plans import start_plan
from plans.services.team import add_member

pytestmark = pytest.mark.django_db

# How the rows of one plan are found, for every kind of thing that has a rule.
OF_PLAN = {
    Plan: lambda plan: Q(pk=plan.pk),
    Section: lambda plan: Q(plan=plan),
    Goal: lambda plan: Q(section__plan=plan),
    SubGoal: lambda plan: Q(goal__section__plan=plan),
    Task: lambda plan: Q(section__plan=plan),
    Rating: lambda plan: Q(plan=plan),
    JournalNote: lambda plan: Q(section__plan=plan),
    JournalAddition: lambda plan: Q(note__section__plan=plan),
    CitizenWords: lambda plan: Q(plan=plan),
    TeamMember: lambda plan: Q(plan=plan),
    BlockedPerson: lambda plan: Q(plan=plan),
    HandoverOffer: lambda plan: Q(plan=plan),
    ConversationDraft: lambda plan: Q(plan=plan),
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


@pytest.fixture
def country(db):
    world = world_of(seed=11, plans=60)
    load_country(world)
    with clock.standing_at(world.now):
        come_back(world)
        yield world


def come_back(world):
    """A citizen whose plan has ended gets another, with another coordinator and the former one on the team."""
    ended = Plan.objects.filter(ended_at__isnull=False, citizen__grounds__isnull=False).order_by("pk")[0]
    former = ended.members.filter(capacity="coordinator", ends_at=None).get().user
    users = User.objects.filter(username__contains="-ko").exclude(pk=former.pk)
    coordinator = users.exclude(memberships__plan=ended).order_by("pk")[0]
    plan = start_plan(
        by=coordinator, citizen=ended.citizen, coordinator=coordinator, started_on=world.today, agreed_on=None
    )
    add_network_person(by=coordinator, plan=plan, name="Ny Nabo", relation="nabo")
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


@pytest.mark.smoke
def test_loaded_keys_open_the_same_rows(country):
    seen = set()
    for plan in plans_of_every_kind():
        for user in viewers(plan):
            keys = keys_of(user, plan)
            for model, of_plan in OF_PLAN.items():
                rows = model._default_manager.filter(of_plan(plan))
                by_row = set(visible_to(user, rows).values_list("pk", flat=True))
                loaded = set(visible_with(keys, rows).values_list("pk", flat=True))
                assert loaded == by_row, (model, user.username)
                if by_row:
                    seen.add(model)
            titles = set(own_task_titles(user, plan).values_list("pk", flat=True))
            assert set(own_task_titles(user, plan, keys=keys).values_list("pk", flat=True)) == titles
    assert {Plan, Section, Goal, SubGoal, Task, Rating, JournalNote, TeamMember, Ground, Change, Look} <= seen


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
    """Everybody who holds or held a grant, whoever is blocked, and an outsider."""
    held = Q(plangrant__content_object=plan) | Q(pk__in=plan.blocked.values("user"))
    people = list(User.objects.filter(held).distinct())
    outsider = User.objects.filter(role="caseworker").exclude(pk__in=[user.pk for user in people]).first()
    return [*people, outsider]
