"""`/min-plan/`: what the citizen and who acts for them see, and who sees nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change, Look
from plans.services.goals import add_goal, add_subgoal, edit_goal, propose_goal
from plans.services.handover import offer_handover
from plans.services.people import add_representative
from plans.services.plans import end_plan
from plans.services.progress import rate
from plans.services.tasks import add_task, set_task_status
from plans.services.team import add_member
from plans.services.words import write_words
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent, make_citizen, make_employee, make_plan
from tests.citizen_pages import html_of, part

pytestmark = pytest.mark.django_db

PAGE = "/min-plan/"


@pytest.fixture
def full_plan(cast, jobs_goal, rus_goal, socials_goal, citizens_goal):
    """A little of everything."""
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mit eget værksted", seen=0)
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Værksted og have", seen=1)
    add_subgoal(by=cast.jan, goal=jobs_goal, title="Se tre værelser", status="done")
    add_subgoal(by=cast.jan, goal=jobs_goal, title="Skrive under")
    add_task(
        by=cast.jan,
        goal=jobs_goal,
        title="Ringe til udlejeren",
        responsible_is_citizen=True,
        due_on=TODAY - timedelta(days=18),
    )
    add_task(
        by=cast.jan,
        goal=jobs_goal,
        title="Sende listen over værelser",
        responsible=cast.jan,
        due_on=TODAY - timedelta(days=30),
    )
    add_task(
        by=cast.sofie,
        goal=socials_goal,
        title="Betale depositum",
        responsible=cast.sofie,
        due_on=TODAY + timedelta(days=2),
    )
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=3, rated_on=TODAY - timedelta(days=40))
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=5, note="Går an")
    rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=4)
    rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=7, note="Det rykker")
    return cast.plan


def open_page(client, user, path=PAGE):
    client.force_login(user)
    return client.get(path)


def test_page_shows_the_citizen_all_of_the_plan(client, cast, full_plan):
    html = html_of(open_page(client, cast.rasmus))
    for text in (
        "Hej Rasmus",
        "Værksted og have",
        "Mit eget værksted",  # earlier words
        "Finde et værelse med plads til hund",
        "Trappe ned i ro og mag",
        "Betale regningerne til tiden",
        "Have min søn på besøg",
        "Ringe til udlejeren",
        "Sende listen over værelser",
        "Sofie Lind",
        "Rikke Brandt",
        "Rusmiddelcentret",
        "Mads Ager",
        "Anne Ager",
        "Det rykker",
        "Se tre værelser",
    ):
        assert text in html


def test_page_names_the_coordinator_before_the_team(client, cast, full_plan):
    html = html_of(open_page(client, cast.rasmus))
    card = part(html, "tovholder-h")
    assert "Sofie Lind" in card
    assert html.index(card) < html.index("Jan Falk")
    assert "Holder trådene i din plan" in html


def test_page_opens_on_the_next_dated_task(client, cast, full_plan):
    following = part(html_of(open_page(client, cast.rasmus)), "det-naeste")
    assert "Torsdag den 12. marts" in following
    assert "Betale depositum" in following
    assert "Sofie Lind" in following


def test_page_never_shames(client, cast, full_plan):
    html = html_of(open_page(client, cast.rasmus)).casefold()
    for word in ("overskredet", "forfalden", "forsinket", "for sent", "overdue", "note-late"):
        assert word not in html
    assert "aftalt til 20. februar" in html


def test_page_says_what_one_waits_for_where_nothing_lies_ahead(client, cast, jobs_goal):
    add_task(
        by=cast.jan, goal=jobs_goal, title="Sende listen", responsible=cast.jan, due_on=TODAY - timedelta(3)
    )
    following = part(html_of(open_page(client, cast.rasmus)), "det-naeste")
    assert "Det venter du på" in following
    assert "Sende listen" in following


def test_page_shows_a_promise_as_kept(client, cast, jobs_goal):
    task = add_task(by=cast.jan, goal=jobs_goal, title="Sende listen", responsible=cast.jan)
    set_task_status(by=cast.jan, task=task, seen=1, status="done")
    assert "holdt i dag" in html_of(open_page(client, cast.rasmus))


def test_page_says_levels_and_states_in_words(client, cast, jobs_goal, socials_goal):
    edit_goal(by=cast.jan, goal=jobs_goal, seen=1, expected=1, actual=3)
    edit_goal(by=cast.sofie, goal=socials_goal, seen=1, type="maintain", expected=1, actual=1)
    html = html_of(open_page(client, cast.rasmus))
    assert "svært nedsat" in html
    assert "let nedsat" in html
    assert "Går som aftalt" in html
    assert "not_assessed" not in html


def test_page_shows_an_offered_handover_with_the_old_coordinator_first(client, cast):
    mette = make_employee("mette", "Mette Ravn", cast.social)
    add_member(by=cast.sofie, plan=cast.plan, user=mette, areas=[HOUSING])
    offer_handover(by=cast.sofie, plan=cast.plan, to=mette)
    html = html_of(open_page(client, cast.rasmus))
    assert "Sofie har spurgt Mette Ravn, om Mette vil være din koordinerende sagsbehandler" in html
    assert html.index("Sofie Lind") < html.index("Mette Ravn")


def test_page_says_kindly_that_there_is_no_yes_yet(client, cast):
    html = html_of(open_page(client, cast.rasmus))
    assert "Du har ikke sagt ja til én fælles plan endnu" in html
    assert "Du har ikke sagt ja til, at nogen deler noget" in html


def test_page_hides_drafts_and_what_is_withheld(client, cast, jobs_goal):
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="En kladde", is_draft=True)
    type(jobs_goal).objects.filter(pk=jobs_goal.pk).update(
        withheld_until=NOW + timedelta(days=1),
        withheld_ground="retsgrundlag",
        withheld_approved_by=cast.sofie,
    )
    html = html_of(open_page(client, cast.rasmus))
    assert "En kladde" not in html
    assert "plads til hund" not in html


def test_page_of_an_ended_plan_is_read_only(client, cast, full_plan):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    html = html_of(open_page(client, cast.rasmus))
    assert "Planen blev afsluttet" in html
    assert "Holdt trådene i din plan" in html
    assert "det-naeste" not in html
    assert "Værksted og have" in html
    assert '<form method="post"' not in part(html, "indhold")


def test_page_leads_to_consents_log_and_print(client, cast):
    html = html_of(open_page(client, cast.rasmus))
    for name in ("consents", "access-log", "min-plan-pdf"):
        assert f'href="{reverse(name)}?plan={cast.plan.pk}"' in html


def test_representative_sees_own_areas_alone_and_is_marked(client, cast, full_plan):
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Helt for mig selv", is_private=True)
    html = html_of(open_page(client, cast.anne))
    assert "Du handler for Rasmus Ager" in html
    assert "Rasmus’ plan" in html
    assert "Finde et værelse med plads til hund" in html
    assert "Have min søn på besøg" in html
    for hidden in ("Betale regningerne", "Betale depositum", "Helt for mig selv", "Mads Ager"):
        assert hidden not in html


def test_representative_after_the_period_finds_nothing(client, cast):
    with clock.standing_at(NOW + timedelta(days=91)):
        assert open_page(client, cast.anne).status_code == 404


def test_representative_for_two_chooses(client, cast):
    add_representative(
        by=cast.sofie,
        plan=cast.kirstens_plan,
        name="Anne Ager",
        relation="søster",
        basis="fuldmagt",
        areas=[HOUSING],
        user=cast.anne,
    )
    html = html_of(open_page(client, cast.anne))
    assert "Hvis plan vil du se?" in html
    assert str(cast.plan.pk) in html
    one = html_of(client.get(f"{PAGE}?plan={cast.kirstens_plan.pk}"))
    assert "Du handler for Kirsten Vang" in one
    assert "Rasmus Agers plan" in one  # the way to the other


def test_citizen_who_also_acts_for_another_opens_the_own_plan(client, cast):
    add_representative(
        by=cast.sofie,
        plan=cast.kirstens_plan,
        name="Rasmus Ager",
        relation="nabo",
        basis="fuldmagt",
        areas=[ECONOMY],
        user=cast.rasmus,
    )
    html = html_of(open_page(client, cast.rasmus))
    assert "Hej Rasmus" in html
    assert f"?plan={cast.kirstens_plan.pk}" in html


def test_citizen_without_a_plan_gets_a_friendly_page(client, cast):
    citizen = make_citizen(cast.sofie, "bo", "Bo Hede", "7211820047")
    html = html_of(open_page(client, citizen.user))
    assert "Du har ikke en plan her endnu" in html


def test_citizen_who_came_back_sees_the_new_plan_and_finds_the_old(client, cast, full_plan):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    with clock.standing_at(NOW + timedelta(days=1)):
        again = make_plan(cast.sofie, cast.citizen)
        html = html_of(open_page(client, cast.rasmus))
        assert "Værksted og have" not in html
        assert f"?plan={cast.plan.pk}" in html
        assert str(again.pk) in html
        assert "Værksted og have" in html_of(client.get(f"{PAGE}?plan={cast.plan.pk}"))


PAGES = ("min-plan", "consents", "access-log")
OTHERS = ("sofie", "jan", "pia", "ulla", "grethe", "adam", "dorte", "root", "mads")


def test_pages_are_not_there_for_others(client, cast):
    for user in (getattr(cast, name) for name in OTHERS):
        for page in PAGES:
            assert open_page(client, user, reverse(page)).status_code == 404
            assert open_page(client, user, f"{reverse(page)}?plan={cast.plan.pk}").status_code == 404


def test_pages_send_nobody_to_the_login(client, cast):
    for page in PAGES:
        answer = client.get(reverse(page))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("login"))


def test_pages_of_another_plan_are_not_found(client, cast):
    for asked in (cast.kirstens_plan.pk, "nonsense", "00000000-0000-0000-0000-000000000000"):
        for page in PAGES:
            assert open_page(client, cast.rasmus, f"{reverse(page)}?plan={asked}").status_code == 404


def test_pages_write_one_look_and_nothing_else(client, cast, full_plan):
    client.force_login(cast.rasmus)
    for page in PAGES:
        changes, looks = Change.objects.count(), Look.objects.count()
        assert client.get(reverse(page)).status_code == 200
        assert Change.objects.count() == changes
        assert Look.objects.count() == looks + 1
        assert (
            Look.objects.filter(user_id=cast.rasmus.pk, plan_id=cast.plan.pk, role="Borger").count()
            == looks + 1
        )


def test_choosing_between_plans_is_a_look_at_each(client, cast):
    add_representative(
        by=cast.sofie,
        plan=cast.kirstens_plan,
        name="Anne Ager",
        relation="søster",
        basis="fuldmagt",
        areas=[HOUSING],
        user=cast.anne,
    )
    open_page(client, cast.anne)
    assert {look.plan_id for look in Look.objects.filter(kind="list")} == {
        cast.plan.pk,
        cast.kirstens_plan.pk,
    }


def test_page_is_marked_as_a_representatives_look(client, cast):
    open_page(client, cast.anne)
    assert Look.objects.latest("at").role == "Repræsentant"


def test_page_asks_as_often_for_a_large_plan_as_for_a_small_one(client, cast, full_plan):
    client.force_login(cast.rasmus)
    give_consent(cast.sofie, cast.plan, to=[cast.jan, cast.job], sources=[cast.social, cast.job])
    client.get(PAGE)  # what is kept between requests is there
    small = asked_of_the_database(client)
    grow(cast)
    assert asked_of_the_database(client) == small


def asked_of_the_database(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    return len(asked)


def grow(cast):
    departments = (cast.social, cast.job, cast.rus)
    for number in range(9):
        colleague = make_employee(f"ny{number}", f"Ny Kollega {number}", departments[number % 3])
        areas = [HOUSING, ECONOMY]
        add_member(by=cast.sofie, plan=cast.plan, user=colleague, areas=areas)
        goal = add_goal(by=colleague, plan=cast.plan, area_id=areas[number % 2], title=f"Mål {number}")
        for step in range(3):
            add_subgoal(by=colleague, goal=goal, title=f"Skridt {step}")
        add_task(by=colleague, goal=goal, title=f"Aftale {number}", responsible=colleague)
        rate(by=colleague, plan=cast.plan, area_id=HOUSING, value=number)
        rate(
            by=cast.rasmus,
            plan=cast.plan,
            area_id=None,
            value=number,
            rated_on=TODAY - timedelta(days=number),
        )
        propose_goal(by=cast.rasmus, plan=cast.plan, area_id="everyday", title=f"Forslag {number}")
        give_consent(
            cast.sofie, cast.plan, to=[colleague, colleague.department], sources=[cast.social, cast.job]
        )
