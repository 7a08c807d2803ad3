"""The ruler: how I am, overall and by area."""

import pytest
from django.urls import reverse

from plans.models import Rating
from plans.services.plans import end_plan
from plans.services.progress import rate
from tests.cast import ECONOMY, HOUSING
from tests.citizen_pages import HTMX, folded, html_of, part, without_undo
from tests.test_citizen_words import HARD

pytestmark = pytest.mark.django_db


def overall(client, plan, value, note="", **extra):
    data = {"overall-value": value, "overall-note": note}
    return client.post(reverse("min-plan-rate", args=[plan.pk]), data, **extra)


def by_area(client, plan, area, value, note="", **extra):
    data = {"area-area": area, "area-value": value, "area-note": note}
    return client.post(reverse("min-plan-rate-area", args=[plan.pk]), data, **extra)


def test_number_is_saved_with_two_taps(client, cast):
    client.force_login(cast.rasmus)
    assert overall(client, cast.plan, "5").status_code == 302
    rating = Rating.objects.get()
    assert (rating.value, rating.section, rating.is_by_citizen) == (5, None, True)


def test_do_not_know_is_a_value_of_its_own(client, cast):
    client.force_login(cast.rasmus)
    assert overall(client, cast.plan, "unknown").status_code == 302
    assert Rating.objects.get().value is None
    assert "ved ikke" in html_of(client.get("/min-plan/"))


def test_nothing_is_chosen_beforehand(client, cast):
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=5)
    client.force_login(cast.rasmus)
    assert " checked" not in html_of(client.get("/min-plan/"))


def test_curve_has_the_same_as_a_table(client, cast):
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=3, rated_on=cast.plan.started_on)
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=6, note="Bedre, når jeg kommer ud")
    client.force_login(cast.rasmus)
    html = part(html_of(client.get("/min-plan/")), "trivsel")
    assert "Trivsel fra 0 til 10: 3 den 5. januar, 6 den 10. marts." in html
    assert "<table" in html
    assert html.count("<tr>") == 3
    assert "Bedre, når jeg kommer ud" in html


def test_professionals_number_stands_beside(client, cast):
    rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=4)
    rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=7, note="Det rykker")
    client.force_login(cast.rasmus)
    html = part(html_of(client.get("/min-plan/")), "trivsel-omraader")
    assert html.index("voice-own") < html.index("Jan Falk")
    assert "Det rykker" in html


def test_area_is_rated(client, cast):
    client.force_login(cast.rasmus)
    assert by_area(client, cast.plan, ECONOMY, "2", "Regningerne").status_code == 302
    rating = Rating.objects.get()
    assert rating.section is not None
    assert (rating.section.area_id, rating.section.owner, rating.value) == (ECONOMY, None, 2)


def test_htmx_gets_the_same_parts_as_the_page(client, cast):
    client.force_login(cast.rasmus)
    note = '<p class="note note-info" role="status" tabindex="-1" autofocus>Tak. Tallet er gemt.</p>'
    for answer, id_ in (
        (overall(client, cast.plan, "5", headers=HTMX), "trivsel"),
        (by_area(client, cast.plan, HOUSING, "5", headers=HTMX), "trivsel-omraader"),
    ):
        page = part(html_of(client.get("/min-plan/")), id_)
        assert folded(without_undo(html_of(answer).replace(note, ""))) == folded(page)


def test_bad_numbers_come_back_with_the_words(client, cast):
    client.force_login(cast.rasmus)
    for value in ("", "11", "-1", "ti", "5.5", "½"):
        for answer in (
            overall(client, cast.plan, value, "Mine ord"),
            by_area(client, cast.plan, HOUSING, value, "Mine ord"),
            overall(client, cast.plan, value, "Mine ord", headers=HTMX),
        ):
            assert answer.status_code == 422
            assert 'value="Mine ord"' in html_of(answer)
    assert by_area(client, cast.plan, "rumfart", "5").status_code == 422
    assert not Rating.objects.exists()


def test_note_takes_what_people_write(client, cast):
    client.force_login(cast.rasmus)
    text = (HARD * 1000)[:20_000].strip()
    assert overall(client, cast.plan, "5", text).status_code == 302
    assert by_area(client, cast.plan, HOUSING, "5", text).status_code == 302
    assert [rating.note for rating in Rating.objects.all()] == [text, text]
    assert "<script>alert" not in html_of(client.get("/min-plan/"))
    for bad in ("x" * 20_001, "en\x00to"):
        assert overall(client, cast.plan, "5", bad).status_code == 422
        assert by_area(client, cast.plan, HOUSING, "5", bad).status_code == 422


def test_number_after_the_end_is_given_back(client, cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    client.force_login(cast.rasmus)
    for answer in (
        overall(client, cast.plan, "5", "Mine ord"),
        by_area(client, cast.plan, HOUSING, "5", "Mine ord"),
    ):
        assert answer.status_code == 422
        assert "Planen er afsluttet" in html_of(answer)
        assert 'value="Mine ord"' in html_of(answer)


def test_representative_rates_within_own_areas_and_is_marked(client, cast):
    client.force_login(cast.anne)
    assert by_area(client, cast.plan, ECONOMY, "5").status_code == 422
    assert by_area(client, cast.plan, HOUSING, "5").status_code == 302
    assert Rating.objects.get().is_by_representative
    client.force_login(cast.rasmus)
    assert "Anne Ager for dig" in html_of(client.get("/min-plan/"))


def test_others_rate_nothing_here(client, cast):
    for user in (cast.kirsten, cast.sofie, cast.jan, cast.mads, cast.root, cast.adam):
        client.force_login(user)
        assert overall(client, cast.plan, "5").status_code == 404
        assert by_area(client, cast.plan, HOUSING, "5").status_code == 404
