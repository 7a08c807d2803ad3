"""“Gå hurtigt væk” and “Log ud”: on every page of the citizen and the network, and nothing of the plan comes back."""

import re

import pytest
from django.conf import settings as project
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from enplan.accounts.services.reading import read_calmly
from enplan.web.from_here import comes_from_here
from enplan.web.middleware import CONTENT_SECURITY_POLICY
from plans.services.goals import propose_goal
from tests.cast import HOUSING, give_consent
from tests.citizen_pages import html_of, part
from tests.test_settings import KEY, start

pytestmark = pytest.mark.django_db

OUT = "/min-plan/vaek/"
LOGOUT = 'action="/logout/"'


def strict(user):
    """A browser whose forms must prove where they come from."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def is_logged_in(client):
    return SESSION_KEY in client.session


# --- Where it stands ---


def pages_of(cast):
    """The pages of the citizen's side, one of each kind."""
    ground = give_consent(cast.sofie, cast.plan, to=[cast.job, None], sources=[cast.social, cast.job])
    goal = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Et hjem", why="")
    here = [cast.plan.pk]
    plain = ("min-plan", "consents", "access-log", "who-sees-what", "own-people", "min-plan-journal")
    of_plan = ("renew-consents", "min-plan-blocks", "min-plan-files", "min-plan-questions", "my-family")
    return [
        *(reverse(name) for name in (*plain, "min-plan-unsaved", "way-out", "my-referrals")),
        *(reverse(name, args=here) for name in of_plan),
        reverse("min-plan-goal", args=[*here, goal.pk]),
        reverse("min-plan-thing-history", args=[*here, goal.pk]),
        reverse("withdraw-consent", args=[*here, ground.pk]),
        *(reverse("conversation", args=[*here, step]) for step in ("plan", "team", "se-efter")),
    ]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("is_calm", [False, True])
def test_every_page_has_both_ways_out_and_is_kept_by_nobody(cast, client, language, is_calm):
    client.force_login(cast.rasmus)
    client.cookies[project.LANGUAGE_COOKIE_NAME] = language
    addresses = pages_of(cast)
    read_calmly(by=cast.rasmus, is_calm=is_calm)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        html = html_of(answer)
        assert {"da": "Gå hurtigt væk", "en": "Leave quickly"}[language] in part(html, "vaek"), address
        assert LOGOUT in html, address
        assert {"da": ">Log ud<", "en": ">Log out<"}[language] in html, address
        assert "enplan/way_out.js" in html, address
        assert ('class="reads-calmly"' in html) is is_calm, address
        assert "no-store" in answer["Cache-Control"], address


def test_network_and_somebody_with_nothing_have_them_too(cast, client, jobs_goal):
    client.force_login(cast.mads)
    nothing = html_of(client.get("/"))
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job], areas=[HOUSING])
    for html in (nothing, html_of(client.get("/min-del/"))):
        assert 'id="vaek"' in html
        assert LOGOUT in html


@pytest.mark.parametrize(
    ("address", "sent", "status"),
    [
        ("/findes-ikke/", None, 404),
        ("/min-plan/?plan=x", None, 404),
        ("/planer/", None, 403),
        ("tick", {"version": "nej"}, 400),
    ],
)
@pytest.mark.parametrize("is_calm", [False, True])
def test_error_pages_have_them_for_who_is_logged_in(cast, client, full, address, sent, status, is_calm):
    read_calmly(by=cast.rasmus, is_calm=is_calm)
    client.force_login(cast.rasmus)
    if address == "tick":
        address = reverse("min-plan-tick", args=[cast.plan.pk, full.pk])
    answer = client.get(address) if sent is None else client.post(address, sent)
    assert answer.status_code == status
    html = html_of(answer)
    assert 'id="vaek"' in html
    assert LOGOUT in html
    assert ('class="reads-calmly"' in html) is is_calm


@pytest.fixture
def full(cast, jobs_goal):
    """Something of the citizen's to tick."""
    from plans.services.tasks import add_task

    return add_task(by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren", responsible_is_citizen=True)


def test_page_for_a_form_without_its_token_has_them(cast):
    answer = strict(cast.rasmus).post(reverse("min-plan-rate", args=[cast.plan.pk]), {"overall-value": "3"})
    assert answer.status_code == 403
    assert 'id="vaek"' in html_of(answer)
    assert LOGOUT in html_of(answer)


def test_page_for_our_own_failures_logs_out(cast, client, monkeypatch):
    """It is drawn without knowing who asks, so its form has no token."""
    monkeypatch.setattr("plans.pages.citizen.views.choose", lambda _request: 1 / 0)
    browser = strict(cast.rasmus)
    browser.raise_request_exception = False
    html = browser.get("/min-plan/").content.decode()
    assert LOGOUT in html
    assert "csrfmiddlewaretoken" not in html
    answer = browser.post("/logout/", headers={"Origin": "http://testserver"})
    assert answer["Location"] == "/login/"
    assert not is_logged_in(browser)


def test_employees_pages_have_no_quick_way_out(cast, client):
    client.force_login(cast.sofie)
    html = html_of(client.get(reverse("workspace", args=[cast.plan.pk])))
    assert 'id="vaek"' not in html
    assert LOGOUT in html


# --- Leaving ---


def test_leaving_logs_out_and_leads_to_the_neutral_page_at_once(cast, client):
    client.force_login(cast.rasmus)
    answer = client.post(OUT)
    html = html_of(answer)
    assert answer.status_code == 200
    assert f'<meta http-equiv="refresh" content="0; url={project.WAY_OUT}">' in html
    assert not is_logged_in(client)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert client.get("/min-plan/")["Location"].startswith("/login/")


def test_page_that_leads_on_says_nothing_of_where_one_was(cast, client):
    client.force_login(cast.rasmus)
    html = html_of(client.post(OUT)).casefold()
    for word in ("plan", "kommune", "rasmus", "log", "enplan"):
        assert word not in html


def test_leaving_leaves_no_message_for_the_next_who_logs_in(cast, client):
    client.force_login(cast.rasmus)
    client.post(OUT)
    assert "logget ud" not in html_of(client.get("/login/"))


def test_leaving_leads_where_the_setting_says(cast, client, settings):
    settings.WAY_OUT = "https://vejr.example/i-dag?by=1"
    client.force_login(cast.rasmus)
    assert 'data-address="https://vejr.example/i-dag?by=1"' in html_of(client.get("/min-plan/"))
    assert 'content="0; url=https://vejr.example/i-dag?by=1"' in html_of(client.post(OUT))


def test_forms_still_lead_to_our_own_pages_alone():
    assert "form-action 'self';" in CONTENT_SECURITY_POLICY
    assert "dmi" not in CONTENT_SECURITY_POLICY


def test_get_tells_of_it_and_logs_nobody_out(cast, client):
    client.force_login(cast.rasmus)
    html = html_of(client.get(OUT))
    assert is_logged_in(client)
    for honest in ("Browseren husker", "tre gange hurtigt på Esc", "privat vindue", "andre faner"):
        assert honest in html
    client.head(OUT)
    assert is_logged_in(client)


def test_help_is_reached_from_the_page_and_from_an_invitation(cast, client):
    client.force_login(cast.rasmus)
    assert f'href="{OUT}"' in html_of(client.get("/min-plan/"))
    invited = html_of(Client().get(reverse("invitation")))
    assert f'href="{OUT}"' in invited
    assert 'id="vaek"' in invited


def test_who_is_logged_out_already_leaves_all_the_same():
    assert project.WAY_OUT in html_of(Client().post(OUT))
    assert Client().get(OUT).status_code == 200


# --- Other sites ---


@pytest.mark.parametrize("address", [OUT, "/logout/"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://ond.dk"},
        {"Origin": "null"},
        {"Origin": "http://testserver.ond.dk"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://ond.dk"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_other_sites_make_nobody_leave(cast, address, headers):
    browser = strict(cast.rasmus)
    assert browser.post(address, headers=headers).status_code == 403
    assert is_logged_in(browser)


@pytest.mark.parametrize("address", [OUT, "/logout/"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        {"Origin": "http://testserver"},
        {},
    ],
)
def test_old_token_keeps_nobody_from_leaving(cast, address, headers):
    browser = strict(cast.rasmus)
    answer = browser.post(address, {"csrfmiddlewaretoken": "x" * 64}, headers=headers)
    assert answer.status_code in (200, 302)
    assert not is_logged_in(browser)


def test_old_token_lets_nothing_else_through(cast):
    browser = strict(cast.rasmus)
    for address in ("/visning/", reverse("min-plan-rate", args=[cast.plan.pk]), "/login/"):
        answer = browser.post(address, {"visning": "rolig"}, headers={"Origin": "http://testserver"})
        assert answer.status_code == 403, address


def test_session_cookie_is_not_sent_by_other_sites():
    """What the leave without a token rests on, where a browser tells nothing of itself."""
    assert project.SESSION_COOKIE_SAMESITE in ("Lax", "Strict")


def test_origin_is_compared_with_port_and_all():
    request = HttpRequest()
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "8000", "HTTP_ORIGIN": "http://localhost:9000"}
    assert not comes_from_here(request)
    request.META["HTTP_ORIGIN"] = "http://localhost:8000"
    del request.headers  # kept from the first time
    assert comes_from_here(request)


# --- The setting ---


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "http://www.dmi.dk/",
        "javascript:alert(1)",
        "//www.dmi.dk/",
        "https://",
        "https:///vejr",
        "https://navn:kode@www.dmi.dk/",
        "https://www.dmi.dk/ x",
        'https://www.dmi.dk/"><script>',
        "https://www.dmi.dk/; url=http://ond.dk",
        "https://www.dmi.dk/\nx",
        "https://blåbær.dk/",
    ],
)
def test_address_that_is_not_safe_to_lead_to_stops_the_program(tmp_path, bad):
    assert "ENPLAN_WAY_OUT" in start(tmp_path, ENPLAN_SECRET_KEY=KEY, ENPLAN_WAY_OUT=bad)


def test_good_address_starts(tmp_path):
    assert start(tmp_path, ENPLAN_SECRET_KEY=KEY, ENPLAN_WAY_OUT="https://www.dr.dk/vejr?by=1#i-dag") == ""


def test_script_is_as_the_page_says():
    """The page promises three presses; the browser test shows that they lead away."""
    script = (project.BASE_DIR / "static/enplan/way_out.js").read_text(encoding="utf-8")
    assert re.search(r"TIMES = 3\b", script)
    assert "location.replace" in script
