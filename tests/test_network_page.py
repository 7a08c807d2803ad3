"""`/min-del/`: what a network person may see and do, while a consent to them is in force."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Look
from plans.models import Task
from plans.services.goals import edit_goal, propose_goal
from plans.services.people import add_network_person
from plans.services.plans import end_plan
from plans.services.progress import rate
from plans.services.tasks import add_task, edit_task
from plans.services.team import block_person
from plans.services.withdrawing import withdraw_ground
from plans.services.words import write_words
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import HTMX, folded, html_of, part

pytestmark = pytest.mark.django_db

PAGE = "/min-del/"


@pytest.fixture
def consent(cast, jobs_goal, socials_goal):
    """Mads may see what Beskæftigelse writes of housing."""
    return give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job], areas=[HOUSING])


@pytest.fixture
def own_task(cast, jobs_goal, consent):
    task = add_task(by=cast.jan, goal=jobs_goal, title="Låne en trailer ud", due_on=TODAY)
    # Who knows the network (the coordinator) does not see this goal, so the service would let nobody choose Mads here.
    Task.objects.filter(pk=task.pk).update(responsible_contact=cast.brother)
    task.refresh_from_db()
    return task


def tick(client, plan, task_id, *, version=1, done="1", **extra):
    address = reverse("min-del-tick", args=[plan.pk, task_id])
    return client.post(address, {"version": version, "done": done}, **extra)


def test_network_person_sees_goals_and_tasks_that_the_consent_covers(client, cast, own_task, jobs_goal):
    add_task(by=cast.jan, goal=jobs_goal, title="Sende listen", responsible=cast.jan)
    client.force_login(cast.mads)
    html = html_of(client.get(PAGE))
    for text in (
        "Hej Mads",
        "Rasmus’ plan",
        "plads til hund",
        "Låne en trailer ud",
        "Sende listen",
        "Sofie Lind",
    ):
        assert text in html


def test_network_person_sees_nothing_else(client, cast, own_task, jobs_goal, rus_goal, citizens_goal):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et hemmeligt værksted", seen=0)
    rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=3, note="Skidt i dag")
    edit_goal(by=cast.jan, goal=jobs_goal, seen=1, actual=3, expected=1)
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Helt privat", is_private=True)
    client.force_login(cast.mads)
    html = html_of(client.get(PAGE))
    for text in (
        "hemmeligt værksted",
        "Skidt i dag",
        "svært nedsat",
        "Helt privat",
        "Trappe ned",
        "Rusmiddelcentret",
        "Rikke Brandt",
        "Betale regningerne",
        "Anne Ager",
        "Havnegade",
    ):
        assert text not in html


def test_network_person_is_not_told_that_the_levels_are_as_hoped(client, cast, own_task, jobs_goal):
    edit_goal(by=cast.jan, goal=jobs_goal, seen=1, actual=1, expected=1)
    client.force_login(cast.mads)
    assert "Går som aftalt" not in html_of(client.get(PAGE))
    client.force_login(cast.rasmus)
    assert "Går som aftalt" in html_of(client.get("/min-plan/"))


def test_without_a_consent_in_force_there_is_no_page(client, cast, consent):
    client.force_login(cast.mads)
    assert client.get(PAGE).status_code == 200
    with clock.standing_at(NOW + timedelta(days=366)):
        assert client.get(PAGE).status_code == 404
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=consent)
    assert client.get(PAGE).status_code == 404
    assert client.get("/").status_code == 200
    assert "Der er ikke noget her til dig lige nu" in html_of(client.get("/"))


def test_a_blocked_or_ended_part_is_not_there(client, cast, own_task):
    client.force_login(cast.mads)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    assert client.get(PAGE).status_code == 404
    assert tick(client, cast.plan, own_task.pk).status_code == 404


def test_a_blocked_network_person_finds_nothing(client, cast, consent):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.mads)
    client.force_login(cast.mads)
    assert client.get(PAGE).status_code == 404


def test_own_task_is_ticked_and_unticked(client, cast, own_task):
    client.force_login(cast.mads)
    answer = tick(client, cast.plan, own_task.pk)
    assert answer.status_code == 302
    own_task.refresh_from_db()
    assert own_task.status == Task.Status.DONE
    assert "gjort i dag" in html_of(client.get(answer["Location"]))
    assert tick(client, cast.plan, own_task.pk, version=2, done="0").status_code == 302


def test_own_task_where_one_sees_nothing_else_shows_its_title_and_can_be_ticked(
    client, cast, consent, socials_goal
):
    task = add_task(
        by=cast.sofie, goal=socials_goal, title="Hente papirerne", responsible_contact=cast.brother
    )
    client.force_login(cast.mads)
    html = html_of(client.get(PAGE))
    assert "Hente papirerne" in html
    assert "Betale regningerne" not in html
    assert tick(client, cast.plan, task.pk).status_code == 302


def test_htmx_gets_the_same_part_as_the_page(client, cast, own_task):
    client.force_login(cast.mads)
    swapped = tick(client, cast.plan, own_task.pk, headers=HTMX)
    assert swapped.headers["HX-Push-Url"] == "false"
    answer = html_of(swapped)
    assert folded(answer) == folded(part(html_of(client.get(PAGE)), "aftaler"))


def test_stale_tick_shows_the_task_as_it_is_now(client, cast, own_task):
    edit_task(by=cast.jan, task=own_task, seen=1, title="Låne den store trailer ud")
    client.force_login(cast.mads)
    for headers in ({}, HTMX):
        answer = tick(client, cast.plan, own_task.pk, headers=headers)
        assert answer.status_code == 409
        assert "Låne den store trailer ud" in html_of(answer)


def test_others_tasks_are_not_ticked(client, cast, own_task, jobs_goal, socials_goal):
    seen = add_task(by=cast.jan, goal=jobs_goal, title="Sende listen", responsible=cast.jan)
    unseen = add_task(by=cast.sofie, goal=socials_goal, title="Betale", responsible=cast.sofie)
    client.force_login(cast.mads)
    assert tick(client, cast.plan, seen.pk).status_code == 403
    assert tick(client, cast.plan, unseen.pk).status_code == 404
    assert tick(client, cast.plan, uuid4()).status_code == 404
    assert tick(client, cast.kirstens_plan, own_task.pk).status_code == 404
    assert client.post(reverse("min-del-tick", args=[cast.plan.pk, own_task.pk]), {}).status_code == 400
    for user in (cast.rasmus, cast.anne, cast.kirsten, cast.sofie, cast.jan, cast.root, cast.adam):
        client.force_login(user)
        assert tick(client, cast.plan, own_task.pk).status_code == 404
        assert client.get(PAGE).status_code == 404
        assert client.get(reverse("min-del-tick", args=[cast.plan.pk, own_task.pk])).status_code == 404


def test_page_writes_one_look(client, cast, consent):
    client.force_login(cast.mads)
    client.get(PAGE)
    look = Look.objects.get()
    assert (look.role, look.why, look.department) == (
        "Pårørende eller netværk",
        "Deltager med borgerens samtykke",
        "",
    )


def test_network_person_of_two_plans_chooses(client, cast, consent):
    add_network_person(
        by=cast.sofie, plan=cast.kirstens_plan, name="Mads Ager", relation="nabo", user=cast.mads
    )
    give_consent(cast.kirsten, cast.kirstens_plan, to=[cast.mads], sources=[cast.social], areas=[ECONOMY])
    client.force_login(cast.mads)
    assert "Hvis plan vil du se?" in html_of(client.get(PAGE))
    assert "Kirstens plan" in html_of(client.get(f"{PAGE}?plan={cast.kirstens_plan.pk}"))
    assert client.get(f"{PAGE}?plan={uuid4()}").status_code == 404
    assert client.get(f"{PAGE}?plan=nonsense").status_code == 404


def test_nobody_is_sent_to_the_login(client, cast):
    assert client.get(PAGE)["Location"].startswith(reverse("login"))
