"""`/planer/`: what needs me, then what I coordinate and what I am on; nothing of what I may not see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enplan import clock
from enplan.audit.models import Look
from plans.services.goals import add_goal, propose_goal
from plans.services.handover import offer_handover
from plans.services.plans import end_plan
from plans.services.tasks import add_task, set_task_status
from plans.services.team import add_member, block_person
from plans.services.withdrawing import withdraw_ground
from tests.cast import (
    ECONOMY,
    HOUSING,
    NOW,
    TODAY,
    give_consent,
    make_citizen,
    make_employee,
    make_plan,
)
from tests.citizen_pages import folded, html_of

pytestmark = pytest.mark.django_db
LATE = TODAY - timedelta(days=18)


def page(client, user, query=""):
    client.force_login(user)
    return folded(html_of(client.get(f"/planer/{query}")))


def test_coordinator_sees_what_waits_on_the_plans_they_coordinate(client, cast, socials_goal, citizens_goal):
    add_task(by=cast.sofie, goal=socials_goal, title="Betale depositum", responsible=cast.sofie, due_on=LATE)
    add_task(by=cast.sofie, goal=socials_goal, title="Ringe til banken", responsible=cast.jan, due_on=LATE)
    add_goal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title="Få en konto", due_on=LATE)
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=TODAY + timedelta(days=9))
    html = page(client, cast.sofie)
    mine = html[html.index("Det venter på dig") : html.index("Det venter på andre")]
    others = html[html.index("Det venter på andre") : html.index("Du holder trådene")]
    assert "Betale depositum" in mine
    assert "overskredet 20. februar" in mine
    assert "Rasmus foreslår: Have min søn på besøg" in mine
    assert "Samtykket om bolig. Forny det med borgeren" in mine
    assert "udløber 20. marts" in mine
    assert "Mål: Få en konto" in mine
    assert "Ringe til banken (Jan Falk)" in others
    assert "Rasmus Ager" in html[html.index("Du holder trådene") :]


def test_member_sees_own_tasks_and_only_the_title_where_the_area_is_closed(client, cast, socials_goal):
    add_task(by=cast.sofie, goal=socials_goal, title="Tage med i banken", responsible=cast.rikke, due_on=LATE)
    add_task(by=cast.sofie, goal=socials_goal, title="Hemmelig aftale", responsible=cast.sofie, due_on=LATE)
    html = page(client, cast.rikke)
    assert "Tage med i banken" in html
    assert "Sofie Lind holder trådene" in html
    for hidden in (
        "Hemmelig aftale",
        "Betale regningerne",
        "Det venter på andre",
        "Socialafdelingen",
        "Jan Falk",
    ):
        assert hidden not in html


def test_what_is_done_withdrawn_or_far_away_does_not_wait(client, cast, socials_goal):
    done = add_task(by=cast.sofie, goal=socials_goal, title="Gjort for længst", due_on=LATE)
    set_task_status(by=cast.sofie, task=done, seen=1, status="done")
    add_task(by=cast.sofie, goal=socials_goal, title="I dag", due_on=TODAY)
    ground = give_consent(
        cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=TODAY + timedelta(days=9)
    )
    withdraw_ground(by=cast.sofie, plan=cast.plan, ground=ground)
    give_consent(
        cast.sofie, cast.plan, to=[cast.rus], sources=[cast.social], until=TODAY + timedelta(days=60)
    )
    html = page(client, cast.sofie)
    assert "Ingenting lige nu" in html
    assert "næste dato i dag" in html


def test_proposal_marked_not_to_be_shared_is_not_shown(client, cast):
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Hemmelig drøm", is_private=True)
    assert "Hemmelig drøm" not in page(client, cast.sofie)


def test_handover_offered_to_somebody_outside_shows_the_name_and_the_way_to_answer(client, cast, jobs_goal):
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    html = page(client, cast.ulla)
    assert "Rasmus Ager" in html
    assert "Vil du tage over?" in html
    assert f"/planer/{cast.plan.pk}/team/tag-over/" in html
    assert f'href="/planer/{cast.plan.pk}/"' not in html
    for hidden in ("Sofie Lind", "Socialafdelingen", "Finde et værelse"):
        assert hidden not in html


def test_blocked_person_sees_nothing_of_a_handover_or_a_plan(client, cast):
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.jan)
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    assert "Rasmus Ager" not in page(client, cast.jan)


@pytest.mark.parametrize("who", ["ulla", "grethe"])
def test_colleague_who_is_on_no_plan_is_told_what_to_expect(client, cast, jobs_goal, who):
    html = page(client, getattr(cast, who))
    assert "Rasmus Ager" not in html
    assert "Du er ikke på nogen plan endnu" in html


@pytest.mark.parametrize("who", ["adam", "dorte", "root", "rasmus", "mads", "anne"])
def test_caseload_is_for_those_who_work_with_plans(client, cast, who):
    client.force_login(getattr(cast, who))
    answer = client.get("/planer/")
    assert answer.status_code == 403
    assert "Kirsten" not in html_of(answer)


def test_ended_plans_have_a_list_of_their_own(client, cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    assert "Rasmus Ager" not in page(client, cast.sofie)
    assert "Rasmus Ager" in page(client, cast.sofie, "?vis=afsluttede")


def test_each_citizen_on_the_page_is_one_look(client, cast):
    page(client, cast.sofie)
    looks = list(Look.objects.filter(user_id=cast.sofie.pk))
    assert {look.plan_id for look in looks} == {cast.plan.pk, cast.kirstens_plan.pk}
    assert {(look.kind, look.what) for look in looks} == {("list", "Mine borgere")}
    assert len(looks) == 2


def more_plans(cast, first, last):
    for number in range(first, last):
        with clock.standing_at(NOW - timedelta(days=30)):
            cpr = f"7{number % 10}0{number % 9 + 1}82{1000 + number:04}"
            citizen = make_citizen(cast.sofie, f"borger{number}", f"Borger {number:03}", cpr)
            plan = make_plan(cast.sofie, citizen)
            member = make_employee(f"kollega{number}", f"Kollega {number}", cast.social)
            add_member(by=cast.sofie, plan=plan, user=cast.jan, areas=[HOUSING])
            add_member(by=cast.sofie, plan=plan, user=member, areas=[HOUSING])
            give_consent(
                cast.sofie, plan, to=[cast.job], sources=[cast.social], until=TODAY + timedelta(days=9)
            )
            goal = add_goal(by=cast.sofie, plan=plan, area_id=HOUSING, title="Mål", due_on=LATE)
            add_task(by=cast.sofie, goal=goal, title="Aftale", responsible=member, due_on=LATE)
            add_task(by=cast.sofie, goal=goal, title="Egen", responsible=cast.jan, due_on=LATE)
            add_task(by=cast.sofie, goal=goal, title="Næste", due_on=TODAY + timedelta(days=number))
            assert citizen.user is not None
            propose_goal(by=citizen.user, plan=plan, area_id=HOUSING, title="Forslag")


def queries_of(client, user):
    client.force_login(user)
    client.get("/planer/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/planer/").status_code == 200
    return len(queries)


def test_queries_do_not_grow_with_the_caseload_and_a_long_one_is_turned_page_by_page(client, cast):
    more_plans(cast, 1, 3)
    small = [queries_of(client, user) for user in (cast.sofie, cast.jan)]
    more_plans(cast, 3, 28)
    assert [queries_of(client, user) for user in (cast.sofie, cast.jan)] == small
    assert max(small) < 30
    first, second = page(client, cast.sofie), page(client, cast.sofie, "?side=2")
    assert "Side 1 af 2" in first
    assert "Der er flere." in first
    assert "Det venter på dig" not in second
    assert "Borger 027" in second
    for odd in ("?side=x", "?side=-1", "?side=99"):
        assert client.get(f"/planer/{odd}").status_code == 200
