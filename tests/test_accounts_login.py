"""Logging in with a password, choosing a person in the demo, and logging out."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.utils.html import escape

from citizens.models import Citizen, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import User
from tests.accounts_people import PASSWORD, department, employee, private_person, superuser

pytestmark = pytest.mark.django_db

LOGIN = "/login/"
ELSEWHERE = [
    "https://example.com/",
    "//example.com/",
    "/\\example.com",
    "javascript:alert(1)",
    "http:///example.com",
    "\x00/planer/",
    "planer",
    "/logout/",
    "/login/?next=/login/",
]


@pytest.fixture
def sofie():
    return employee("sofie", "caseworker", department("Voksen og Handicap"), name="Sofie Lind")


@pytest.fixture
def demo(settings):
    settings.DEMO_LOGIN = True


def logged_in(client):
    return client.session.get(SESSION_KEY)


def log_in(client, username="sofie", password=PASSWORD, **more):
    """With the password, and with the code of the mail where the password is right."""
    answer = client.post(LOGIN, {"username": username, "password": password, **more})
    if answer.status_code != 302:
        return answer
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body)).group()
    return client.post(answer.headers["Location"], {"code": code, **more})


# --- With a password ---


def test_login_shows_username_and_password(client):
    page = client.get(LOGIN)
    assert page.status_code == 200
    assert "Adgangskode" in page.text
    assert "demo" not in page.text.lower()


def test_login_with_password_goes_to_start(client, sofie):
    answer = log_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert logged_in(client) == str(sofie.pk)


def test_login_goes_where_the_person_was_going(client, sofie):
    assert log_in(client, next="/planer/?side=2").headers["Location"] == "/planer/?side=2"


def test_login_keeps_where_the_person_was_going(client):
    assert 'name="next" value="/planer/"' in client.get(LOGIN, {"next": "/planer/"}).text


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_login_goes_nowhere_else(client, sofie, wanted):
    assert 'name="next" value=""' in client.get(LOGIN, {"next": wanted}).text
    assert log_in(client, next=wanted).headers["Location"] == "/"


def test_login_gives_a_new_session(client, sofie):
    client.get(LOGIN)
    session = client.session
    session["seen"] = True
    session.save()
    before = client.session.session_key
    log_in(client)
    assert client.session.session_key not in (None, before)


@pytest.mark.parametrize(
    ("username", "password"), [("sofie", "forkert"), ("ingen", PASSWORD), ("SOFIE", PASSWORD)]
)
def test_login_with_wrong_password_says_so_and_no_more(client, sofie, username, password):
    page = log_in(client, username, password)
    assert page.status_code == 422
    assert "passer ikke sammen" in page.text
    assert f'value="{username}"' in page.text
    assert password not in page.text
    assert logged_in(client) is None


def test_login_empty_says_which_fields(client):
    page = log_in(client, "", "")
    assert page.text.count("Feltet skal udfyldes.") == 2


@pytest.mark.parametrize("field", ["username", "password"])
def test_login_refuses_nul_in_danish(client, sofie, field):
    page = client.post(LOGIN, {"username": "sofie", "password": PASSWORD} | {field: "so\x00fie"})
    assert page.status_code == 422
    assert "usynligt tegn" in page.text


@pytest.mark.parametrize("text", ["x" * 20_000, "👩‍🦽", "שלום", "<script>alert(1)</script>"])
def test_login_keeps_strange_usernames_escaped(client, text):
    page = log_in(client, text)
    assert page.status_code == 422
    assert escape(text) in page.text
    assert "<script>alert" not in page.text


def test_login_of_deactivated_says_the_access_is_closed(client, sofie):
    User.objects.update(is_active=False)
    page = log_in(client)
    assert page.status_code == 422
    assert "Din adgang er lukket" in page.text
    assert logged_in(client) is None


def test_login_of_deactivated_with_wrong_password_tells_nothing(client, sofie):
    User.objects.update(is_active=False)
    assert "lukket" not in log_in(client, password="forkert").text


def test_login_shows_start_to_who_is_logged_in(client, sofie):
    client.force_login(sofie)
    assert client.get(LOGIN, {"next": "/planer/"}).headers["Location"] == "/planer/"
    assert client.get(LOGIN).headers["Location"] == "/"


def test_login_lets_a_superuser_in_to_a_start_without_plans(client):
    superuser()
    assert log_in(client, "rod").status_code == 302
    assert client.get("/").status_code == 200


def test_login_refuses_a_post_without_a_token(sofie):
    client = Client(enforce_csrf_checks=True)
    assert log_in(client).status_code == 403
    assert logged_in(client) is None


def test_login_is_where_nobody_is_sent(client):
    assert client.get("/").headers["Location"] == "/login/?next=/"


# --- In the middle of a visit ---


def test_deactivated_cannot_go_on_and_is_told_why(client, sofie):
    log_in(client)
    User.objects.update(is_active=False)
    page = client.get("/", follow=True)
    assert page.redirect_chain == [("/login/?next=/", 302)]
    assert "Din adgang er lukket" in page.text


def test_deactivated_can_let_another_in_after_them(client, sofie):
    log_in(client)
    User.objects.update(is_active=False)
    other = employee("jan", "caseworker", sofie.department)
    log_in(client, "jan")
    assert logged_in(client) == str(other.pk)


# --- Logging out ---


def test_logout_ends_the_session_and_says_so(client, sofie):
    log_in(client)
    page = client.post("/logout/", follow=True)
    assert page.redirect_chain == [("/login/", 302)]
    assert "Du er logget ud" in page.text
    assert logged_in(client) is None
    assert "Du er logget ud" not in client.get(LOGIN).text


def test_logout_by_get_changes_nothing(client, sofie):
    log_in(client)
    assert client.get("/logout/").status_code == 405
    assert logged_in(client) == str(sofie.pk)


def test_logout_of_nobody_shows_the_login(client):
    assert client.post("/logout/").headers["Location"] == "/login/"


# --- The demo ---


def test_demo_choice_is_refused_without_the_setting(client, sofie):
    assert client.post(LOGIN, {"user_id": str(sofie.pk)}).status_code == 422
    assert logged_in(client) is None


def test_demo_shows_people_in_groups_with_who_they_are(client, demo, sofie):
    dennis = Citizen.objects.create(
        user=private_person("dennis", name="Dennis Overby"),
        name="Dennis Overby",
        cpr="7203851234",
        registered_at=clock.now(),
    )
    sabrina = private_person("sabrina", name="Sabrina Overby")
    NetworkPerson.objects.create(citizen=dennis, user=sabrina, name=sabrina.name, relation="søster")
    heidi = private_person("heidi", name="Heidi Holm")
    Representative.objects.create(
        citizen=dennis, user=heidi, name=heidi.name, relation="mor", basis="fuldmagt", starts_at=clock.now()
    )
    superuser()
    employee("ole", "caseworker", sofie.department, name="Ole Lukket", is_active=False)
    text = client.get(LOGIN).text
    assert "Det her er en demo" in text
    places = [
        text.index(words)
        for words in (
            "Borgere",
            "Dennis Overby",
            "Pårørende og repræsentanter",
            "Heidi Holm",
            "Mor, fuldmagt · Dennis Overbys plan",
            "Sabrina Overby",
            "Søster · Dennis Overbys plan",
            "Medarbejdere",
            "Sofie Lind",
            "Sagsbehandler · Voksen og Handicap",
        )
    ]
    assert places == sorted(places)
    assert "Rod" not in text
    assert "Ole Lukket" not in text
    assert "720385" not in text


def test_demo_choice_logs_in_and_goes_on(client, demo, sofie):
    answer = client.post(LOGIN, {"user_id": str(sofie.pk), "next": "/planer/"})
    assert answer.headers["Location"] == "/planer/"
    assert logged_in(client) == str(sofie.pk)


def test_demo_username_logs_in(client, demo, sofie):
    assert client.post(LOGIN, {"username": "sofie"}).status_code == 302
    assert logged_in(client) == str(sofie.pk)


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"user_id": "sofie"},
        {"user_id": "00000000-0000-0000-0000-000000000000"},
        {"username": "rod"},
        {"username": "so\x00fie"},
        {"username": "<b>x</b>"},
    ],
)
def test_demo_choice_of_nobody_is_refused(client, demo, sofie, choice):
    superuser()
    page = client.post(LOGIN, choice)
    assert page.status_code == 422
    assert "Vælg en af personerne" in page.text
    assert logged_in(client) is None


def test_demo_choice_of_deactivated_says_closed(client, demo, sofie):
    User.objects.update(is_active=False)
    page = client.post(LOGIN, {"user_id": str(sofie.pk)})
    assert page.status_code == 422
    assert "Din adgang er lukket" in page.text


def test_demo_escapes_names_and_cuts_long_ones(client, demo, sofie):
    employee("html", "caseworker", sofie.department, name="<script>alert(1)</script> 👩‍🦽 שלום")
    employee("lang", "caseworker", sofie.department, name="Ø" * 20_000)
    text = client.get(LOGIN).text
    assert escape("<script>alert(1)</script> 👩‍🦽 שלום") in text
    assert "<script>alert" not in text
    assert len(text) < 20_000


def test_demo_shows_the_first_of_many_and_costs_no_more(client, demo, sofie, django_assert_num_queries):
    def queries():
        with django_assert_num_queries(4):
            return client.get(LOGIN).text

    assert "Der er flere" not in queries()
    for number in range(40):
        employee(f"m{number}", "caseworker", sofie.department, name=f"Mette {number:02}")
    text = queries()
    assert "Der er flere" in text
    assert text.count('name="user_id"') == 30
