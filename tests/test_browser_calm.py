"""Reading calmly and leaving quickly in a browser: with the keyboard, on a phone, and without JavaScript."""

import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import DjangoDbBlocker

from enplan.accounts.models import Session
from enplan.accounts.services.reading import read_calmly
from plans.models import Plan, UnsavedForm
from tests.browsing import (
    DESKTOP,
    NARROWEST,
    PHONE,
    complaints_about,
    opened_as,
    served_demo,
    started_browser,
    user_named,
)
from tests.browsing_extras import FULLEST
from tests.test_browser_reach import SCREEN, complaints_of_the_keyboard

pytestmark = pytest.mark.browser

LEAVE = "Gå hurtigt væk"
ELSEWHERE = "<!DOCTYPE html><title>Vejret</title><h1>Sol</h1>"


@pytest.fixture(scope="module")
def served(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with served_demo(django_db_blocker) as address:
        for username in (FULLEST, "sabrina"):
            read_calmly(by=user_named(username), is_calm=True)
        yield address


@pytest.fixture(scope="module")
def browser(served: str, chromium_path: str) -> Iterator[Browser]:
    with started_browser(chromium_path) as browser:
        yield browser


def with_the_weather(page: Page) -> Page:
    """The neutral page answers without a network. What it is asked for with, it tells: nothing of where one was."""

    def answer(route: Route) -> None:
        assert "referer" not in route.request.headers
        route.fulfill(body=ELSEWHERE, content_type="text/html")

    page.context.route(f"{settings.WAY_OUT}**", answer)
    return page


def parts_of(page: Page, start: str) -> Iterator[str]:
    """Every part, by pressing the way to the next."""
    page.goto(start)
    while True:
        yield page.url
        following = page.get_by_role("link", name="Næste:")
        if not following.count():
            return
        following.click()


@pytest.mark.parametrize(("username", "start"), [(FULLEST, "/min-plan/"), ("sabrina", "/min-del/")])
def test_every_part_is_fit_for_screen_readers_and_the_narrowest_screen(
    served: str, browser: Browser, username: str, start: str
) -> None:
    wrong = []
    with opened_as(browser, served, username) as page:
        for url in list(parts_of(page, start)):
            page.goto(url)
            wrong += [f"{url}: {one}" for one in complaints_about(page, (PHONE, DESKTOP, NARROWEST))]
    assert not wrong, "\n".join(wrong)


def test_every_part_is_reached_with_tab_and_seen_at_400_percent(served: str, browser: Browser) -> None:
    wrong = []
    with opened_as(browser, served, FULLEST, width=NARROWEST) as page:
        page.set_viewport_size(SCREEN)
        for url in [*parts_of(page, "/min-plan/"), "/min-plan/vaek/"]:
            page.goto(url)
            wrong += [f"{url}: {one}" for one in complaints_of_the_keyboard(page)]
    assert not wrong, "\n".join(wrong)


def test_type_is_large_and_the_lines_are_short(served: str, browser: Browser) -> None:
    size = "() => parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
    with opened_as(browser, served, FULLEST) as page:
        page.goto("/min-plan/?del=ord")
        assert page.evaluate(size) == pytest.approx(16 * 1.35, abs=0.2)
        widest = page.evaluate("() => document.querySelector('.own-words').getBoundingClientRect().width")
        assert widest / page.evaluate(size) < 30  # about 60 letters at the most


def test_parts_are_read_and_saved_without_javascript(served: str, browser: Browser) -> None:
    with opened_as(browser, served, "dennis", width=PHONE, java_script_enabled=False) as page:
        page.goto("/min-plan/")
        page.get_by_role("button", name="Læs stort og roligt").click()
        expect(page.get_by_text("1 af ")).to_be_visible()
        while not page.get_by_role("heading", name="Hvordan har du det i dag?").count():
            page.get_by_role("link", name="Næste:").click()
        page.locator("#trivsel .ruler-step").nth(7).click()
        page.locator("#id_overall-note").fill("Jeg sov hele natten.")
        page.locator("#trivsel").get_by_role("button", name="Gem").click()
        expect(page.locator("#trivsel .voices")).to_contain_text("Jeg sov hele natten.")
        expect(page.get_by_text("Tak. Tallet er gemt.")).to_be_visible()
        page.get_by_role("button", name="Vis som før").click()
        expect(page.locator("#maal")).to_be_visible()


def wait_for_the_end_of_the_login(key: str) -> None:
    until = time.monotonic() + 20
    while Session.objects.filter(pk=key).exists():
        assert time.monotonic() < until, "the login does not end"
        time.sleep(0.05)


def test_button_leaves_and_back_shows_nothing(served: str, browser: Browser) -> None:
    with opened_as(browser, served, "dennis", width=PHONE) as page:
        with_the_weather(page)
        page.goto("/min-plan/samtykker/")
        page.goto("/min-plan/")
        key = {one["name"]: one["value"] for one in page.context.cookies()}[settings.SESSION_COOKIE_NAME]
        page.get_by_role("button", name=LEAVE).click()
        expect(page.get_by_role("heading", name="Sol")).to_be_visible()
        wait_for_the_end_of_the_login(key)  # the beacon may be behind on a busy machine
        page.go_back()
        expect(page.get_by_role("heading", name="Log ind")).to_be_visible()
        assert "samtykker" in page.url  # the page that was open is out of the history
        page.goto("/min-plan/")
        expect(page.get_by_role("heading", name="Log ind")).to_be_visible()


def test_escape_three_times_leaves_and_twice_or_slowly_does_not(served: str, browser: Browser) -> None:
    with opened_as(browser, served, "dennis") as page:
        with_the_weather(page)
        page.clock.install()  # the page's own clock stands still but for what the test lets pass
        page.goto("/min-plan/")
        page.clock.pause_at(page.evaluate("Date.now()") + 1000)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.clock.run_for(1600)
        page.keyboard.press("Escape")
        page.clock.run_for(300)
        assert page.url.endswith("/min-plan/")
        assert page.evaluate("!document.documentElement.hidden")
        page.clock.run_for(1600)
        page.locator("#id_overall-note").focus()
        for _ in range(3):
            page.keyboard.press("Escape")
            page.clock.run_for(700)
        expect(page.get_by_role("heading", name="Sol")).to_be_visible()
        page.goto("/min-plan/")
        expect(page.get_by_role("heading", name="Log ind")).to_be_visible()


def test_what_one_was_writing_is_kept_when_one_leaves(served: str, browser: Browser) -> None:
    with opened_as(browser, served, "dennis") as page:
        with_the_weather(page)
        page.clock.install()
        page.goto("/min-plan/")
        page.get_by_text("Foreslå et mål").click()
        page.get_by_label("Hvad vil du gerne?").fill("Et sted for mig selv")
        page.clock.pause_at(page.evaluate("Date.now()") + 1000)
        for _ in range(3):
            page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name="Sol")).to_be_visible()
        page.wait_for_timeout(500)
    plan = Plan.objects.get(citizen__user__username="dennis")
    kept = UnsavedForm.objects.get(plan=plan)
    assert "Et sted for mig selv" in str(kept.fields)


def test_without_javascript_the_form_leaves(served: str, browser: Browser) -> None:
    with opened_as(browser, served, "dennis", width=PHONE, java_script_enabled=False) as page:
        with_the_weather(page)
        page.goto("/min-plan/")
        page.get_by_role("button", name=LEAVE).click()
        expect(page.get_by_role("heading", name="Sol")).to_be_visible()
        page.go_back()
        expect(page.get_by_role("heading", name="Log ind")).to_be_visible()


def test_button_is_in_reach_wherever_one_is_on_the_page(served: str, browser: Browser) -> None:
    """Low at the edge, a thumb tall, and never over the end of the page."""
    with opened_as(browser, served, "dennis", width=NARROWEST) as page:
        page.goto("/min-plan/")
        for top in (0, 900, 100_000):
            page.evaluate(f"window.scrollTo(0, {top})")
            box = page.get_by_role("button", name=LEAVE).bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert box["y"] > 800
            assert box["y"] + box["height"] <= 900
            top_of_button = box["y"]
        last = page.locator("footer a").last.bounding_box()
        assert last is not None
        assert last["y"] + last["height"] <= top_of_button
