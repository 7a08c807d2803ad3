"""Measures on the pages: made, followed up in one line, read by the citizen; what collides; the catalogue."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from integrations.documents.plan import plan_page
from plans.models import FollowUp, Goal, Measure, MeasureType
from plans.services.goals import add_goal
from plans.services.measures import add_measure
from plans.services.support import change_support
from tests.cast import HOUSING, TODAY, give_consent
from tests.citizen_pages import html_of
from tests.printing import own_print, text_of

pytestmark = pytest.mark.django_db


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def measure_of(by, plan, **fields):
    given: dict[str, Any] = {"area_id": HOUSING, "title": "Bostøtte", "starts_on": TODAY}
    return add_measure(by=by, plan=plan, **given | fields)


def at(name, *things):
    return reverse(name, args=[thing.pk for thing in things])


def test_measure_is_picked_from_the_catalogue_on_one_page(cast):
    page = at("workspace-measure-new", cast.plan)
    client = logged_in(cast.jan)
    assert "Bostøtte (socialpædagogisk støtte) (§ 85)" in html_of(client.get(page))
    sent = {"area": HOUSING, "measure_type": "bostoette", "starts_on": "i dag", "extent": "6 timer om ugen"}
    assert client.post(page, sent).status_code == 303
    measure = Measure.objects.get()
    assert (measure.by_law, measure.follow_up_months) == ("serviceloven § 85", 4)
    shown = html_of(client.get(at("workspace", cast.plan)))
    assert "6 timer om ugen" in shown
    assert "følges op senest 10. juli" in shown


def test_catalogue_is_narrowed_to_the_area_one_chose_and_keeps_what_was_picked(cast):
    page, client = at("workspace-measure-new", cast.plan), logged_in(cast.sofie)
    support, mentor = "Bostøtte (socialpædagogisk støtte)", "Mentor (§ 167)"
    everything = html_of(client.get(page))
    assert support in everything
    assert mentor in everything
    of_housing = client.get(page, {"omraade": HOUSING})
    assert support in html_of(of_housing)
    assert mentor not in html_of(of_housing)
    assert of_housing.context["form"]["area"].value() == HOUSING
    assert client.get(page, {"omraade": "intet"}).context["form"]["area"].value() == ""
    row = MeasureType.objects.get(pk="mentor")
    kept = client.post(page, {"area": HOUSING, "measure_type": row.pk, "starts_on": "aldrig"})
    assert kept.status_code == 422
    assert mentor in html_of(kept)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Skriv, hvad indsatsen er"),
        ({"title": "Prøve", "is_trial": "on"}, "skal have en slutdato"),
        ({"title": "Støtte", "ends_on": "01.03.2026"}, "Slutdatoen ligger før"),
        ({"title": "Støtte", "follow_up_months": "tit"}, "Skriv et helt tal"),
        ({"title": "Støtte", "law": "serviceloven"}, "Skriv paragraffen"),
        ({"title": "Støtte", "cost": "1.000"}, "både prisen"),
    ],
)
def test_wrong_input_keeps_what_was_written(cast, sent, said):
    text = "to gange om ugen " * 30
    whole = {"area": HOUSING, "starts_on": "10.03.2026", "extent": text} | sent
    answer = logged_in(cast.jan).post(at("workspace-measure-new", cast.plan), whole)
    assert answer.status_code == 422
    assert said in html_of(answer)
    assert text.strip() in html_of(answer)


def test_following_up_in_one_line_sets_the_next_and_keeps_what_was_typed(cast):
    measure = measure_of(cast.jan, cast.plan, follow_up_months=4)
    client, address = logged_in(cast.jan), at("workspace-measure-follow-up", cast.plan, measure)
    line = {"one_line": "1", "version": 1, "happened": "", "progress": "off_track"}
    answer = client.post(address, line, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Skriv kort, hvad der er sket" in html_of(answer)
    answer = client.post(address, line | {"happened": "Han åbnede ikke"}, headers={"HX-Request": "true"})
    assert "går ikke som aftalt" in html_of(answer)
    stale = client.post(address, line | {"happened": "Jeg ringede"})
    assert stale.status_code == 409
    assert "Jeg ringede" in html_of(stale)
    assert FollowUp.objects.count() == 1
    assert "Han åbnede ikke" in html_of(client.get(at("workspace-measure", cast.plan, measure)))


def test_citizen_reads_what_helps_and_why_it_changed_and_nothing_of_delay(cast):
    measure = measure_of(
        cast.sofie, cast.plan, extent="6 timer", provider=cast.job, starts_on=TODAY - timedelta(200)
    )
    Measure.objects.update(next_follow_up_on=TODAY - timedelta(days=30))
    change_support(
        by=cast.sofie,
        measure=measure,
        seen=1,
        direction="down",
        extent="4 timer",
        reason="Du klarer mere selv",
        from_on=TODAY,
    )
    page = html_of(logged_in(cast.rasmus).get(reverse("min-plan")))
    for said in ("Det hjælper dig", "Bostøtte", "4 timer, fra Beskæftigelse", "Du klarer mere selv"):
        assert said in page
    assert "overskredet" not in page
    on_paper = text_of(own_print(cast.rasmus))
    assert "Bostøtte · 4 timer · udføres af Beskæftigelse" in on_paper
    assert "skulle være fulgt op" not in on_paper
    assert "Bostøtte" not in html_of(logged_in(cast.mads).get(reverse("min-del")))


def test_provider_nobody_there_may_know_of_is_not_named(cast):
    """Jan reads the measure by the citizen's yes, but that Rusmiddelcentret has to do with it is not his to know."""
    measure = measure_of(cast.sofie, cast.plan, provider=cast.rus)
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])
    client = logged_in(cast.jan)
    for page in (
        at("workspace", cast.plan),
        at("workspace-measure", cast.plan, measure),
        at("api-plan", cast.plan),
        at("workspace-measure-history", cast.plan, measure),
    ):
        text = html_of(client.get(page))
        assert "Bostøtte" in text
        assert cast.rus.name not in text
    assert cast.rus.name in html_of(logged_in(cast.sofie).get(at("workspace", cast.plan)))
    sent = {line.provider for part in plan_page(cast.plan, cast.job).areas for line in part.measures}
    assert sent == {"en anden afdeling"}


def test_measure_of_another_plan_is_not_found(cast):
    elsewhere = measure_of(cast.sofie, cast.kirstens_plan)
    client = logged_in(cast.sofie)
    for name in ("", "-edit", "-support", "-end", "-history", "-follow-up"):
        address = at(f"workspace-measure{name}", cast.plan, elsewhere)
        assert client.get(address).status_code == 404
        assert client.post(address, {"version": 1}).status_code in (404, 405)


def test_what_collides_and_what_pulls_apart_is_asked_of_those_who_see_both(cast):
    row = MeasureType.objects.get(pk="bostoette")
    measure_of(cast.sofie, cast.plan, measure_type=row, title="")
    measure_of(cast.jan, cast.plan, measure_type=row, title="", ends_on=TODAY + timedelta(days=20))
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Flytte", type=Goal.Type.DEVELOP)
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Blive", type=Goal.Type.LIMIT_LOSS)
    page = at("workspace", cast.plan)
    assert "Er det meningen?" not in html_of(logged_in(cast.sofie).get(page))
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    shown = html_of(logged_in(cast.sofie).get(page))
    assert "står to gange i samme tid" in shown
    assert "Trækker de samme vej?" in shown
    assert "Er det meningen?" not in html_of(logged_in(cast.jan).get(page))


def test_catalogue_row_needs_a_paragraph_and_a_jurists_yes(cast):
    client = logged_in(cast.adam)
    row = {"name": "Ny støtte", "law": "serviceloven", "paragraph": "85", "is_active": "on"}
    for paragraph, said in (
        ("", "Uden den kan rækken ikke gemmes"),
        ("85", "med tegnet foran"),
        ("§", "fx § 85"),
    ):
        answer = client.post(reverse("measure-type-add"), row | {"paragraph": paragraph})
        assert answer.status_code == 422
        assert said in html_of(answer)
    assert client.post(reverse("measure-type-add"), row | {"paragraph": "§ 85"}).status_code == 302
    made = MeasureType.objects.get(name="Ny støtte")
    confirm, edit = at("measure-type-confirm", made), at("measure-type-edit", made)
    yes = {"version": 1, "jurist": "Ida Lov", "on": "i går"}
    assert client.post(confirm, yes).status_code == 302
    assert "Ida Lov har sagt ja" in html_of(client.get(reverse("measure-types")))
    changed = row | {"paragraph": "§ 86", "version": 2}
    assert client.post(edit, changed | {"version": 1}).status_code == 409
    assert client.post(edit, changed).status_code == 302
    made.refresh_from_db()
    assert made.confirmed_by == ""
    for user in (cast.sofie, cast.dorte, cast.rasmus, cast.root):
        assert logged_in(user).get(edit).status_code == 404
