"""Every page of the program in a browser, as each kind of person meets it: for screen readers, phones and the policy.

The pages are found by walking the addresses, so a new one is opened too; one that nobody here may open fails the test.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route
from pytest_django import DjangoDbBlocker

from citizens.models import Citizen, ConsentPurpose, CustodyAnswer, Ground, Invitation
from enplan import clock
from enplan.accounts.models import ClaimMeaning
from enplan.audit.models import Change, Look, LookQuestion
from enplan.web.language import may_be_translated
from integrations.models import Fagsystem
from plans.models import (
    Attachment,
    Booklet,
    ChecklistLine,
    Comment,
    Decision,
    Disagreement,
    FamilyAnswer,
    Goal,
    JournalNote,
    LeaderQuestion,
    Measure,
    MeetingNote,
    MeetingPoint,
    Participant,
    PersonalDataBreach,
    Plan,
    ProtectedTime,
    SubGoal,
    TalkLine,
    Task,
    Withholding,
)
from plans.pages.citizen.presenters.closing_together import HEALTH, number_of
from tests.browsing import (
    DESKTOP,
    NARROWEST,
    PHONE,
    TABLET,
    client_of,
    complaints_about,
    opened_as,
    plan_of,
    served_demo,
    started_browser,
    user_named,
)
from tests.browsing_extras import EMPTIEST, FULLEST, add_what_the_demo_lacks
from tests.cast import HOUSING
from tests.test_every_address import addresses

pytestmark = pytest.mark.browser


# Who opens the pages, and whose plan they open where an address takes one.
VIEWERS: dict[str, tuple[str | None, str]] = {
    "the citizen with the fullest plan": (FULLEST, FULLEST),
    "the citizen with the emptiest plan": (EMPTIEST, EMPTIEST),
    "a representative": ("heidi", FULLEST),
    "a network person": ("sabrina", "dennis"),
    "the coordinator of the fullest plan": ("birgitte", FULLEST),
    "the coordinator of the emptiest plan": ("henrik", EMPTIEST),
    "a member who sees no item, and was asked to take over": ("nadia", EMPTIEST),
    "one who meets a citizen without a plan": ("henrik", "bent"),
    "a leader": ("vibeke", FULLEST),
    "the administrator": ("kim", EMPTIEST),
    "the auditor": ("asger", FULLEST),
    "nobody": (None, EMPTIEST),
}
# Which page of the conversation about consent each opens; the others its team.
STEPS = {"heidi": "plan", "birgitte": "hvordan", EMPTIEST: "se-efter"}
# What has no page of its own. What only takes a POST says so itself (405), and need not stand here.
NO_PAGES = {
    **dict.fromkeys(
        ("healthz", "readyz", "api-plans", "api-plan", "api-schema", "receipts", "metrics", "login-time"),
        "for programs",
    ),
    **dict.fromkeys(
        (
            "plan-pdf",
            "min-plan-pdf",
            "consent-form-pdf",
            "meeting-pdf",
            "receipt-pdf",
            "booklet-pdf",
            "agenda-pdf",
            "agreement-pdf",
            "invitation-pdf",
        ),
        "a print",
    ),
    "meeting-ics": "a file for a calendar",
    "meeting-decision-edit": "of a meeting that has begun: tests/test_meetings.py",
    "meeting-note-edit": "of what one has written: tests/test_meeting_preparation.py",
    "meeting-carry-out": "of one with decisions: tests/test_meeting_decisions_carried_out.py",
    **dict.fromkeys(
        (
            "meeting-answer",
            "meeting-attendance",
            "meeting-agree",
            "meeting-point",
            "meeting-note",
            "meeting-decision",
            "meeting-disagree",
        ),
        "leads to another page, where what it saves stands",
    ),
    "min-plan-data": "a file",
    "plan-file": "a file",
    **dict.fromkeys(
        (
            "mitid",
            "mitid-answer",
            "mitid-refused",
            "work-login",
            "work-login-answer",
            "work-login-refused",
        ),
        "there only with a login outside the program: tests/test_openid_browser.py",
    ),
    "workspace-reopen": "for a plan that has ended: tests/test_pause_and_end.py",
    "login-code": "needs the password first: tests/test_browser_login.py",
    "invitation-accept": "needs a link in the session: tests/test_invitations.py",
    **dict.fromkeys(
        (
            "network-end",
            "invitation-again",
            "invitation-withdraw",
            "referral-stop",
            "referral-withdraw",
            "my-referral-withdraw",
        ),
        "leads to another page, where what it saves stands",
    ),
    "my-family-end": "leads to another page, where what it saves stands",
    "plan-answer": "the page of custody-answer, for a child's one plan: tests/test_representatives.py",
    "min-plan-file-private": "leads to another page, where what it saves stands",
    **dict.fromkeys(
        (
            "start",
            "administration",
            "min-plan-words",
            "min-plan-tick",
            "min-plan-rate",
            "min-plan-rate-area",
            "min-plan-propose",
            "min-plan-goal-private",
            "min-plan-rating-private",
            "min-del-tick",
            "who-reads-words",
            "give-consent",
            "workspace-task-new-line",
            "workspace-conversation-begin",
            "dismiss-reminder",
            "connection-check",
            "delivery-again",
            "delivery-give-up",
            "delivery-settle",
            "min-plan-coherence-later",
            "min-plan-comment-withdraw",
        ),
        "leads to another page, where what it saves stands",
    ),
}


@dataclass(frozen=True)
class Opened:
    """What one person's walk came to: the pages that opened, what is wrong with them, and what only takes a POST."""

    names: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


Walk = Callable[[str], Opened]


@pytest.fixture(scope="module")
def served(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The demo, with what it lacks for some pages."""
    with served_demo(django_db_blocker) as address:
        add_what_the_demo_lacks()
        yield address


@pytest.fixture(scope="module")
def browser(served: str, chromium_path: str) -> Iterator[Browser]:
    with started_browser(chromium_path) as browser:
        yield browser


@pytest.fixture(scope="module")
def walk(served: str, browser: Browser) -> Walk:
    """The walk of one of the viewers, done once however many ask for it."""
    opened: set[tuple[str | None, str]] = set()  # by whom, and where: nobody opens the same page twice
    return cache(lambda viewer: walked(browser, served, opened, *VIEWERS[viewer]))


def walked(
    browser: Browser,
    address: str,
    opened: set[tuple[str | None, str]],
    username: str | None,
    owner: str,
    *,
    in_english: bool = False,
) -> Opened:
    """Open the first address of each name that is there for this person, and ask what is wrong with the page.

    In English: only what may be read in English, and at one size; how a page is laid out does not hang on its language.
    """
    found = Opened()
    client = client_of(username)
    things = things_of(Citizen.objects.get(user__username=owner), username)
    widths = (NARROWEST,) if in_english else (PHONE, TABLET, DESKTOP, NARROWEST)
    with opened_as(browser, address, username) as page:
        if in_english:
            name = settings.LANGUAGE_COOKIE_NAME
            client.cookies[name] = "en"
            page.context.add_cookies([{"name": name, "value": "en", "url": address}])
        for name, takes in addresses():
            for url in [] if name in NO_PAGES else urls_of(name, takes, things):
                if in_english and not may_be_translated(url):
                    continue
                answer = client.get(url)
                status = answer.status_code
                if status == 405:
                    found.posts.add(name)
                    break
                if status == 200 and (username, url) not in opened:
                    opened.add((username, url))
                    found.names.add(name)
                    show(page, url, answer.headers, answer.content)
                    found.wrong.extend(f"{name}: {one}" for one in complaints_about(page, widths))
                    if in_english and page.evaluate("document.documentElement.lang") != "en":
                        found.wrong.append(f"{name}: is not in English")
                if status == 200:
                    break
    return found


def show(page: Page, url: str, headers: Mapping[str, str], content: bytes) -> None:
    """The page as it was answered; asking the server for it once more would only draw it a second time."""

    def give(route: Route) -> None:
        route.fulfill(headers=dict(headers), body=content)

    page.route(f"**{url}", give, times=1)
    assert page.goto(url) is not None


def things_of(citizen: Citizen, username: str | None) -> dict[str, list[Any]]:
    """What addresses take, for each the few worth trying: first what the viewer has written."""
    plan = Plan.objects.filter(citizen=citizen).first()
    user = user_named(username) if username else None
    things: dict[str, list[Any]] = {
        "citizen_id": [citizen.pk],
        "kind": ["dream"],
        "type_key": ["bostoette"],
        "employee_id": [user_named("birgitte").pk],
        "department_id": [user_named("birgitte").department_id],
        "key": [
            "caseworker",
            "sharing_consent",
            HOUSING,
            *ConsentPurpose.objects.values_list("pk", flat=True)[:1],
            "housing",
            "eget-hjem",
            "paa-fode-igen",
            "16-aar",
            "handleplan",
            "tfa",
        ],
        "line_id": list(ChecklistLine.objects.filter(kind="16-aar").values_list("pk", flat=True)[:1]),
        "protected_id": list(ProtectedTime.objects.values_list("pk", flat=True)[:1]),
        "meaning_id": list(ClaimMeaning.objects.values_list("pk", flat=True)[:1]),
        "step": [STEPS.get(username or "", "team")],
        "told_kind": ["tal"],
        "booklet_id": list(Booklet.objects.filter(user__username=username).values_list("pk", flat=True)[:1]),
        "fagsystem_id": list(Fagsystem.objects.values_list("pk", flat=True)[:1]),
    }
    if plan is not None:
        things["number"] = [number_of(plan, HEALTH)]
    things["referral_id"] = list(citizen.referrals.values_list("pk", flat=True))
    if plan is None:
        return things
    its = {
        "message_id": plan.messages.all(),
        "comment_id": Comment.objects.filter(section__plan=plan),
        "notice_id": plan.notices.all(),
        "goal_id": Goal.objects.filter(section__plan=plan),
        "subgoal_id": SubGoal.objects.filter(goal__section__plan=plan),
        "task_id": Task.objects.filter(section__plan=plan),
        "measure_id": Measure.objects.filter(section__plan=plan),
        "file_id": Attachment.objects.filter(plan=plan, removed_at=None),
        "rating_id": plan.ratings.all(),
        "draft_id": Goal.objects.filter(section__plan=plan, is_draft=True),
        "representative_id": citizen.representatives.filter(ends_at__gt=clock.now()),
        "plan_answer_id": plan.custody_answers.all(),
        "answer_id": CustodyAnswer.objects.filter(ground__citizen=citizen),
        "contact_id": citizen.network.filter(user=None),
        "invitation_id": Invitation.objects.filter(person__citizen=citizen),
        "disagreement_id": Disagreement.objects.filter(section__plan=plan),
        "asked_id": LeaderQuestion.objects.filter(section__plan=plan),
        "withholding_id": Withholding.objects.filter(decided_at=None),
        "misfiling_id": plan.misfilings.all(),
        "breach_id": PersonalDataBreach.objects.all(),
        "question_id": LookQuestion.objects.filter(plan_id=plan.pk),
        "change_id": Change.objects.filter(plan_id=plan.pk, by_id=user.pk if user else None, thing="goal"),
        "look_id": Look.objects.filter(plan_id=plan.pk).exclude(user_id=citizen.user_id),
        "replaced_id": plan.replaced.all(),
        "family_answer_id": FamilyAnswer.objects.filter(side__plan=plan),
        "family_line_id": TalkLine.objects.filter(talk__plan=plan, together__isnull=False),
        "meeting_id": plan.meetings.filter(state="called"),
        "participant_id": Participant.objects.filter(meeting__plan=plan, meeting__state="called"),
        "meeting_note_id": MeetingNote.objects.filter(meeting__plan=plan),
        "point_id": MeetingPoint.objects.filter(meeting__plan=plan, meeting__state="called"),
        "decision_id": Decision.objects.filter(meeting__plan=plan),
        "transition_id": plan.transitions.all(),
        "talk_line_id": TalkLine.objects.filter(talk__plan=plan),
        "member_id": plan.members.filter(ends_at=None).exclude(capacity="coordinator"),
        "person_id": plan.members.filter(ends_at=None, capacity="coordinator"),
    }
    shown = Goal.objects.filter(section__plan=plan, is_draft=False).values("pk")[:1]
    all_of = {
        "ground_id": Ground.objects.filter(citizen=citizen),
        "note_id": JournalNote.objects.filter(section__plan=plan, written_by__username=username),
        "thing_id": Goal.objects.filter(~Q(withheld_until=None) | Q(pk__in=shown)),
        "block_id": plan.blocked.filter(lifted_at=None),
        "side_id": plan.family_sides.all(),
        "data_request_id": plan.data_requests.all(),
    }
    found = things | {"plan_id": [plan.pk]} | {key: first_few(rows, username) for key, rows in its.items()}
    found |= {key: list(rows.values_list("pk", flat=True)) for key, rows in all_of.items()}
    return found


def first_few(rows: QuerySet[Any], username: str | None) -> list[Any]:
    has_writer = any(one.name == "written_by" for one in rows.model._meta.get_fields())
    own = rows.filter(written_by__username=username) if has_writer else rows.none()
    return [*own.values_list("pk", flat=True)[:1], *rows.values_list("pk", flat=True)[:1]]


def urls_of(name: str, takes: frozenset[str], things: dict[str, list[Any]]) -> list[str]:
    """The address with each combination of what it takes; none where there is no such thing."""
    keys = sorted(takes)
    combinations = product(*(things.get(key, []) for key in keys))
    return [reverse(name, kwargs=dict(zip(keys, values, strict=True))) for values in combinations]


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_page_is_fit_for_screen_readers_and_phones(walk: Walk, viewer: str) -> None:
    opened = walk(viewer)
    assert opened.names, "this person finds no page at all"
    assert not opened.wrong, "\n".join(opened.wrong)


@pytest.mark.parametrize("viewer", ["the citizen with the fullest plan", "a network person"])
def test_pages_in_english_are_fit_for_screen_readers(served: str, browser: Browser, viewer: str) -> None:
    opened = walked(browser, served, set(), *VIEWERS[viewer], in_english=True)
    assert opened.names, "this person finds no page in English"
    assert not opened.wrong, "\n".join(opened.wrong)


def test_every_page_is_opened_by_somebody(walk: Walk) -> None:
    """A page that nobody here may open has not been looked at: give the demo, or `served`, somebody who may."""
    opened = set().union(*(walk(viewer).names | walk(viewer).posts for viewer in VIEWERS))
    unseen = {name for name, _ in addresses()} - opened - set(NO_PAGES)
    assert not unseen, f"open these as somebody, or say in NO_PAGES what they are: {sorted(unseen)}"


def test_those_without_access_get_a_page_too(served: str, browser: Browser) -> None:
    wrong = []
    with opened_as(browser, served, EMPTIEST) as page:
        for url, status in ((f"/planer/{plan_of(FULLEST).pk}/", 404), ("/planer/", 403)):
            response = page.goto(url)
            assert response.status == status
            wrong += complaints_about(page)
    assert not wrong, "\n".join(wrong)


def test_a_page_that_is_wrong_is_complained_of(served: str, browser: Browser) -> None:
    """The walk would find nothing either if it did not look."""
    with opened_as(browser, served, EMPTIEST) as page:
        page.goto("/min-plan/")
        page.evaluate("""() => document.querySelector("main").insertAdjacentHTML(
            "beforeend", '<img src="/static/enplan/icon.svg" width="2000">')""")
        found = "\n".join(complaints_about(page))
    assert "image-alt" in found
    assert "scrolls sideways" in found


def test_a_page_that_breaks_the_policy_is_complained_of(served: str, browser: Browser) -> None:
    with pytest.raises(AssertionError, match="Content Security Policy"):
        break_policy(served, browser)


def break_policy(served: str, browser: Browser) -> None:
    with opened_as(browser, served, None) as page:
        page.goto("/login/")
        page.evaluate("() => document.body.setAttribute('style', 'color: red')")
