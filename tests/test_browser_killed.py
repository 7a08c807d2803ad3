"""A browser killed in the middle of typing, a session that has run out and a new login: the text is there."""

import pytest
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker

from tests.browsing import opened_as, plan_of, served_demo, started_browser

pytestmark = pytest.mark.browser


def test_text_is_there_after_a_killed_browser_and_a_new_login(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, chromium_path: str
) -> None:
    with served_demo(django_db_blocker) as address, started_browser(chromium_path) as browser:
        page_of_goal = f"/planer/{plan_of('dennis').pk}/maal/nyt/"
        with opened_as(browser, address, "birgitte") as page:
            page.goto(page_of_goal)
            page.get_by_label("Mål", exact=True).press_sequentially("En dør, der kan låses")
            expect(page.locator("#kladde-siger")).to_contain_text("Kladde gemt kl.")
            page.context.clear_cookies(name="sessionid")  # the session is gone, and the person goes on typing
            why = page.get_by_label("Hvorfor er det vigtigt?")
            why.press_sequentially("Han sover ikke")
            expect(page.locator("#kladde-siger")).to_contain_text("Du er logget ud")
            why.press_sequentially(" om natten")  # and is killed within the second
        with opened_as(browser, address, "birgitte") as page:
            page.goto(page_of_goal)
            expect(page.get_by_text("Du var i gang her i dag")).to_be_visible()
            expect(page.get_by_label("Mål", exact=True)).to_have_value("En dør, der kan låses")
            assert page.get_by_label("Hvorfor er det vigtigt?").input_value().startswith("Han sover ikke")
            page.get_by_role("button", name="Kassér").click()
            expect(page.get_by_label("Mål", exact=True)).to_have_value("")
