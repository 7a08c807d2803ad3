"""Random courses of service calls over the cast: what can happen to access, a bounded number of steps of it.

Each example runs on the same cast in a savepoint of its own. A call that is refused is part of the course as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from citizens.models import Ground, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import Department, Role, User
from enplan.accounts.services.departments import edit_department
from enplan.accounts.services.employees import edit_employee
from enplan.audit.models import Change
from plans.grants import In, On, PlanGrant, SectionGrant
from plans.models import (
    BlockedPerson,
    CitizenWords,
    Goal,
    HandoverOffer,
    JournalNote,
    Plan,
    Rating,
    Section,
    SubGoal,
    Task,
    TeamMember,
)
from plans.regrant import Row
from plans.services.goals import add_goal, add_subgoal, propose_goal
from plans.services.handover import accept_handover, offer_handover
from plans.services.journal import write_journal
from plans.services.plans import end_plan
from plans.services.progress import rate
from plans.services.tasks import add_task
from plans.services.team import add_member, appoint_deputy, block_person, end_member
from plans.services.withdrawing import withdraw_ground
from plans.services.words import share_words, write_words
from tests.cast import ECONOMY, HOUSING, NOW, give_consent

ITEMS: tuple[type[models.Model], ...] = (Goal, SubGoal, Task, Rating, JournalNote, CitizenWords, Change)
STAFF = ("sofie", "jan", "pia", "rikke", "ulla", "grethe")
PEOPLE = (*STAFF, "adam", "root", "rasmus", "kirsten", "mads", "anne")
DEPARTMENTS = ("social", "job", "rus")
KINDS = ("sharing_consent", "health_consent")


def bounded(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # courses are short as they are; shrinking one takes minutes
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


areas = st.lists(st.sampled_from([HOUSING, ECONOMY]), min_size=1, max_size=2, unique=True)
days = st.integers(min_value=-3, max_value=3)
receivers = st.lists(
    st.sampled_from([*DEPARTMENTS, "jan", "rikke", "ulla", "mads", "kirsten", "coordinator"]),
    min_size=1,
    max_size=3,
    unique=True,
)
consents = st.fixed_dictionaries(
    {
        "to": receivers,
        "sources": st.lists(st.sampled_from(DEPARTMENTS), max_size=3, unique=True),
        "areas": areas,
        "kind": st.sampled_from(KINDS),
        "from_day": days,
        "for_days": st.integers(min_value=1, max_value=5),
    }
)
staff = st.sampled_from(STAFF)
steps = st.one_of(
    st.tuples(st.just("consent"), consents),
    st.tuples(st.just("withdraw"), st.integers(min_value=0, max_value=3)),
    st.tuples(st.just("withdraw_one"), st.integers(min_value=0, max_value=3)),
    st.tuples(st.just("withdraw_area"), st.tuples(st.integers(min_value=0, max_value=3), areas)),
    st.tuples(st.just("join"), st.tuples(staff, areas, days)),
    st.tuples(st.just("leave"), staff),
    st.tuples(st.just("deputy"), st.tuples(staff, days)),
    st.tuples(st.just("hand_over"), staff),
    st.tuples(st.just("block"), st.sampled_from(("jan", "rikke", "ulla", "mads", "anne"))),
    st.tuples(st.just("narrow_words"), st.booleans()),
    st.tuples(st.just("new_part"), st.tuples(staff, areas)),
    st.tuples(st.just("move"), st.tuples(staff, st.sampled_from(DEPARTMENTS))),
    st.tuples(st.just("change_role"), st.tuples(staff, st.sampled_from(("provider", "leader", "auditor")))),
    st.tuples(st.just("deactivate"), staff),
    st.tuples(st.just("health"), st.tuples(st.sampled_from(DEPARTMENTS), st.booleans())),
    st.tuples(st.just("end"), st.none()),
    st.tuples(st.just("wait"), st.integers(min_value=1, max_value=3)),
)


@dataclass
class Course:
    """One random course: carries out steps as the people who may, and tells what is stored and seen."""

    cast: Any
    now: datetime = NOW
    refused: int = 0
    items: list[models.Model] = field(default_factory=list)

    def user(self, name: str) -> User:
        user: User = getattr(self.cast, name)
        return User.objects.select_related("role", "department").get(pk=user.pk)

    @property
    def plan(self) -> Plan:
        return Plan.objects.get(pk=self.cast.plan.pk)

    @property
    def coordinator(self) -> User:
        return self.plan.members.get(capacity="coordinator", ends_at=None).user

    def take(self, step: tuple[str, Any]) -> None:
        """Carry a step out; a refusal changes nothing."""
        name, how = step
        self.now += timedelta(minutes=1)
        with clock.standing_at(self.now):
            try:
                with transaction.atomic():
                    getattr(self, f"_{name}")(how)
            except (PermissionDenied, ValidationError):
                self.refused += 1

    def _consent(self, how: dict[str, Any]) -> None:
        given_on = clock.today() + timedelta(days=how["from_day"])
        give_consent(
            self.user("rasmus"),
            self.plan,
            to=[self._receiver(name) for name in how["to"]],
            sources=[getattr(self.cast, name) for name in how["sources"]],
            areas=how["areas"],
            kind=how["kind"],
            given_on=given_on,
            until=given_on + timedelta(days=how["for_days"]),
        )

    def _receiver(self, name: str) -> Department | User | None:
        return None if name == "coordinator" else getattr(self.cast, name)

    def _withdraw(self, number: int) -> None:
        grounds = list(Ground.objects.order_by("noted_at"))
        if grounds:
            ground = grounds[number % len(grounds)]
            withdraw_ground(by=self.user("rasmus"), plan=self.plan, ground=ground)

    def _withdraw_one(self, number: int) -> None:
        grounds = list(Ground.objects.order_by("noted_at"))
        if grounds:
            ground = grounds[number % len(grounds)]
            one = list(ground.parties.all())[:1]
            withdraw_ground(by=self.user("rasmus"), plan=self.plan, ground=ground, parties=one)

    def _withdraw_area(self, how: tuple[int, list[str]]) -> None:
        grounds = list(Ground.objects.order_by("noted_at"))
        if grounds:
            ground = grounds[how[0] % len(grounds)]
            one = list(ground.parties.all())[:1]
            withdraw_ground(by=self.user("rasmus"), plan=self.plan, ground=ground, parties=one, areas=how[1])

    def _join(self, how: tuple[str, list[str], int]) -> None:
        name, where, from_day = how
        starts_at = self.now + timedelta(days=from_day)
        user = self.user(name)
        add_member(by=self.coordinator, plan=self.plan, user=user, areas=where, starts_at=starts_at)

    def _leave(self, name: str) -> None:
        end_member(by=self.coordinator, plan=self.plan, user=self.user(name))

    def _deputy(self, how: tuple[str, int]) -> None:
        name, from_day = how
        starts_at = self.now + timedelta(days=from_day)
        appoint_deputy(
            by=self.coordinator,
            plan=self.plan,
            user=self.user(name),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(days=2),
        )

    def _hand_over(self, name: str) -> None:
        offer_handover(by=self.coordinator, plan=self.plan, to=self.user(name))
        accept_handover(by=self.user(name), plan=self.plan)

    def _block(self, name: str) -> None:
        block_person(by=self.user("rasmus"), plan=self.plan, user=self.user(name))

    def _narrow_words(self, coordinator_only: bool) -> None:
        share_words(by=self.user("rasmus"), plan=self.plan, coordinator_only=coordinator_only)

    def _new_part(self, how: tuple[str, list[str]]) -> None:
        name, where = how
        for area in where:
            add_goal(by=self.user(name), plan=self.plan, area_id=area, title="Et mål")

    def _move(self, how: tuple[str, str]) -> None:
        user = self.user(how[0])
        department = getattr(self.cast, how[1])
        edit_employee(by=self.cast.adam, employee=user, seen=user.version, department=department)

    def _change_role(self, how: tuple[str, str]) -> None:
        user = self.user(how[0])
        role = Role.objects.get(pk=how[1])
        edit_employee(by=self.cast.adam, employee=user, seen=user.version, role=role)

    def _deactivate(self, name: str) -> None:
        user = self.user(name)
        edit_employee(by=self.cast.adam, employee=user, seen=user.version, is_active=not user.is_active)

    def _health(self, how: tuple[str, bool]) -> None:
        department = Department.objects.get(pk=getattr(self.cast, how[0]).pk)
        edit_department(by=self.cast.adam, department=department, seen=department.version, is_health=how[1])

    def _end(self, _how: None) -> None:
        end_plan(by=self.coordinator, plan=self.plan, outcome="manages")

    def _wait(self, number: int) -> None:
        self.now += timedelta(days=number)

    # What is stored and seen ------------------------------------------------------------------------------------

    def stored(self) -> set[Row]:
        on_plan = PlanGrant.every.filter(content_object=self.plan).select_related("permission")
        in_plan = SectionGrant.every.filter(content_object__plan=self.plan).select_related("permission")
        return {
            Row(g.user_id, On(g.permission.codename), None, g.valid_from, g.valid_until, g.source)
            for g in on_plan
        } | {
            Row(
                g.user_id,
                In(g.permission.codename),
                g.content_object_id,
                g.valid_from,
                g.valid_until,
                g.source,
            )
            for g in in_plan
        }

    def rows_of(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """All rows of a kind that belong to the plan. Of history alone another plan has some as well."""
        rows = model._default_manager.all()
        return rows.filter(plan_id=self.plan.pk) if model is Change else rows

    def rows_of_the_plan(self) -> list[models.QuerySet[Any]]:
        """Everything that is asked for when one plan is read."""
        plan = self.plan
        beside = (Ground, NetworkPerson, Representative)
        on_it = (Section, TeamMember, HandoverOffer, BlockedPerson)
        return [
            *map(self.rows_of, ITEMS),
            *(model._default_manager.filter(citizen=plan.citizen) for model in beside),
            *(model._default_manager.filter(plan=plan) for model in on_it),
        ]

    def in_force(self) -> set[tuple[str, On | In, Section | None]]:
        """Who is what to the plan, or reads which section how: by the rows in force."""
        names = {user.pk: user.username for user in User.objects.all()}
        sections = {section.pk: section for section in self.plan.sections.select_related("owner")}
        return {
            (names[row.user_id], row.permission, sections[row.where] if row.where else None)
            for row in self.stored()
            if row.valid_from <= self.now < row.valid_until
        }


@pytest.fixture
def written(cast):
    """One of each kind of item, by each owner, some of them closed in one way or another."""
    plan, jan, rikke, sofie, rasmus = cast.plan, cast.jan, cast.rikke, cast.sofie, cast.rasmus
    write_words(by=rasmus, plan=plan, kind="dream", text="Et hus ved havet", seen=0)
    rate(by=rasmus, plan=plan, area_id=None, value=3)
    rate(by=jan, plan=plan, area_id=HOUSING, value=4)
    for writer, area in ((jan, HOUSING), (rikke, HOUSING), (sofie, ECONOMY), (sofie, HOUSING)):
        goal = add_goal(by=writer, plan=plan, area_id=area, title="Et mål")
        add_subgoal(by=writer, goal=goal, title="Et skridt")
        add_task(by=writer, goal=goal, title="En aftale", responsible=writer)
    add_goal(by=jan, plan=plan, area_id=HOUSING, title="Kladde", is_draft=True)
    add_goal(by=jan, plan=plan, area_id=HOUSING, title="Et bud", words=Goal.Words.HYPOTHESIS)
    write_journal(by=rikke, plan=plan, area_id=HOUSING, title="Notat", text="Hjemmebesøg")
    propose_goal(by=rasmus, plan=plan, area_id=ECONOMY, title="Mit eget")
    propose_goal(by=rasmus, plan=plan, area_id=HOUSING, title="Kun mit", is_private=True)
    late = add_goal(by=sofie, plan=plan, area_id=ECONOMY, title="Endnu ikke")
    Goal.objects.filter(pk=late.pk).update(
        withheld_until=NOW + timedelta(days=2), withheld_ground="hensyn", withheld_approved_by=jan
    )
    return cast


@contextmanager
def example(written: Any) -> Iterator[Course]:
    """A course whose traces are gone afterwards."""
    point = transaction.savepoint()
    try:
        yield Course(written)
    finally:
        transaction.savepoint_rollback(point)
