"""Asking the rule costs the same however much there is: queries are counted at two sizes."""

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from plans.grants import PlanGrant, SectionGrant
from plans.models import Goal, Plan, ReferralPart, Section
from plans.permissions import RULES, can, closed_parts, own_task_titles, readers_of, standing_of, visible_to
from plans.reading import read_plan
from plans.regrant import regrant
from plans.services.goals import add_goal, add_subgoal
from plans.services.tasks import add_task
from plans.services.team import add_member, end_member
from plans.standing import Action
from tests.cast import (
    CPRS,
    ECONOMY,
    HOUSING,
    give_consent,
    make_citizen,
    make_department,
    make_employee,
    make_plan,
)

VIEWERS = ("rasmus", "sofie", "jan", "mads", "anne", "ulla")


@pytest.fixture
def grow(cast, jobs_goal, citizens_goal):
    """A function that makes more of everything: goals, steps, tasks, members, sections, grounds and plans."""
    made = iter(range(100))

    def more(times: int) -> None:
        for _ in range(times):
            number = next(made)
            department = make_department(f"Afdeling {number}")
            member = make_employee(f"member{number}", f"Ib {number}", department)
            add_member(by=cast.sofie, plan=cast.plan, user=member, areas=[HOUSING, ECONOMY])
            goal = add_goal(by=member, plan=cast.plan, area_id=HOUSING, title="Et mål")
            add_subgoal(by=member, goal=goal, title="Et skridt")
            add_task(by=member, goal=goal, title="Ringe", responsible=member)
            give_consent(cast.rasmus, cast.plan, to=[cast.job, cast.mads, None], sources=[department])
            make_plan(cast.sofie, make_citizen(cast.sofie, f"ea{number}", "Ea Bro", CPRS[2 + number]))

    more(1)
    return more


def queries_of(call) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


@pytest.mark.parametrize("name", VIEWERS)
def test_each_question_is_one_query_whatever_the_size(cast, grow, name):
    user = getattr(cast, name)
    goal = Goal.objects.earliest("pk")

    def ask_once():
        for rows in [model._default_manager.all() for model in RULES]:
            asked = queries_of(lambda rows=rows: list(visible_to(user, rows)))
            # None where the rule is closed beforehand; referrals ask first which departments are health ones.
            assert asked <= (2 if rows.model is ReferralPart else 1), rows.model
        assert queries_of(lambda: list(own_task_titles(user, cast.plan))) == 1
        assert queries_of(lambda: can(user, Action.VIEW, goal)) == 1

    ask_once()
    grow(3)
    ask_once()


@pytest.mark.parametrize("name", VIEWERS)
def test_standing_and_what_goes_with_it_do_not_grow(cast, grow, name):
    user = getattr(cast, name)
    plan = Plan.objects.select_related("citizen").get(pk=cast.plan.pk)

    def ask():
        standing = standing_of(user, plan)
        closed_parts(user, standing)
        readers_of(standing, visible_to(user, Section.objects.filter(plan=plan)))

    def read():
        reading = read_plan(user, plan)
        for goal in reading.goals:
            assert goal.section.area.name
            assert reading.responsible_name(goal) is not None
        for task in (*reading.tasks, *reading.own_titles):
            assert task.title

    before = queries_of(ask), queries_of(read)
    grow(3)
    assert (queries_of(ask), queries_of(read)) == before


def test_regranting_a_plan_does_not_grow(cast, grow):
    regrant(cast.plan)
    before = queries_of(lambda: regrant(cast.plan))
    grow(3)
    assert queries_of(lambda: regrant(cast.plan)) == before


def test_regranting_asks_as_often_at_fifteen_members_as_at_three(cast):
    end_member(by=cast.sofie, plan=cast.plan, user=cast.pia)

    def regrant_all():
        """Everything anew, so that there are rows to take away and rows to store."""
        give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.rus])
        for grants in (
            PlanGrant.every.filter(content_object=cast.plan),
            SectionGrant.every.filter(content_object__plan=cast.plan),
        ):
            grants.update(source=Concat("source", Value(" of old")))
        return queries_of(lambda: regrant(cast.plan))

    assert in_force(cast.plan) == 3
    before = regrant_all()
    for number in range(12):
        member = make_employee(f"member{number}", f"Ib {number}", cast.job)
        add_member(by=cast.sofie, plan=cast.plan, user=member, areas=[HOUSING])
    assert in_force(cast.plan) == 15
    assert regrant_all() == before


def in_force(plan: Plan) -> int:
    return plan.members.filter(ends_at=None).count()
