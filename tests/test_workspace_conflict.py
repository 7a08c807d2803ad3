"""A stale save from the goal's page, with the form as a browser sends it: nobody's change is taken back."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Goal
from plans.services.goals import edit_goal
from tests.conftest import Cast
from tests.scenario_runner.form_fields import fields_of_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, cast: Cast, jobs_goal: Goal) -> str:
    client.force_login(cast.jan)
    return reverse("workspace-goal-edit", args=[cast.plan.pk, jobs_goal.pk])


def form_on(answer: Any) -> dict[str, str]:
    return fields_of_form(answer.content.decode(), having="version")


def test_fields_one_has_not_touched_keep_what_the_colleague_saved(
    client: Client, cast: Cast, jobs_goal: Goal, page: str
) -> None:
    mine = form_on(client.get(page)) | {"title": "Mit nye mål"}
    edit_goal(
        by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, due_on=date(2026, 6, 1), why="Kollegas grund"
    )
    stale = client.post(page, mine)
    assert stale.status_code == 409
    assert "Du har selv gemt i et andet vindue, mens du skrev" in stale.content.decode()
    again = form_on(stale)
    assert (again["title"], again["due_on"], again["why"]) == ("Mit nye mål", "01.06.2026", "Kollegas grund")
    assert client.post(page, again).status_code == 303
    jobs_goal.refresh_from_db()
    assert (jobs_goal.title, jobs_goal.due_on) == ("Mit nye mål", date(2026, 6, 1))
    assert jobs_goal.why == "Kollegas grund"


def test_field_both_have_changed_shows_both_texts(
    client: Client, cast: Cast, jobs_goal: Goal, page: str
) -> None:
    mine = form_on(client.get(page)) | {"title": "Mit mål", "why": "Min grund"}
    edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, title="Kollegas mål")
    stale = client.post(page, mine)
    again = form_on(stale)
    assert stale.status_code == 409
    assert (again["title"], again["why"]) == ("Mit mål", "Min grund")
    assert "Kollegas" in stale.content.decode()


def test_choice_and_box_one_has_not_touched_follow_the_colleague(
    client: Client, cast: Cast, jobs_goal: Goal, page: str
) -> None:
    mine = form_on(client.get(page)) | {"title": "Mit mål"}
    edit_goal(
        by=cast.jan,
        goal=jobs_goal,
        seen=jobs_goal.version,
        words="citizen",
        expected=1,
        responsible=cast.sofie,
    )
    client.post(page, form_on(client.post(page, mine)))
    jobs_goal.refresh_from_db()
    assert (jobs_goal.title, jobs_goal.words, jobs_goal.expected) == ("Mit mål", "citizen", 1)
    assert jobs_goal.responsible == cast.sofie
    assert not jobs_goal.is_draft
