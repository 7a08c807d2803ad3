"""Citizens log in with MitID: found by their CPR number, never made with a plan, and only when it is surely them."""

import time
from threading import Barrier, Thread

import pytest
import requests
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client

from citizens.models import Citizen
from enplan import clock
from enplan.accounts.models import Identity, User
from enplan.audit.models import Change
from plans.grants import PlanGrant
from plans.models import Plan
from plans.services.plans import end_plan, start_plan
from tests.accounts_people import department, employee, private_person
from tests.openid_provider import begin, log_in, provider_at, running_idp

pytestmark = pytest.mark.django_db

CPR, OTHER = "7403940012", "7107680026"
LEVEL = "https://data.gov.dk/concept/core/nsis/"
HIGH, SUBSTANTIAL, LOW = (LEVEL + name for name in ("High", "Substantial", "Low"))


@pytest.fixture
def idp(settings):
    with running_idp() as idp:
        settings.LOGIN_PROVIDERS = {
            "citizens": provider_at(
                idp,
                levels=frozenset({SUBSTANTIAL, HIGH}),
                acr_values=SUBSTANTIAL,
                level_claim="loa",
                cpr_claim="dk.cpr",
                scopes="openid ssn",
                max_age=300,
                parameters=(("idp_values", "mitid"),),
            )
        }
        idp.claims = {"sub": "mitid-1", "dk.cpr": CPR, "loa": SUBSTANTIAL, "name": "Et andet navn"}
        yield idp


@pytest.fixture
def rasmus():
    """Registered, with a login."""
    return Citizen.objects.create(
        user=private_person("rasmus"), name="Rasmus Ager", cpr=CPR, registered_at=clock.now()
    )


@pytest.fixture
def mille():
    """Registered, and nobody has made a login for her."""
    return Citizen.objects.create(name="Mille Bo", cpr=CPR, registered_at=clock.now())


def whom(client):
    return client.session.get(SESSION_KEY)


def assert_refused(client, answer, why):
    assert answer["Location"] == f"/login/mitid/ikke/{why}/"
    assert whom(client) is None
    return client.get(answer["Location"]).text


# --- Who comes in ---


def test_citizen_is_found_by_cpr_and_comes_to_the_own_login(client, idp, rasmus):
    assert log_in(client, "mitid")["Location"] == "/"
    assert whom(client) == str(rasmus.user.pk)
    assert Citizen.objects.count() == 1
    assert User.objects.count() == 1


@pytest.mark.parametrize("cpr", ["740394-0012", "740394 0012", " 7403940012 "])
def test_cpr_may_be_written_as_people_do(client, idp, rasmus, cpr):
    idp.claims["dk.cpr"] = cpr
    log_in(client, "mitid")
    assert whom(client) == str(rasmus.user.pk)


def test_cpr_may_stand_in_userinfo(client, idp, rasmus):
    del idp.claims["dk.cpr"]
    idp.userinfo = {"dk": {"cpr": CPR}}
    log_in(client, "mitid")
    assert whom(client) == str(rasmus.user.pk)


def test_signed_cpr_counts_and_not_the_one_beside_it(client, idp, rasmus):
    idp.userinfo = {"dk.cpr": OTHER}
    log_in(client, "mitid")
    assert whom(client) == str(rasmus.user.pk)


def test_name_is_the_one_we_have(client, idp, mille):
    log_in(client, "mitid")
    mille.refresh_from_db()
    assert (mille.name, mille.user.name) == ("Mille Bo", "Mille Bo")


def test_login_asks_for_the_level_and_for_proof_now(client, idp, rasmus):
    begin(client, "mitid")
    [asked] = idp.asked
    assert asked["acr_values"] == SUBSTANTIAL
    assert asked["max_age"] == "300"
    assert asked["scope"] == "openid ssn"
    assert asked["idp_values"] == "mitid"
    assert "prompt" not in asked


# --- A citizen without a login ---


def test_citizen_without_a_login_gets_one_that_says_nothing_of_them(client, idp, mille):
    log_in(client, "mitid")
    mille.refresh_from_db()
    login = mille.user
    assert whom(client) == str(login.pk)
    assert not login.is_employee
    assert not login.has_usable_password()
    assert CPR[:6] not in login.username
    assert not Plan.objects.exists()
    assert Change.objects.filter(thing="citizen", thing_id=mille.pk, field="user").count() == 1


def test_citizen_with_a_new_login_sees_the_plan_that_was_begun_before(client, idp, mille):
    sofie = employee("sofie", "caseworker", department("Voksen"))
    plan = start_plan(by=sofie, citizen=mille, coordinator=sofie, started_on=clock.today())
    assert log_in(client, "mitid")["Location"] == "/"
    page = client.get("/", follow=True)
    assert page.redirect_chain[-1][0] == "/min-plan/"
    assert page.status_code == 200
    mille.refresh_from_db()
    assert PlanGrant.objects.filter(content_object=plan, user=mille.user).exists()
    assert Plan.objects.count() == 1


def test_second_login_is_the_same_person(client, idp, mille):
    log_in(client, "mitid")
    log_in(Client(), "mitid")
    assert User.objects.count() == 1
    assert Identity.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_two_first_logins_at_once_make_one_login(idp, mille):
    """Two windows: each comes back at the same moment."""
    answers, gate = [], Barrier(2)
    ready = [(client, begin(client, "mitid")) for client in (Client(), Client())]

    def come_back(client, back):
        gate.wait()
        answers.append(client.get(back)["Location"])
        connection.close()

    threads = [Thread(target=come_back, args=one) for one in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["/", "/"]
    assert User.objects.count() == 1


def test_nobody_gets_a_login_in_the_name_of_the_dead(client, idp, mille):
    sofie = employee("sofie", "caseworker", department("Voksen"))
    plan = start_plan(by=sofie, citizen=mille, coordinator=sofie, started_on=clock.today())
    end_plan(by=sofie, plan=plan, outcome="died")
    assert_refused(client, log_in(client, "mitid"), "closed")
    mille.refresh_from_db()
    assert mille.user is None


# --- Who does not ---


def test_unknown_cpr_is_told_what_to_do_and_nothing_is_kept(client, idp):
    text = assert_refused(client, log_in(client, "mitid"), "unknown_cpr")
    assert "Vi kan ikke finde en plan til dig" in text
    assert "ring til kommunen" in text
    assert not User.objects.exists()
    assert not Citizen.objects.exists()
    assert not Identity.objects.exists()


def test_relative_who_is_kept_without_a_cpr_does_not_come_this_way(client, idp, rasmus):
    private_person("mads", name="Mads Ager")
    idp.claims |= {"sub": "mitid-9", "dk.cpr": OTHER, "name": "Mads Ager"}
    text = assert_refused(client, log_in(client, "mitid"), "unknown_cpr")
    assert "Er du inviteret til en andens plan?" in text


@pytest.mark.parametrize("cpr", [None, "", "0", "000000-0000", "7403940012x", 7403940012, ["7403940012"]])
def test_missing_cpr_is_refused(client, idp, rasmus, cpr):
    idp.claims["dk.cpr"] = cpr
    text = assert_refused(client, log_in(client, "mitid"), "no_cpr")
    assert "uden det kan vi ikke finde din plan" in text
    assert 'href="/login/mitid/?igen=1"' in text


@pytest.mark.parametrize("level", [None, "", LOW, "substantial", [SUBSTANTIAL], True])
def test_too_low_or_no_level_is_refused_with_a_way_to_step_up(client, idp, rasmus, level):
    idp.claims["loa"] = level
    text = assert_refused(client, log_in(client, "mitid"), "too_low")
    assert "vi være helt sikre på, at det er dig" in text
    assert 'href="/login/mitid/?igen=1"' in text


def test_level_beside_the_signed_token_does_not_count(client, idp, rasmus):
    idp.claims["loa"] = LOW
    idp.userinfo = {"loa": HIGH}
    assert_refused(client, log_in(client, "mitid"), "too_low")


def test_stepping_up_asks_them_to_show_it_anew(client, idp, rasmus):
    idp.claims["loa"] = LOW
    assert_refused(client, log_in(client, "mitid"), "too_low")
    idp.claims["loa"] = HIGH
    assert log_in(client, "mitid", igen="1")["Location"] == "/"
    assert idp.asked[-1]["prompt"] == "login"
    assert whom(client) == str(rasmus.user.pk)


@pytest.mark.parametrize(
    "shown_at", [None, "nu", time.time() - 3600], ids=["none", "no number", "an hour ago"]
)
def test_proof_that_is_old_or_has_no_time_is_refused(client, idp, rasmus, shown_at):
    idp.claims["auth_time"] = shown_at
    assert_refused(client, log_in(client, "mitid"), "not_trusted")


def test_closed_login_is_told_so(client, idp, rasmus):
    User.objects.update(is_active=False)
    assert "Din adgang er lukket" in assert_refused(client, log_in(client, "mitid"), "closed")


def test_cpr_of_an_employee_login_opens_nothing(client, idp, rasmus):
    """A citizen row that points at an employee would be a mistake; it must not become a way to work."""
    rasmus.user = employee("sofie", "caseworker", department("Voksen"))
    rasmus.save()
    assert_refused(client, log_in(client, "mitid"), "closed")


# --- Another CPR number than before ---


def test_changed_cpr_is_refused_and_recorded_without_the_number(client, idp, rasmus, caplog):
    kirsten = Citizen.objects.create(
        user=private_person("kirsten"), name="Kirsten Vang", cpr=OTHER, registered_at=clock.now()
    )
    log_in(Client(), "mitid")
    caplog.clear()
    caplog.set_level("DEBUG")
    idp.claims["dk.cpr"] = OTHER
    text = assert_refused(client, log_in(client, "mitid"), "changed_cpr")
    assert "Ring til kommunen" in text
    event = Change.objects.get(thing="user", thing_id=rasmus.user.pk, field="login", before="MitID")
    assert event.after == "afvist: et andet CPR-nummer"
    assert "changed_cpr" in caplog.text
    for number in (CPR, OTHER, CPR[:6], OTHER[:6]):
        assert number not in caplog.text + text + event.after + event.before
    assert not kirsten.user.identities.exists()


def test_changed_cpr_that_is_unknown_here_is_refused_and_makes_nothing(client, idp, rasmus):
    log_in(Client(), "mitid")
    idp.claims["dk.cpr"] = OTHER
    assert_refused(client, log_in(client, "mitid"), "changed_cpr")
    assert Citizen.objects.count() == User.objects.count() == 1


def test_cpr_that_we_have_changed_too_is_the_same_person(client, idp, rasmus):
    log_in(Client(), "mitid")
    Citizen.objects.update(cpr=OTHER)
    idp.claims["dk.cpr"] = OTHER
    log_in(client, "mitid")
    assert whom(client) == str(rasmus.user.pk)


def test_new_mitid_of_the_same_person_logs_in(client, idp, rasmus):
    log_in(Client(), "mitid")
    idp.claims["sub"] = "mitid-2"
    log_in(client, "mitid")
    assert whom(client) == str(rasmus.user.pk)
    assert set(rasmus.user.identities.values_list("subject", flat=True)) == {"mitid-1", "mitid-2"}


# --- The pages ---


def test_no_number_is_in_an_address_or_in_the_session(client, idp, rasmus):
    out = client.get("/login/mitid/", {"next": "/min-plan/"})
    back = requests.get(out["Location"], allow_redirects=False, timeout=10).headers["Location"]
    answer = client.get(back.removeprefix("http://testserver"))
    for text in (out["Location"], back, answer["Location"], str(dict(client.session))):
        assert CPR not in text
    assert "staff_login" not in client.session


@pytest.mark.parametrize(
    "why",
    ["not_trusted", "cancelled", "unreachable", "too_low", "no_cpr", "unknown_cpr", "changed_cpr", "closed"],
)
def test_page_says_it_in_english_too(client, idp, why):
    danish = client.get(f"/login/mitid/ikke/{why}/").text
    client.cookies["sprog"] = "en"
    english = client.get(f"/login/mitid/ikke/{why}/").text
    assert '<html lang="en"' in english
    said = english.partition("<main")[2].partition("</main>")[0]
    assert "ø" not in said.replace("Én", "")
    assert said != danish.partition("<main")[2].partition("</main>")[0]
