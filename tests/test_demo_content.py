"""The demo municipality's files hold together: references, dates, CPR numbers, and texts that age well.

Plain data, no database. The loader moves every date by whole weeks, so no text may name a date, a month or a season.
"""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from tests.demo_content import (
    AGES,
    AREAS,
    BASES,
    COMMON,
    COURSES,
    DEPARTMENTS,
    GOAL_STATUSES,
    KEYS,
    LEVELS,
    NOW,
    ROOT,
    STAFF,
    STATUSES_WITH_REASON,
    TIME_BOUND,
    TODAY,
    WORDS_WE_DO_NOT_USE,
    born_on,
    last_day,
    membership,
    people_of,
    shown_texts,
)

every_course = pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)


def test_municipality_has_its_size_and_every_role() -> None:
    assert set(COMMON) == {"departments", "staff", "fagsystemer"}
    assert len(DEPARTMENTS) == 5
    assert [key for key, value in DEPARTMENTS.items() if isinstance(value, dict) and value["health"]] == [
        "sundhed"
    ]
    assert len(STAFF) == 10
    assert {person.get("role", "caseworker") for person in STAFF.values()} == {
        "caseworker",
        "provider",
        "leader",
        "administrator",
        "auditor",
    }
    assert set(COURSES) == set(AGES)
    for person in STAFF.values():
        assert set(person) <= KEYS["staff"]
        assert person["department"] in DEPARTMENTS
        assert re.fullmatch(r"65 00 00 \d\d", person["phone"])
        assert re.fullmatch(r"[a-z.]+@nordby\.example", person["email"])


def test_ids_usernames_names_and_phones_are_used_once() -> None:
    usernames = [*STAFF, *(name for course in COURSES.values() for name in people_of(course))]
    assert len(usernames) == len(set(usernames))
    people = [
        *STAFF.values(),
        *(course["citizen"] for course in COURSES.values()),
        *(person for course in COURSES.values() for person in course["network"].values()),
        *(person for course in COURSES.values() for person in course["representatives"].values()),
    ]
    for key in ("name", "phone", "cpr"):
        values = [person[key] for person in people if key in person]
        assert len(values) == len(set(values)), key
    ids = [course["id"] for course in COURSES.values()]
    assert len(ids) == len(set(ids))


def test_nobody_is_named_as_a_person_of_the_scenarios() -> None:
    names: set[str] = set()
    for path in (ROOT / "tests" / "scenarios").glob("*.yaml"):
        scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in ("staff", "network", "representatives"):
            names |= {person["name"] for person in (scenario.get(group) or {}).values()}
        names.add(scenario["citizen"]["name"])
    assert names, "the project's copy of the scenarios is not here"
    taken = {part for name in names for part in name.split()}
    ours = [
        *STAFF.values(),
        *(course["citizen"] for course in COURSES.values()),
        *(person for course in COURSES.values() for person in course["network"].values()),
        *(person for course in COURSES.values() for person in course["representatives"].values()),
    ]
    for person in ours:
        assert not taken & set(person["name"].split()), person["name"]


@every_course
def test_course_keys_are_known(course: dict[str, Any]) -> None:
    assert set(course) - {"talk"} == KEYS["course"]
    assert course["now"] == NOW
    assert set(course["citizen"]) <= KEYS["citizen"]
    assert set(course["plan"]) <= KEYS["plan"]
    for group, kind in (
        ("network", "network"),
        ("representatives", "representative"),
        ("consents", "consent"),
    ):
        for part in course[group].values():
            assert set(part) <= KEYS[kind], part
    for part in course["plan"]["team"]:
        assert set(part) <= KEYS["member"], part
    for part in course["plan"]["ratings"]:
        assert set(part) <= KEYS["rating"], part
    for part in course["plan"]["tasks"].values():
        assert set(part) <= KEYS["task"], part
    for part in course["plan"]["goals"].values():
        assert set(part) <= KEYS["goal"], part
    for part in course["plan"].get("measures", {}).values():
        assert set(part) <= KEYS["measure"], part


@every_course
def test_cpr_is_a_replacement_number_of_the_right_age(course: dict[str, Any]) -> None:
    citizen = course["citizen"]
    cpr = citizen["cpr"]
    assert re.fullmatch(r"[6-9]\d{9}", cpr)
    born = born_on(cpr)
    age = TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))
    assert age == AGES[citizen["username"]]
    for person in course["representatives"].values():
        assert set(person["areas"]) <= AREAS
        if person["basis"] == "forældremyndighed":
            assert person["until"] == born.replace(year=born.year + 18) - timedelta(days=1)


@every_course
def test_consents_resolve_and_stand_in_order(course: dict[str, Any]) -> None:
    departments = set(DEPARTMENTS)
    for key, consent in course["consents"].items():
        assert consent["basis"] in BASES, key
        assert consent["form"] in {"oral", "written", "digital"}, key
        assert consent["areas"], key
        assert set(consent["areas"]) <= AREAS, key
        assert set(consent["parties"]) <= departments | set(STAFF) | set(course["network"]) | {
            "coordinator"
        }, key
        assert set(consent.get("sources", departments)) <= departments, key
        assert course["plan"]["started"] <= consent["given"] <= TODAY, key
        assert consent["given"] <= last_day(consent), key
        if consent["form"] == "digital":
            assert "noted_by" not in consent, key
            continue
        assert STAFF[consent["noted_by"]].get("role", "caseworker") == "caseworker", key
        member = membership(course, consent["noted_by"])
        assert member is not None, key
        assert member[1] <= consent["given"] <= member[2], key


@every_course
def test_network_with_login_is_named_by_a_consent(course: dict[str, Any]) -> None:
    named = {party for consent in course["consents"].values() for party in consent["parties"]}
    for username, person in course["network"].items():
        assert (username in named) == person.get("login", True), username


@every_course
def test_team_resolves_and_periods_are_in_order(course: dict[str, Any]) -> None:
    plan = course["plan"]
    assert STAFF[plan["coordinator"]].get("role", "caseworker") == "caseworker"
    assert plan["started"] <= plan.get("agreed", plan["started"]) <= TODAY
    on_team = [member["who"] for member in plan["team"]]
    assert len(on_team) == len(set(on_team))
    for member in plan["team"]:
        assert STAFF[member["who"]].get("role", "caseworker") in {"caseworker", "provider"}
        assert member["who"] != plan["coordinator"]
        assert set(member["areas"]) <= AREAS
        assert plan["started"] <= member["from"] <= TODAY
        assert member["from"] < member.get("to", date.max)


@every_course
def test_goals_resolve(course: dict[str, Any]) -> None:
    citizen = course["citizen"]["username"]
    for key, goal in course["plan"]["goals"].items():
        assert goal["area"] in AREAS, key
        assert goal["owner"] in {*DEPARTMENTS, "citizen"}, key
        assert goal["words"] in {"citizen", "agreed", "hypothesis"}, key
        assert goal["type"] in {"develop", "maintain", "limit_loss"}, key
        assert goal["status"] in GOAL_STATUSES, key
        assert ("reason" in goal) == (goal["status"] in STATUSES_WITH_REASON), key
        assert goal.get("expected", "not_assessed") in LEVELS, key
        assert goal.get("actual", "not_assessed") in LEVELS, key
        assert (goal["owner"] == "citizen") == (goal["responsible"] == citizen), key
        if goal["status"] == "proposed":
            assert goal["owner"] == "citizen", key
        if goal["responsible"] != citizen:
            member = membership(course, goal["responsible"])
            assert member is not None, key
            assert goal["area"] in member[0], key
        for step in goal.get("subgoals", []):
            if isinstance(step, dict):
                assert set(step) <= KEYS["subgoal"], step
                assert step["status"] in {"not_started", "in_progress", "done"}, step
        assert goal.get("due", TODAY) >= course["plan"]["started"], key


@every_course
def test_tasks_resolve(course: dict[str, Any]) -> None:
    citizen = course["citizen"]["username"]
    for key, task in course["plan"]["tasks"].items():
        assert ("goal" in task) != ("area" in task), key
        area = task.get("area") or course["plan"]["goals"][task["goal"]]["area"]
        assert area in AREAS, key
        assert task["status"] in {"not_started", "in_progress", "done", "cancelled"}, key
        assert task["due"] >= course["plan"]["started"], key
        if task["status"] == "done":
            assert task["due"] <= TODAY, key
        responsible = task["responsible"]
        if responsible != citizen and responsible not in course["network"]:
            member = membership(course, responsible)
            assert member is not None, key
            assert area in member[0], key


@every_course
def test_ratings_resolve_and_stand_in_order(course: dict[str, Any]) -> None:
    ratings = course["plan"]["ratings"]
    days = [rating["day"] for rating in ratings]
    assert days == sorted(days)
    seen = [(rating["by"], rating["area"], rating["day"]) for rating in ratings]
    assert len(seen) == len(set(seen))
    for rating in ratings:
        assert rating["area"] in AREAS | {"overall"}, rating
        assert rating["value"] in range(11), rating
        assert course["plan"]["started"] <= rating["day"] <= TODAY, rating
        if rating["by"] != course["citizen"]["username"]:
            member = membership(course, rating["by"])
            assert member is not None, rating
            assert rating["area"] in member[0] | {"overall"}, rating
            assert member[1] <= rating["day"] <= member[2], rating
            assert rating["day"].weekday() < 5, rating


@every_course
def test_texts_name_no_date_month_or_season(course: dict[str, Any]) -> None:
    for text in shown_texts(course):
        assert not TIME_BOUND.search(text), text


@every_course
def test_texts_avoid_the_words_that_screens_do_not_use(course: dict[str, Any]) -> None:
    for text in shown_texts(course):
        assert not WORDS_WE_DO_NOT_USE.search(text), text


def test_demo_shows_what_visitors_should_see() -> None:
    """One of each: grounds that lapse soon or have lapsed, every status of goals and tasks, the extremes."""
    consents = [consent for course in COURSES.values() for consent in course["consents"].values()]
    goals = [goal for course in COURSES.values() for goal in course["plan"]["goals"].values()]
    tasks = [task for course in COURSES.values() for task in course["plan"]["tasks"].values()]
    assert any(TODAY <= last_day(consent) <= TODAY + timedelta(days=30) for consent in consents)
    assert any(last_day(consent) < TODAY for consent in consents)
    assert any("coordinator" in consent["parties"] for consent in consents)
    assert any("sources" in consent for consent in consents)
    assert {goal["status"] for goal in goals} == GOAL_STATUSES
    assert {goal["type"] for goal in goals} == {"develop", "maintain", "limit_loss"}
    assert {goal["words"] for goal in goals} == {"citizen", "agreed", "hypothesis"}
    assert {task["status"] for task in tasks} == {"not_started", "in_progress", "done", "cancelled"}
    assert any(task["due"] < TODAY and task["status"] in {"not_started", "in_progress"} for task in tasks)
    mille = COURSES["mille"]
    assert "agreed" not in mille["plan"]
    assert not mille["consents"]
    assert not mille["plan"]["goals"]
