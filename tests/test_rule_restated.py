"""The rule against its own text, read a second time (tests/rule_restated.py), through random courses of what happens.

At every step the query for some kinds, and the check of some things; at the end the query for all, and what each
fagsystem would get. Another test holds pages and API answers to it, and on ten fixed courses one holds prints.
"""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from enplan import clock
from enplan.accounts.models import Department, User
from integrations.documents.plan import plan_page
from plans.excerpts import excerpt_of
from plans.models import (
    CitizenWords,
    Disagreement,
    DisagreementView,
    FollowUp,
    Goal,
    GoalProgress,
    JournalNote,
    LeaderQuestion,
    Measure,
    PlanFollowUp,
    Rating,
    SubGoal,
    SupportChange,
    Task,
    Transition,
)
from plans.permissions import (
    can,
    document_for_department,
    own_task_titles,
    sections_for_department,
    visible_to,
    visible_to_department,
)
from plans.standing import Action
from tests.courses import DEPARTMENTS, PEOPLE, Course, bounded, consents, example, steps, written
from tests.printing import logged_in, text_of
from tests.rule_restated import FULL, NOTHING, TITLE, Situation

__all__ = ["written"]  # the fixture

pytestmark = pytest.mark.django_db

IN_DISPUTE = (Disagreement, DisagreementView, LeaderQuestion)
KINDS = (
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
    *IN_DISPUTE,
)
TITLED = (Goal, SubGoal, Task, Measure)
COURSES = 10  # fixed ones, with prints


def things_of(it: Course) -> dict[type[Any], list[Any]]:
    """Everything that stands in the plan, by kind."""
    return {model: list(it.rows_of(model).order_by("pk")) for model in KINDS}


def hold_query_and_check(it: Course, number: int, *, share: int = 1) -> None:
    """The query for everybody, of one in `share` kinds (1: of all); the check for a tenth of the things. Each person
    and step has other ones.
    """
    situation = Situation(it.plan, it.now)
    there = things_of(it)
    with clock.standing_at(it.now):
        for place, name in enumerate(PEOPLE, start=number):
            user = it.user(name)
            own = set(own_task_titles(user, it.plan))
            for model, things in list(there.items())[place % share :: share]:
                expected = {thing: situation.gets(user, thing) for thing in things}
                seen = set(visible_to(user, it.rows_of(model)))
                assert seen == {thing for thing, gets in expected.items() if gets == FULL}, (name, model)
                if model is Task:
                    titles = {thing for thing, gets in expected.items() if gets == TITLE}
                    assert titles == own - seen, name
                for thing in things[place % 10 :: 10]:
                    assert can(user, Action.VIEW, thing) is (expected[thing] == FULL), (name, thing)


def hold_fagsystemer(it: Course) -> None:
    """Rule 9, for each department: item by item, and what the document for it holds."""
    situation = Situation(it.plan, it.now)
    there = things_of(it)
    with clock.standing_at(it.now):
        for key in DEPARTMENTS:
            department = Department.objects.get(pk=getattr(it.cast, key).pk)
            sections = sections_for_department(department, it.plan)
            for model, things in there.items():
                if model in (CitizenWords, GoalProgress, PlanFollowUp, Transition, *IN_DISPUTE):
                    continue
                in_place = [t for t in things if model is not Rating or t.section_id is not None]
                expected = {thing for thing in in_place if situation.system_gets(department.pk, thing)}
                assert set(visible_to_department(sections, model._default_manager.all())) == expected, key
                for thing in in_place[:2]:
                    alone = document_for_department(
                        department, it.plan, model._default_manager.filter(pk=thing.pk)
                    )
                    assert (alone is not None) is (thing in expected)
            page = plan_page(it.plan, department)
            sent = {goals.goal for part in page.areas for goals in part.goals}
            assert sent == {g for g in there[Goal] if situation.system_gets(department.pk, g)}


def hold_excerpts(it: Course) -> None:
    """Rule 8: what of each question's excerpt its leader is shown."""
    situation = Situation(it.plan, it.now)
    with clock.standing_at(it.now):
        for question in it.rows_of(LeaderQuestion):
            excerpt = excerpt_of(question)
            items = list(question.items.all())
            asked = {item.goal or item.disagreement for item in items}
            expected = {thing for thing in asked if situation.excerpt_holds(question, thing)}
            assert {*excerpt.goals, *excerpt.disagreements} == expected
            for disagreement in excerpt.disagreements:
                views = {v for v in it.rows_of(DisagreementView) if v.disagreement_id == disagreement.pk}
                held = {view for view in views if situation.excerpt_holds(question, view)}
                assert set(disagreement.views.all()) == held


@pytest.fixture
def titled(written: Any) -> Any:
    """Each thing with a title has one that occurs nowhere else."""
    for model in (*TITLED, JournalNote):
        for number, thing in enumerate(model._default_manager.order_by("pk")):
            title = f"Q{model.__name__}{number:02}"
            model._default_manager.filter(pk=thing.pk).update(title=title)
    for number, view in enumerate(DisagreementView.objects.order_by("pk")):
        DisagreementView.objects.filter(pk=view.pk).update(text=f"QView{number:02}")
    return written


def pages_of(user: User, it: Course) -> Iterator[tuple[str, str]]:
    """What each address with the plan's things on it answers this person with, as text; the API's answer as well."""
    client = logged_in(user)
    plan = it.plan.pk
    for name, arguments in (
        ("workspace", [plan]),
        ("workspace-journal", [plan]),
        ("min-plan", []),
        ("min-plan-journal", []),
        ("min-del", []),
        ("caseload", []),
        ("api-plan", [plan]),
    ):
        answer = client.get(reverse(name, args=arguments))
        yield name, answer.content.decode() if answer.status_code == 200 else ""


def hold_pages(it: Course) -> None:
    """No page shows a title that the text of the rule keeps from its reader, and the plan's own pages show the rest."""
    situation = Situation(it.plan, it.now)
    there = things_of(it)
    things = [thing for model in TITLED for thing in there[model]]
    notes = there[JournalNote]
    with clock.standing_at(it.now):
        for name in PEOPLE:
            user = it.user(name)
            if not user.is_active:
                continue
            gets = {thing.title: situation.gets(user, thing) for thing in [*things, *notes]}
            gets |= {view.text: situation.gets(user, view) for view in there[DisagreementView]}
            pages = dict(pages_of(user, it))
            for page, text in pages.items():
                shown = {title for title in gets if title in text}
                assert not {title for title in shown if gets[title] == NOTHING}, (name, page)
            whole = pages["min-plan"] or pages["workspace"] or pages["min-del"]
            due = {thing.title for thing in things if gets[thing.title] != NOTHING}
            assert {title for title in due if title not in whole} == set(), name
            if pages["api-plan"]:
                full = {thing.title for thing in things if gets[thing.title] == FULL}
                assert {title for title in full if title not in pages["api-plan"]} == set(), name


def hold_prints(it: Course) -> None:
    """A print holds of goals what its reader may see, and no title of anything else."""
    situation = Situation(it.plan, it.now)
    there = things_of(it)
    things = [thing for model in TITLED for thing in there[model]]
    with clock.standing_at(it.now):
        for name, address in (
            ("rasmus", reverse("min-plan-pdf")),
            ("anne", reverse("min-plan-pdf")),
            ("sofie", reverse("plan-pdf", args=[it.plan.pk])),
            ("jan", reverse("plan-pdf", args=[it.plan.pk])),
            ("rikke", reverse("plan-pdf", args=[it.plan.pk])),
        ):
            user = it.user(name)
            answer: Any = logged_in(user).get(address) if user.is_active else None
            text = text_of(answer) if answer is not None and answer.status_code == 200 else ""
            gets = {thing.title: situation.gets(user, thing) for thing in things}
            gets |= {view.text: situation.gets(user, view) for view in there[DisagreementView]}
            assert not {title for title in gets if title in text and gets[title] == NOTHING}, name
            if text:
                goals = {g.title for g in there[Goal] if gets[g.title] == FULL and not g.is_draft}
                assert {title for title in goals if title not in text} == set(), name


@bounded(5)
@given(grounds=st.lists(consents, min_size=2, max_size=2), course=st.lists(steps, min_size=2, max_size=5))
def test_query_and_check_say_what_the_text_says(written, grounds, course):
    begin = [("consent", {**ground, "from_day": -1}) for ground in grounds]
    with example(written) as it:
        for number, step in enumerate([*begin, *course]):
            it.take(step)
            hold_query_and_check(it, number, share=3)
            hold_excerpts(it)
        hold_query_and_check(it, 0)
        hold_fagsystemer(it)


@bounded(4)
@given(course=st.lists(steps, min_size=3, max_size=7))
def test_pages_api_and_fagsystemer_say_what_the_text_says(titled, course):
    with example(titled) as it:
        for step in course:
            it.take(step)
        hold_pages(it)
        hold_fagsystemer(it)


@pytest.mark.parametrize("seed", range(COURSES))
def test_prints_say_what_the_text_says(titled, seed):
    with example(titled) as it:
        for step in fixed_course(seed):
            it.take(step)
        hold_query_and_check(it, seed)
        hold_excerpts(it)
        hold_prints(it)


def fixed_course(seed: int) -> list[tuple[str, Any]]:
    """Two consents and four things that happen, drawn from a fixed seed."""
    draw = random.Random(seed)
    people = ("jan", "rikke", "ulla", "pia")

    def consent() -> tuple[str, Any]:
        return "consent", {
            "to": draw.sample([*DEPARTMENTS, "jan", "rikke", "mads", "coordinator"], 2),
            "sources": draw.sample(DEPARTMENTS, 2),
            "areas": draw.sample(["housing", "economy"], draw.randint(1, 2)),
            "kind": draw.choice(("sharing_consent", "health_consent")),
            "from_day": -draw.randint(0, 2),
            "for_days": draw.randint(2, 6),
        }

    happenings = [
        ("withdraw_one", draw.randint(0, 3)),
        ("join", (draw.choice(people), ["housing", "economy"], -1)),
        ("leave", draw.choice(people)),
        ("hand_over", draw.choice(people)),
        ("cover", (draw.choice(people), bool(draw.randint(0, 1)))),
        ("block", draw.choice(("jan", "rikke", "mads"))),
        ("move", (draw.choice(people), draw.choice(DEPARTMENTS))),
        ("health", (draw.choice(DEPARTMENTS), bool(draw.randint(0, 1)))),
        ("wait", draw.randint(1, 3)),
    ]
    return [consent(), consent(), *draw.sample(happenings, 4)]
