"""Rules the database holds itself, whatever code writes: on both databases, some only on PostgreSQL (ADR 0003)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from citizens.models import Citizen, Ground, GroundKind, GroundParty, Representative
from enplan.accounts.models import User
from plans.grants import PlanGrant
from plans.models import BlockedPerson, Goal, HandoverOffer, Plan, Rating, Section, SubGoal, Task, TeamMember
from tests.cast import CPRS, HOUSING, NOW, TODAY

EARLIER = NOW - timedelta(days=1)


@pytest.fixture
def refused():
    """What is done inside must be refused by the database."""
    from contextlib import contextmanager

    @contextmanager
    def refused_by_the_database():
        with pytest.raises(IntegrityError), transaction.atomic():
            yield

    return refused_by_the_database


# Plans and coordinators ----------------------------------------------------------------------------------------------


def test_citizen_has_one_active_plan(cast, refused):
    with refused():
        Plan.objects.create(citizen=cast.citizen, started_on=TODAY, created_at=NOW, created_by=cast.sofie)
    Plan.objects.create(
        citizen=cast.citizen,
        started_on=TODAY,
        ended_at=NOW,
        outcome="moved",
        created_at=NOW,
        created_by=cast.sofie,
    )


def test_ended_plan_has_an_outcome_and_an_active_one_has_none(cast, refused):
    plans = Plan.objects.filter(pk=cast.plan.pk)
    for fields in ({"ended_at": NOW}, {"outcome": "moved"}):
        with refused():
            plans.update(**fields)


def test_plan_has_no_second_coordinator(cast, refused):
    with refused():
        TeamMember.objects.create(
            plan=cast.plan, user=cast.ulla, capacity="coordinator", has_all_areas=True, starts_at=NOW
        )


def test_coordinator_and_deputy_work_in_all_areas(cast, refused):
    for capacity in ("coordinator", "deputy"):
        with refused():
            TeamMember.objects.filter(plan=cast.plan, user=cast.jan).update(capacity=capacity)


@pytest.mark.postgres
@pytest.mark.parametrize("way", ["ended", "deleted", "made_a_member"])
def test_active_plan_is_never_without_a_coordinator_on_postgresql(cast, way):
    """The trigger waits for the end of the transaction; here it is asked beforehand."""
    coordinator = TeamMember.objects.filter(plan=cast.plan, capacity="coordinator")
    if way == "ended":
        coordinator.update(ends_at=NOW)
    elif way == "deleted":
        coordinator.delete()
    else:
        coordinator.update(capacity="member")
    with pytest.raises(IntegrityError, match="exactly one coordinator"), transaction.atomic():
        ask_deferred_constraints()
    coordinator_again(cast)


@pytest.mark.postgres
def test_new_plan_without_a_coordinator_is_refused_on_postgresql(cast):
    ended = Plan.objects.filter(pk=cast.kirstens_plan.pk)
    ended.update(ended_at=NOW, outcome="moved")
    plan = Plan.objects.create(
        citizen=cast.kirstens_plan.citizen, started_on=TODAY, created_at=NOW, created_by=cast.sofie
    )
    with pytest.raises(IntegrityError, match="exactly one coordinator"), transaction.atomic():
        ask_deferred_constraints()
    plan.delete()  # the test's own end asks as well


@pytest.mark.postgres
def test_handover_within_one_transaction_is_let_through_on_postgresql(cast):
    with transaction.atomic():
        TeamMember.objects.filter(plan=cast.plan, capacity="coordinator").update(ends_at=NOW)
        TeamMember.objects.create(
            plan=cast.plan, user=cast.ulla, capacity="coordinator", has_all_areas=True, starts_at=NOW
        )
        ask_deferred_constraints()


def coordinator_again(cast):
    """The test's own end asks the deferred triggers as well."""
    TeamMember.objects.filter(plan=cast.plan, user=cast.sofie).delete()
    TeamMember.objects.create(
        plan=cast.plan, user=cast.sofie, capacity="coordinator", has_all_areas=True, starts_at=NOW
    )


def ask_deferred_constraints() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_open_handover_and_open_block_are_there_once(cast, refused):
    offer = {"plan": cast.plan, "offered_by": cast.sofie, "offered_at": NOW}
    HandoverOffer.objects.create(to=cast.ulla, **offer)
    with refused():
        HandoverOffer.objects.create(to=cast.jan, **offer)
    block = {"plan": cast.plan, "user": cast.ulla, "noted_by": cast.sofie, "noted_at": NOW}
    BlockedPerson.objects.create(**block)
    with refused():
        BlockedPerson.objects.create(**block)


# Periods -------------------------------------------------------------------------------------------------------------


def test_periods_are_in_order(cast, refused):
    ground = Ground.objects.create(
        citizen=cast.citizen,
        kind=GroundKind.objects.get(pk="sharing_consent"),
        form="oral",
        purpose="Én plan",
        given_on=TODAY,
        valid_from=NOW,
        noted_by=cast.sofie,
        noted_at=NOW,
    )
    grant = PlanGrant.every.filter(content_object=cast.plan).first()
    rows = (
        (TeamMember.objects.filter(user=cast.jan), {"starts_at": NOW, "ends_at": NOW}),
        (Representative.objects.filter(pk=cast.mother.pk), {"starts_at": NOW, "ends_at": EARLIER}),
        (Ground.objects.filter(pk=ground.pk), {"valid_until": NOW}),
        (PlanGrant.every.filter(pk=grant.pk), {"valid_from": NOW, "valid_until": EARLIER}),
    )
    for found, fields in rows:
        with refused():
            assert found.update(**fields)


def test_withdrawal_says_who(cast, refused):
    with refused():
        Ground.objects.create(
            citizen=cast.citizen,
            kind=GroundKind.objects.get(pk="sharing_consent"),
            form="oral",
            purpose="Én plan",
            given_on=TODAY,
            valid_from=NOW,
            noted_by=cast.sofie,
            noted_at=NOW,
            withdrawn_at=NOW,
        )


def test_party_of_a_ground_is_exactly_one(cast, refused):
    ground = Ground.objects.create(
        citizen=cast.citizen,
        kind=GroundKind.objects.get(pk="sharing_consent"),
        form="oral",
        purpose="Én plan",
        given_on=TODAY,
        valid_from=NOW,
        noted_by=cast.sofie,
        noted_at=NOW,
    )
    for fields in (
        {},
        {"department": cast.job, "user": cast.jan},
        {"user": cast.jan, "is_coordinator": True},
    ):
        with refused():
            GroundParty.objects.create(ground=ground, **fields)


# Values --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [11, 99])
def test_rating_is_from_0_to_10(cast, refused, value):
    rating = {"plan": cast.plan, "rated_on": TODAY, "written_by": cast.rasmus, "written_at": NOW}
    with refused():
        Rating.objects.create(value=value, **rating)
    for fine in (None, 0, 10):
        Rating.objects.create(value=fine, **rating)


def test_rating_is_not_negative(cast):
    rating = {"plan": cast.plan, "rated_on": TODAY, "written_by": cast.rasmus, "written_at": NOW}
    with pytest.raises(DatabaseError), transaction.atomic():
        Rating.objects.create(value=-1, **rating)


def test_statuses_and_kinds_are_from_their_lists(cast, jobs_goal, refused):
    step = SubGoal.objects.create(goal=jobs_goal, title="Skridt", written_by=cast.jan, written_at=NOW)
    task = Task.objects.create(section=jobs_goal.section, title="Ringe", written_by=cast.jan, written_at=NOW)
    member = TeamMember.objects.get(user=cast.jan)
    values = (
        (jobs_goal, {"status": "vanished"}),
        (jobs_goal, {"words": "nobodys"}),
        (jobs_goal, {"type": "worse"}),
        (jobs_goal, {"expected": 5}),
        (jobs_goal, {"actual": 5}),
        (step, {"status": "vanished"}),
        (task, {"status": "vanished"}),
        (task, {"status": "done"}),  # without the instant
        (task, {"done_at": NOW}),  # without being done
        (member, {"capacity": "boss"}),
    )
    for thing, fields in values:
        with refused():
            type(thing)._default_manager.filter(pk=thing.pk).update(**fields)


def test_responsible_is_at_most_one(cast, jobs_goal, refused):
    pairs = (
        {"responsible": cast.jan, "responsible_is_citizen": True},
        {"responsible": cast.jan, "responsible_contact": cast.brother},
        {"responsible_contact": cast.brother, "responsible_is_citizen": True},
    )
    for fields in pairs:
        with refused():
            Goal.objects.filter(pk=jobs_goal.pk).update(**fields)


def test_what_is_withheld_has_a_ground_and_a_second_person(cast, jobs_goal, refused):
    goals = Goal.objects.filter(pk=jobs_goal.pk)
    for fields in (
        {"withheld_until": NOW},
        {"withheld_until": NOW, "withheld_ground": "hensyn"},
        {"withheld_until": NOW, "withheld_approved_by": cast.sofie},
    ):
        with refused():
            goals.update(**fields)


def test_section_is_there_once_for_an_owner_and_once_for_the_citizen(cast, jobs_goal, citizens_goal, refused):
    for owner in (cast.job, None):
        with refused():
            Section.objects.create(plan=cast.plan, area_id=HOUSING, owner=owner)


@pytest.mark.parametrize("cpr", ["740394001", "74039400122", "740394-001", "٧٤٠٣٩٤٠٠١٢"])
def test_cpr_is_ten_digits_in_the_database(cast, cpr):
    with pytest.raises(DatabaseError), transaction.atomic():
        Citizen.objects.create(name="Bo Hede", cpr=cpr, registered_at=NOW)


def test_cpr_is_there_once(cast, refused):
    with refused():
        Citizen.objects.create(name="Bo Hede", cpr=CPRS[0], registered_at=NOW)


def test_employee_has_role_and_department_and_a_private_person_neither(cast, refused):
    for username, fields in (("jan", {"role": None}), ("rasmus", {"department": cast.job})):
        with refused():
            User.objects.filter(username=username).update(**fields)
