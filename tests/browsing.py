"""A browser on the demo municipality: serving it, logging in without a password, and what every page is asked.

The demo is loaded once a module and served until the module is done, so none of this uses pytest-django's `db`
fixtures, which empty the database between tests. What tests write there, later tests of the same module find.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from enplan.accounts.models import User
from enplan.demo.emptying import empty_database
from enplan.demo.municipal import load_demo
from plans.models import Plan
from tests import ready_made

REAL_DATABASE = settings.DATABASES["default"]["NAME"]  # read before any test database takes its place
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
PHONE, NARROWEST, TABLET, DESKTOP = 360, 320, 820, 1280  # 320 is 1280 at 400 %, what WCAG 1.4.10 asks for

RUN_AXE = """async tags => {
  const found = await axe.run({runOnly: tags, resultTypes: ["violations"]});
  return found.violations.map(one => `${one.id}: ${one.help}: `
    + one.nodes.slice(0, 3).map(node => node.target.join(" ") + " " + node.html.slice(0, 150)).join(" | "));
}"""
FIND_OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > width + 1);
  return wide.slice(-3).map(one => one.outerHTML.slice(0, 150)).concat("scrolls sideways");
}"""


@contextmanager
def a_test_database() -> Iterator[None]:
    """The one of the session; one of our own where no other test asked pytest-django for it."""
    if connection.settings_dict["NAME"] != REAL_DATABASE:
        yield
        return
    made = setup_databases(verbosity=0, interactive=False, aliases={"default": None})
    assert connection.settings_dict["NAME"] != REAL_DATABASE, (
        "the demo would empty a database that is no test's"
    )
    yield
    teardown_databases(made, verbosity=0)


@contextmanager
def served_demo(blocker: DjangoDbBlocker) -> Iterator[str]:
    """Load the demo into the test database and serve it. Yields the address; empties the database afterwards."""
    with blocker.unblock(), a_test_database(), pytest.MonkeyPatch.context() as patch:
        # Playwright runs its event loop in this thread, and beside a running loop Django refuses every query.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        ready_made.fill(load_demo)
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()
            ready_made.empty(empty_database)
            connections.close_all()


@contextmanager
def started_browser(executable: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
            # Inside Playwright's event loop Django keeps connections of its own, out of reach once the loop is gone.
            connections.close_all()


def user_named(username: str) -> User:
    return User.objects.get(username=username)


def plan_of(username: str) -> Plan:
    return Plan.objects.get(citizen__user__username=username)


def client_of(username: str | None) -> Client:
    client = Client()
    if username is not None:
        client.force_login(user_named(username))
    return client


@contextmanager
def opened_as(
    browser: Browser, address: str, username: str | None, *, width: int = DESKTOP, **options: Any
) -> Iterator[Page]:
    """A page of a browser in which this person (None for nobody) is logged in. Fails if the console complains.

    That an address answers with an error is no complaint: the tests ask for some that do.
    """
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, locale="da-DK", **options
    )
    log_in(context, address, username)
    context.set_default_timeout(20_000)  # milliseconds, for a machine that does much else
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    try:
        yield page
    finally:
        context.close()
    ours = [one for one in complaints if "the server responded with a status of" not in one]
    assert not ours, "\n".join(ours)


def log_in(context: BrowserContext, address: str, username: str | None) -> None:
    if username is not None:
        session = client_of(username).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def complaints_about(page: Page, widths: tuple[int, ...] = (PHONE, TABLET, DESKTOP, NARROWEST)) -> list[str]:
    """What is wrong with the page as it stands, with everything folded out: for a screen reader, and for a phone."""
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
    wrong = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"at {width} px: {one}" for one in page.evaluate(FIND_OVERFLOW)]
        if width == max(widths):
            page.evaluate(AXE.read_text())
            wrong += page.evaluate(RUN_AXE, list(TAGS))
    return wrong
