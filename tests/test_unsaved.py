"""What is typed and not saved: found again by its writer alone, on any machine, with the version it was typed at."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enplan import clock
from plans.models import CitizenWords, Goal, UnsavedForm
from plans.services.goals import edit_goal
from plans.services.measures import add_measure
from plans.services.people import add_representative
from plans.services.plans import end_plan
from plans.services.team import block_person, end_member
from plans.services.unsaved import delete_old_unsaved
from tests.cast import HOUSING, NOW, TODAY
from tests.citizen_pages import HTMX, html_of
from tests.conftest import Cast
from tests.typed import KEEP, form_on, type_in

pytestmark = pytest.mark.django_db
TOLD = "Du var i gang her"


@pytest.fixture
def page(client: Client, cast: Cast, jobs_goal: Goal) -> str:
    client.force_login(cast.jan)
    return reverse("workspace-goal-edit", args=[cast.plan.pk, jobs_goal.pk])


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_text_is_found_again_on_another_machine(client, cast, page):
    type_in(client, page, title="En bolig med have", why="Han savner\r\nen hund")
    with clock.standing_at(NOW + timedelta(days=1)):
        again = logged_in(cast.jan).get(page)
    html = html_of(again)
    assert "Du var i gang her i går kl. 10. Din tekst står her stadig." in html
    assert form_on(again)["title"] == "En bolig med have"
    assert "Han savner\nen hund</textarea>" in html.replace("\r\n", "\n")
    assert Goal.objects.get().title == "Finde et værelse med plads til hund"


def test_saving_for_good_ends_the_draft(client, cast, page):
    typed = type_in(client, page, title="En bolig med have")
    assert client.post(page, typed).status_code == 303
    assert not UnsavedForm.objects.exists()
    assert TOLD not in html_of(client.get(page))


def test_nothing_typed_is_no_draft(client, cast, page):
    type_in(client, page, why="Noget")
    assert UnsavedForm.objects.count() == 1
    type_in(client, page, why="")  # taken out again
    assert not UnsavedForm.objects.exists()


def test_draft_meets_a_colleagues_change_as_a_conflict(client, cast, page, jobs_goal):
    type_in(client, page, title="Mit mål")
    edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, title="Kollegas mål", why="Kollegas grund")
    opened = client.get(page)
    assert "En anden har gemt siden" in html_of(opened)
    stale = client.post(page, form_on(opened))
    assert stale.status_code == 409
    again = form_on(stale)
    assert (again["title"], again["why"]) == ("Mit mål", "Kollegas grund")
    jobs_goal.refresh_from_db()
    assert jobs_goal.title == "Kollegas mål"


def test_draft_of_what_is_saved_already_is_not_told_of(client, cast, page, jobs_goal):
    type_in(client, page, title="Det samme")
    edit_goal(by=cast.jan, goal=jobs_goal, seen=jobs_goal.version, title="Det samme")
    assert TOLD not in html_of(client.get(page))


def test_nobody_else_finds_it(client, cast, page):
    type_in(client, page, title="Kun mit")
    draft = UnsavedForm.objects.get()
    for user in (cast.pia, cast.sofie, cast.grethe, cast.adam, cast.dorte, cast.root, cast.rasmus):
        other = logged_in(user)
        for address in (page, "/kladder/", "/min-plan/kladder/", reverse("drafts", args=[cast.plan.pk])):
            assert "Kun mit" not in html_of(other.get(address))
        for address in ("/kladder/kasser/", "/min-plan/kladder/kasser/"):
            assert other.post(address, {"kasser": draft.pk}).status_code == 404
    assert UnsavedForm.objects.exists()


def test_writer_throws_it_away(client, cast, page):
    type_in(client, page, title="Væk")
    draft = UnsavedForm.objects.get()
    answer = client.post("/kladder/kasser/", {"kasser": draft.pk})
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert not UnsavedForm.objects.exists()
    for wrong in ("", "x", str(draft.pk)):
        assert client.post("/kladder/kasser/", {"kasser": wrong}).status_code == 404


def test_only_fields_of_the_form_are_kept(client, cast, page):
    type_in(client, page, title="Mål", cpr="7403940012", anden="noget")
    assert {"cpr", "anden", "csrfmiddlewaretoken", "kladde"}.isdisjoint(UnsavedForm.objects.get().fields)


def test_key_that_was_tampered_with_or_is_old_keeps_nothing(client, cast, page):
    typed = form_on(client.get(page)) | {"title": "Nyt"}
    for key in ("", "x", typed["kladde"][:-1], typed["kladde"] + "x"):
        assert client.post(KEEP, typed | {"kladde": key}).status_code == 400
    with clock.standing_at(NOW + timedelta(days=2)):
        assert client.post(KEEP, typed).status_code == 400
    assert not UnsavedForm.objects.exists()


def test_too_much_is_refused_and_what_was_kept_stays(client, cast, page):
    typed = type_in(client, page, why="kort")
    assert client.post(KEEP, typed | {"why": "x" * 100_001}).status_code == 413
    assert UnsavedForm.objects.get().fields["why"] == ["kort"]


def test_form_that_was_refused_is_kept_without_javascript(client, cast, page):
    typed = form_on(client.get(page)) | {"title": "", "why": "En lang begrundelse"}
    assert client.post(page, typed).status_code == 422
    assert form_on(client.get(page))["why"] == "En lang begrundelse"


def test_form_sent_after_the_session_ran_out_is_there_after_login(client, cast, page):
    typed = form_on(client.get(page)) | {"title": "Skrevet for sent"}
    client.session.flush()
    sent = client.post(page, typed)
    assert sent["Location"] == f"/login/?next={page}"
    assert "er gemt som kladde" in html_of(client.get(sent["Location"]))
    client.force_login(cast.jan)
    assert form_on(client.get(page))["title"] == "Skrevet for sent"


def test_htmx_is_led_to_the_login_as_a_whole_page(client, cast, jobs_goal):
    client.force_login(cast.jan)
    plan = reverse("workspace", args=[cast.plan.pk])
    line = form_on(client.get(plan), "line") | {"line": "Ring til udlejeren"}
    client.session.flush()
    address = reverse("workspace-task-new-line", args=[cast.plan.pk, jobs_goal.pk])
    here = {"HX-Current-URL": f"http://testserver{plan}"}
    answer = client.post(address, line, headers=HTMX | here)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, f"/login/?next={plan}")
    client.force_login(cast.jan)
    assert form_on(client.get(plan), "line")["line"] == "Ring til udlejeren"
    assert client.get(address).status_code == 303  # from the login, without JavaScript


def test_what_one_types_in_anothers_session_is_kept_for_who_began(cast, page):
    mine = logged_in(cast.jan)
    typed = form_on(mine.get(page)) | {"title": "Jans"}
    mine.force_login(cast.pia)
    assert mine.post(KEEP, typed).json() == {"at": "10", "is_logged_in": False}
    assert UnsavedForm.objects.get().user == cast.jan
    assert "Jans" not in html_of(mine.get("/kladder/"))


def test_page_without_its_token_keeps_the_text(cast, page):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.jan)
    typed = form_on(strict.get(page)) | {"title": "Fra et gammelt vindue", "csrfmiddlewaretoken": "x" * 64}
    refused = strict.post(page, typed)
    assert refused.status_code == 403
    assert "er gemt som kladde" in html_of(refused)
    assert form_on(strict.get(page))["title"] == "Fra et gammelt vindue"


def test_text_stays_its_writers_when_the_plan_closes(client, cast, page):
    type_in(client, page, title="Mit, også bagefter")
    assert cast.citizen.name in html_of(client.get("/kladder/"))
    end_member(by=cast.sofie, plan=cast.plan, user=cast.jan)
    assert client.get(page).status_code == 404
    html = html_of(client.get("/kladder/"))
    assert "Mit, også bagefter" in html
    assert "Stedet er lukket for dig nu" in html
    assert cast.citizen.name not in html


def test_who_is_kept_out_of_the_plan_reads_nothing_about_it(client, cast, page):
    type_in(client, page, title="Om Rasmus")
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    assert "Om Rasmus" not in html_of(client.get("/kladder/"))


def test_ended_plan_refuses_the_save_and_the_text_is_there(client, cast, page):
    typed = type_in(client, page, title="For sent")
    end_plan(by=cast.sofie, plan=cast.plan, outcome="moved")
    assert client.post(page, typed).status_code == 422
    assert "For sent" in html_of(client.get("/kladder/"))


def test_old_draft_is_told_of_and_then_deleted(client, cast, page):
    type_in(client, page, title="Glemt")
    for days, told, left in ((22, False, 1), (24, True, 1), (31, True, 0)):
        with clock.standing_at(NOW + timedelta(days=days)):
            delete_old_unsaved()
            assert UnsavedForm.objects.count() == left
            assert ("Slettes" in html_of(client.get("/kladder/"))) is (told and bool(left))


def test_citizens_forms_on_one_page_are_told_apart(client, cast, citizens_goal):
    client.force_login(cast.rasmus)
    keep = "/min-plan/kladder/gem/"
    type_in(
        client, "/min-plan/?skriv=dream", having="dream-text", to=keep, **{"dream-text": "Et hus ved havet"}
    )
    type_in(client, "/min-plan/?skriv=goal", having="goal-title", to=keep, **{"goal-title": "Lære at svømme"})
    page = client.get("/min-plan/?skriv=matters")
    assert form_on(page, "dream-text")["dream-text"] == "Et hus ved havet"
    assert form_on(page, "goal-title")["goal-title"] == "Lære at svømme"
    assert form_on(page, "matters-text")["matters-text"] == ""
    assert html_of(page).count(TOLD) == 2

    saved = client.post(
        reverse("min-plan-propose", args=[cast.plan.pk]),
        form_on(page, "goal-title") | {"goal-area": HOUSING},
        headers=HTMX,
    )
    assert saved.status_code == 200
    assert TOLD not in html_of(saved)  # the part that is drawn anew holds an empty form
    assert [one.form for one in UnsavedForm.objects.all()] == ["dream"]
    assert not CitizenWords.objects.exists()


def test_representative_of_two_does_not_meet_the_ones_text_at_the_other(client, cast):
    add_representative(
        by=cast.sofie,
        plan=cast.kirstens_plan,
        name="Anne Ager",
        relation="værge",
        basis="værgemål",
        areas=[HOUSING],
        user=cast.anne,
    )
    client.force_login(cast.anne)
    first, second = (f"/min-plan/?plan={plan.pk}" for plan in (cast.plan, cast.kirstens_plan))
    type_in(
        client,
        f"{first}&skriv=dream",
        having="dream-text",
        to="/min-plan/kladder/gem/",
        **{"dream-text": "Rasmus' drøm"},
    )
    assert UnsavedForm.objects.get().plan == cast.plan
    assert form_on(client.get(first), "dream-text")["dream-text"] == "Rasmus' drøm"
    assert "dream-text" not in html_of(client.get(second))
    assert form_on(client.get(f"{second}&skriv=dream"), "dream-text")["dream-text"] == ""


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("sofie", "/soeg/"),
        ("sofie", "/borgere/ny/"),
        ("grethe", "/tilsyn/"),
        ("adam", "/administration/medarbejdere/"),
    ],
)
def test_searches_and_cpr_numbers_are_not_kept(client, cast, who, address):
    client.force_login(getattr(cast, who))
    answer = client.get(address)
    assert answer.status_code == 200
    assert 'name="kladde"' not in html_of(answer)


def test_workspace_asks_once_however_much_was_typed(client, cast, jobs_goal, page):
    plan = reverse("workspace", args=[cast.plan.pk])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(plan)
        return [one["sql"] for one in queries if "unsavedform" in one["sql"]]

    client.get(plan)
    assert len(asked()) == 1
    type_in(client, plan, having="line", line="Ring til udlejeren")
    assert len(asked()) == 1


@pytest.mark.parametrize(
    ("having", "line", "more"),
    [
        ("line", "Ring til udlejeren", {}),
        ("note", "Han har været inde og se to", {"said": "forward"}),
        ("happened", "Han møder hver dag", {"progress": "off_track"}),
    ],
    ids=["a new task", "how a goal goes", "following up a measure"],
)
def test_line_that_stands_in_the_plan_is_found_again_and_then_saved(
    client, cast, jobs_goal, having, line, more
):
    measure = add_measure(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)
    plan = reverse("workspace", args=[cast.plan.pk])
    client.force_login(cast.jan)
    places = {
        "line": ("workspace-task-new-line", jobs_goal),
        "note": ("workspace-goal-progress", jobs_goal),
        "happened": ("workspace-measure-follow-up", measure),
    }
    name, thing = places[having]
    address = reverse(name, args=[cast.plan.pk, thing.pk])
    shown = {"HX-Current-URL": f"http://testserver{plan}"}
    fetched = (
        {"path": f"{address}?linje=1", "headers": HTMX | shown} if having == "happened" else {"path": plan}
    )
    drawn = form_on(client.get(**fetched), having)
    assert client.post(KEEP, drawn | {having: line} | more).status_code == 200
    answer = client.get(plan)
    assert html_of(answer).count(TOLD) == 1
    again = form_on(answer, having)
    told = {"csrfmiddlewaretoken", "kladde"}  # these are new each time
    assert {**again, **dict.fromkeys(told)}.items() >= {
        **drawn,
        having: line,
        **more,
        **dict.fromkeys(told),
    }.items()
    assert client.post(address, again).status_code == 303
    assert not UnsavedForm.objects.exists()
    assert TOLD not in html_of(client.get(plan))


def test_nothing_typed_stands_in_addresses_or_the_log(client, cast, page, caplog):
    caplog.set_level("DEBUG")
    typed = type_in(client, page, title="Hemmelig tekst")
    answers = [client.post(page, typed | {"version": "x"}), client.post(page, typed), client.get("/kladder/")]
    assert "Hemmelig" not in caplog.text
    assert not [answer for answer in answers if "Hemmelig" in answer.get("Location", "")]
