"""Proposing a goal in one's own words, and changing it again."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import Goal
from plans.services.goals import edit_goal, propose_goal
from plans.services.plans import end_plan
from tests.cast import ECONOMY, HOUSING
from tests.citizen_pages import HTMX, folded, html_of, part, without_undo
from tests.test_citizen_words import HARD

pytestmark = pytest.mark.django_db


def propose(client, plan, **fields):
    headers = fields.pop("headers", {})
    data = {"title": "Have en hund", "area": HOUSING, "why": "", **fields}
    address = reverse("min-plan-propose", args=[plan.pk])
    return client.post(address, {f"goal-{name}": value for name, value in data.items()}, headers=headers)


def address(plan, goal_id):
    return reverse("min-plan-goal", args=[plan.pk, goal_id])


def test_goal_is_proposed_in_the_citizens_words(client, cast):
    client.force_login(cast.rasmus)
    assert propose(client, cast.plan, why="Den skal ligge i sofaen").status_code == 302
    goal = Goal.objects.get()
    assert (goal.status, goal.words, goal.is_private) == ("proposed", "citizen", False)
    html = html_of(client.get("/min-plan/"))
    assert "Have en hund" in html
    assert "Den skal ligge i sofaen" in html


def test_goal_marked_do_not_share_is_the_citizens_alone(client, cast):
    client.force_login(cast.rasmus)
    propose(client, cast.plan, is_private="on")
    assert "Deles ikke" in html_of(client.get("/min-plan/"))
    client.force_login(cast.anne)
    assert "Have en hund" not in html_of(client.get("/min-plan/"))


def test_htmx_gets_the_same_part_as_the_page(client, cast):
    client.force_login(cast.rasmus)
    answer = html_of(propose(client, cast.plan, headers=HTMX))
    note = '<p class="note note-info" role="status" tabindex="-1" autofocus>Forslaget er gemt.</p>'
    saved = without_undo(answer.replace(note, ""))
    assert folded(saved) == folded(part(html_of(client.get("/min-plan/")), "maal"))


def test_goal_that_is_not_complete_comes_back_with_its_text(client, cast):
    client.force_login(cast.rasmus)
    for fields, text in (
        ({"title": ""}, "Feltet skal udfyldes"),
        ({"area": ""}, "Vælg en af mulighederne"),
        ({"area": "rumfart"}, "Vælg en af mulighederne"),
        ({"title": "x" * 20_001}, "Teksten er for lang"),
        ({"title": "en\x00to"}, "usynligt tegn"),
    ):
        answer = propose(client, cast.plan, why="Fordi den er min", **fields)
        assert answer.status_code == 422
        html = part(html_of(answer), "maal")
        assert text in html
        assert "Fordi den er min</textarea>" in html
        assert '<details class="edit-in-place" open>' in html
    assert not Goal.objects.exists()


def test_goal_takes_what_people_write(client, cast):
    text = (HARD * 1000)[:20_000].strip()
    client.force_login(cast.rasmus)
    assert propose(client, cast.plan, title=text, why=text).status_code == 302
    goal = Goal.objects.get()
    assert (goal.title, goal.why) == (text, text)
    for page in ("/min-plan/", address(cast.plan, goal.pk)):
        assert "<script>alert" not in html_of(client.get(page))


def test_goal_after_the_end_is_given_back(client, cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    client.force_login(cast.rasmus)
    answer = propose(client, cast.plan, title="Min sidste idé")
    assert answer.status_code == 422
    assert "Planen er afsluttet" in html_of(answer)
    assert 'value="Min sidste idé"' in html_of(answer)


def test_representative_proposes_within_own_areas_and_cannot_hide_it(client, cast):
    client.force_login(cast.anne)
    assert propose(client, cast.plan, area=ECONOMY).status_code == 422
    assert "Del ikke dette" not in html_of(client.get("/min-plan/"))
    assert propose(client, cast.plan, is_private="on").status_code == 302
    goal = Goal.objects.get()
    assert (goal.is_by_representative, goal.is_private) == (True, False)


def test_own_goal_is_changed(client, cast, citizens_goal):
    client.force_login(cast.rasmus)
    page = html_of(client.get(address(cast.plan, citizens_goal.pk)))
    assert 'value="Have min søn på besøg"' in page
    answer = client.post(
        address(cast.plan, citizens_goal.pk), {"title": "Have min søn boende", "why": "", "version": 1}
    )
    assert answer.status_code == 302
    citizens_goal.refresh_from_db()
    assert citizens_goal.title == "Have min søn boende"


def test_stale_goal_shows_both_texts_and_keeps_the_own(client, cast, citizens_goal):
    edit_goal(by=cast.anne, goal=citizens_goal, seen=1, title="Have min søn på ferie")
    client.force_login(cast.rasmus)
    data = {"title": "Have min søn på weekend", "why": "", "version": 1}
    answer = client.post(address(cast.plan, citizens_goal.pk), data)
    assert answer.status_code == 409
    html = html_of(answer)
    assert "ferie" in html
    assert 'value="Have min søn på weekend"' in html
    assert 'name="version" value="2"' in html
    assert client.post(address(cast.plan, citizens_goal.pk), {**data, "version": 2}).status_code == 302


def test_saving_what_somebody_else_has_just_saved_is_no_conflict(client, cast, citizens_goal):
    edit_goal(by=cast.anne, goal=citizens_goal, seen=1, title="Have min søn på ferie")
    client.force_login(cast.rasmus)
    data = {"title": "Have min søn på ferie", "why": "", "version": 1}
    assert client.post(address(cast.plan, citizens_goal.pk), data).status_code == 302


def test_own_goal_takes_what_people_write(client, cast, citizens_goal):
    client.force_login(cast.rasmus)
    text = (HARD * 1000)[:20_000].strip()
    data = {"title": text, "why": text, "version": 1}
    assert client.post(address(cast.plan, citizens_goal.pk), data).status_code == 302
    for bad in ("x" * 20_001, "en\x00to"):
        answer = client.post(address(cast.plan, citizens_goal.pk), {"title": "a", "why": bad, "version": 2})
        assert answer.status_code == 422


def test_own_goal_after_the_end_is_given_back(client, cast, citizens_goal):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    client.force_login(cast.rasmus)
    data = {"title": "Have min søn på weekend", "why": "", "version": 1}
    answer = client.post(address(cast.plan, citizens_goal.pk), data)
    assert answer.status_code == 422
    assert "Planen er afsluttet" in html_of(answer)
    assert 'value="Have min søn på weekend"' in html_of(answer)


def test_others_goals_are_not_changed_here(client, cast, jobs_goal, citizens_goal):
    client.force_login(cast.rasmus)
    assert client.get(address(cast.plan, jobs_goal.pk)).status_code == 403
    data = {"title": "x", "why": "", "version": 1}
    assert client.post(address(cast.plan, jobs_goal.pk), data).status_code == 403
    assert client.get(address(cast.plan, uuid4())).status_code == 404
    assert client.get(address(cast.kirstens_plan, citizens_goal.pk)).status_code == 404
    private = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Mit", is_private=True)
    for user in (cast.kirsten, cast.sofie, cast.jan, cast.mads, cast.root):
        client.force_login(user)
        assert client.get(address(cast.plan, citizens_goal.pk)).status_code == 404
        assert client.post(address(cast.plan, citizens_goal.pk), data).status_code == 404
        assert propose(client, cast.plan).status_code == 404
    client.force_login(cast.anne)
    assert client.get(address(cast.plan, private.pk)).status_code == 404
