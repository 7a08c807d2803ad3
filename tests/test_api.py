"""The JSON API: the same plans, seen by the same rule as the pages; nothing more, and nobody unlogged."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Look
from plans.api import views
from plans.api.throttling import PerPerson
from plans.models import Goal, Plan
from plans.services.goals import add_goal, add_subgoal, propose_goal
from plans.services.progress import rate
from plans.services.tasks import add_task
from plans.services.team import add_member, block_person
from plans.services.words import write_words
from tests.cast import HOUSING, NOW, TODAY, give_consent, make_citizen, make_employee, make_plan
from tests.conftest import Cast

LISTS = ("sections", "goals", "tasks", "own_tasks", "ratings")
OUTSIDERS = ("ulla", "grethe", "adam", "dorte", "root", "kirsten", "mads")


def ask(user: User, name: str, *arguments: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=arguments))


def plan_as_seen_by(user: User, plan: Plan) -> dict[str, Any]:
    answer = ask(user, "api-plan", plan.pk)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


# Who is answered -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/plans/", "/api/v1/plans/{}/", "/api/v1/schema/"])
def test_nobody_is_answered_401(cast: Cast, address: str):
    answer = Client().get(address.format(cast.plan.pk))
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Session")


@pytest.mark.parametrize("name", OUTSIDERS)
def test_plan_does_not_exist_for_outsiders(cast: Cast, jobs_goal: Goal, name: str):
    assert ask(getattr(cast, name), "api-plan", cast.plan.pk).status_code == 404
    assert not Look.objects.filter(kind=Look.Kind.API).exists()


@pytest.mark.parametrize("name", [name for name in OUTSIDERS if name != "kirsten"])
def test_list_is_empty_for_outsiders(cast: Cast, name: str):
    assert ask(getattr(cast, name), "api-plans").json()["results"] == []


def test_blocked_and_deactivated_members_find_nothing(cast: Cast):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    assert ask(cast.jan, "api-plan", cast.plan.pk).status_code == 404
    assert ask(cast.jan, "api-plans").json()["count"] == 0
    User.objects.filter(pk=cast.pia.pk).update(is_active=False)
    assert ask(cast.pia, "api-plan", cast.plan.pk).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", ["api-plans", "api-plan"])
def test_nothing_is_written_through_it(cast: Cast, method: str, name: str):
    client = Client()
    client.force_login(cast.sofie)
    address = reverse(name, args=[cast.plan.pk] if name == "api-plan" else [])
    assert getattr(client, method)(address, {}, content_type="application/json").status_code == 405


def test_writing_without_a_token_is_refused(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sofie)
    assert client.post(reverse("api-plans"), {}, content_type="application/json").status_code == 403


# What is answered ----------------------------------------------------------------------------------------------------


@pytest.mark.smoke
def test_each_sees_what_they_may(cast: Cast, jobs_goal: Goal, rus_goal: Goal, socials_goal: Goal):
    def goals(user: User) -> set[str]:
        return {goal["title"] for goal in plan_as_seen_by(user, cast.plan)["goals"]}

    assert goals(cast.rasmus) == {jobs_goal.title, rus_goal.title, socials_goal.title}
    assert goals(cast.sofie) == {socials_goal.title}
    assert goals(cast.jan) == {jobs_goal.title}
    assert goals(cast.rikke) == {rus_goal.title}
    assert goals(cast.anne) == {jobs_goal.title, rus_goal.title}
    give_consent(cast.sofie, cast.plan, to=[cast.social, cast.mads], sources=[cast.job])
    assert goals(cast.sofie) == {socials_goal.title, jobs_goal.title}
    assert goals(cast.mads) == {jobs_goal.title}


def test_one_plan_holds_goals_steps_tasks_ratings_words_and_team(cast: Cast, jobs_goal: Goal):
    add_subgoal(by=cast.jan, goal=jobs_goal, title="Se tre værelser")
    task = add_task(by=cast.jan, goal=jobs_goal, title="Ringe", responsible_is_citizen=True, due_on=TODAY)
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mit eget værksted", seen=0)
    rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=2, note="Sofaen er hård")
    found = plan_as_seen_by(cast.rasmus, cast.plan)
    (goal,) = found["goals"]
    assert [step["title"] for step in goal["subgoals"]] == ["Se tre værelser"]
    assert (goal["area_key"], goal["words"], goal["expected"]) == (HOUSING, "agreed", None)
    assert found["tasks"][0] | {"goal": goal["id"], "responsible": "Rasmus Ager"} == found["tasks"][0]
    assert found["tasks"][0]["due_on"] == str(task.due_on)
    assert found["dream"]["text"] == "Mit eget værksted"
    assert found["matters"] is None
    assert (found["ratings"][0]["value"], found["ratings"][0]["rated_by"]) == (2, "Rasmus Ager")
    assert found["team"][0] | {"name": "Sofie Lind", "capacity": "coordinator"} == found["team"][0]
    owners = {section["owner"] for section in found["sections"] if section["area_key"] == HOUSING}
    assert {"Beskæftigelse", None} <= owners


def test_names_are_as_the_reader_may_know_them(cast: Cast, jobs_goal: Goal):
    give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job])
    add_task(by=cast.sofie, goal=jobs_goal, title="Ringe", responsible=cast.rikke)
    found = plan_as_seen_by(cast.jan, cast.plan)
    assert found["tasks"][0]["responsible"] == "en anden fagperson"
    assert "Rikke" not in json.dumps(found, ensure_ascii=False)
    assert "Rusmiddelcentret" not in json.dumps(found, ensure_ascii=False)
    assert found["unseen_members"] == 1


def test_a_member_who_sees_no_item_gets_the_shell(cast: Cast, socials_goal: Goal):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mit eget værksted", seen=0)
    add_task(by=cast.sofie, goal=socials_goal, title="Sende brevet", responsible=cast.rikke, due_on=TODAY)
    found = plan_as_seen_by(cast.rikke, cast.plan)
    assert found["is_shell"]
    assert found["dream"] is None
    assert [task["title"] for task in found["own_tasks"]] == ["Sende brevet"]
    assert set(found["own_tasks"][0]) == {"id", "title", "due_on", "status", "version"}
    assert not any(found[name] for name in ("goals", "tasks", "ratings"))


def test_neither_number_nor_address_stands_in_any_answer(cast: Cast, jobs_goal: Goal):
    for user in (cast.sofie, cast.rasmus, cast.anne, cast.jan):
        for answer in (ask(user, "api-plan", cast.plan.pk), ask(user, "api-plans")):
            text = answer.content.decode()
            assert "740394" not in text
            assert "Havnegade" not in text


def test_what_is_private_or_withheld_stays_so(cast: Cast, jobs_goal: Goal):
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Flytte fra byen", is_private=True)
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Måske et kollegie", is_draft=True)
    Goal.objects.filter(pk=jobs_goal.pk).update(
        withheld_until=NOW + timedelta(days=1),
        withheld_ground="Samtalen først",
        withheld_approved_by=cast.grethe,
    )
    assert [goal["title"] for goal in plan_as_seen_by(cast.rasmus, cast.plan)["goals"]] == ["Flytte fra byen"]
    assert plan_as_seen_by(cast.sofie, cast.plan)["goals"] == []


def test_levels_are_no_more_for_the_network_than_ratings(cast: Cast, jobs_goal: Goal):
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    Goal.objects.filter(pk=jobs_goal.pk).update(actual=3, expected=1, ffb_theme="e.1")
    told = ("actual", "expected", "ffb_theme")
    for name, expected in (("mads", (None, None, "")), ("rasmus", (3, 1, "e.1")), ("jan", (3, 1, "e.1"))):
        (goal,) = plan_as_seen_by(getattr(cast, name), cast.plan)["goals"]
        assert tuple(goal[field] for field in told) == expected, name


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "😀 שלום", "x" * 20_000], ids=["HTML", "signs", "long"]
)
def test_any_text_comes_through_as_it_is(cast: Cast, text: str):
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title=text)
    assert plan_as_seen_by(cast.sofie, cast.plan)["goals"][0]["title"] == text


# The list ------------------------------------------------------------------------------------------------------------


def test_list_holds_the_own_plans_with_who_coordinates_them(cast: Cast):
    answer = ask(cast.sofie, "api-plans").json()
    assert [row["citizen"] for row in answer["results"]] == ["Kirsten Vang", "Rasmus Ager"]
    row = ask(cast.rasmus, "api-plans").json()["results"][0]
    assert row["coordinator"] == {"name": "Sofie Lind", "department": "Socialafdelingen", "phone": ""}
    assert row["capacity"] == "Borger"
    assert row["url"].endswith(reverse("api-plan", args=[cast.plan.pk]))
    assert ask(cast.anne, "api-plans").json()["results"][0]["capacity"] == "Repræsentant"


def test_list_comes_in_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(views.PlanList.pagination_class, "page_size", 1)
    first = ask(cast.sofie, "api-plans").json()
    assert (first["count"], len(first["results"])) == (2, 1)
    client = Client()
    client.force_login(cast.sofie)
    second = client.get(first["next"]).json()
    assert (second["results"][0]["citizen"], second["next"]) == ("Rasmus Ager", None)
    assert client.get(reverse("api-plans"), {"page": "9"}).status_code == 404


# The log -------------------------------------------------------------------------------------------------------------


def test_every_plan_shown_is_logged_before_the_answer(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    ask(cast.sofie, "api-plans")
    looks = Look.objects.filter(kind=Look.Kind.API, user_id=cast.sofie.pk)
    assert {look.plan_id for look in looks} == {cast.plan.pk, cast.kirstens_plan.pk}
    assert {look.role for look in looks} == {"Koordinerende sagsbehandler"}

    def fails(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(views, "plan_as_data", fails)
    with pytest.raises(RuntimeError):
        ask(cast.jan, "api-plan", cast.plan.pk)
    assert Look.objects.get(user_id=cast.jan.pk, kind=Look.Kind.API).what == "Planen"


# Size and shape ------------------------------------------------------------------------------------------------------


def grow(cast: Cast, size: int) -> None:
    for number in range(size):
        goal = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Mål", responsible=cast.jan)
        add_subgoal(by=cast.sofie, goal=goal, title="Delmål")
        add_task(by=cast.sofie, goal=goal, title="Aftale", responsible=cast.jan)
        add_task(by=cast.sofie, goal=goal, title="Aftale", responsible=cast.rikke)
        rate(by=cast.sofie, plan=cast.plan, area_id=HOUSING, value=number % 11)
        member = make_employee(f"m{size}{number}", f"Medarbejder {number}", cast.job)
        with clock.standing_at(NOW - timedelta(days=1)):
            add_member(by=cast.sofie, plan=cast.plan, user=member, areas=[HOUSING])
            citizen = make_citizen(
                cast.sofie, f"c{size}{number}", f"Borger {number}", f"61129{size}000{number}"
            )
            make_plan(cast.sofie, citizen)


def test_query_count_does_not_grow(cast: Cast):
    counts = []
    for size in (1, 4):
        grow(cast, size)
        for user, name, arguments in (
            (cast.sofie, "api-plan", [cast.plan.pk]),
            (cast.rikke, "api-plan", [cast.plan.pk]),
            (cast.rasmus, "api-plan", [cast.plan.pk]),
            (cast.sofie, "api-plans", []),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert ask(user, name, *arguments).status_code == 200
            counts.append(len(queries))
    assert counts[:4] == counts[4:], counts


def test_schema_is_valid_and_says_all(capsys: pytest.CaptureFixture[str]):
    call_command("spectacular", "--validate", "--fail-on-warn")
    schema = capsys.readouterr().out
    for said in ("/api/v1/plans/:", "/api/v1/plans/{plan_id}/:", "GoalStatus", "StepStatus", "TaskStatus"):
        assert said in schema
    assert "cpr" not in schema.lower()


def test_schema_is_there_for_whoever_is_logged_in(cast: Cast):
    assert b"openapi: 3" in ask(cast.ulla, "api-schema").content


def test_whoever_asks_too_often_is_told_to_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(PerPerson, "rate", "2/min")
    answers = [ask(cast.dorte, "api-plans").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
