"""The access rule as a table of situations, made apart from any code: every row is asked of check, query, page and API.

Rows whose part of the program does not exist yet stand in access_truth_pending.txt; one that stands there and passes is
an error, so the list only shrinks. The table in ../shared wins over the project's own copy where it is there.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse

from citizens.models import Citizen
from plans.excerpts import excerpt_of
from plans.models import Task
from plans.permissions import (
    can,
    document_for_department,
    findable_by,
    own_task_titles,
    sections_for_department,
    visible_to,
    visible_to_department,
)
from plans.standing import Action
from tests.access_world import LAPSED_ON, PartMissing, Row, World, looking, set_up

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "access-truth.yaml"
PENDING = {
    line
    for line in (HERE / "access_truth_pending.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}

REACHES_THE_PLAN = {"full", "title", "shell", "none_of_item", "marker"}
OUTSIDE = {"none", "login"}
GETS = REACHES_THE_PLAN | OUTSIDE | {"excerpt_only", "existence_and_coordinator"}


def canonical(row: Row) -> str:
    """The row as one line: its stable name."""
    words = {True: "yes", False: "no"}

    def said(value: Any) -> str:
        return " + ".join(value) if isinstance(value, list) else words.get(value, str(value))

    return ", ".join(f"{key}: {said(value)}" for key, value in row.items())


def read_rows(path: Path) -> list[Row]:
    rows: list[Row] = yaml.safe_load(path.read_text(encoding="utf-8"))["rows"]
    return rows


ROWS = read_rows(SHARED if SHARED.exists() else HERE / "access-truth.yaml")


# Four ways to ask. Each answers nothing and fails by an assertion ------------------------------------------------


def ask_department(world: World, gets: str) -> None:
    """Instead of a person a department's fagsystem looks: it is sent what the rule says, and opens nothing."""
    assert world.fagsystem_of is not None
    rows = type(world.thing)._default_manager.filter(pk=world.thing.pk)
    sections = sections_for_department(world.fagsystem_of, world.plan)
    assert visible_to_department(sections, rows).exists() is (gets == "full")
    alone = document_for_department(world.fagsystem_of, world.plan, rows)
    assert (alone == world.thing) is (gets == "full")


def ask_check(world: World, gets: str) -> None:
    if gets == "existence_and_coordinator" or world.row.get("item") == "existence_by_search":
        assert not can(world.viewer, Action.VIEW, world.plan)
        return
    assert can(world.viewer, Action.VIEW, world.thing) is (gets == "full")
    assert can(world.viewer, Action.VIEW, world.plan) is (gets in REACHES_THE_PLAN)
    if world.question is not None:
        shown = excerpt_of(world.question).goals
        assert (world.thing in shown) is (gets == "excerpt_only")


def ask_query(world: World, gets: str) -> None:
    rows = type(world.thing)._default_manager.all()
    if world.row.get("item") == "existence_by_search":
        found = world.thing in findable_by(world.viewer, Citizen.objects.all())
        assert found is (gets == "existence_and_coordinator")
        return
    assert (world.thing in visible_to(world.viewer, rows)) is (gets == "full")
    assert (world.plan in visible_to(world.viewer, type(world.plan).objects.all())) is (
        gets in REACHES_THE_PLAN
    )
    if isinstance(world.thing, Task):
        assert (world.thing in own_task_titles(world.viewer, world.plan)) is (gets in {"full", "title"})


def ask_page(world: World, gets: str) -> None:
    if world.row.get("item") == "existence_by_search":
        ask_search(world, gets)
        return
    if world.question is not None:
        ask_question_page(world, gets)
    response = logged_in(world).get(page_of(world))
    if gets == "login":
        assert response.status_code == 302
        assert response["Location"].startswith("/login")
        return
    assert response.status_code == (200 if gets in REACHES_THE_PLAN else 404)
    page = response.content.decode()
    assert (world.text in page) is (gets in {"full", "title"})
    if gets in {"shell", "title"}:
        assert world.coordinator.name in page
    if gets == "marker":
        assert LAPSED_ON in page


def ask_question_page(world: World, gets: str) -> None:
    """What a leader is asked stands on a page of its own, which is closed where nothing of the excerpt is open."""
    assert world.question is not None
    response = logged_in(world).get(reverse("leader-question", args=[world.question.pk]))
    assert response.status_code == (200 if gets == "excerpt_only" else 404)
    assert (world.text in response.content.decode()) is (gets == "excerpt_only")


def ask_search(world: World, gets: str) -> None:
    page = (
        logged_in(world)
        .post("/soeg/", {"q": world.citizen.name, "reason": "Borgeren har henvendt sig til mig"})
        .content.decode()
    )
    assert (world.coordinator.name in page) is (gets == "existence_and_coordinator")
    assert str(world.plan.pk) not in page


def ask_api(world: World, gets: str) -> None:
    response = logged_in(world).get(f"/api/v1/plans/{world.plan.pk}/")
    if gets == "login":
        assert response.status_code in (401, 403)
        return
    assert response.status_code == (200 if gets in REACHES_THE_PLAN else 404)
    assert (world.text in response.content.decode()) is (gets in {"full", "title"})


ASKERS: dict[str, Callable[[World, str], None]] = {
    "check": ask_check,
    "query": ask_query,
    "page": ask_page,
    "api": ask_api,
}


def page_of(world: World) -> str:
    """Where the plan stands for this person: each side has its own room."""
    match world.row["who"]:
        case "citizen" | "representative":
            return "/min-plan/"
        case "network":
            return "/min-del/"
    return f"/planer/{world.plan.pk}/"


def logged_in(world: World) -> Client:
    client = Client()
    if world.viewer.is_authenticated:
        client.force_login(world.viewer_user)
    return client


def judge(row: Row) -> None:
    """Set the row up and ask. AssertionError where an answer is another than the table's."""
    world = set_up(row)
    gets = row["gets"]
    assert gets in GETS, f"gets: {gets} is not understood"
    with looking():
        if world.fagsystem_of is not None:
            ask_department(world, gets)
            return
        for name, ask in ASKERS.items():
            try:
                ask(world, gets)
            except AssertionError as error:
                raise AssertionError(f"asked by {name}: {error}") from error


@pytest.mark.smoke
@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=canonical)
def test_access_truth(row):
    if canonical(row) not in PENDING:
        judge(row)
        return
    try:
        judge(row)
    except (PartMissing, AssertionError, ObjectDoesNotExist):
        return
    pytest.fail("This row stands in access_truth_pending.txt and passes: take it out there.")


OTHERWISE = {"full": "shell", "shell": "full", "title": "shell", "none": "shell", "none_of_item": "full"}
ONE_OF_EACH = list({row["gets"]: row for row in ROWS if canonical(row) not in PENDING}.values())


@pytest.mark.django_db
@pytest.mark.parametrize("row", ONE_OF_EACH, ids=canonical)
def test_access_truth_can_fail(row):
    flipped = {**row, "gets": OTHERWISE.get(row["gets"], "full")}
    with pytest.raises(AssertionError):
        judge(flipped)


def test_access_truth_can_fail_for_an_unknown_word():
    with pytest.raises(ValueError, match="not understood"):
        set_up({"who": "member", "owner": "the_neighbour", "gets": "full"})


def test_access_truth_pending_names_rows_of_the_table():
    assert {canonical(row) for row in ROWS} >= PENDING
