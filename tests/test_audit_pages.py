"""`/databeskyttelse/`: the register of grounds, the access log and the questions, for the auditor alone."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from citizens.models import Ground, GroundKind
from enplan import clock
from enplan.accounts.models import Role
from enplan.accounts.services.departments import edit_department
from enplan.audit.models import Look, LookQuestion, SearchFlag
from enplan.audit.record import Seen, record_looks
from plans.pages.audit.export import harmless
from plans.pages.audit.numbers import number_of
from plans.register import (
    citizens_to_name,
    deletions,
    employees_named,
    grounds_registered,
    looks_recorded,
    plans_without_consent,
    search_flags,
)
from plans.services.grounds import note_ground
from plans.services.look_questions import ask_about_look
from plans.services.sharing import share_without_consent
from plans.services.team import block_person
from plans.services.withdrawing import withdraw_ground
from tests.cast import CPRS, HOUSING, NOW, give_consent, make_citizen, make_plan, party
from tests.citizen_pages import folded, html_of

pytestmark = pytest.mark.django_db

LOG, GROUNDS, EXPORT = (
    "/databeskyttelse/adgangslog/",
    "/databeskyttelse/samtykker/",
    "/databeskyttelse/adgangslog/udtraek/",
)
PAGES = (
    "/databeskyttelse/",
    GROUNDS,
    "/databeskyttelse/samtykker/uden/",
    LOG,
    "/databeskyttelse/soegninger/",
    "/databeskyttelse/medarbejdere/",
)
SCOPED = (
    looks_recorded,
    grounds_registered,
    plans_without_consent,
    search_flags,
    deletions,
    employees_named,
    citizens_to_name,
)


def look(cast, user, *, at=NOW, what="Planen", why="Arbejder med planen", kind=Look.Kind.PAGE):
    seen = [Seen(cast.plan.pk, cast.citizen.pk, "Fagperson på teamet", why)]
    with clock.standing_at(at):
        record_looks(by=user, kind=kind, what=what, seen=seen)


@pytest.fixture
def auditor(client, cast):
    client.force_login(cast.dorte)
    return client


# For the auditor alone -----------------------------------------------------------------------------------------------


def test_auditor_starts_at_the_overview(auditor):
    assert auditor.get("/").headers["Location"] == "/databeskyttelse/"
    assert "Du ser ikke, hvad der står i planerne" in html_of(auditor.get("/databeskyttelse/"))


@pytest.mark.parametrize("who", ["sofie", "jan", "pia", "grethe", "adam", "rasmus", "mads", "anne", "root"])
def test_register_and_log_are_empty_for_everybody_else(client, cast, who):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    look(cast, cast.jan)
    user = getattr(cast, who)
    for scoped in SCOPED:
        assert not scoped(user).exists(), scoped.__name__
    client.force_login(user)
    for page in (*PAGES, f"/databeskyttelse/borgere/{cast.citizen.pk}/", "/databeskyttelse/spoergsmaal/"):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code == 404
    assert client.post(EXPORT, {"reason": "Stikprøve"}).status_code == 404


def test_role_decides_and_no_plan_opens_by_it(client, cast):
    Role.objects.filter(pk="auditor").update(can_audit=False, can_answer_about_looks=False)
    client.force_login(cast.dorte)
    assert client.get("/databeskyttelse/").status_code == 404
    Role.objects.filter(pk="auditor").update(can_audit=True)
    assert client.get("/databeskyttelse/").status_code == 200
    for address in (
        f"/planer/{cast.plan.pk}/",
        f"/planer/{cast.plan.pk}/pdf/",
        f"/api/v1/plans/{cast.plan.pk}/",
    ):
        assert client.get(address).status_code == 404


def test_citizens_who_keep_the_auditor_out_stand_nowhere(auditor, cast):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    look(cast, cast.jan)
    number = number_of(cast.citizen.pk)
    assert number in html_of(auditor.get(LOG))
    assert number in html_of(auditor.get(GROUNDS))
    block_person(by=cast.sofie, plan=cast.plan, user=cast.dorte)
    for page in (LOG, GROUNDS, "/databeskyttelse/samtykker/uden/"):
        assert number not in html_of(auditor.get(page))
    assert auditor.get(f"/databeskyttelse/borgere/{cast.citizen.pk}/").status_code == 404
    assert number not in auditor.post(EXPORT, {"reason": "Stikprøve"}).content.decode()


# The register --------------------------------------------------------------------------------------------------------


@pytest.fixture
def all_states(cast):
    """One ground in each state, told apart by the area."""

    def note(area, **fields):
        given = {"given_on": clock.today(), "until": None, "decision": "yes", **fields}
        return note_ground(
            by=cast.sofie,
            plan=cast.plan,
            kind=GroundKind.objects.get(pk="sharing_consent"),
            areas=[area],
            parties=[party(cast.job)],
            sources=[cast.social],
            purpose="Én plan på tværs",
            form=Ground.Form.WRITTEN,
            **given,
        )

    note("housing")
    note("economy", until=(NOW + timedelta(days=30)).date())
    note("health", given_on=(NOW - timedelta(days=60)).date(), until=(NOW - timedelta(days=1)).date())
    withdraw_ground(by=cast.sofie, plan=cast.plan, ground=note("family"))
    note("everyday", decision="no")
    return cast


@pytest.mark.parametrize(
    ("state", "areas"),
    [
        ("gaelder", {"bolig", "økonomi"}),
        ("udloeber", {"økonomi"}),
        ("senere", set()),
        ("udloebet", {"helbred"}),
        ("trukket", {"familie og børn"}),
        ("nej", {"hverdag"}),
    ],
)
def test_register_sorts_grounds_by_state_and_counts_them(auditor, all_states, state, areas):
    html = folded(html_of(auditor.get(GROUNDS, {"status": state})))
    every = {"bolig", "økonomi", "helbred", "familie og børn", "hverdag"}
    assert {area for area in every if f"om {area}" in html} == areas
    for label, count in (("Gælder", 2), ("Udløber inden 30 dage", 1), ("Udløbet", 1), ("Trukket tilbage", 1)):
        assert f"{label} <strong>{count}</strong>" in html


def test_register_filters_by_kind_period_and_who_noted(auditor, all_states):
    give_consent(all_states.jan, all_states.plan, to=[None], sources=[all_states.rus], kind="health_consent")
    counted = {
        "slags=health_consent": 1,
        f"medarbejder={all_states.jan.pk}": 1,
        f"medarbejder={all_states.sofie.pk}": 2,
        "fra=11.03.2026": 0,
        "til=10.03.2026": 3,
    }
    for asked, count in counted.items():
        html = folded(html_of(auditor.get(f"{GROUNDS}?{asked}")))
        assert f"Gælder <strong>{count}</strong>" in html, asked


@pytest.mark.parametrize(
    "asked", ["fra=snart", "slags=nej", "medarbejder=jan", "fra=10.03.2026&til=01.03.2026"]
)
def test_filter_that_is_not_understood_shows_nothing_and_says_so(auditor, all_states, asked):
    for page in (GROUNDS, LOG):
        html = html_of(auditor.get(f"{page}?{asked}"))
        assert "error" in html
        assert number_of(all_states.citizen.pk) not in html


def test_private_person_is_no_employee_to_filter_by(auditor, cast):
    look(cast, cast.rasmus)
    html = html_of(auditor.get(f"{LOG}?medarbejder={cast.rasmus.pk}"))
    assert "Medarbejderen findes ikke" in html
    assert "Rasmus" not in html


def test_register_names_no_private_person(auditor, cast):
    give_consent(cast.rasmus, cast.plan, to=[cast.mads, cast.jan], sources=[cast.social])
    give_consent(cast.anne, cast.plan, to=[cast.job], sources=[cast.social])
    html = html_of(auditor.get(GROUNDS))
    assert "en pårørende og Jan Falk" in html
    assert "af borgeren selv" in html
    assert "af en, der handler for borgeren" in html
    for name in ("Rasmus", "Ager", "Mads", "Anne", "Havnegade"):
        assert name not in html


def test_share_the_citizen_is_not_told_of_yet_stands_with_its_day_and_its_review(auditor, cast, jobs_goal):
    share_without_consent(
        by=cast.jan,
        plan=cast.plan,
        kind=GroundKind.objects.get(pk="acute_or_duty"),
        areas=[HOUSING],
        parties=[party(cast.social)],
        until=(NOW + timedelta(days=7)).date(),
        reason="Hemmelig begrundelse",
        told_on=(NOW + timedelta(days=3)).date(),
        waiting_reason="Hemmelig grund til at vente",
    )
    for state in ("ufortalt", "gennemgang", "gaelder"):
        html = folded(html_of(auditor.get(GROUNDS, {"status": state})))
        assert "13. marts 2026" in html
        assert "af Jan Falk, med begrundelse" in html
        assert "Leders gennemgang" in html
        assert "Hemmelig" not in html
    with clock.standing_at(NOW + timedelta(days=3)):
        auditor.force_login(cast.dorte)
        html = folded(html_of(auditor.get(GROUNDS, {"status": "ufortalt"})))
        assert "Borgeren ved det ikke endnu <strong>0</strong>" in html
        assert number_of(cast.citizen.pk) not in html


def test_plans_without_consent_are_those_of_whom_none_is_in_force(auditor, cast):
    def listed():
        html = html_of(auditor.get("/databeskyttelse/samtykker/uden/"))
        return {one for one in (cast.citizen, cast.kirsten.citizen) if number_of(one.pk) in html}

    assert listed() == {cast.citizen, cast.kirsten.citizen}
    ground = give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=NOW.date())
    assert listed() == {cast.kirsten.citizen}
    with clock.standing_at(NOW + timedelta(days=1)):
        assert listed() == {cast.citizen, cast.kirsten.citizen}
    withdraw_ground(by=cast.sofie, plan=cast.plan, ground=ground)
    assert listed() == {cast.citizen, cast.kirsten.citizen}
    assert "Sofie Lind, Socialafdelingen" in html_of(auditor.get("/databeskyttelse/samtykker/uden/"))


# The access log ------------------------------------------------------------------------------------------------------


def test_log_tells_who_looked_at_whom_and_why_without_the_citizens_name(auditor, cast):
    look(cast, cast.jan)
    look(cast, cast.anne)
    html = html_of(auditor.get(LOG))
    for text in (
        "Jan Falk",
        "Beskæftigelse",
        "10. marts 2026 kl. 10.00",
        "Arbejder med planen",
        number_of(cast.citizen.pk),
    ):
        assert text in html
    for name in ("Rasmus", "Anne", "Ager"):
        assert name not in html
    assert "en privat person" in html


def test_log_filters_by_period_department_employee_and_kind(auditor, cast):
    look(cast, cast.jan, why="Jans kig")
    look(cast, cast.rikke, why="Rikkes udskrift", kind=Look.Kind.PRINT)
    look(cast, cast.sofie, why="Sofies gamle kig", at=NOW - timedelta(days=40))
    every = {"Jans kig", "Rikkes udskrift", "Sofies gamle kig"}
    for asked, found in {
        "": {"Jans kig", "Rikkes udskrift"},
        "fra=": every,
        "fra=&til=09.03.2026": {"Sofies gamle kig"},
        f"afdeling={cast.rus.pk}": {"Rikkes udskrift"},
        f"medarbejder={cast.jan.pk}": {"Jans kig"},
        "slags=print": {"Rikkes udskrift"},
        "slags=search": set(),
    }.items():
        html = html_of(auditor.get(f"{LOG}?{asked}"))
        assert {why for why in every if why in html} == found, asked


def test_log_finds_a_department_under_the_name_it_had_then(auditor, cast):
    look(cast, cast.jan, why="Jans kig")
    fields: dict[str, Any] = {"parent": None, "areas": [], "is_health": False, "is_active": True}
    edit_department(by=cast.adam, department=cast.job, seen=cast.job.version, name="Jobcentret", **fields)
    assert "Jans kig" in html_of(auditor.get(f"{LOG}?afdeling={cast.job.pk}"))


def test_flagged_searching_leads_to_the_searches_behind_it(auditor, cast):
    search = {"kind": Look.Kind.SEARCH, "what": "Søgning"}
    look(cast, cast.ulla, why="Søgt lige før", at=NOW - timedelta(minutes=20), **search)
    look(cast, cast.ulla, why="Søgt i går", at=NOW - timedelta(days=1), **search)
    look(cast, cast.jan, why="Jans søgning", **search)
    SearchFlag.objects.create(
        at=NOW,
        since=NOW - timedelta(hours=1),
        user_id=cast.ulla.pk,
        user_name="Ulla Stray",
        department="Beskæftigelse",
        citizens=41,
        allowed=40,
    )
    page = html_of(auditor.get("/databeskyttelse/soegninger/"))
    assert "Ulla Stray" in page
    assert "41 borgere" in page
    assert f"medarbejder={cast.ulla.pk}&amp;slags=flagged" in page
    html = html_of(auditor.get(f"{LOG}?slags=flagged"))
    assert "Søgt lige før" in html
    assert "Søgt i går" not in html
    assert "Jans søgning" not in html


def test_employee_is_found_by_name_and_the_name_stands_in_no_address(auditor, cast):
    html = html_of(auditor.post("/databeskyttelse/medarbejdere/", {"q": "falk"}))
    assert f"{LOG}?medarbejder={cast.jan.pk}" in html
    assert "Ingen fundet" in html_of(auditor.post("/databeskyttelse/medarbejdere/", {"q": "rasmus"}))
    assert auditor.post("/databeskyttelse/medarbejdere/", {"q": ""}).status_code == 422


def test_pages_lead_on_and_keep_the_filter(auditor, cast):
    for minutes in range(51):
        look(cast, cast.jan, at=NOW - timedelta(minutes=minutes))
    html = html_of(auditor.get(LOG, {"medarbejder": cast.jan.pk}))
    assert f"?medarbejder={cast.jan.pk}&amp;side=2" in html
    assert html_of(auditor.get(LOG, {"medarbejder": cast.jan.pk, "side": "2"})).count("Jan Falk") >= 2
    for side in ("0", "-1", "x", "99999999", "9" * 400):
        assert auditor.get(LOG, {"side": side}).status_code == 200


# Its own trace -------------------------------------------------------------------------------------------------------


def test_what_the_auditor_sees_is_logged_and_the_citizen_reads_it(auditor, client, cast):
    look(cast, cast.jan)
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    auditor.get(LOG)
    auditor.get(GROUNDS)
    auditor.post(EXPORT, {"reason": "Stikprøve i marts"})
    rows = Look.objects.filter(kind="audit", user_id=cast.dorte.pk)
    whats = {"Adgangsloggen", "Registret over samtykker", "Udtræk af adgangsloggen"}
    assert set(rows.filter(citizen_id=cast.citizen.pk).values_list("what", flat=True)) == whats
    assert not rows.filter(citizen_id=cast.kirsten.citizen.pk).exists()
    assert rows.get(citizen_id=None, what__startswith="Udtræk").why == "Stikprøve i marts"
    assert "Adgangsloggen, side 1" in html_of(auditor.get(f"{LOG}?slags=audit"))
    client.force_login(cast.rasmus)
    html = html_of(client.get("/min-plan/adgang/"))
    for text in ("Databeskyttelsesrådgiver", "Registret over samtykker", "Stikprøve i marts"):
        assert text in html


def test_name_is_shown_for_a_reason_that_the_citizen_can_read(auditor, cast):
    address = f"/databeskyttelse/borgere/{cast.citizen.pk}/"
    for reason in ("", "fordi"[:4]):
        answer = auditor.post(address, {"reason": reason})
        assert answer.status_code == 422
        assert "Rasmus Ager" not in html_of(answer)
    assert not Look.objects.filter(kind="audit").exists()
    html = html_of(auditor.post(address, {"reason": "Klage over et kig"}))
    assert "Rasmus Ager" in html
    assert cast.citizen.cpr_masked not in html
    assert Look.objects.filter(citizen_id=cast.citizen.pk, kind="audit", why="Klage over et kig").exists()


def test_export_holds_what_the_filter_asks_for_and_needs_a_reason(auditor, cast):
    look(cast, cast.jan, why='Sagde "hej"; og\ngik')
    look(cast, cast.rikke, why="=HYPERLINK(1)")
    assert auditor.post(EXPORT, {"reason": ""}).status_code == 422
    assert auditor.get(EXPORT).status_code == 405
    answer = auditor.post(f"{EXPORT}?afdeling={cast.job.pk}", {"reason": "Stikprøve"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][1:7] == [
        "Jan Falk",
        "Fagperson på teamet",
        "Beskæftigelse",
        "Plan",
        "Planen",
        'Sagde "hej"; og\ngik',
    ]
    assert rows[1][7] == number_of(cast.citizen.pk)
    whole = auditor.post(EXPORT, {"reason": "Stikprøve"}).content.decode("utf-8-sig")
    assert '"\'=HYPERLINK(1)"' in whole


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "＝1", "|calc", "\u00a0=1"]
)
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Jan Falk", "a=b", "10. marts", "1A2B-3C4D"])
def test_ordinary_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_export_of_too_much_says_so_and_gives_nothing(auditor, cast, monkeypatch):
    monkeypatch.setattr("plans.pages.audit.views_log.MOST_ROWS", 2)
    for minutes in range(3):
        look(cast, cast.jan, at=NOW - timedelta(minutes=minutes))
    answer = auditor.post(EXPORT, {"reason": "Stikprøve"})
    assert answer.status_code == 422
    assert "Vælg en kortere periode" in html_of(answer)


def test_pages_take_the_same_queries_however_many_lines(auditor, cast, django_assert_max_num_queries):
    def fill(number):
        citizen = make_citizen(cast.sofie, f"b{number}", f"Borger {number}", CPRS[number])
        plan = make_plan(cast.sofie, citizen)
        give_consent(cast.sofie, plan, to=[cast.job, None, cast.jan], sources=[cast.social, cast.rus])
        make_plan(
            cast.sofie,
            make_citizen(cast.sofie, f"u{number}", f"Uden {number}", f"7{number}0{number}820{number}00"),
        )
        SearchFlag.objects.create(
            at=NOW, since=NOW, user_id=cast.jan.pk, user_name="Jan", citizens=9, allowed=1
        )

    fill(2)
    few = {}
    for page in PAGES:
        with django_assert_max_num_queries(40) as counted:
            auditor.get(page)
        few[page] = len(counted)
    for number in (3, 4, 5):
        fill(number)
    for page in PAGES:
        with django_assert_max_num_queries(few[page]):
            auditor.get(page)


# Questions -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def question(cast):
    look(cast, cast.jan)
    look(cast, cast.jan, at=NOW - timedelta(hours=1))
    look_id = Look.objects.first().pk
    return ask_about_look(by=cast.rasmus, plan=cast.plan, look_id=look_id, text="Hvorfor har I kigget?")


def test_owner_sees_question_deadline_and_who_it_was_and_answers(auditor, cast, question):
    assert "1 spørgsmål venter på svar" in html_of(auditor.get("/databeskyttelse/"))
    assert "Svar senest 24. marts" in html_of(auditor.get("/databeskyttelse/spoergsmaal/"))
    address = reverse("look-question", args=[question.pk])
    html = html_of(auditor.get(address))
    assert "Jan Falk, 2 gange mellem kl. 9 og 10" in html
    assert "Rasmus" not in html
    assert auditor.post(address, {"answer": ""}).status_code == 422
    assert "Svaret er sendt" in html_of(
        auditor.post(address, {"answer": "Han forberedte et møde."}, follow=True)
    )
    late = auditor.post(address, {"answer": "Min egen tekst"})
    assert late.status_code == 422
    assert "allerede besvaret" in html_of(late)
    assert "Min egen tekst" in html_of(late)
    assert LookQuestion.objects.get().answered_by_id == cast.dorte.pk


def test_late_answer_is_said_to_the_owner(auditor, question):
    with clock.standing_at(NOW + timedelta(days=15)):
        auditor.force_login(auditor.get("/databeskyttelse/").wsgi_request.user)
        assert "Forsinket, skulle være besvaret" in html_of(auditor.get("/databeskyttelse/spoergsmaal/"))
        assert "1 svar er forsinket" in html_of(auditor.get("/databeskyttelse/"))


def test_who_only_answers_sees_neither_log_nor_register(client, cast, question):
    Role.objects.filter(pk="leader").update(can_answer_about_looks=True)
    client.force_login(cast.grethe)
    assert client.get(reverse("look-question", args=[question.pk])).status_code == 200
    assert client.get(f"/databeskyttelse/borgere/{cast.citizen.pk}/").status_code == 200
    assert client.get(f"/databeskyttelse/borgere/{cast.kirsten.citizen.pk}/").status_code == 404
    for page in PAGES:
        assert client.get(page).status_code == 404
