"""Logging in with a code on a phone, and the warning before a login ends by itself, with nothing lost when it does."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from enplan.accounts.logins import real_time
from enplan.accounts.models import User
from tests.browsing import (
    PHONE,
    complaints_about,
    opened_as,
    plan_of,
    served_demo,
    started_browser,
)

pytestmark = pytest.mark.browser

PASSWORD = "en-lang-adgangskode-til-proven"
MINUTE = 60


@pytest.fixture(scope="module")
def served(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with served_demo(django_db_blocker) as address:
        sabrina = User.objects.get(username="sabrina")
        sabrina.set_password(PASSWORD)
        sabrina.email = "sabrina@nordby.example"
        sabrina.save()
        yield address


@pytest.fixture(scope="module")
def browser(served: str, chromium_path: str) -> Iterator[Browser]:
    with started_browser(chromium_path) as browser:
        yield browser


def code_sent() -> str:
    found = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert found is not None
    return found.group()


def pass_time(page: Page, patch: pytest.MonkeyPatch, minutes: int) -> None:
    """For the page and for the server alike."""
    now = real_time.seconds()
    patch.setattr(real_time, "seconds", lambda: now + minutes * MINUTE)
    page.clock.fast_forward(minutes * MINUTE * 1000)


@pytest.mark.parametrize("has_script", [True, False])
def test_network_person_logs_in_with_password_and_code(
    served: str, browser: Browser, has_script: bool
) -> None:
    User.objects.filter(username="sabrina").update(last_login=None)
    with opened_as(browser, served, None, width=PHONE, java_script_enabled=has_script) as page:
        page.goto("/login/?next=/min-del/")
        page.get_by_label("Brugernavn").fill("sabrina")
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_label("Adgangskode").press("Enter")
        expect(page.get_by_role("heading", name="Skriv koden fra din mail")).to_be_visible()
        if has_script:
            assert complaints_about(page) == []
        page.get_by_label("Kode").fill(code_sent())
        page.get_by_label("Kode").press("Enter")
        expect(page).to_have_url(f"{served}/min-del/")
        page.get_by_role("button", name="Log ud").click()


def test_page_warns_and_one_press_keeps_the_login(
    served: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_as(browser, served, "dennis", width=PHONE) as page:
        page.clock.install()
        page.goto("/min-plan/")
        warning = page.get_by_role("alert").filter(has_text="Du bliver logget ud om")
        expect(warning).to_have_count(0)
        pass_time(page, monkeypatch, 26)
        expect(warning).to_contain_text("Du bliver logget ud om 4 minutter.")
        assert complaints_about(page, (PHONE,)) == []
        page.get_by_role("button", name="Bliv logget ind").press("Enter")
        expect(warning).to_have_count(0)
        pass_time(page, monkeypatch, 20)
        expect(warning).to_have_count(0)
        pass_time(page, monkeypatch, 6)
        expect(warning).to_contain_text("om 4 minutter")


def test_what_was_typed_is_there_after_the_login_ended_by_time(
    served: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_of_goal = f"/planer/{plan_of('dennis').pk}/maal/nyt/"
    with opened_as(browser, served, "birgitte") as page:
        page.clock.install()
        page.goto(page_of_goal)
        page.get_by_label("Mål", exact=True).press_sequentially("En dør, der kan låses")
        page.clock.run_for(2000)
        expect(page.locator("#kladde-siger")).to_contain_text("Kladde gemt kl.")
        pass_time(page, monkeypatch, 57)
        expect(page.get_by_role("alert").filter(has_text="Du bliver logget ud om")).to_be_visible()
        pass_time(page, monkeypatch, 5)
        page.wait_for_url(f"**/login/?next={page_of_goal.replace('/', '%2F')}")
    with opened_as(browser, served, "birgitte") as page:
        page.goto(page_of_goal)
        expect(page.get_by_label("Mål", exact=True)).to_have_value("En dør, der kan låses")
