"""Logging in with a browser at an OpenID provider that others made (oidc-provider-mock), in a process of its own."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
import requests
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from citizens.models import Citizen
from enplan import clock
from enplan.accounts.models import ClaimMeaning, Department, User
from enplan.accounts.openid.refusals import Why
from enplan.login_providers import Provider
from tests.browsing import (
    DESKTOP,
    NARROWEST,
    PHONE,
    complaints_about,
    opened_as,
    served_demo,
    started_browser,
)
from tests.browsing_extras import FULLEST

pytestmark = pytest.mark.browser

LEVEL = "https://data.gov.dk/concept/core/nsis/Substantial"
CITIZEN, EMPLOYEE = "mitid-person", "ad-person"
HERE = ("localhost", "127.0.0.1")
OF_CITIZENS = {Why.NO_CPR, Why.UNKNOWN_CPR, Why.CHANGED_CPR}
OF_STAFF = {Why.NO_ROLE, Why.STILL_COORDINATES, Why.NAME_TAKEN}


@contextmanager
def mock_provider() -> Iterator[str]:
    """The provider's address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(address)
            yield address
        finally:
            process.terminate()


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            if requests.get(f"{address}/.well-known/openid-configuration", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    pytest.fail("the provider does not answer")


def say(provider: str, subject: str, **claims: object) -> None:
    """What the provider says of somebody from now on."""
    answer = requests.put(f"{provider}/users/{subject}", json=json.loads(json.dumps(claims)), timeout=10)
    assert answer.status_code == 204


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with mock_provider() as address:
        yield address


@pytest.fixture(scope="module")
def served(provider: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The demo with both logins, and words for one department and one role."""
    citizens = Provider(
        provider, "enplan", "hemmelig", levels=frozenset({LEVEL}), acr_values=LEVEL, max_age=300
    )
    staff = Provider(provider, "enplan-ansatte", "hemmelig", scopes="openid profile offline_access")
    with served_demo(django_db_blocker) as address:
        ClaimMeaning.objects.create(word="sagsbehandler", role_id="caseworker")
        ClaimMeaning.objects.create(word="voksen", department=Department.objects.filter(is_active=True)[0])
        with override_settings(LOGIN_PROVIDERS={"citizens": citizens, "staff": staff}):
            yield address


@pytest.fixture(scope="module")
def browser(served: str, chromium_path: str) -> Iterator[Browser]:
    with started_browser(chromium_path) as browser:
        yield browser


@pytest.fixture
def people(provider: str, served: str) -> None:
    cpr = Citizen.objects.get(user__username=FULLEST).cpr
    say(provider, CITIZEN, cpr=cpr, acr=LEVEL, auth_time=int(clock.now().timestamp()))
    say(
        provider,
        EMPLOYEE,
        name="Nye Nielsen",
        preferred_username="nyni",
        roles=["sagsbehandler"],
        department="voksen",
    )


@contextmanager
def opened(browser: Browser, served: str, width: int = DESKTOP) -> Iterator[Page]:
    """A browser that knows no other machine: the provider's own page asks the internet for its looks."""
    with opened_as(browser, served, None, width=width) as page:
        page.context.route(
            lambda url: urlsplit(url).hostname not in HERE, lambda route: route.fulfill(body="")
        )
        yield page


def show_who_one_is(page: Page, subject: str) -> None:
    """At the provider: its own page, as it is."""
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize").click()


def test_citizen_logs_in_with_mitid_on_a_phone(served: str, browser: Browser, people: None) -> None:
    with opened(browser, served, PHONE) as page:
        page.goto("/min-plan/samtykker/")
        page.get_by_role("link", name="Log ind med MitID").click()
        show_who_one_is(page, CITIZEN)
        page.wait_for_url(f"{served}/min-plan/samtykker/")
        assert page.get_by_role("button", name="Log ud").is_visible()
        page.goto("/min-plan/")
        assert "Poul-Erik" in page.inner_text("body")


def test_citizen_logs_in_by_keyboard(served: str, browser: Browser, people: None) -> None:
    with opened(browser, served) as page:
        page.goto("/login/")
        page.get_by_role("link", name="Log ind med MitID").focus()
        page.keyboard.press("Enter")
        page.get_by_placeholder("sub").fill(CITIZEN)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served}/min-plan/")


def test_employee_logs_in_and_is_out_when_the_role_is_taken_away(
    provider: str, served: str, browser: Browser, people: None
) -> None:
    with opened(browser, served) as page:
        page.goto("/planer/")
        page.get_by_role("link", name="Medarbejder: log ind").click()
        show_who_one_is(page, EMPLOYEE)
        page.wait_for_url(f"{served}/planer/")
        assert "Nye Nielsen" in page.inner_text("header")
        employee = User.objects.get(username="nyni")
        User.objects.filter(pk=employee.pk).update(recheck_from=clock.now())
        page.reload()
        assert page.url == f"{served}/planer/", "the role is there still"
        say(provider, EMPLOYEE, name="Nye Nielsen", preferred_username="nyni", department="voksen")
        User.objects.filter(pk=employee.pk).update(recheck_from=clock.now())
        page.reload()
        assert "Log ind igen" in page.inner_text("main")
        employee.refresh_from_db()
        assert not employee.is_active
        page.get_by_role("link", name="Medarbejder: log ind").click()
        show_who_one_is(page, EMPLOYEE)
        page.wait_for_url("**/ikke/no_role/")
        assert "Spørg din leder" in page.inner_text("main")


def test_who_says_no_at_the_provider_can_try_again(served: str, browser: Browser, people: None) -> None:
    with opened(browser, served) as page:
        page.goto("/login/")
        page.get_by_role("link", name="Log ind med MitID").click()
        page.get_by_role("button", name="Deny").click()
        page.wait_for_url("**/login/mitid/ikke/cancelled/")
        page.get_by_role("link", name="Prøv igen med MitID").click()
        show_who_one_is(page, CITIZEN)
        page.wait_for_url(f"{served}/min-plan/")


@pytest.mark.parametrize("way", ["mitid", "medarbejder"])
def test_pages_of_a_login_that_did_not_succeed_are_fit_for_everybody(
    served: str, browser: Browser, way: str
) -> None:
    wrong = []
    with opened(browser, served) as page:
        for why in set(Why) - (OF_STAFF if way == "mitid" else OF_CITIZENS):
            assert page.goto(f"/login/{way}/ikke/{why}/").status == 200
            wrong += [f"{why}: {one}" for one in complaints_about(page, (PHONE, NARROWEST, DESKTOP))]
    assert not wrong, "\n".join(wrong)


def test_page_changes_its_language_and_stays(served: str, browser: Browser) -> None:
    with opened(browser, served, PHONE) as page:
        page.goto("/login/mitid/ikke/too_low/")
        page.get_by_role("button", name="English").click()
        assert page.get_by_role("heading", name="Logging in did not succeed").is_visible()
        assert not complaints_about(page)
        assert page.get_by_role("link", name="Try again with MitID").is_visible()


def test_login_page_with_both_ways_is_fit_for_everybody(served: str, browser: Browser) -> None:
    with opened(browser, served) as page:
        page.goto("/login/?next=/planer/")
        assert not complaints_about(page)
