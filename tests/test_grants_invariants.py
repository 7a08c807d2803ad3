"""What must hold of the stored grants whatever has happened: random courses of service calls."""

from datetime import timedelta
from typing import Any

import pytest
from guardian.shortcuts import get_objects_for_user  # noqa: TID251  # its own answer is compared with ours
from hypothesis import given
from hypothesis import strategies as st

from enplan import clock
from enplan.accounts.models import User
from plans.facts import facts_of
from plans.grants import NO_END, In, On
from plans.models import (
    Goal,
    Section,
)
from plans.permissions import RULES, can, keys_of, visible_changes, visible_to, visible_with
from plans.regrant import grants_of
from plans.services.goals import edit_goal
from plans.standing import Action
from tests.courses import (
    DEPARTMENTS,
    ITEMS,
    PEOPLE,
    STAFF,
    Course,
    bounded,
    consents,
    example,
    steps,
    written,
)

__all__ = ["written"]  # the fixture

pytestmark = pytest.mark.django_db


@bounded(25)
@given(course=st.lists(steps, min_size=1, max_size=8))
def test_stored_grants_are_what_the_facts_say(written, course):
    with example(written) as it:
        for step in course:
            it.take(step)
            assert it.stored() == grants_of(facts_of(it.plan)), step


@bounded(3)
@given(course=st.lists(steps, min_size=2, max_size=6))
def test_check_says_what_the_query_says_for_everybody_and_everything(written, course):
    with example(written) as it:
        for step in course:
            it.take(step)
        with clock.standing_at(it.now):
            for place, name in enumerate(PEOPLE):
                user = it.user(name)
                # Read beforehand for one plan, or asked of each row: two forms of the same answer.
                keys = keys_of(user, it.plan)
                for rows in it.rows_of_the_plan():
                    seen = set(visible_to(user, rows))
                    assert set(visible_with(keys, rows)) == seen, (name, rows.model)
                    if rows.model in ITEMS:
                        for item in rows.order_by("pk")[place % 3 :][:1]:  # another one for each person
                            assert can(user, Action.VIEW, item) is (item in seen)


@bounded(15)
@given(course=st.lists(steps, min_size=2, max_size=6), later=st.integers(min_value=0, max_value=6))
def test_guardian_says_the_same_of_sections_at_the_clock(written, course, later):
    with example(written) as it:
        for step in course:
            it.take(step)
        with clock.standing_at(it.now + timedelta(days=later)):
            for name in PEOPLE:
                user = it.user(name)
                theirs = get_objects_for_user(
                    user,
                    [f"plans.{way}" for way in In],
                    klass=Section,
                    any_perm=True,
                    with_superuser=False,
                    use_groups=False,
                    accept_global_perms=False,
                )
                ours = visible_to(user, Section.objects.all())
                assert set(theirs) == set(ours), name


@bounded(6)
@given(course=st.lists(steps, min_size=2, max_size=8))
def test_blocked_have_no_rows_and_see_nothing_and_nobody_sees_but_through_rows(written, course):
    with example(written) as it:
        for step in course:
            it.take(step)
        blocked = {row.user_id for row in it.plan.blocked.all()}
        assert not blocked & {row.user_id for row in it.stored()}
        with_rows = {name for name, _, _ in it.in_force()}
        with clock.standing_at(it.now):
            for name in set(PEOPLE) - with_rows:
                user = it.user(name)
                assert not [model for model in ITEMS if visible_to(user, it.rows_of(model)).exists()]
                assert not visible_changes(keys_of(user, it.plan), it.history).exists()


def is_named_by(it: Course, name: str, way: On | In, section: Section | None, how: dict[str, Any]) -> bool:
    """Does a consent name this person, and the place?"""
    user = it.user(name)
    own = next((key for key in DEPARTMENTS if getattr(it.cast, key).pk == user.department_id), None)
    coordinates = it.plan.members.filter(user=user).exclude(capacity="member").exists()
    if not set(how["to"]) & {name, own} and not ("coordinator" in how["to"] and coordinates):
        return False
    if section is None:
        return way in (On.WORDS, On.FOLLOW)
    if section.area_id not in how["areas"]:
        return False
    if section.owner is None:
        return True
    sources = {getattr(it.cast, key).pk for key in how["sources"]}
    return section.owner_id in sources and (how["kind"] == "health_consent" or not section.owner.is_health)


@bounded(25)
@given(course=st.lists(steps, max_size=5), how=consents)
def test_adding_a_ground_shows_no_more_than_it_names(written, course, how):
    with example(written) as it:
        for step in course:
            it.take(step)
        it.now += timedelta(minutes=1)
        before = it.in_force()
        it.take(("consent", {**how, "from_day": 0}))
        for name, way, section in it.in_force() - before:
            assert is_named_by(it, name, way, section, how), (name, way, section)


@bounded(25)
@given(
    course=st.lists(steps, max_size=4),
    grounds=st.lists(consents, min_size=1, max_size=2),
    last=st.sampled_from(["withdraw", "withdraw_one", "leave", "block", "end"]),
    number=st.integers(min_value=0, max_value=3),
)
def test_narrowing_opens_nothing_to_anybody(written, course, grounds, last, number):
    with example(written) as it:
        for ground in grounds:
            it.take(("consent", {**ground, "from_day": -1}))
        for step in course:
            it.take(step)
        it.now += timedelta(minutes=1)
        before = it.in_force()
        how: Any = {"leave": STAFF[number], "block": "jan", "end": "manages"}.get(last, number)
        it.take((last, how))
        assert it.in_force() <= before


@bounded(15)
@given(course=st.lists(steps, min_size=1, max_size=6))
def test_a_row_is_answered_from_its_first_instant_and_not_at_its_last(written, course):
    """Half-open: at `valid_from` the row counts, at `valid_until` it does not, whoever else has closed nothing."""
    with example(written) as it:
        for step in course:
            it.take(step)
        rows = [row for row in it.stored() if row.valid_until != NO_END and row.where]
        for row in sorted(rows, key=lambda row: (row.valid_until, row.source))[:3]:
            user = User.objects.get(pk=row.user_id)
            if not user.is_active or user.is_superuser:
                continue
            section = it.plan.sections.get(pk=str(row.where))
            assert can(user, Action.VIEW, section, at=row.valid_from)
            others = [
                other
                for other in it.stored()
                if (other.user_id, other.where) == (row.user_id, row.where)
                and other.valid_from <= row.valid_until < other.valid_until
            ]
            assert can(user, Action.VIEW, section, at=row.valid_until) is bool(others)


def test_every_rule_is_a_query_that_answers_for_everybody(written):
    for name in PEOPLE:
        for model in RULES:
            visible_to(getattr(written, name), model._default_manager.all()).count()


def test_edited_goal_keeps_its_grants(written):
    """A save changes no grant: only memberships, grounds, departments, roles, blocks and sections do."""
    it = Course(written)
    before = it.stored()
    goal = Goal.objects.get(title="Kladde")
    edit_goal(by=written.jan, goal=goal, seen=goal.version, title="Mål", is_draft=False)
    assert it.stored() == before
