"""`/min-plan/adgang/`: who has looked, without the employee's name."""

from datetime import timedelta

import pytest

from enplan import clock
from enplan.audit.models import Look
from plans.looks import look_at_list, look_at_plan
from plans.permissions import standing_of
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
        "Arbejder med planen",
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
