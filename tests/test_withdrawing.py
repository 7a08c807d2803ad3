"""Withdrawing one area, one receiver or all: in three taps, and what each surface shows from that instant."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from citizens.models import AreaWithdrawal, Ground
from enplan import clock
from enplan.audit.models import Change
from integrations.documents.plan import plan_page
from plans.explain import explain
from plans.models import Goal
from plans.permissions import visible_to
from plans.services.goals import add_goal
from plans.services.team import add_member
from plans.services.withdrawing import withdraw_ground
from tests.cast import ECONOMY, HOUSING, NOW, give_consent, make_employee
from tests.citizen_pages import html_of
from tests.printing import text_of

pytestmark = pytest.mark.django_db

PAGE = "/min-plan/samtykker/"
LATER = NOW + timedelta(hours=2)
ROOM = "Finde et værelse med plads til hund"
BILLS = "Betale regningerne til tiden"


@pytest.fixture
def jens(cast):
    """A caseworker of Beskæftigelse who works with both areas."""
    jens = make_employee("jens", "Jens Dam", cast.job)
    with clock.standing_at(NOW - timedelta(days=1)):
        add_member(by=cast.sofie, plan=cast.plan, user=jens, areas=[HOUSING, ECONOMY])
    return jens


@pytest.fixture
def shared(cast, jens, jobs_goal, socials_goal):
    """A yes from yesterday: Beskæftigelse and the coordinator may see what both write, in two areas."""
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Få ro om huslejen")
    with clock.standing_at(NOW - timedelta(days=1)):
        return give_consent(
            cast.rasmus,
            cast.plan,
            to=[cast.job, None],
            sources=[cast.social, cast.job],
            areas=[HOUSING, ECONOMY],
        )


def titles(user, at=None):
    return set(visible_to(user, Goal.objects.all(), at=at).values_list("title", flat=True))


def tap(client, html, text):
    """Follow the first link whose words begin with `text`; answers the page."""
    for address, words in re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', html, re.S):
        if " ".join(re.sub(r"<[^>]+>", "", words).split()).startswith(text):
            return unescape(address)
    raise AssertionError(f"no link says {text}")


def test_one_area_for_one_is_closed_in_three_taps(client, cast, jens, shared):
    client.force_login(cast.rasmus)
    asked = reverse("withdraw-consent", args=[cast.plan.pk, shared.pk])
    with clock.standing_at(LATER):
        address = tap(client, html_of(client.get(PAGE)), "Luk for Beskæftigelse")  # 1
        html = html_of(client.get(address))
        assert BILLS in html
        assert "Få ro om huslejen" in html
        address = asked + tap(client, html, "Økonomi")  # 2
        html = html_of(client.get(address))
        assert "Luk økonomi for Beskæftigelse" in html
        assert BILLS in html
        assert "Få ro om huslejen" not in html
        hidden = dict(re.findall(r'name="(modtager|omraade)" value="([^"]+)"', html))
        answer = client.post(asked, hidden, follow=True)  # 3
        html = html_of(answer)
        assert "Det er lukket" in html
        assert "Jens Dam" in html
        assert BILLS in html
        assert "Få ro om huslejen" not in html
        assert "Beskæftigelse: økonomi lukket 10. marts" in html_of(client.get(PAGE))
    row = AreaWithdrawal.objects.get()
    assert (row.area_id, row.party.department, row.withdrawn_at, row.withdrawn_by) == (
        ECONOMY,
        cast.job,
        LATER,
        cast.rasmus,
    )
    assert titles(jens, NOW) == {ROOM, BILLS, "Få ro om huslejen"}
    assert titles(jens, LATER) == {ROOM, "Få ro om huslejen"}
    assert titles(cast.sofie, LATER) == {ROOM, BILLS, "Få ro om huslejen"}


def test_area_does_not_stand_in_the_address_by_its_name(client, cast, shared):
    client.force_login(cast.rasmus)
    html = html_of(client.get(reverse("withdraw-consent", args=[cast.plan.pk, shared.pk])))
    assert "omraade=" in html
    assert not re.search(r"omraade=(housing|economy)", html)


def test_last_area_closes_the_receiver_and_the_last_receiver_the_whole(cast, shared):
    party = shared.parties.get(department=cast.job)
    for area in (HOUSING, ECONOMY):
        assert withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=shared, parties=[party], areas=[area])
    party.refresh_from_db()
    assert (party.withdrawn_at, party.withdrawn_by) == (NOW, cast.rasmus)
    assert Ground.objects.get().withdrawn_at is None
    assert withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=shared)
    assert Ground.objects.get().withdrawn_at == NOW


def test_one_area_for_all_leaves_the_other_area_to_all(cast, jens, shared):
    assert withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=shared, areas=[ECONOMY])
    assert BILLS not in titles(jens)
    assert "Få ro om huslejen" in titles(jens)
    assert ROOM in titles(cast.sofie)


def test_what_is_told_of_an_area_beforehand_is_what_closes(client, cast, jens, shared):
    with clock.standing_at(LATER):
        before = {user: titles(user) for user in (*cast.everybody, jens)}
        client.force_login(cast.rasmus)
        asked = reverse("withdraw-consent", args=[cast.plan.pk, shared.pk])
        html = html_of(client.get(asked + tap(client, html_of(client.get(asked)), "Økonomi")))
        withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=shared, areas=[ECONOMY])
        lost = {user: before[user] - titles(user) for user in before}
    assert {user for user in lost if lost[user]} == {jens}
    for user, gone in lost.items():
        assert not [title for title in gone if title not in html or user.name not in html]
    assert ROOM not in html


@pytest.mark.parametrize("named", ["party", "area", "all"])
def test_withdrawn_twice_is_harmless_and_says_so(client, cast, shared, named):
    party = shared.parties.get(department=cast.job)
    client.force_login(cast.rasmus)
    asked = reverse("withdraw-consent", args=[cast.plan.pk, shared.pk])
    html = html_of(client.get(f"{asked}?modtager={party.pk}"))
    area = re.search(r"omraade=([0-9a-f-]+)", html)
    data = {"party": {"modtager": party.pk}, "area": {"omraade": area and area[1]}, "all": {}}[named]
    assert "Det er lukket fra nu af" in html_of(client.post(asked, data, follow=True))
    changes, deliveries = Change.objects.count(), titles(cast.sofie)
    answer = client.post(asked, data, follow=True)
    assert "Det gælder ikke længere" in html_of(answer)
    assert "Det er lukket fra nu af" not in html_of(answer)
    assert (Change.objects.count(), titles(cast.sofie)) == (changes, deliveries)


def test_what_the_ground_does_not_have_is_not_found(client, cast, shared):
    other = give_consent(cast.sofie, cast.kirstens_plan, to=[cast.job], sources=[cast.social])
    client.force_login(cast.rasmus)
    asked = reverse("withdraw-consent", args=[cast.plan.pk, shared.pk])
    for wrong in ("economy", "x\x00", str(other.pk)):
        assert client.get(asked, {"omraade": wrong}).status_code == 404
        assert client.post(asked, {"omraade": wrong}).status_code == 404
    assert client.get(reverse("withdrawn-consent", args=[cast.plan.pk, shared.pk])).status_code == 404
    assert client.get(reverse("withdrawn-consent", args=[cast.plan.pk, other.pk])).status_code == 404
    assert not AreaWithdrawal.objects.exists()


def test_ground_of_an_earlier_course_closes_there_too(cast, shared):
    """The coordinator's unit keeps an ended plan; what the citizen withdraws afterwards closes in it."""
    from plans.services.plans import end_plan, start_plan

    with clock.standing_at(LATER):
        end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    with clock.standing_at(LATER + timedelta(days=1)):
        again = start_plan(by=cast.jan, citizen=cast.citizen, coordinator=cast.jan, started_on=clock.today())
        assert ROOM in titles(cast.sofie)
        withdraw_ground(by=cast.rasmus, plan=again, ground=shared)
        assert ROOM not in titles(cast.sofie)


def test_every_surface_follows_at_the_instant(client, cast, jens, shared):
    """The workspace, the print, the API, the citizen's page and what a fagsystem is sent: before, and from then on."""

    def surfaces():
        client.force_login(jens)
        plan = cast.plan.pk
        return {
            "page": html_of(client.get(f"/planer/{plan}/")),
            "print": text_of(client.get(f"/planer/{plan}/pdf/")),
            "api": client.get(f"/api/v1/plans/{plan}/").content.decode(),
            "sync": render_to_string("integrations/plan.html", {"page": plan_page(cast.plan, cast.job)}),
        }

    with clock.standing_at(LATER):
        assert not [name for name, text in surfaces().items() if BILLS not in text]
        withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=shared, areas=[ECONOMY])
        after = surfaces()
        assert not [name for name, text in after.items() if BILLS in text]
        assert not [name for name, text in after.items() if ROOM not in text]
        client.force_login(cast.rasmus)
        assert "økonomi" not in html_of(client.get("/min-plan/")).split('id="hvem-h"')[1]


def test_coordinator_is_told_that_an_area_was_withdrawn_and_did_not_lapse(client, cast, shared):
    with clock.standing_at(LATER):
        withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=shared, areas=[HOUSING])
        client.force_login(cast.sofie)
        html = html_of(client.get(f"/planer/{cast.plan.pk}/"))
    assert "Bolig: samtykket er trukket tilbage 10. marts" in html


def test_explaining_says_that_the_area_was_withdrawn(cast, jens, shared):
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=shared, areas=[ECONOMY])
    verdicts = {verdict.place: verdict for verdict in explain(jens, cast.plan).verdicts}
    economy = verdicts["Økonomi fra Socialafdelingen"]
    assert not economy.is_seen
    assert any("trukket tilbage 10. marts 2026" in text for text in economy.because)


def test_caseworker_notes_one_area_after_seeing_what_closes(client, cast, jens, shared):
    client.force_login(cast.sofie)
    address = reverse("workspace-consent-withdraw", args=[cast.plan.pk, shared.pk])
    choice = {
        "scope": "nogle",
        "parties": [str(shared.parties.get(department=cast.job).pk)],
        "areas": [ECONOMY],
    }
    with clock.standing_at(LATER):
        shown = html_of(client.post(address, {**choice, "vis": "1"}))
        assert "Jens Dam" in shown
        assert BILLS in shown
        assert "Få ro om huslejen" not in shown
        assert BILLS in titles(jens)
        assert client.post(address, choice).status_code == 303
        assert BILLS not in titles(jens)
        assert "Få ro om huslejen" in titles(jens)
        assert "allerede trukket tilbage" in html_of(client.post(address, choice, follow=True))
        assert "Beskæftigelse (ikke økonomi)" in html_of(client.get(f"/planer/{cast.plan.pk}/samtykker/"))
    assert client.post(address, {**choice, "areas": ["health"]}).status_code == 422


def test_member_is_shown_only_what_they_may_know_of_what_closes(client, cast, jens, shared):
    """Pia sees housing and colleagues there; not that a department elsewhere loses anything."""
    client.force_login(cast.jan)
    party = shared.parties.get(department=cast.job)
    address = reverse("workspace-consent-withdraw", args=[cast.plan.pk, shared.pk])
    with clock.standing_at(LATER):
        shown = html_of(client.post(address, {"scope": "nogle", "parties": [str(party.pk)], "vis": "1"}))
    assert "Få ro om huslejen" in shown
    assert BILLS not in shown
    assert "En anden" not in shown
    assert "Økonomi" not in shown


def test_every_surface_follows_the_clock_alone(client, cast, socials_goal, jobs_goal):
    """The yes lapses: no job, no regrant, nothing but the hour. The network person's page and the search as well."""
    until = (NOW + timedelta(days=1)).date()
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job], until=until)
    give_consent(
        cast.rasmus, cast.plan, to=[cast.job, cast.mads], sources=[cast.social], areas=[HOUSING], until=until
    )
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Beholde lejligheden")

    def surfaces():
        plan = cast.plan.pk
        found: dict[str, bool] = {}
        for user, title in ((cast.sofie, ROOM), (cast.jan, "Beholde lejligheden")):
            client.force_login(user)
            found |= {
                f"page {title}": title in html_of(client.get(f"/planer/{plan}/")),
                f"print {title}": title in text_of(client.get(f"/planer/{plan}/pdf/")),
                f"api {title}": title in client.get(f"/api/v1/plans/{plan}/").content.decode(),
            }
        found["sync"] = "Beholde lejligheden" in render_to_string(
            "integrations/plan.html", {"page": plan_page(cast.plan, cast.job)}
        )
        client.force_login(cast.mads)
        answer = client.get("/min-del/")
        found["network"] = answer.status_code == 200 and "Beholde lejligheden" in html_of(answer)
        client.force_login(cast.rasmus)
        # The citizen is told at the top of Min plan who sees by a yes, and of Mads that he takes part.
        html = html_of(client.get("/min-plan/"))
        found["citizen"] = "fordi du har sagt ja" in html
        found["citizen's people"] = "kan se det, du har sagt ja til" in html
        return found

    ends = clock.end_of(until)
    with clock.standing_at(ends - timedelta(seconds=1)):
        assert not [name for name, is_seen in surfaces().items() if not is_seen]
    with clock.standing_at(ends):
        assert not [name for name, is_seen in surfaces().items() if is_seen]
