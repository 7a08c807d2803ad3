"""Whole tasks in a browser, one a side: without JavaScript, with the keyboard alone, and on a first visit's download.

Each test has a plan of its own or leaves what the others need, since the demo is loaded once.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, expect
from pytest_django import DjangoDbBlocker

from enplan import clock
from plans.models import Plan
from plans.services.measures import add_measure
from tests.browsing import (
    PHONE,
    complaints_about,
    opened_as,
    plan_of,
    served_demo,
    started_browser,
    user_named,
)

pytestmark = pytest.mark.browser

GUIDE = Path(__file__).parent.parent / "docs" / "user-guide.md"
BUDGET = 150_000  # bytes a first visit of the citizen's page may download, compressed
BUDGET_AFTER = 30_000  # the same on every later visit: what is not kept by the browser
SCREEN = 640  # how high a small phone's is
# Where each thing that a citizen needs first ends, in pixels from the top; null where it is not there.
NEEDED_FIRST = """() => {
  const ends = one => one && Math.round(one.getBoundingClientRect().bottom + scrollY);
  return {
    "the next step": ends(document.getElementById("det-naeste")),
    "the coordinator's telephone": ends(document.querySelector('[aria-labelledby=tovholder-h] a[href^="tel:"]')),
    "own tasks": ends(document.querySelector("#aftaler > ul.tasks, #aftaler > h2 + p")),
  };
}"""
HAS_FOCUS_MARK = """() => {
  const shown = getComputedStyle(document.activeElement);
  const beside = document.activeElement.nextElementSibling;
  const besides = beside ? getComputedStyle(beside) : shown;
  return [shown, besides].some(one => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
}"""


@pytest.fixture(scope="module")
def served(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with served_demo(django_db_blocker) as address:
        yield address


@pytest.fixture(scope="module")
def browser(served: str, chromium_path: str) -> Iterator[Browser]:
    with started_browser(chromium_path) as browser:
        yield browser


def first_open_box(page: Page) -> Locator:
    return page.locator("#aftaler .tick[aria-pressed=false]").first


def test_citizen_ticks_and_rates_without_javascript(served: str, browser: Browser) -> None:
    with opened_as(browser, served, "dennis", width=PHONE, java_script_enabled=False) as page:
        page.goto("/min-plan/")
        box = first_open_box(page)
        said = box.inner_text()
        box.click()
        expect(page.get_by_role("button", name=said)).to_have_attribute("aria-pressed", "true")

        page.locator("#trivsel .ruler-step").nth(7).click()
        page.get_by_role("textbox", name="Et par ord").first.fill("Jeg sov hele natten.")
        page.locator("#trivsel").get_by_role("button", name="Gem").click()
        expect(page.locator("#trivsel .voices")).to_contain_text("Jeg sov hele natten.")


@pytest.mark.parametrize("scripts", [False, True], ids=["without javascript", "with javascript"])
def test_caseworker_adds_a_goal_and_meets_a_conflict(served: str, browser: Browser, scripts: bool) -> None:
    who, owner = ("line", "silas") if scripts else ("birgitte", "dennis")
    plan = f"/planer/{plan_of(owner).pk}/"
    with opened_as(browser, served, who, java_script_enabled=scripts) as page:
        page.goto(plan)
        page.get_by_role("link", name="Nyt mål").click()
        page.get_by_label("Livsområde").select_option(label="Bolig")
        page.get_by_label("Mål", exact=True).fill("En dør, der kan låses")
        page.get_by_role("button", name="Tilføj").click()
        goal = page.locator("article.goal", has_text="En dør, der kan låses")
        expect(goal).to_be_visible()

        goal.get_by_text("Mere om målet").click()
        goal.get_by_role("link", name="Ret målet").click()
        address = page.url
        colleague = page.context.new_page()
        colleague.goto(address)
        for tab, text in ((page, "En dør, der kan låses indefra"), (colleague, "En hoveddør med lås")):
            tab.get_by_label("Mål", exact=True).fill(text)
            tab.get_by_role("button", name="Gem").click()
        expect(colleague.get_by_role("heading", name="Du har selv gemt i et andet vindue")).to_be_visible()
        expect(colleague.locator(".conflict")).to_contain_text("indefra")
        expect(colleague.get_by_label("Mål", exact=True)).to_have_value("En hoveddør med lås")
        if scripts:  # without, axe would wait for ever
            assert not complaints_about(colleague)
        colleague.get_by_role("button", name="Gem").click()
        expect(colleague.locator("article.goal", has_text="En hoveddør med lås")).to_be_visible()


def test_caseworker_notes_a_consent_without_javascript(served: str, browser: Browser) -> None:
    plan = f"/planer/{plan_of('mille').pk}/"
    with opened_as(browser, served, "henrik", java_script_enabled=False) as page:
        page.goto(f"{plan}samtykker/nyt/")
        choose(page, "Hvad sagde borgeren?", "Ja")
        page.get_by_role("radio", name="Samtykke til deling").check()
        choose(page, "Hvilke områder?", "Bolig")
        choose(page, "Hvis oplysninger må de se?", "Jobcentret")
        choose(page, "Hvem må se det?", "Borgerservice")
        page.get_by_label("Hvad skal det bruges til?").fill("Finde et sted at bo")
        choose(page, "Hvordan?", "Mundtligt")
        page.get_by_role("button", name="Gem samtykket").click()
        expect(page.get_by_role("main")).to_contain_text("Finde et sted at bo")


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).or_(page.get_by_role("radiogroup", name=question)).get_by_label(
        answer, exact=True
    ).check()


def test_citizen_gets_about_by_keyboard_alone(served: str, browser: Browser) -> None:
    with opened_as(browser, served, "lone", width=PHONE) as page:
        page.goto("/min-plan/")
        page.keyboard.press("Tab")
        expect(page.locator(".skip-link")).to_be_focused()
        expect(page.locator(".skip-link")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()

        boxes = {"Space": first_open_box(page).get_attribute("id")}
        for key in ("Space", "Enter"):
            box = page.locator(f"#{boxes['Space']}")
            if key == "Space":
                tab_to(page, box)
            before = box.get_attribute("aria-pressed")
            page.keyboard.press(key)
            expect(box).to_have_attribute("aria-pressed", "false" if before == "true" else "true")
            expect(box).to_be_focused()


PRESS_AS_SOON_AS_IT_IS_BACK = """id => {
  window.answers = 0;
  document.body.addEventListener("htmx:afterSettle", () => { window.answers += 1; });
  new MutationObserver((_, observer) => {
    const box = document.getElementById(id);
    if (box?.getAttribute("aria-pressed") !== "true") return;
    observer.disconnect();
    box.click();
  }).observe(document.body, {childList: true, subtree: true});
}"""


def test_what_comes_back_can_be_pressed_at_once(served: str, browser: Browser) -> None:
    with opened_as(browser, served, "lone", width=PHONE) as page:
        page.goto("/min-plan/")
        name = first_open_box(page).get_attribute("id")
        box = page.locator(f"#{name}")
        page.evaluate(PRESS_AS_SOON_AS_IT_IS_BACK, name)
        box.press("Enter")
        page.wait_for_function("() => window.answers >= 2")  # never where the whole page was loaded instead
        expect(box).to_have_attribute("aria-pressed", "false")
        expect(box).to_be_focused()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus, and see the focus on everything on the way."""
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(HAS_FOCUS_MARK), page.evaluate("() => document.activeElement.outerHTML")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail("cannot be reached with Tab")


def test_what_is_wrong_with_a_form_takes_the_focus(served: str, browser: Browser) -> None:
    plan = f"/planer/{plan_of('dennis').pk}/"
    with opened_as(browser, served, "birgitte") as page:
        for address, button in (
            (f"{plan}maal/nyt/", "Tilføj"),
            (f"{plan}samtykker/nyt/", "Gem samtykket"),
            ("/soeg/", "Søg"),
        ):
            page.goto(address)
            page.get_by_role("main").get_by_role("button", name=re.compile(button)).click()
            summary = page.locator(".error-summary")
            expect(summary).to_be_focused()
            first = summary.get_by_role("link").first
            first.press("Enter")
            expect(page.locator(first.get_attribute("href") or "")).to_be_focused()
            assert not complaints_about(page)


def test_search_tells_what_it_found(served: str, browser: Browser) -> None:
    with opened_as(browser, served, "birgitte") as page:
        for name, heading in (("Selam", "1 borger"), ("Ingenhed", "Ingen fundet")):
            page.goto("/soeg/")
            page.get_by_label("Navn eller CPR-nummer").fill(name)
            page.get_by_label("Hvorfor søger du?").fill("Borgeren har henvendt sig til mig")
            page.get_by_role("main").get_by_role("button", name="Søg").click()
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            assert not complaints_about(page)


def test_first_visit_downloads_little(served: str, browser: Browser) -> None:
    """As served in production: what compresses is sent compressed; woff2 is so already."""
    fetched: list[Response] = []

    def keep(response: Response) -> None:  # Playwright marks what it calls, which a list's own append refuses
        fetched.append(response)

    with opened_as(browser, served, "poulerik", width=PHONE) as page:
        page.on("response", keep)
        page.goto("/min-plan/", wait_until="networkidle")
        sizes = {response.url: downloaded(response) for response in fetched}
        fetched.clear()
        page.goto("/min-plan/", wait_until="networkidle")
        again = {response.url: downloaded(response) for response in fetched if not is_kept(response)}
    assert len(sizes) > 5, "the page came without its styles, fonts or scripts"
    assert sum(sizes.values()) < BUDGET, "\n".join(f"{size:>8} {url}" for url, size in sizes.items())
    assert any(url.endswith("/min-plan/") for url in again)
    assert sum(again.values()) < BUDGET_AFTER, "\n".join(f"{size:>8} {url}" for url, size in again.items())


def is_kept(response: Response) -> bool:
    """What production names by its content and lets a browser keep for ever."""
    return "/static/" in response.url


def downloaded(response: Response) -> int:
    body = response.body()
    return len(body) if response.url.endswith(".woff2") else len(gzip.compress(body))


class Hand:
    """Clicks, and presses keys that write no text: what it does is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def click(self, what: Locator) -> None:
        self.count += 1
        what.click()

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)


def agree_a_task(page: Page, hand: Hand) -> None:
    hand.click(page.get_by_label("Ny aftale").first)
    hand.write("Ring til værkstedet @borger om 14 dage")
    hand.press("Enter")
    expect(page.get_by_text("Tilføjet: “Ring til værkstedet”, Poul-Erik")).to_be_visible()


def record_progress(page: Page, hand: Hand) -> None:
    hand.click(page.get_by_placeholder("Hvordan går det?").first)
    hand.write("Ingen ændring, fordi ventelisten er lang")
    hand.press("Enter")
    expect(page.get_by_text("fordi ventelisten er lang").first).to_be_visible()


def follow_up_a_measure(page: Page, hand: Hand) -> None:
    hand.click(page.get_by_role("link", name=re.compile("Følg op.*Bostøtte om morgenen")))
    expect(page.get_by_label("Hvad er der sket?")).to_be_focused()
    hand.write("Han står op af sig selv")
    hand.press("Enter")
    measure = page.locator(".measure", has_text="Bostøtte om morgenen")
    expect(measure.locator(".chips")).to_contain_text("går som aftalt")


def hand_over(page: Page, hand: Hand) -> None:
    hand.click(page.get_by_role("link", name="Giv planen videre"))
    expect(page.get_by_label("Hvem skal tage over?")).to_be_focused()
    hand.write("Henrik")
    hand.click(page.get_by_role("button", name="Spørg"))
    expect(page.get_by_text("Spørgsmålet er sendt.")).to_be_visible()


def take_over(page: Page, hand: Hand) -> None:
    hand.click(page.get_by_role("button", name=re.compile("Ja, jeg tager over.*Poul-Erik")))
    expect(page.get_by_text("Du holder trådene i Poul-Erik")).to_be_visible()


def test_everyday_actions_take_as_few_clicks_as_the_user_guide_says(served: str, browser: Browser) -> None:
    plan, birgitte = plan_of("poulerik"), user_named("birgitte")
    starts_on = clock.today() - timedelta(days=60)
    add_measure(by=birgitte, plan=plan, area_id="housing", title="Bostøtte om morgenen", starts_on=starts_on)
    actions = {
        "Agree a task with a deadline": (agree_a_task, 3),
        "Record progress": (record_progress, 2),
        "Follow up a measure": (follow_up_a_measure, 4),
        "Hand over": (hand_over, 3),
    }
    with opened_as(browser, served, "birgitte") as page:
        for name, (act, most) in actions.items():
            page.goto(f"/planer/{plan.pk}/")
            assert counted(page, act, name) <= most
    with opened_as(browser, served, "henrik") as page:  # who was asked, from the start page
        page.goto("/planer/")
        assert counted(page, take_over, "Take a plan over") <= 3
    coordinator = plan.members.get(capacity="coordinator", ends_at=None)
    assert coordinator.user == user_named("henrik")


def counted(page: Page, act: Callable[[Page, Hand], None], name: str) -> int:
    """How many clicks and keys it took; the user guide says the same number."""
    hand = Hand(page)
    act(page, hand)
    assert f"| {name} | {hand.count} |" in GUIDE.read_text(encoding="utf-8")
    return hand.count


def rate(page: Page, hand: Hand) -> None:
    hand.click(page.locator("#trivsel .ruler-step").nth(6))
    hand.click(page.locator("#trivsel").get_by_role("button", name="Gem").first)
    expect(page.locator("#trivsel [role=status]").first).to_be_visible()


def withdraw_a_consent(page: Page, hand: Hand) -> None:
    hand.click(page.get_by_role("link", name="Se og lav om"))
    hand.click(page.get_by_role("link", name=re.compile("^Luk (for|hele)")).first)
    hand.click(page.get_by_role("button", name="Ja, luk nu"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("lukket")


def test_citizen_rates_and_withdraws_in_as_few_taps_as_the_user_guide_says(
    served: str, browser: Browser
) -> None:
    actions = {"Rate how one is": (rate, 2), "Withdraw a consent": (withdraw_a_consent, 3)}
    with opened_as(browser, served, "selam", width=PHONE) as page:
        for name, (act, most) in actions.items():
            page.goto("/min-plan/")
            assert counted(page, act, name) <= most


def test_what_a_citizen_needs_first_is_within_two_screens_of_a_small_phone(
    served: str, browser: Browser
) -> None:
    owners = [plan.citizen.user for plan in Plan.objects.filter(ended_at=None) if plan.citizen.user]
    assert len(owners) > 5
    too_far = []
    for owner in owners:
        with opened_as(browser, served, owner.username, width=PHONE) as page:
            page.goto("/min-plan/")
            places = page.evaluate(NEEDED_FIRST)
        too_far += [
            f"{owner.username}: {what} at {place}"
            for what, place in places.items()
            if place is None or place > 2 * SCREEN
        ]
    assert not too_far
