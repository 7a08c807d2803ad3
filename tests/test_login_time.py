"""How long a login lasts, what keeps it alive, what is lost when it ends (nothing), and one's own list of logins."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from enplan.accounts.logins import real_time
from enplan.accounts.logins.browsers import in_words
from enplan.accounts.logins.limits import use
from enplan.accounts.logins.security_log import pseudonym
from enplan.accounts.models import Session
from enplan.accounts.tasks import forget_old_logins
from tests.accounts_people import department, employee, private_person

pytestmark = pytest.mark.django_db

TIME, OWN, MINE = "/login/tid/", "/mine-login/", "/min-plan/mine-login/"
MINUTE, HOUR = 60, 3600
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A156B) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"


@pytest.fixture
def sofie():
    return employee("sofie", "caseworker", department("Voksen og Handicap"), name="Sofie Lind")


@pytest.fixture
def dennis():
    return private_person("dennis", name="Dennis Overby")


@pytest.fixture
def later(monkeypatch):
    """The machine's clock stands; let it show so many seconds more."""
    begun = real_time.seconds()

    def go(seconds):
        monkeypatch.setattr(real_time, "seconds", lambda: begun + seconds)

    go(0)
    return go


def is_in(client):
    return SESSION_KEY in client.session


@pytest.mark.parametrize(("who", "minutes"), [("sofie", 60), ("dennis", 30)])
def test_login_ends_when_nothing_has_been_done(client, later, request, who, minutes):
    client.force_login(request.getfixturevalue(who))
    later(minutes * MINUTE - 2)
    client.get(TIME)
    assert is_in(client)
    later(minutes * MINUTE)
    page = client.get(OWN, follow=True)
    assert page.redirect_chain[0][0] == f"/login/?next={OWN}"
    assert f"der ikke var sket noget i {minutes} minutter" in page.text
    assert not is_in(client)


def test_what_one_does_keeps_the_login_and_asking_the_time_does_not(client, sofie, later):
    client.force_login(sofie)
    later(40 * MINUTE)
    client.get(OWN)
    assert client.get(TIME).json() == {"left": 60 * MINUTE, "why": "idle"}
    later(70 * MINUTE)
    client.get(TIME)
    client.post(f"/planer/{sofie.pk}/her/")
    assert client.get(TIME).json()["left"] == 30 * MINUTE
    later(100 * MINUTE)
    assert client.get(TIME).json() == {"left": 0, "why": None}


def test_saying_that_one_is_there_keeps_the_login(client, sofie, later):
    client.force_login(sofie)
    later(58 * MINUTE)
    assert client.post(TIME).json()["left"] == 60 * MINUTE


def test_saying_so_needs_a_token(sofie):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sofie)
    assert client.post(TIME).status_code == 403


@pytest.mark.parametrize(("who", "hours"), [("sofie", 10), ("dennis", 4)])
def test_no_login_lasts_longer_than_a_day_of_work(client, later, request, who, hours):
    client.force_login(request.getfixturevalue(who))
    for minutes in range(20, hours * 60, 20):
        later(minutes * MINUTE)
        client.post(TIME)
    assert client.get(TIME).json() == {"left": 20 * MINUTE, "why": "longest"}
    later(hours * HOUR)
    assert "havde været logget ind længe" in client.get(OWN, follow=True).text
    assert not is_in(client)


def test_page_costs_no_write_within_the_minute(client, sofie, django_assert_num_queries):
    client.force_login(sofie)
    with django_assert_num_queries(2):  # the session and the person
        client.get(TIME)


def test_what_is_asked_by_itself_at_an_address_of_people_counts_as_nothing(client, sofie, later):
    client.force_login(sofie)
    later(40 * MINUTE)
    client.get(OWN, headers={"X-Enplan-Asks": "1"})
    assert client.get(TIME).json()["left"] == 20 * MINUTE


def test_two_pages_at_once_do_not_write_over_each_other(client, sofie, later):
    """What one has put in the session stays, although the other was read before and notes that it was used after."""
    client.force_login(sofie)
    later(5 * MINUTE)
    early = client.session
    assert early.used_at < real_time.instant()
    other = client.session
    other["held"] = "new"
    other.save()
    use(early)
    assert client.session["held"] == "new"
    assert client.get(TIME).json()["left"] == 60 * MINUTE


def test_every_page_warns_before_the_end(client, sofie, dennis, later):
    for person, left in ((sofie, 60 * MINUTE), (dennis, 30 * MINUTE)):
        client.force_login(person)
        page = client.get(OWN).text
        assert 'id="login-slutter"' in page
        assert f'data-left="{left}"' in page
    client.logout()
    assert 'id="login-slutter"' not in client.get("/login/").text


def test_nobody_is_told_that_there_is_no_login(client):
    assert client.get(TIME).json() == {"left": 0, "why": None}


# --- One's own list ---


def test_list_shows_where_one_is_logged_in(client, dennis):
    client.force_login(dennis)
    phone = Client(headers={"User-Agent": PHONE})
    phone.get("/login/")
    phone.force_login(dennis)
    Session.objects.filter(pk=phone.session.session_key).update(browser=in_words(PHONE))
    page = client.get(OWN).text
    assert "Chrome på telefon" in page
    assert page.count("Log ud der") == 1
    assert client.session.session_key not in page
    assert phone.session.session_key not in page


def test_one_is_logged_out_there_and_stays_here(client, dennis):
    client.force_login(dennis)
    phone, tablet = Client(), Client()
    for other in (phone, tablet):
        other.force_login(dennis)
    reference = Session.objects.get(pk=phone.session.session_key).reference
    assert "Du er logget ud der" in client.post(OWN, {"login": reference}, follow=True).text
    assert phone.get(OWN).status_code == 302
    assert tablet.get(OWN).status_code == client.get(OWN).status_code == 200


def test_all_others_are_logged_out_at_once(client, dennis):
    client.force_login(dennis)
    others = [Client(), Client()]
    for other in others:
        other.force_login(dennis)
    assert "2 andre steder" in client.post(OWN, follow=True).text
    assert [other.get(OWN).status_code for other in others] == [302, 302]
    assert client.get(OWN).status_code == 200


def test_nobody_ends_somebody_elses_login(client, dennis, sofie):
    hers = Client()
    hers.force_login(sofie)
    reference = Session.objects.get(pk=hers.session.session_key).reference
    client.force_login(dennis)
    client.post(OWN, {"login": reference})
    client.post(OWN)
    assert hers.get(OWN).status_code == 200
    assert "Sofie" not in client.get(OWN).text


def test_list_is_in_the_language_of_who_reads(client, dennis):
    client.force_login(dennis)
    client.cookies["sprog"] = "en"
    Session.objects.update(browser=in_words(PHONE))
    assert "Chrome on a phone" in client.get(MINE).text
    assert "Chrome på telefon" in client.get(OWN).text


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome på telefon"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox på computer"),
        ("Mozilla/5.0 (iPad; CPU OS 17_0) AppleWebKit/605 Version/17.0 Safari/604", "Safari på tablet"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge på computer"),
        ("<script>" + "x" * 5000, "Ukendt browser på computer"),
        ("", "Ukendt browser"),
    ],
)
def test_browser_is_told_in_words(agent, words):
    assert in_words(agent) == words


def test_session_that_has_run_out_is_forgotten_at_night(client, dennis):
    client.force_login(dennis)
    Session.objects.update(expire_date=real_time.instant() - timedelta(seconds=1))
    forget_old_logins()
    assert not Session.objects.exists()


# --- The log ---


def test_log_says_what_happened_and_not_to_whom(client, sofie, later, caplog):
    with caplog.at_level(logging.INFO, logger="enplan.security"):
        client.post("/login/", {"username": "sofie", "password": "forkert"})
        client.force_login(sofie)
        later(2 * HOUR)
        client.get(OWN)
    said = [record.getMessage() for record in caplog.records if record.name == "enplan.security"]
    mark = pseudonym(sofie)
    assert f"login failed {mark}" in said
    assert f"logged in {mark}" in said
    assert f"login ended by time {mark}" in said
    for word in ("sofie", "Sofie", "forkert", str(sofie.pk), "127.0.0.1"):
        assert word not in " ".join(record.getMessage() for record in caplog.records)
