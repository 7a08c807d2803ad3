"""Everything a caseworker does is within reach: with the keyboard at 400 %, on a tablet, and without JavaScript."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from pytest_django import DjangoDbBlocker

from citizens.models import Citizen
from enplan import clock
from plans.models import Disagreement, LeaderQuestion, Measure
from plans.services.measures import add_measure
from tests.browsing import NARROWEST, opened_as, plan_of, served_demo, started_browser, user_named
from tests.browsing_extras import EMPTIEST, FULLEST, add_what_the_demo_lacks
from tests.cast import HOUSING

pytestmark = pytest.mark.browser

SCREEN = ViewportSize(width=NARROWEST, height=256)  # 1280 by 1024 at 400 %

# Numbers what one should reach with Tab, in the order it is read: of each group of radio buttons the one that is
# chosen, or any.
NUMBER_CONTROLS = """() => {
  document.querySelectorAll("details").forEach(one => { one.open = true; });
  const groups = new Map();
  const found = [];
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  for (const one of document.querySelectorAll(all)) {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) continue;
    if (one.type === "radio") {
      const group = [...document.querySelectorAll("input[type=radio]")]
        .filter(other => other.name === one.name && other.form === one.form);
      const stop = group.find(other => other.checked) || group[0];
      if (stop !== one) continue;
    }
    found.push(one);
  }
  window.numbered = new Map(found.map((one, number) => [one, number]));
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  window.scrollTo(0, 0);
  return found.length;
}"""
# What has the focus: its number, whether that can be seen, and whether something lies over it.
FOCUSED = """() => {
  const one = document.activeElement;
  const drawn = [one, one.nextElementSibling, one.closest("label")].filter(Boolean).map(each => getComputedStyle(each));
  const marked = drawn.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    || style.boxShadow !== "none");
  const label = one.type === "radio" || one.type === "checkbox" ? one.labels[0] : null;
  const box = (label || one).getClientRects()[0];
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 12), 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 0), innerHeight - 1);
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const over = inside ? document.elementFromPoint(x, y) : null;
  const seen = over && (one.contains(over) || over.contains(one) || (label && label.contains(over)));
  return {number: numbered.has(one) ? numbered.get(one) : -1, marked, seen: Boolean(seen),
          what: one.outerHTML.slice(0, 160)};
}"""


@pytest.fixture(scope="module")
def served(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with served_demo(django_db_blocker) as address:
        add_what_the_demo_lacks()
        by, plan = user_named("birgitte"), plan_of(FULLEST)
        add_measure(by=by, plan=plan, area_id=HOUSING, title="Bostøtte om morgenen", starts_on=clock.today())
        yield address


@pytest.fixture(scope="module")
def browser(served: str, chromium_path: str) -> Iterator[Browser]:
    with started_browser(chromium_path) as browser:
        yield browser


def pages_of(username: str) -> list[str]:
    """The pages that each walks through by keyboard."""
    plan = plan_of(FULLEST)

    def of_plan(name: str, *things: Any) -> str:
        return reverse(name, args=[plan.pk, *(thing.pk for thing in things)])

    every = {
        "birgitte": [
            of_plan("workspace"),
            of_plan("workspace-tasks"),
            of_plan("talk"),
            of_plan("talk-sort"),
            of_plan("workspace-measure", Measure.objects.filter(section__plan=plan)[0]),
            of_plan("workspace-measure-new"),
            of_plan("workspace-follow-ups"),
            of_plan("workspace-handover"),
            of_plan("dispute", Disagreement.objects.filter(section__plan=plan)[0]),
            of_plan("questions"),
            of_plan("question-new"),
            of_plan("transitions"),
            of_plan("plan-templates"),
            reverse("tasks"),
            reverse("plans-give-on"),
        ],
        "henrik": [
            reverse("referral", args=[Citizen.objects.get(user__username="bent").referrals.get().pk]),
        ],
        "nadia": [reverse("workspace-handover-accept", args=[plan_of(EMPTIEST).pk])],
        "vibeke": [
            reverse("coordinators"),
            reverse("leader-question", args=[LeaderQuestion.objects.filter(section__plan=plan)[0].pk]),
        ],
        "kim": [reverse("measure-types"), reverse("measure-type-add")],
    }
    return every[username]


@pytest.mark.parametrize("username", ["birgitte", "henrik", "nadia", "vibeke", "kim"])
def test_everything_is_reached_with_tab_and_seen_at_400_percent(
    served: str, browser: Browser, username: str
) -> None:
    wrong = []
    with opened_as(browser, served, username, width=NARROWEST) as page:
        page.set_viewport_size(SCREEN)
        for path in pages_of(username):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            wrong += [f"{path}: {one}" for one in complaints_of_the_keyboard(page)]
    assert not wrong, "\n".join(wrong)


def test_what_cannot_be_reached_or_seen_is_complained_of(served: str, browser: Browser) -> None:
    """The walk would find nothing either if it did not look."""
    with opened_as(browser, served, "kim", width=NARROWEST) as page:
        page.set_viewport_size(SCREEN)
        page.goto(reverse("measure-types"))
        page.evaluate("""() => {
          const links = document.querySelectorAll("main a");
          links[0].addEventListener("focus", () => links[0].blur());
        }""")
        assert "instead of" in "\n".join(complaints_of_the_keyboard(page))
        page.goto(reverse("measure-types"))
        page.evaluate("""() => {
          const lid = document.createElement("div");
          Object.assign(lid.style, {position: "fixed", inset: "0", zIndex: "99"});
          document.body.append(lid);
          for (const one of document.querySelectorAll("a")) one.style.outline = "none";
        }""")
        found = "\n".join(complaints_of_the_keyboard(page))
    assert "is covered" in found
    assert "cannot be seen" in found


def complaints_of_the_keyboard(page: Page) -> list[str]:
    """Press Tab once for each control: it must come to the next in reading order, be marked and not be covered."""
    count = page.evaluate(NUMBER_CONTROLS)
    wrong: list[str] = []
    for number in range(count):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["number"] != number:
            return [*wrong, f"Tab came to {at['number']} instead of {number} of {count}: {at['what']}"]
        if not at["marked"]:
            wrong.append(f"cannot be seen to have the focus: {at['what']}")
        if not at["seen"]:
            wrong.append(f"has the focus and is covered: {at['what']}")
    return wrong


@pytest.fixture
def written(served: str, browser: Browser) -> Iterator[Page]:
    """The fullest plan's coordinator, in a browser that runs no JavaScript."""
    with opened_as(browser, served, "birgitte", java_script_enabled=False) as page:
        yield page


def address(name: str, owner: str = FULLEST) -> str:
    return reverse(name, args=[plan_of(owner).pk])


def press(where: Page | Locator, button: str) -> None:
    where.get_by_role("button", name=button).first.click()


def test_a_day_at_the_plan_without_javascript(written: Page) -> None:
    """A task from one line, how it goes, a measure followed up, and a save taken back."""
    page = written
    page.goto(address("workspace"))
    line = page.get_by_label("Ny aftale").first
    line.fill("Ring til viceværten @borger om 14 dage")
    line.press("Enter")
    expect(page.get_by_text("Tilføjet: “Ring til viceværten”, Poul-Erik")).to_be_visible()

    progress = page.get_by_placeholder("Hvordan går det?").first
    progress.fill("Lidt lettere end sidst")
    progress.press("Enter")
    expect(page.locator(".progress-said", has_text="Lidt lettere end sidst")).to_be_visible()

    page.get_by_role("link", name=re.compile("Følg op.*Bostøtte om morgenen")).click()
    page.get_by_label("Hvad er der sket siden sidst?").fill("Han står op af sig selv")
    press(page, "Gem")
    measure = page.locator(".measure", has_text="Bostøtte om morgenen")
    expect(measure.locator(".chips")).to_contain_text("går som aftalt")

    page.get_by_role("link", name="Ret Ring til viceværten").click()
    page.get_by_label("Aftale", exact=True).fill("Skriv til viceværten")
    press(page, "Gem")
    expect(page.get_by_text("Skriv til viceværten").first).to_be_visible()
    press(page, "Fortryd")
    expect(page.get_by_text("Ring til viceværten").first).to_be_visible()
    expect(page.get_by_text("Skriv til viceværten")).to_have_count(0)


def test_a_conversation_is_kept_and_sorted_without_javascript(written: Page) -> None:
    page = written
    page.goto(address("workspace", "dennis"))
    page.get_by_role("link", name="Hold en samtale").click()
    page.get_by_label("Skriv", exact=True).fill("mål: At kunne gå en tur alene")
    page.get_by_label("Hvad handler det om?").select_option(label="Bolig")
    press(page, "Tilføj")
    page.goto(address("talk", "dennis"))  # later, perhaps at another desk: it was kept
    expect(page.locator(".talk-text", has_text="At kunne gå en tur alene")).to_be_visible()
    page.get_by_role("link", name="Se det igennem").click()
    press(page, "Læg det hele i planen")
    expect(page.locator("article.goal", has_text="At kunne gå en tur alene")).to_be_visible()


def test_a_disagreement_ends_and_a_transition_moves_on_without_javascript(written: Page) -> None:
    page = written
    page.goto(address("dispute-new"))
    page.get_by_label("Livsområde").select_option(label="Bolig")
    page.get_by_label("Hvordan ser du på det?").fill("Jeg synes, det haster")
    press(page, "Gem")
    page.goto(address("questions"))
    page.get_by_role("region", name="Det er I uenige om").get_by_role("link", name="Bolig").click()
    page.get_by_role("link", name="Afslut uenigheden").click()
    page.get_by_label("Vi er blevet enige").check()
    page.get_by_label("Hvad er I blevet enige om").fill("Vi venter til foråret")
    press(page, "Afslut")
    expect(page.get_by_role("main")).to_contain_text("Vi venter til foråret")

    page.goto(address("transitions"))
    box = page.locator(".tasks .tick[aria-pressed=false]").first
    said = box.inner_text()
    box.click()
    expect(page.get_by_role("button", name=said)).to_have_attribute("aria-pressed", "true")


def test_a_leader_is_asked_and_answers_without_javascript(
    written: Page, served: str, browser: Browser
) -> None:
    page = written
    page.goto(address("question-new"))
    page.get_by_label("Hvem spørger du?").select_option(str(user_named("vibeke").pk))
    page.get_by_label("Dit spørgsmål").fill("Må vi vente til foråret?")
    page.get_by_role("group", name="Hvad må lederen se").get_by_role("checkbox").first.check()
    press(page, "Send spørgsmålet")
    with opened_as(browser, served, "vibeke", java_script_enabled=False) as leader:
        leader.goto(reverse("supervision"))
        asked = LeaderQuestion.objects.get(text="Må vi vente til foråret?")
        leader.locator(f"a[href='{reverse('leader-question', args=[asked.pk])}']").click()
        leader.get_by_role("main").get_by_role("textbox").first.fill("Ja, vent bare")
        press(leader, "Send svaret")
    page.goto(address("questions"))
    expect(page.get_by_role("main")).to_contain_text("Ja, vent bare")


def test_a_plan_is_handed_over_and_taken_without_javascript(
    written: Page, served: str, browser: Browser
) -> None:
    """The last of these: somebody else coordinates the plan from here on."""
    page = written
    page.goto(address("workspace-handover"))
    page.get_by_label("Hvem skal tage over?").select_option(str(user_named("line").pk))
    press(page, "Spørg")
    expect(page.get_by_text("Spørgsmålet er sendt.")).to_be_visible()
    with opened_as(browser, served, "line", java_script_enabled=False) as other:
        other.goto(address("workspace-handover-accept"))
        press(other, "Ja, jeg tager over")
        expect(other.get_by_role("heading", name="Åbne aftaler")).to_be_visible()
