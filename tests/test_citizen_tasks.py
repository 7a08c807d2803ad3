"""Ticking agreements from Min plan."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import Task
from plans.services.plans import end_plan
from plans.services.tasks import add_task, edit_task
from tests.cast import TODAY
from tests.citizen_pages import HTMX, folded, html_of, part

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_task(cast, jobs_goal):
    return add_task(
        by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren", responsible_is_citizen=True, due_on=TODAY
    )


def tick(client, plan, task, *, version=1, done="1", **extra):
    return client.post(address(plan, task.pk), {"version": version, "done": done}, **extra)


def address(plan, task_id):
    return reverse("min-plan-tick", args=[plan.pk, task_id])


def test_task_is_ticked_and_unticked(client, cast, own_task):
    client.force_login(cast.rasmus)
    answer = tick(client, cast.plan, own_task)
    assert answer.status_code == 302
    own_task.refresh_from_db()
    assert own_task.status == Task.Status.DONE
    html = html_of(client.get("/min-plan/"))
    assert 'aria-pressed="true"' in html
    assert "gjort i dag" in html
    assert tick(client, cast.plan, own_task, version=2, done="0").status_code == 302
    own_task.refresh_from_db()
    assert own_task.status == Task.Status.NOT_STARTED


def test_htmx_gets_the_same_parts_as_the_page(client, cast, own_task):
    client.force_login(cast.rasmus)
    swapped = tick(client, cast.plan, own_task, headers=HTMX)
    assert swapped.headers["HX-Push-Url"] == "false"  # the address line stays on the page
    answer = html_of(swapped)
    page = html_of(client.get("/min-plan/"))
    for id_ in ("aftaler", "det-naeste"):
        assert folded(part(answer, id_)).replace(' hx-swap-oob="true"', "") == folded(part(page, id_))
    assert 'hx-swap-oob="true"' in part(answer, "det-naeste")
    assert "<h1" not in answer


def test_the_box_keeps_its_id_so_that_the_focus_stays(client, cast, own_task):
    client.force_login(cast.rasmus)
    id_ = f'id="tick-{own_task.pk}"'
    assert id_ in html_of(client.get("/min-plan/"))
    assert id_ in html_of(tick(client, cast.plan, own_task, headers=HTMX))


def test_stale_tick_shows_the_task_as_it_is_now(client, cast, own_task):
    edit_task(by=cast.jan, task=own_task, seen=1, title="Skrive til udlejeren")
    client.force_login(cast.rasmus)
    for headers in ({}, HTMX):
        answer = tick(client, cast.plan, own_task, headers=headers)
        assert answer.status_code == 409
        assert "Aftalen er ændret" in html_of(answer)
        assert "Skrive til udlejeren" in html_of(answer)
    own_task.refresh_from_db()
    assert own_task.status == Task.Status.NOT_STARTED


def test_anothers_task_is_not_ticked(client, cast, jobs_goal):
    task = add_task(by=cast.jan, goal=jobs_goal, title="Sende listen", responsible=cast.jan)
    client.force_login(cast.rasmus)
    answer = tick(client, cast.plan, task)
    assert answer.status_code == 403
    assert f"aftaler/{task.pk}/" not in html_of(client.get("/min-plan/"))
    task.refresh_from_db()
    assert task.status == Task.Status.NOT_STARTED


def test_tick_after_the_end_says_so(client, cast, own_task):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    client.force_login(cast.rasmus)
    answer = tick(client, cast.plan, own_task)
    assert answer.status_code == 422
    assert "Planen er afsluttet" in html_of(answer)


def test_tick_with_nonsense_is_refused(client, cast, own_task):
    client.force_login(cast.rasmus)
    for data in ({}, {"version": "x", "done": "1"}, {"version": "1", "done": "måske"}):
        assert client.post(address(cast.plan, own_task.pk), data).status_code == 400


def test_tick_of_what_is_not_there_is_not_found(client, cast, own_task):
    client.force_login(cast.rasmus)
    assert client.post(address(cast.plan, uuid4()), {"version": 1, "done": "1"}).status_code == 404
    assert (
        client.post(address(cast.kirstens_plan, own_task.pk), {"version": 1, "done": "1"}).status_code == 404
    )
    client.force_login(cast.kirsten)
    assert (
        client.post(address(cast.kirstens_plan, own_task.pk), {"version": 1, "done": "1"}).status_code == 404
    )
    assert client.post(address(cast.plan, own_task.pk), {"version": 1, "done": "1"}).status_code == 404


def test_representative_ticks_within_own_areas_alone(client, cast, own_task, socials_goal):
    elsewhere = add_task(by=cast.sofie, goal=socials_goal, title="Åbne posten", responsible_is_citizen=True)
    client.force_login(cast.anne)
    assert tick(client, cast.plan, own_task).status_code == 302
    assert tick(client, cast.plan, elsewhere).status_code == 404


def test_earlier_tasks_are_folded_away(client, cast, own_task):
    Task.objects.filter(pk=own_task.pk).update(status="cancelled")
    client.force_login(cast.rasmus)
    html = part(html_of(client.get("/min-plan/")), "aftaler")
    assert html.index("Vis tidligere") < html.index("Ringe til udlejeren")
    assert "gælder ikke længere" in html
