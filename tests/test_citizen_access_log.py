"""`/min-plan/adgang/`: who has looked, without the employee's name."""

from datetime import timedelta

import pytest

from enplan import clock
from enplan.audit.models import Look
from enplan.audit.record import Seen, record_looks
from plans.looks import look_at_list, look_at_plan, look_by_search
from plans.pages.citizen.presenters.log_words import WHYS
from plans.permissions import standing_of
from plans.standings import PURPOSES
from tests.cast import NOW
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db

PAGE = "/min-plan/adgang/"


def look(cast, user, *, at=NOW, plan=None):
    plan = plan or cast.plan
    with clock.standing_at(at):
        look_at_plan(by=user, standing=standing_of(user, plan), kind=Look.Kind.PAGE, what="Planen")


def test_log_tells_time_department_capacity_and_purpose_but_no_name(client, cast):
    look(cast, cast.jan, at=NOW - timedelta(hours=1))
    look(cast, cast.sofie, at=NOW - timedelta(days=3))
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    for text in (
        "Beskæftigelse",
        "kl. 9",
        "Fagperson på teamet",
        "Er på dit team og arbejder med din plan.",
        "7. marts",
        "Holder trådene",
    ):
        assert text in html
    for name in ("Jan", "Falk", "Sofie", "Lind"):
        assert name not in html


def test_log_shows_names_where_the_municipality_says_so(client, cast, settings):
    settings.LOOK_LOG_SHOWS_NAMES = True
    look(cast, cast.jan)
    client.force_login(cast.rasmus)
    assert "Jan Falk, Beskæftigelse" in html_of(client.get(PAGE))


def test_log_folds_a_days_looks_and_lists(client, cast):
    for minutes in range(30):
        look(cast, cast.jan, at=NOW - timedelta(minutes=minutes))
        with clock.standing_at(NOW - timedelta(minutes=minutes)):
            look_at_list(by=cast.jan, plans=[cast.plan], what="Mine borgere")
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    assert html.count("Fagperson på teamet") == 1
    assert "30 gange mellem kl. 9.31 og 10" in html
    assert html.count("Dit navn stod på en liste hos Beskæftigelse") == 1


def test_log_leaves_the_citizens_own_looks_out_and_names_private_persons(client, cast):
    client.force_login(cast.rasmus)
    client.get("/min-plan/")
    assert "Ingen andre har kigget i din plan endnu" in html_of(client.get(PAGE))
    look(cast, cast.anne)
    assert "Anne Ager" in html_of(client.get(PAGE))


def test_log_is_of_the_own_plan_alone(client, cast):
    look(cast, cast.sofie, plan=cast.kirstens_plan)
    client.force_login(cast.rasmus)
    assert "Socialafdelingen" not in html_of(client.get(PAGE))


def test_log_is_not_the_representatives(client, cast):
    client.force_login(cast.anne)
    assert client.get(f"{PAGE}?plan={cast.plan.pk}").status_code == 403
    assert PAGE not in html_of(client.get("/min-plan/"))


def test_log_has_pages(client, cast):
    for hours in range(210):
        look(cast, cast.jan, at=NOW - timedelta(hours=hours))
    client.force_login(cast.rasmus)
    first, second = html_of(client.get(PAGE)), html_of(client.get(f"{PAGE}?side=2"))
    assert "Ældre" in first
    assert "Nyere" in second
    assert "Beskæftigelse" in second
    assert client.get(f"{PAGE}?side=nonsense").status_code == 200


def test_page_tells_when_it_was_last_seen(client, cast):
    look(cast, cast.jan, at=NOW - timedelta(days=1))
    client.force_login(cast.rasmus)
    assert "Sidst set i går kl. 10 af Beskæftigelse." in html_of(client.get("/min-plan/"))


def test_log_says_in_plain_words_why_with_the_reason_somebody_gave(client, cast):
    look_by_search(by=cast.jan, citizens=[(cast.citizen, cast.plan)], reason="Ringede om sin bolig")
    record_looks(
        by=cast.grethe,
        kind=Look.Kind.PAGE,
        what="Planen",
        seen=[Seen(cast.plan.pk, cast.citizen.pk, "Leder, tilsyn", "Ledelsestilsyn: En klage over svartid")],
    )
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    assert "Søgte dig frem. Grunden var: Ringede om sin bolig" in html
    assert (
        "Er leder og så efter, om afdelingen gør sit arbejde ordentligt. Grunden var: En klage over svartid"
        in html
    )
    assert "Blev vist: Planen" in html


def test_every_purpose_of_a_standing_has_plain_words():
    assert {purpose for _role, purpose in PURPOSES} - WHYS.keys() == {
        "Egen plan"
    }  # own looks are not in the log


def test_log_says_the_day_of_the_week_and_where_it_ends(client, cast):
    for days in range(8):
        with clock.standing_at(NOW + timedelta(days=days)):
            client.force_login(cast.jan)
            client.get(f"/planer/{cast.plan.pk}/")
    client.force_login(cast.rasmus)
    with clock.standing_at(NOW + timedelta(days=8)):
        newest = html_of(client.get("/min-plan/adgang/"))
        oldest = html_of(client.get("/min-plan/adgang/?side=2"))
        in_period = html_of(client.get("/min-plan/adgang/", {"fra": "17.03.2026", "til": "18.03.2026"}))
    assert "<h2>I går, tirsdag 17. marts</h2>" in newest
    assert "<h2>Onsdag 11. marts</h2>" in newest
    assert "Der er flere på næste side." in newest
    assert "Der er ikke flere." in oldest
    assert "Det, der er ældre end 24 måneder, bliver slettet." in oldest
    assert "Der er ikke flere i den periode." in in_period
