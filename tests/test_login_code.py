"""The second factor: after the password a code by e-mail, and too many tries of either are refused."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django_otp.plugins.otp_email.models import EmailDevice

from enplan.accounts.logins import real_time, second_factor
from enplan.accounts.models import Session, User
from enplan.accounts.tasks import forget_old_logins
from tests.accounts_people import PASSWORD, department, employee

pytestmark = pytest.mark.django_db

LOGIN, CODE, AGAIN = "/login/", "/login/kode/", "/login/kode/igen/"


@pytest.fixture
def sofie():
    return employee("sofie", "caseworker", department("Voksen og Handicap"), email="sofie@nordby.example")


@pytest.fixture
def later(monkeypatch):
    """The machine's clock stands; let it show so many seconds more."""
    begun = real_time.seconds()

    def go(seconds):
        monkeypatch.setattr(real_time, "seconds", lambda: begun + seconds)

    go(0)
    return go


def log_in(client, password=PASSWORD, **more):
    return client.post(LOGIN, {"username": "sofie", "password": password, **more})


def code_sent():
    return re.search(r"\b\d{6}\b", str(mail.outbox[-1].body)).group()


def logged_in(client):
    return client.session.get(SESSION_KEY)


def dead_server(*_args, **_kwargs):
    raise ConnectionRefusedError


def allow_at_once():
    """As if the minute between two letters, and the pause after a wrong code, were over."""
    EmailDevice.objects.update(
        last_generated_timestamp=None, throttling_failure_timestamp=None, throttling_failure_count=0
    )


def test_password_alone_opens_nothing(client, sofie):
    assert log_in(client).headers["Location"] == CODE
    assert logged_in(client) is None
    assert client.get("/").status_code == 302


def test_code_of_the_mail_logs_in_and_goes_on(client, sofie):
    assert (
        log_in(client, next="/planer/?side=2").headers["Location"] == f"{CODE}?next=%2Fplaner%2F%3Fside%3D2"
    )
    (letter,) = mail.outbox
    assert letter.to == ["sofie@nordby.example"]
    answer = client.post(CODE, {"code": code_sent(), "next": "/planer/?side=2"})
    assert answer.headers["Location"] == "/planer/?side=2"
    assert logged_in(client) == str(sofie.pk)


def test_letter_says_the_code_and_nothing_of_anybody(client, sofie):
    log_in(client)
    (letter,) = mail.outbox
    assert code_sent() not in letter.subject
    assert "Sofie" not in f"{letter.body} {letter.subject}"
    assert "Giv aldrig koden til andre" in letter.body


def test_session_before_the_code_is_not_the_session_after(client, sofie):
    client.get(LOGIN)
    log_in(client)
    before = client.session.session_key
    client.post(CODE, {"code": code_sent()})
    assert client.session.session_key not in (None, before)


def test_spaces_in_the_code_do_no_harm(client, sofie):
    log_in(client)
    code = code_sent()
    assert client.post(CODE, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302
    assert logged_in(client)


@pytest.mark.parametrize(
    ("code", "said"),
    [("", "Skriv koden fra mailen."), ("abcdef", "Koden er kun tal."), ("१२३४५६", "Koden er kun tal.")],
)
def test_what_is_no_code_is_said_at_the_field(client, sofie, code, said):
    log_in(client)
    page = client.post(CODE, {"code": code})
    assert page.status_code == 422
    assert said in page.text


def test_wrong_code_is_refused_and_then_waits(client, sofie):
    log_in(client)
    wrong = "000000" if code_sent() != "000000" else "111111"
    assert "Koden passer ikke" in client.post(CODE, {"code": wrong}).text
    assert "Vent lidt" in client.post(CODE, {"code": code_sent()}).text
    assert logged_in(client) is None


def test_five_wrong_codes_ask_for_the_password_again(client, sofie):
    log_in(client)
    wrong = "000000" if code_sent() != "000000" else "111111"
    for _time in range(second_factor.TRIES - 1):
        assert client.post(CODE, {"code": wrong}).status_code == 422
        allow_at_once()
    assert client.post(CODE, {"code": wrong}).headers["Location"] == LOGIN
    allow_at_once()
    assert client.post(CODE, {"code": code_sent()}).headers["Location"] == LOGIN
    assert logged_in(client) is None


def test_code_works_once(client, sofie):
    log_in(client)
    code = code_sent()
    client.post(CODE, {"code": code})
    another = Client()
    allow_at_once()
    log_in(another)
    allow_at_once()
    assert code != code_sent() or pytest.skip("the same by chance")
    assert another.post(CODE, {"code": code}).status_code == 422


def test_code_in_another_browser_opens_nothing(client, sofie):
    log_in(client)
    stranger = Client()
    assert stranger.post(CODE, {"code": code_sent()}).headers["Location"] == LOGIN
    assert logged_in(stranger) is None


def test_who_takes_too_long_begins_again(client, sofie, later):
    log_in(client)
    later(second_factor.WAITS_FOR + 1)
    page = client.post(CODE, {"code": code_sent()}, follow=True)
    assert page.redirect_chain == [(LOGIN, 302)]
    assert "Der gik for lang tid" in page.text
    assert logged_in(client) is None


def test_who_is_closed_between_password_and_code_is_not_let_in(client, sofie):
    log_in(client)
    User.objects.update(is_active=False)
    assert client.post(CODE, {"code": code_sent()}).headers["Location"] == LOGIN
    assert logged_in(client) is None


def test_new_code_is_sent_after_a_minute_and_the_old_one_dies(client, sofie):
    log_in(client)
    old = code_sent()
    assert "Vent et minut" in client.post(AGAIN, follow=True).text
    assert len(mail.outbox) == 1
    allow_at_once()
    assert "sendt en ny kode" in client.post(AGAIN, follow=True).text
    assert len(mail.outbox) == 2
    if code_sent() != old:
        assert client.post(CODE, {"code": old}).status_code == 422
        allow_at_once()
    client.post(CODE, {"code": code_sent()})
    assert logged_in(client)


def test_dead_mail_server_is_said_and_lets_nobody_in(client, sofie, monkeypatch):
    monkeypatch.setattr("django_otp.plugins.otp_email.models.send_mail", dead_server)
    page = log_in(client)
    assert page.status_code == 422
    assert "kunne ikke sendes" in page.text
    assert logged_in(client) is None


def test_try_after_a_dead_mail_server_sends_at_once(client, sofie, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("django_otp.plugins.otp_email.models.send_mail", dead_server)
        log_in(client)
    assert log_in(client).headers["Location"] == CODE
    assert len(mail.outbox) == 1


def test_wait_after_wrong_codes_does_not_grow_for_ever(client, sofie):
    EmailDevice.objects.create(user=sofie, name="e-mail", throttling_failure_count=30)
    log_in(client)
    wrong = "000000" if code_sent() != "000000" else "111111"
    client.post(CODE, {"code": wrong})
    assert EmailDevice.objects.get().throttling_failure_count == second_factor.LONGEST_WAITS


def test_login_that_is_ended_elsewhere_does_not_live_on_through_the_login_page(client, sofie, monkeypatch):
    """Somebody who holds a session logs in as another with it, in the moment in which its owner ends it."""
    owner = employee("jan", "caseworker", sofie.department)
    client.force_login(owner)
    begin = second_factor.begin

    def ended_meanwhile(request, user):
        Session.objects.filter(pk=request.session.session_key).delete()
        return begin(request, user)

    monkeypatch.setattr(second_factor, "begin", ended_meanwhile)
    log_in(client)
    assert logged_in(client) is None


def test_new_code_is_awaited_as_long_as_the_first(client, sofie, later):
    log_in(client)
    allow_at_once()
    later(second_factor.WAITS_FOR - 30)
    client.post(AGAIN)
    later(second_factor.WAITS_FOR + 30)
    assert client.get(CODE).status_code == 200


def test_login_without_an_address_is_told_whom_to_ask(client, sofie):
    User.objects.update(email="")
    page = log_in(client)
    assert page.status_code == 422
    assert "mangler en e-mail" in page.text
    assert not mail.outbox


def test_page_of_the_code_tells_strangers_nothing(client):
    assert client.get(CODE).headers["Location"] == LOGIN
    assert client.post(AGAIN).headers["Location"] == LOGIN


def test_page_of_the_code_shows_only_a_part_of_the_address(client, sofie):
    log_in(client)
    page = client.get(CODE).text
    assert "s…@nordby.example" in page
    assert "sofie@" not in page


# --- Too many wrong passwords ---


def test_sixth_try_is_refused_even_with_the_right_password(client, sofie):
    for _time in range(4):
        assert log_in(client, "forkert").status_code == 422
    assert log_in(client, "forkert").status_code == 429
    page = log_in(client)
    assert page.status_code == 429
    assert "prøvet for mange gange" in page.text
    assert not mail.outbox


def test_others_are_not_kept_out_with_them(client, sofie):
    for _time in range(5):
        log_in(client, "forkert")
    employee("jan", "caseworker", sofie.department, email="jan@nordby.example")
    assert client.post(LOGIN, {"username": "jan", "password": PASSWORD}).status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert log_in(elsewhere).status_code == 302


def test_after_a_quarter_of_an_hour_it_counts_no_more(client, sofie):
    for _time in range(5):
        log_in(client, "forkert")
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(
            attempt_time=attempt.attempt_time - timedelta(minutes=16)
        )
    assert log_in(client).status_code == 302


def test_right_password_forgets_the_wrong_ones(client, sofie):
    for _time in range(4):
        log_in(client, "forkert")
    log_in(client)
    client.post(CODE, {"code": code_sent()})
    client.post("/logout/")
    assert log_in(client, "forkert").status_code == 422


def test_what_is_kept_of_a_wrong_password_tells_nobody_who_it_was(client, sofie):
    client.post(LOGIN, {"username": "7203851234", "password": "hemmeligt", "next": "/planer/7/"})
    (attempt,) = AccessAttempt.objects.all()
    kept = " ".join(str(getattr(attempt, field.name)) for field in AccessAttempt._meta.fields)
    for secret in ("7203851234", "hemmeligt", "/planer/7/"):
        assert secret not in kept
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=16))
    forget_old_logins()
    assert not AccessAttempt.objects.exists()


# --- Behind a proxy ---


@pytest.mark.parametrize(
    ("forwarded", "counted"),
    [
        ("203.0.113.9, 198.51.100.4", "198.51.100.4"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:198.51.100.4", "198.51.100.4"),
        ("'; DROP TABLE", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_machine_is_the_one_our_own_proxy_saw(client, sofie, settings, forwarded, counted):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client.post(LOGIN, {"username": "sofie", "password": "x"}, headers={"X-Forwarded-For": forwarded})
    assert AccessAttempt.objects.get().ip_address == counted


def test_nobody_can_say_where_they_come_from_without_a_proxy(client, sofie):
    client.post(LOGIN, {"username": "sofie", "password": "x"}, headers={"X-Forwarded-For": "203.0.113.9"})
    assert AccessAttempt.objects.get().ip_address == "127.0.0.1"
