"""Closing for everything about health at once, and for one area in every yes: in three taps, all of it or nothing."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from citizens.models import Ground
from enplan import clock
from enplan.audit.models import Change
from plans.models import Goal
from plans.pages.citizen.presenters.closing_together import HEALTH, number_of
from plans.permissions import visible_to
from plans.services.withdrawing import withdraw_grounds
from tests.cast import ECONOMY, HOUSING, NOW, give_consent
from tests.citizen_pages import folded, html_of

pytestmark = pytest.mark.django_db

PAGE = "/min-plan/samtykker/"
LATER = NOW + timedelta(hours=1)
CALM, ROOM = "Trappe ned i ro og mag", "Finde et værelse med plads til hund"


@pytest.fixture
def shared(cast, rus_goal, jobs_goal, socials_goal):
    """Two yeses about health, and one about the rest."""
    kind = "health_consent"
    return {
        "job": give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus], kind=kind),
        "coordinator": give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.rus], kind=kind),
        "rest": give_consent(
            cast.sofie,
            cast.plan,
            to=[cast.job, None],
            sources=[cast.social, cast.job],
            areas=[HOUSING, ECONOMY],
        ),
    }


def titles(user):
    return set(visible_to(user, Goal.objects.all()).values_list("title", flat=True))


def address_of(html, words):
    found = re.search(rf'href="([^"]+)"[^>]*>{re.escape(words)}<', folded(html))
    assert found, words
    return found[1]


def test_everything_about_health_is_closed_in_three_taps(client, cast, shared):
    client.force_login(cast.rasmus)
    with clock.standing_at(LATER):
        assert CALM in titles(cast.jan) & titles(cast.sofie)
        words = "Luk for alt om mit helbred"
        address = address_of(html_of(client.get(PAGE)), words)  # the first tap led to this page
        html = folded(html_of(client.get(address)))  # 2
        assert f"<h1>{words}</h1>" in html
        assert f'Ja, luk nu<span class="sr-only">: {words}</span>' in html
        assert html.split("er stadig åbent")[0].count(CALM) == 3  # for Sofie, Jan and Pia
        assert f"#ja-{shared['rest'].pk}" in html
        assert "Du mister ikke din hjælp eller din behandling" in html
        changes = Change.objects.count()
        html = html_of(client.post(address, follow=True))  # 3
        assert "Det er lukket fra nu af." in html
        assert html.count(CALM) == 3
        assert CALM not in titles(cast.jan) | titles(cast.sofie)
        assert ROOM in titles(cast.jan) & titles(cast.sofie)
        assert Change.objects.count() > changes
        assert words not in html_of(client.get(PAGE))
        assert "Det gælder ikke længere" in html_of(client.post(address, follow=True))
    closed = Ground.objects.filter(withdrawn_at=LATER)
    assert {ground.pk for ground in closed} == {shared["job"].pk, shared["coordinator"].pk}
    for ground in closed:
        assert Change.objects.filter(thing_id=ground.pk, field="withdrawn_at").exists()


def test_one_area_is_closed_in_every_yes(client, cast, shared):
    client.force_login(cast.rasmus)
    with clock.standing_at(LATER):
        html = html_of(client.get(PAGE))
        address = address_of(html, "Luk bolig for alle")
        assert not re.search("luk/(housing|economy|health)", html)
        html = html_of(client.get(address))
        assert CALM in html
        assert ROOM in html
        assert "Betale regningerne" not in html
        assert client.post(address).status_code == 302
        assert not {CALM, ROOM} & titles(cast.sofie)
        assert "Betale regningerne til tiden" in titles(cast.sofie)
    assert Ground.objects.filter(withdrawn_at__isnull=True).get().pk == shared["rest"].pk


def test_yes_that_began_later_is_closed_with_the_others(cast, shared):
    later = Ground.objects.create(
        **{
            field: getattr(shared["job"], field)
            for field in ("citizen", "kind", "form", "purpose", "given_on", "noted_by", "noted_at")
        },
        valid_from=NOW + timedelta(days=300),
        renews=shared["job"],
    )
    later.areas.set(shared["job"].areas.all())
    later.parties.create(department=cast.job)
    with clock.standing_at(LATER):
        assert withdraw_grounds(
            by=cast.rasmus, plan=cast.plan, grounds=[shared["job"], shared["coordinator"]]
        )
    later.refresh_from_db()
    assert later.withdrawn_at == LATER


def test_health_stands_together_with_what_lapses_soonest_first(client, cast, shared):
    soon = give_consent(
        cast.sofie, cast.plan, to=[cast.jan], sources=[cast.rus], kind="health_consent", until=NOW.date()
    )
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    places = [html.index(f"ja-{one.pk}") for one in (soon, shared["job"], shared["rest"])]
    assert places == sorted(places)
    assert html.index("om dit helbred") < places[0]
    assert places[1] < html.index("Det har du sagt ja til at dele") < places[2]


def test_nobody_else_closes_it_and_no_number_stands_for_nothing(client, cast, shared):
    address = reverse("close-together", args=[cast.plan.pk, number_of(cast.plan, HEALTH)])
    for user in (cast.kirsten, cast.sofie, cast.jan, cast.mads, cast.root, cast.dorte):
        client.force_login(user)
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    client.force_login(cast.rasmus)
    unknown = reverse("close-together", args=[cast.plan.pk, number_of(cast.plan, "nothing")])
    assert client.get(unknown).status_code == 404
    assert not Ground.objects.filter(withdrawn_at__isnull=False).exists()
    client.force_login(cast.anne)  # acts in housing alone
    html = html_of(client.get(PAGE))
    assert "Luk for alt om Rasmus’ helbred" in html
    assert "Luk økonomi" not in html
