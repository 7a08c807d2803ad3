"""`/planer/opgaver/` and `/planer/<uuid>/aftaler/`: every task by the rule, narrowed, and changed on its card."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enplan.audit.models import Look
from plans.models import Task
from plans.services.goals import add_goal
from plans.services.plans import end_plan
from plans.services.tasks import add_task, add_task_in_area
from plans.services.team import add_member, block_person
from tests.cast import ECONOMY, HOUSING, TODAY, give_consent, make_citizen, make_employee, make_plan
from tests.citizen_pages import folded, html_of, part

pytestmark = pytest.mark.django_db
LATE = TODAY - timedelta(days=3)


@pytest.fixture
def tasks(cast, jobs_goal, socials_goal):
    """One of each in Rasmus' plan, and one in Kirsten's; a consent opens Beskæftigelse's part to the coordinator."""
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    return {
        "late": add_task(
            by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren", responsible=cast.jan, due_on=LATE
        ),
        "bank": add_task(
            by=cast.sofie, goal=socials_goal, title="Tale med banken", responsible=cast.jan, due_on=TODAY
        ),
        "hers": add_task(by=cast.sofie, goal=socials_goal, title="Søge boligstøtte", responsible=cast.sofie),
        "his": add_task(by=cast.sofie, goal=socials_goal, title="Finde papirer", responsible_is_citizen=True),
        "kirsten": add_task_in_area(by=cast.sofie, plan=cast.kirstens_plan, area_id=HOUSING, title="Maler"),
    }


def page(client, user, address="/planer/opgaver/"):
    client.force_login(user)
    return folded(html_of(client.get(address)))


def test_board_gathers_the_tasks_of_all_plans_ones_own_first(client, cast, tasks):
    html = page(client, cast.sofie)
    for task in tasks.values():
        assert task.title in html
    assert "3 dage over tiden, 7. marts" in html
    assert (
        html.index("Dig <")
        < html.index("Ingen endnu <")
        < html.index("Jan Falk <")
        < html.index("Rasmus Ager <")
    )
    assert "Kirsten Vang" in html


def test_member_sees_of_a_closed_area_only_own_titles(client, cast, tasks):
    html = page(client, cast.jan)
    assert "Tale med banken" in html
    assert "Ringe til udlejeren" in html
    for hidden in (
        "Betale regningerne",
        "Søge boligstøtte",
        "Finde papirer",
        "Kirsten",
        "Maler",
        "Økonomi ·",
    ):
        assert hidden not in html
    # By area the title is not told either: that would tell which area it stands in.
    assert "Tale med banken" not in page(client, cast.jan, f"/planer/opgaver/?omraade={ECONOMY}")
    board = page(client, cast.jan, f"/planer/{cast.plan.pk}/aftaler/")
    assert "Tale med banken" in board
    assert "Betale regningerne" not in board


@pytest.mark.parametrize("address", ["/planer/opgaver/", "/planer/{}/aftaler/"])
def test_board_is_narrowed(client, cast, tasks, address):
    address = address.format(cast.plan.pk)

    def shown(query):
        html = page(client, cast.sofie, address + query)
        return {name for name, task in tasks.items() if task.title in part(html, "tavle")}

    here = {"late", "bank", "hers", "his"}
    assert shown("") - {"kirsten"} == here
    assert shown("?kun=over") == {"late"}
    assert shown("?hvis=mine") == {"hers"}
    assert shown(f"?omraade={HOUSING}") - {"kirsten"} == {"late"}
    assert shown("?plan=nonsens&omraade=x&antal=9x&kun=?&del_op=status") - {"kirsten"} == here
    if address == "/planer/opgaver/":
        assert shown(f"?plan={cast.kirstens_plan.pk}") == {"kirsten"}


def test_board_is_a_look_at_each_plan(client, cast, tasks):
    page(client, cast.sofie)
    looks = Look.objects.filter(user_id=cast.sofie.pk, kind="list")
    assert {look.plan_id for look in looks} == {cast.plan.pk, cast.kirstens_plan.pk}
    assert {look.what for look in looks} == {"Aftaler på egne planer"}


def test_blocked_colleague_finds_no_task(client, cast, tasks):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    html = page(client, cast.jan)
    assert "Ringe til udlejeren" not in html
    assert "Du er ikke på nogen plan endnu" in html


def card(task):
    return f"/planer/{task.section.plan_id}/aftaler/{task.pk}/kort/"


def test_card_is_ticked_and_one_is_back_where_one_was(client, cast, tasks):
    client.force_login(cast.sofie)
    back = "/planer/opgaver/?hvis=mine&del_op=status"
    answer = client.post(card(tasks["hers"]), {"version": "1", "done": "1", "tilbage": back})
    assert (answer.status_code, answer.headers["Location"]) == (303, back)
    assert "Gjort: Søge boligstøtte" in html_of(client.get(back))
    tasks["hers"].refresh_from_db()
    assert tasks["hers"].status == "done"
    client.post(card(tasks["his"]), {"version": "1", "status": "in_progress", "tilbage": back})
    tasks["his"].refresh_from_db()
    assert tasks["his"].status == "in_progress"


@pytest.mark.parametrize(
    "back", ["https://ond.dk/planer/", "//ond.dk", "/min-plan/", "", "javascript:alert(1)"]
)
def test_way_back_leads_only_to_our_own_lists(client, cast, tasks, back):
    client.force_login(cast.sofie)
    answer = client.post(card(tasks["hers"]), {"version": "1", "done": "1", "tilbage": back})
    assert answer.headers["Location"] == "/planer/"


def test_new_date_is_read_and_what_is_wrong_comes_back_on_the_card(client, cast, tasks):
    client.force_login(cast.sofie)
    back = f"/planer/{cast.plan.pk}/aftaler/"
    for text, said in (
        ("32/3", "ikke en dato"),
        ("1.3.2026", "Den dag er forbi"),
        ("", "Skriv den nye dato"),
    ):
        answer = client.post(card(tasks["hers"]), {"version": "1", "due_on": text, "tilbage": back})
        assert answer.status_code == 422
        shown = folded(part(html_of(answer), f"kort-{tasks['hers'].pk}"))
        assert said in shown
        assert f'value="{text}"' in shown
        assert '<details class="edit-in-place change" open' in shown
    answer = client.post(card(tasks["hers"]), {"version": "1", "due_on": "på fredag", "tilbage": back})
    assert (answer.status_code, answer.headers["Location"]) == (303, back)
    tasks["hers"].refresh_from_db()
    assert tasks["hers"].due_on == TODAY + timedelta(days=3)


@pytest.mark.parametrize("sent", [{"done": "1"}, {"due_on": "12/3"}])
def test_card_that_a_colleague_changed_meanwhile_is_shown_as_it_is_now(client, cast, tasks, sent):
    client.force_login(cast.sofie)
    client.post(card(tasks["hers"]), {"version": "1", "status": "in_progress"})
    answer = client.post(card(tasks["hers"]), {"version": "1", **sent, "tilbage": "/planer/opgaver/"})
    assert answer.status_code == 409
    assert "ændret af en anden" in html_of(answer)
    tasks["hers"].refresh_from_db()
    assert tasks["hers"].status == "in_progress"


def test_who_only_may_tick_sets_no_date(client, cast, tasks):
    client.force_login(cast.jan)
    assert client.post(card(tasks["bank"]), {"version": "1", "due_on": "12/3"}).status_code == 404
    assert client.post(card(tasks["bank"]), {"version": "1", "done": "1"}).status_code == 303
    client.force_login(cast.rikke)
    for sent in ({"due_on": "12/3"}, {"done": "1"}):
        assert client.post(card(tasks["late"]), {"version": "1", **sent}).status_code == 404


def test_ended_plan_keeps_its_tasks_as_they_were(client, cast, tasks):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    client.force_login(cast.sofie)
    answer = client.post(card(tasks["hers"]), {"version": "1", "done": "1"})
    assert answer.status_code == 422
    assert "Planen er afsluttet" in html_of(answer)
    assert "Søge boligstøtte" not in html_of(client.get("/planer/opgaver/"))


def line(client, cast, text, **more):
    return client.post(f"/planer/{cast.plan.pk}/aftaler/linje/", {"line": text, **more})


def test_line_on_the_board_is_put_where_one_says(client, cast, socials_goal):
    client.force_login(cast.sofie)
    assert (
        line(client, cast, "Ring til banken @jan i morgen", place=f"m-{socials_goal.pk}").status_code == 303
    )
    assert "Tilføjet: “Ring til banken”, Jan Falk, senest onsdag den 11. marts." in html_of(
        client.get(f"/planer/{cast.plan.pk}/aftaler/")
    )
    assert line(client, cast, "Købe frimærker", place=f"o-{HOUSING}").status_code == 303
    ring, buy = Task.objects.order_by("written_at", "title")
    assert {ring.goal, buy.goal} == {socials_goal, None}
    answer = line(client, cast, "Uden sted")
    assert answer.status_code == 422
    assert "Vælg, hvor aftalen hører til" in html_of(answer)
    assert 'value="Uden sted"' in html_of(answer)


def test_line_asks_and_keeps_the_text_until_it_is_answered(client, cast, socials_goal):
    client.force_login(cast.sofie)
    place = {"place": f"m-{socials_goal.pk}"}
    text = "Ring til værkstedet @ole 9/3"
    html = html_of(line(client, cast, text, **place))
    for said in (
        f'value="{text}"',
        "“@ole” er ikke en, du kan vælge",
        "Jan Falk (Beskæftigelse)",
        "er forbi",
        "9. marts 2027",
    ):
        assert said in html
    assert not Task.objects.exists()
    # An answer to something else than what is asked now is no answer.
    other = {"who": str(cast.jan.pk), "who_words": "@anna", "day": "2027-03-09", "day_words": "9/3"}
    assert line(client, cast, text, **place, **other).status_code == 422
    answers = {**other, "who_words": "@ole"}
    assert line(client, cast, text, **place, **answers).status_code == 303
    task = Task.objects.get()
    assert (task.title, task.responsible, str(task.due_on)) == ("Ring til værkstedet", cast.jan, "2027-03-09")
    kept = {"who": "behold", "who_words": "@ole", "day": "behold", "day_words": "9/3"}
    line(client, cast, text, **place, **kept)
    assert Task.objects.filter(title=text, responsible=None, due_on=None).exists()


def more_plans(cast, first, last):
    for number in range(first, last):
        cpr = f"7{number % 10}0{number % 9 + 1}82{1000 + number:04}"
        plan = make_plan(cast.sofie, make_citizen(cast.sofie, f"borger{number}", f"Borger {number:03}", cpr))
        goal = add_goal(by=cast.sofie, plan=plan, area_id=HOUSING, title="Mål")
        colleague = make_employee(f"kollega{number}", f"Kollega {number}", cast.social)
        add_member(by=cast.sofie, plan=plan, user=colleague, areas=[HOUSING])
        for who in (cast.sofie, colleague):
            add_task(by=cast.sofie, goal=goal, title="Aftale", responsible=who, due_on=LATE)


def test_queries_do_not_grow_with_the_plans(client, cast):
    def queries():
        client.force_login(cast.sofie)
        client.get("/planer/opgaver/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/planer/opgaver/").status_code == 200
        return len(captured)

    more_plans(cast, 1, 3)
    small = queries()
    more_plans(cast, 3, 9)
    assert queries() == small
    assert small < 20
