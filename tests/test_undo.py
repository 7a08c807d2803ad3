"""Taking back the last change: with what the history holds, by who made it, while nobody has changed it since."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change
from plans.services.goals import edit_goal
from tests.cast import NOW
from tests.citizen_pages import html_of
from tests.typed import form_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(client, cast, jobs_goal):
    """Jan has just changed a goal: the plan's page, and where that is taken back."""
    client.force_login(cast.jan)
    page = reverse("workspace-goal-edit", args=[cast.plan.pk, jobs_goal.pk])
    with clock.standing_at(NOW + timedelta(minutes=1)):
        form = form_on(client.get(page)) | {"title": "Et nyt mål", "due_on": "1/6", "expected": "2"}
        html = html_of(client.get(client.post(page, form)["Location"]))
    assert "Målet er gemt." in html
    return re.findall(r'action="(/planer/[^"]*/fortryd/[^"]*)"', html)[0]


def test_last_change_is_taken_back_as_a_new_one(client, jobs_goal, saved):
    with clock.standing_at(NOW + timedelta(minutes=2)):
        assert client.post(saved).status_code == 303
    jobs_goal.refresh_from_db()
    assert (jobs_goal.title, jobs_goal.due_on, jobs_goal.expected) == (
        "Finde et værelse med plads til hund",
        None,
        None,
    )
    titles = Change.objects.filter(thing_id=jobs_goal.pk, field="title").order_by("at")
    assert [change.after for change in titles][1:] == ["Et nyt mål", "Finde et værelse med plads til hund"]


def test_change_that_a_colleague_has_changed_since_shows_both(client, cast, jobs_goal, saved):
    with clock.standing_at(NOW + timedelta(minutes=2)):
        edit_goal(by=cast.jan, goal=jobs_goal, seen=2, title="Noget helt tredje")
        answer = client.post(saved)
    assert answer.status_code == 409
    html = html_of(answer)
    assert "Noget helt tredje" in html
    again = form_on(answer)
    assert again["title"] == "Finde et værelse med plads til hund"
    jobs_goal.refresh_from_db()
    assert jobs_goal.title == "Noget helt tredje"


def test_nobody_takes_back_anothers_change_nor_one_that_is_not_the_last(client, cast, jobs_goal, saved):
    client.force_login(cast.pia)
    assert client.post(saved).status_code == 404
    client.force_login(cast.jan)
    first = Change.objects.get(thing_id=jobs_goal.pk, field="title", before="")
    address = reverse("workspace-undo", args=[cast.plan.pk, first.pk])
    for answer in (client.get(address), client.post(address)):
        assert "Der er ændret i det siden" in html_of(answer)
    assert answer.status_code == 409


def test_change_is_told_before_it_is_taken_back_and_not_after_an_hour(client, saved, jobs_goal):
    with clock.standing_at(NOW + timedelta(minutes=2)):
        html = html_of(client.get(saved))
    assert "Et nyt mål" in html
    assert "Finde et værelse med plads til hund" in html
    with clock.standing_at(NOW + timedelta(hours=1, minutes=2)):
        assert "mere end en time siden" in html_of(client.get(saved))
        assert client.post(saved).status_code == 409
    jobs_goal.refresh_from_db()
    assert jobs_goal.title == "Et nyt mål"
