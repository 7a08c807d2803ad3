"""Reading large and calmly: chosen with one tap, remembered for the person, one part of the plan at a time."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from enplan.accounts.models import User
from enplan.accounts.services.reading import read_calmly
from enplan.audit.models import Change
from plans.models import CitizenWords, Goal, Task
from plans.pages.citizen.presenters.parts import PART_OF
from plans.pages.parts import parts_of_page
from plans.services.goals import propose_goal
from plans.services.plans import end_plan
from plans.services.progress import rate
from plans.services.tasks import add_task
from plans.services.words import write_words
from tests.cast import HOUSING, TODAY, give_consent
from tests.citizen_pages import html_of, part
from tests.typed import type_in

pytestmark = pytest.mark.django_db

PAGE = "/min-plan/"
MODE = "/visning/"
CALM = 'class="reads-calmly"'
NEXT = re.compile(r'href="([^"]+)"\s+rel="next"')


@pytest.fixture
def calm(cast, client):
    """Rasmus, who reads calmly."""
    read_calmly(by=cast.rasmus, is_calm=True)
    client.force_login(cast.rasmus)
    return client


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def part_at(client, key, page=PAGE):
    return html_of(client.get(page, {"del": key}))


def walk(client, page=PAGE):
    """Every part, from the first by its own way to the next."""
    found = [html_of(client.get(page))]
    while way := NEXT.search(found[-1]):
        found.append(html_of(client.get(way[1].replace("&amp;", "&"))))
        assert len(found) < 30
    return found


# --- Choosing ---


def test_mode_is_chosen_with_one_tap_and_leads_back_to_the_page(cast, client):
    client.force_login(cast.rasmus)
    page = f"{reverse('consents')}?plan={cast.plan.pk}"
    before = html_of(client.get(page))
    assert CALM not in before
    assert "Læs stort og roligt" in before
    answer = client.post(MODE, {"visning": "rolig", "next": page})
    assert (answer.status_code, answer["Location"]) == (302, page)
    after = html_of(client.get(page))
    assert CALM in after
    assert "enplan/calm.css" in after
    assert "Vis som før" in after
    client.post(MODE, {"visning": "almindelig", "next": page})
    assert CALM not in html_of(client.get(page))


def test_mode_is_remembered_on_another_machine_and_nothing_is_kept_in_the_browser(cast, client):
    client.force_login(cast.rasmus)
    cookies = set(client.cookies)
    answer = client.post(MODE, {"visning": "rolig"})
    assert set(answer.cookies) <= cookies
    assert CALM in html_of(logged_in(cast.rasmus).get(PAGE))
    assert CALM not in html_of(logged_in(cast.kirsten).get(PAGE))


@pytest.mark.parametrize("bad", ["", "ROLIG", "1", "rolig; drop", "<script>"])
def test_unknown_mode_changes_nothing_and_leads_nowhere_else(cast, client, bad):
    client.force_login(cast.rasmus)
    for elsewhere in ("https://ond.dk/", "//ond.dk/", "javascript:alert(1)"):
        assert client.post(MODE, {"visning": bad, "next": elsewhere})["Location"] == "/"
    assert not User.objects.filter(reads_calmly=True).exists()


def test_get_changes_nothing(calm, cast):
    assert calm.get(MODE, {"visning": "almindelig"}).status_code == 405
    calm.get(PAGE, {"visning": "almindelig"})
    assert User.objects.get(pk=cast.rasmus.pk).reads_calmly


def test_mode_needs_its_token_and_a_login(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.rasmus)
    assert strict.post(MODE, {"visning": "rolig"}).status_code == 403
    assert strict.post(PAGE, {"visning": "rolig"}).status_code == 403
    assert Client().post(MODE, {"visning": "rolig"})["Location"].startswith("/login/")
    assert not User.objects.filter(reads_calmly=True).exists()


def test_employees_have_no_such_way(cast, client):
    client.force_login(cast.sofie)
    assert client.post(MODE, {"visning": "rolig"}).status_code == 404
    with pytest.raises(PermissionDenied):
        read_calmly(by=cast.sofie, is_calm=True)
    User.objects.filter(pk=cast.sofie.pk).update(reads_calmly=False)
    assert "Læs stort og roligt" not in html_of(client.get(reverse("workspace", args=[cast.plan.pk])))


def test_choosing_leaves_no_trace_where_others_read(cast):
    changes = Change.objects.count()
    version = cast.rasmus.version
    read_calmly(by=cast.rasmus, is_calm=True)
    assert Change.objects.count() == changes
    assert User.objects.get(pk=cast.rasmus.pk).version == version


def test_changing_amid_a_form_keeps_what_was_typed_and_saves_nothing(cast, client):
    goal = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Et hjem", why="")
    client.force_login(cast.rasmus)
    page = reverse("min-plan-goal", args=[cast.plan.pk, goal.pk])
    changes = Change.objects.count()
    answer = client.post(
        page, {"version": goal.version, "title": "Mit eget sted", "why": "Halvt", "visning": "rolig"}
    )
    html = html_of(answer)
    assert answer.status_code == 200
    assert CALM in html
    assert 'value="Mit eget sted"' in html
    assert "alert-error" not in html
    assert Goal.objects.get(pk=goal.pk).title == "Et hjem"
    assert Change.objects.count() == changes
    assert User.objects.get(pk=cast.rasmus.pk).reads_calmly


# --- One part at a time ---


@pytest.fixture
def full(cast, jobs_goal, citizens_goal):
    """A little of everything."""
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mit eget værksted", seen=0)
    add_task(
        by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren", responsible_is_citizen=True, due_on=TODAY
    )
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=5, note="Går an")
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])
    return cast.plan


def test_parts_are_read_one_at_a_time_the_next_thing_first(calm, full):
    first = html_of(calm.get(PAGE))
    assert "Det næste, der sker" in first
    assert 'id="maal"' not in first
    assert "Mit eget værksted" not in first
    pages = walk(calm)
    for number, html in enumerate(pages, start=1):
        assert f"{number} af {len(pages)}" in html
        assert html.count("<h1") == 1
    assert "Forrige" not in pages[0]
    assert all("Forrige" in html for html in pages[1:])
    assert "Næste" not in pages[-1]


def test_every_part_of_the_page_is_reached_with_every_form_and_link(calm, cast, full):
    read_calmly(by=cast.rasmus, is_calm=False)
    whole = html_of(calm.get(PAGE))
    read_calmly(by=cast.rasmus, is_calm=True)
    pieces = walk(calm)
    together = "\n".join(pieces)
    for mark in (r'action="([^"]+)"', r'<a [^>]*href="([^"]+)"', r'id="([^"]+)"', r"<h2[^>]*>([^<]+)</h2>"):
        missing = set(re.findall(mark, whole)) - set(re.findall(mark, together))
        assert not missing, missing


def test_every_part_is_listed_on_every_part(calm, full):
    for html in walk(calm):
        listed = re.findall(r'<a href="([^"]+&amp;del=[^"&]+)"', html)
        assert len(set(listed)) == len(walk(calm))
        assert html.count('aria-current="page"') == 1


@pytest.mark.parametrize("key", ["findes-ikke", "", "'", "maal&del=ord", "x" * 5000])
def test_unknown_part_is_the_first(calm, full, key):
    answer = calm.get(PAGE, {"del": key})
    assert answer.status_code == 200
    assert 'id="det-naeste"' in html_of(answer)


def test_part_of_the_address_is_of_no_matter_where_all_are_read(cast, client, full):
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE, {"del": "maal"}))
    assert 'id="det-naeste"' in html
    assert 'id="maal"' in html
    assert "part-steps" not in html


def test_ended_plan_is_read_in_parts_too(calm, cast, full):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    pages = walk(calm)
    assert "Planen blev afsluttet" in pages[0]
    assert all("Planen blev afsluttet" not in html for html in pages[1:])


def test_representative_is_told_whom_they_act_for_on_every_part(cast, full):
    read_calmly(by=cast.anne, is_calm=True)
    for html in walk(logged_in(cast.anne)):
        assert "Du handler for Rasmus Ager" in html


def test_each_form_of_the_page_has_its_part(calm, full):
    """A new form on Min plan that nobody has said the part of fails here, and not for a person."""
    page = calm.get(PAGE).context
    keys = {part.key for part in page["parts"].every}
    assert {"overall", *page["folds"]} <= set(PART_OF)
    assert set(PART_OF.values()) <= keys


# --- Forms ---


def place(cast, key):
    return f"{PAGE}?plan={cast.plan.pk}&del={key}"


@pytest.mark.parametrize(
    ("name", "sent", "key"),
    [
        ("min-plan-propose", {"goal-title": "Få en hund", "goal-area": HOUSING}, "maal"),
        ("min-plan-rate", {"overall-value": "7"}, "trivsel"),
        ("min-plan-rate-area", {"area-value": "7", "area-area": HOUSING}, "trivsel"),
    ],
)
def test_form_that_is_saved_leads_back_to_its_part_and_says_so(calm, cast, full, name, sent, key):
    answer = calm.post(reverse(name, args=[cast.plan.pk]), sent)
    assert answer["Location"] == place(cast, key)
    html = html_of(calm.get(answer["Location"]))
    assert f'id="{key}"' in html
    assert "gemt" in html


def test_words_that_are_saved_lead_back_to_the_words(calm, cast, full):
    address = reverse("min-plan-words", args=[cast.plan.pk, "matters"])
    answer = calm.post(address, {"matters-text": "Ro om morgenen", "matters-version": "0"})
    assert answer["Location"] == place(cast, "ord")
    assert CitizenWords.objects.filter(text="Ro om morgenen").exists()


def test_form_that_is_not_saved_stands_in_its_part_with_the_text(calm, cast, full):
    answer = calm.post(
        reverse("min-plan-propose", args=[cast.plan.pk]),
        {"goal-title": "", "goal-why": "Fordi jeg savner en"},
    )
    html = html_of(answer)
    assert answer.status_code == 422
    assert "Fordi jeg savner en" in part(html, "maal")
    assert 'id="det-naeste"' not in html
    assert re.search(r"\d+ af \d+", html)


def test_tick_comes_back_to_the_agreements_and_from_the_next_thing_to_the_next(calm, cast, full):
    task = Task.objects.get()
    address = reverse("min-plan-tick", args=[cast.plan.pk, task.pk])
    first = html_of(calm.get(PAGE))
    assert '<input type="hidden" name="del" value="det-naeste">' in part(first, "det-naeste")
    done = calm.post(address, {"version": task.version, "done": "1", "del": "det-naeste"})
    assert done["Location"] == place(cast, "det-naeste")
    undone = calm.post(address, {"version": task.version + 1, "done": "0", "del": "https://ond.dk"})
    assert undone["Location"] == place(cast, "aftaler")
    stale = calm.post(address, {"version": task.version, "done": "1", "del": "det-naeste"})
    assert stale.status_code == 409
    assert "Aftalen er ændret" in part(html_of(stale), "aftaler")


def test_goal_that_is_changed_on_its_own_page_leads_back_to_the_goals(calm, cast, citizens_goal):
    page = reverse("min-plan-goal", args=[cast.plan.pk, citizens_goal.pk])
    assert "&amp;del=maal" in html_of(calm.get(page))
    answer = calm.post(page, {"version": citizens_goal.version, "title": "Have min søn boende"})
    assert answer["Location"] == place(cast, "maal")


def test_what_was_typed_and_not_saved_is_told_of_on_the_first_part(calm, cast, full):
    type_in(calm, f"{place(cast, 'maal')}&skriv=goal", having="goal-title", **{"goal-title": "Få en hund"})
    first = html_of(calm.get(PAGE))
    assert "Du har skrevet noget, der ikke er gemt:" in first
    assert "del=maal" in first.split("ikke er gemt:")[1].split("</p>")[0]
    assert "Få en hund" in part_at(calm, "maal")
    assert "ikke er gemt:" not in part_at(calm, "ord")


def test_pages_read_calmly_swap_nothing(calm, cast, full):
    """Only one part is there, so there is nothing to swap another into."""
    assert "htmx" not in html_of(calm.get(PAGE)).split("</head>")[0].replace("htmx-config", "")
    read_calmly(by=cast.rasmus, is_calm=False)
    assert "htmx-2" in html_of(calm.get(PAGE)).split("</head>")[0]


# --- Others ---


def test_network_reads_in_parts_too(cast, jobs_goal, socials_goal):
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job], areas=[HOUSING])
    read_calmly(by=cast.mads, is_calm=True)
    pages = walk(logged_in(cast.mads), "/min-del/")
    assert ["1 af 3" in pages[0], "2 af 3" in pages[1], "3 af 3" in pages[2]] == [True] * 3
    assert 'id="aftaler"' in pages[0]
    assert "plads til hund" in pages[1]
    assert "Sofie Lind" in pages[2]
    assert "Betale regningerne" not in "".join(pages)


def test_parts_in_english(calm, cast, full):
    calm.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = html_of(calm.get(PAGE))
    assert "1 of " in html
    assert "Next: " in html
    assert "Show as before" in html
    assert "Leave quickly" in html
    assert "Log out" in html
    assert " af " not in part(html, "indhold").split("rel=")[0].split("part-number")[1][:40]


def test_whole_costs_no_more_questions_than_a_part(calm, cast, full, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    calm.get(PAGE)
    with CaptureQueriesContext(connection) as in_parts:
        calm.get(PAGE)
    read_calmly(by=cast.rasmus, is_calm=False)
    with CaptureQueriesContext(connection) as whole:
        calm.get(PAGE)
    assert len(in_parts) <= len(whole)


def test_order_of_parts_is_the_order_they_are_told_in():
    told = parts_of_page("/side/?plan=1", [("a", "A", "a.html"), ("b", "B", "b.html"), ("c", "C", "c.html")])
    assert [one.key for one in told.shown] == ["a", "b", "c"]
    middle = told.one_at_a_time("b")
    assert (middle.before.key, middle.after.key, middle.of_all) == ("a", "c", "2 af 3")
    assert [one.address for one in middle.shown] == ["/side/?plan=1&del=b"]
    assert told.one_at_a_time("c").after is None
    assert told.one_at_a_time("a").before is None
