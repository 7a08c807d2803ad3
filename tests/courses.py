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
    Disagreement,
    FollowUp,
    Goal,
    GoalProgress,
    HandoverOffer,
    JournalNote,
    LeaderQuestion,
    Measure,
    Plan,
    PlanFollowUp,
    QuestionItem,
    Rating,
    Section,
    SubGoal,
    SupportChange,
    Task,
    TeamMember,
    Transition,
    TransitionKind,
)
from plans.regrant import Row
from plans.services.covering import appoint_acting, move_plans
from plans.services.disagreements import store_view
from plans.services.follow_ups import follow_up, follow_up_plan
from plans.services.goal_progress import note_progress
from plans.services.goals import add_goal, add_subgoal, propose_goal
from plans.services.handover import accept_handover, offer_handover
from plans.services.journal import write_journal
from plans.services.measures import add_measure
from plans.services.pausing import pause_plan, resume_plan
from plans.services.plans import end_plan
from plans.services.progress import rate
from plans.services.reopening import reopen_plan
from plans.services.support import change_support
from plans.services.tasks import add_task
from plans.services.team import add_member, appoint_deputy, block_person, end_member
from plans.services.transitions import begin_transition
from plans.services.withdrawing import withdraw_ground
from plans.services.words import share_words, write_words
from tests.cast import ECONOMY, HOUSING, NOW, give_consent, make_employee

ITEMS: tuple[type[models.Model], ...] = (
    Goal,
    SubGoal,
    GoalProgress,
    Task,
    Measure,
    SupportChange,
    FollowUp,
    PlanFollowUp,
    Rating,
    JournalNote,
    CitizenWords,
    Transition,
)
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
    st.tuples(st.just("end"), st.sampled_from(("manages", "died"))),
    st.tuples(st.just("pause"), st.booleans()),
    st.tuples(st.just("reopen"), st.tuples(staff, st.booleans())),
    st.tuples(st.just("cover"), st.tuples(staff, st.booleans())),
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

    def _end(self, outcome: str) -> None:
        end_plan(by=self.coordinator, plan=self.plan, outcome=outcome)

    def _pause(self, begins: bool) -> None:
        later = clock.today() + timedelta(days=2)
        if begins:
            pause_plan(by=self.coordinator, plan=self.plan, reason="Rejser", look_again_on=later)
        else:
            resume_plan(by=self.coordinator, plan=self.plan)

    def _reopen(self, how: tuple[str, bool]) -> None:
        name, keeps = how
        team = self.plan.members.values_list("user", flat=True) if keeps else []
        reopen_plan(by=self.coordinator, plan=self.plan, coordinator=self.user(name), keep=set(team))

    def _cover(self, how: tuple[str, bool]) -> None:
        """The leader of who coordinates lets somebody stand in, or moves the plan."""
        name, moves = how
        by, other = self._leader_of(self.coordinator), self.user(name)
        if moves:
            move_plans(by=by, coordinator=self.coordinator, to=other)
        else:
            today = clock.today()
            appoint_acting(
                by=by,
                absent=self.coordinator,
                deputy=other,
                starts_on=today,
                ends_on=today + timedelta(days=1),
            )

    def _leader_of(self, user: User) -> User:
        username = f"leder-{user.department_id}"
        found = User.objects.filter(username=username).first()
        assert user.department is not None
        return found or make_employee(username, "Lis Toft", user.department, "leader")

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
        """All rows of a kind: no other plan has any."""
        return model._default_manager.all()

    @property
    def history(self) -> models.QuerySet[Change]:
        """The plan's lines; another plan has some as well."""
        return Change.objects.filter(plan_id=self.plan.pk)

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
        note_progress(by=writer, goal=goal, direction=GoalProgress.Direction.SAME)
        add_task(by=writer, goal=goal, title="En aftale", responsible=writer)
    for writer, provider in ((jan, cast.rus), (rikke, cast.job), (sofie, None)):
        measure = add_measure(
            by=writer,
            plan=plan,
            area_id=HOUSING,
            title="En indsats",
            starts_on=NOW.date(),
            provider=provider,
            extent="6 timer om ugen",
        )
        change_support(
            by=writer,
            measure=measure,
            seen=1,
            direction="down",
            extent="4 timer",
            reason="Det går bedre",
            from_on=NOW.date(),
        )
        follow_up(by=writer, measure=measure, seen=2, happened="Det går godt", progress="on_track")
    add_measure(by=rikke, plan=plan, area_id=HOUSING, title="Kladde", starts_on=NOW.date(), is_draft=True)
    follow_up_plan(by=sofie, plan=plan, seen=plan.version, happened="Det hele går fremad")
    add_goal(by=jan, plan=plan, area_id=HOUSING, title="Kladde", is_draft=True)
    add_goal(by=jan, plan=plan, area_id=HOUSING, title="Et bud", words=Goal.Words.HYPOTHESIS)
    write_journal(by=rikke, plan=plan, area_id=HOUSING, title="Notat", text="Hjemmebesøg")
    propose_goal(by=rasmus, plan=plan, area_id=ECONOMY, title="Mit eget")
    propose_goal(by=rasmus, plan=plan, area_id=HOUSING, title="Kun mit", is_private=True)
    leaving = TransitionKind.objects.get(pk="udskrivelse")
    begin_transition(by=sofie, plan=plan, kind=leaving, on=NOW.date() + timedelta(days=9))
    late = add_goal(by=sofie, plan=plan, area_id=ECONOMY, title="Endnu ikke")
    Goal.objects.filter(pk=late.pk).update(
        withheld_until=NOW + timedelta(days=2), withheld_ground="hensyn", withheld_approved_by=jan
    )
    _dispute_and_ask(cast)
    return cast


def _dispute_and_ask(cast: Any) -> None:
    """Views of a goal, a measure and an area, and a leader who is asked about what stands there by each of two."""
    goal = Goal.objects.get(section__owner=cast.job, title="Et mål")
    about_goal = _disagreement(cast.jan, goal.section, goal)
    about_area = _disagreement(cast.rikke, Goal.objects.get(section__owner=cast.rus).section, None)
    measure = Measure.objects.filter(section=goal.section)[0]
    about_measure = Disagreement.objects.create(
        section=goal.section, measure=measure, written_by=cast.jan, written_at=NOW
    )
    for holder in (cast.jan, cast.rikke, cast.rasmus):
        store_view(by=holder, disagreement=about_goal, text="Sådan ser jeg det")
        store_view(by=holder, disagreement=about_measure, text="Sådan ser jeg det")
    for holder in (cast.rikke, cast.rasmus):
        store_view(by=holder, disagreement=about_area, text="Sådan ser jeg det")
    for asker in (cast.jan, cast.sofie):
        question = LeaderQuestion.objects.create(
            section=goal.section
            if asker == cast.jan
            else Section.objects.get(owner=cast.social, area=HOUSING),
            asked_of=cast.grethe,
            department=cast.job,
            text="Hvad gør vi?",
            written_by=asker,
            written_at=NOW,
        )
        QuestionItem.objects.create(question=question, disagreement=about_goal)
        QuestionItem.objects.create(question=question, disagreement=about_area)
        QuestionItem.objects.create(question=question, disagreement=about_measure)
        for one in Goal.objects.filter(section__area=HOUSING):
            QuestionItem.objects.create(question=question, goal=one)


def _disagreement(by: User, section: Section, goal: Goal | None) -> Disagreement:
    return Disagreement.objects.create(section=section, goal=goal, written_by=by, written_at=NOW)


@contextmanager
def example(written: Any) -> Iterator[Course]:
    """A course whose traces are gone afterwards."""
    point = transaction.savepoint()
    try:
        yield Course(written)
    finally:
        transaction.savepoint_rollback(point)
