"""Writing the dream and what matters: new words beside the old, conflicts, who reads, and what people may type."""

import re
from html import unescape

import pytest
from django.urls import reverse

from plans.models import CitizenWords
from plans.services.plans import end_plan
from plans.services.words import share_words, write_words
from tests.citizen_pages import HTMX, folded, html_of, part

pytestmark = pytest.mark.django_db

HARD = '<script>alert(1)</script> & "citat" 👩‍👩‍👧 مرحبا \u202eבאמת\u202c '


def address(plan, kind="dream"):
    return reverse("min-plan-words", args=[plan.pk, kind])


def post(client, cast, text, version=0, kind="dream", **extra):
    client.force_login(cast.rasmus)
    return client.post(address(cast.plan, kind), {f"{kind}-text": text, f"{kind}-version": version}, **extra)


def test_words_are_saved_and_lead_back_to_the_page(client, cast):
    answer = post(client, cast, "Mit eget værksted")
    assert answer.status_code == 302
    html = html_of(client.get(answer["Location"]))
    assert "Mit eget værksted" in html
    assert "Det er gemt." in html


def test_words_keep_the_earlier_ones(client, cast):
    post(client, cast, "Et værksted")
    post(client, cast, "Et værksted og en have", version=1)
    assert list(CitizenWords.objects.values_list("text", flat=True)) == [
        "Et værksted og en have",
        "Et værksted",
    ]
    html = html_of(client.get("/min-plan/"))
    assert html.index("Et værksted og en have") < html.index("Tidligere ord") < html.rindex("Et værksted")


def test_stale_words_show_both_texts_and_keep_the_own_in_the_form(client, cast):
    write_words(by=cast.anne, plan=cast.plan, kind="dream", text="En gård ved havet", seen=0)
    answer = post(client, cast, "En gård i skoven")
    html = html_of(answer)
    assert answer.status_code == 409
    shown = part(html, "ord-dream")
    assert "conflict-mine" in shown
    assert "skoven" in shown
    assert "havet" in shown
    assert "En gård i skoven</textarea>" in shown
    assert 'name="dream-version" value="1"' in shown
    assert CitizenWords.objects.count() == 1
    assert post(client, cast, "En gård i skoven ved havet", version=1).status_code == 302


def test_htmx_gets_the_same_part_as_the_page(client, cast):
    answer = post(client, cast, "Mit eget værksted", headers=HTMX)
    note = '<p class="note note-info" role="status" tabindex="-1" autofocus>Det er gemt.</p>'
    assert note in html_of(answer)
    page = part(html_of(client.get("/min-plan/")), "ord-dream")
    assert folded(html_of(answer).replace(note, "")) == folded(page)


def test_htmx_gets_the_form_back_where_it_did_not_save(client, cast):
    answer = post(client, cast, "x" * 20_001, headers=HTMX)
    assert answer.status_code == 422
    assert folded(html_of(answer)).startswith('<div class="stack words" id="ord-dream">')
    assert "Teksten er for lang" in html_of(answer)


@pytest.mark.parametrize("kind", CitizenWords.Kind.values)
def test_words_take_what_people_write(client, cast, kind):
    text = (HARD * 1000)[:20_000].strip()
    assert post(client, cast, text, kind=kind).status_code == 302
    assert CitizenWords.objects.get().text == text
    html = html_of(client.get("/min-plan/"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_words_with_an_invisible_character_are_given_back(client, cast):
    answer = post(client, cast, "Et \x00 værksted")
    assert answer.status_code == 422
    assert "usynligt tegn" in html_of(answer)
    assert "værksted" in part(html_of(answer), "ord-dream")
    assert not CitizenWords.objects.exists()


def test_words_need_the_version_that_was_seen(client, cast):
    client.force_login(cast.rasmus)
    for version in ("", "x", "-1", "9" * 30):
        answer = client.post(address(cast.plan), {"dream-text": "Noget", "dream-version": version})
        assert answer.status_code == 422
        assert "Noget</textarea>" in html_of(answer)


def test_words_after_the_end_are_given_back(client, cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    answer = post(client, cast, "Noget jeg nåede at skrive")
    assert answer.status_code == 422
    html = html_of(answer)
    assert "Planen er afsluttet" in html
    assert "Noget jeg nåede at skrive</textarea>" in html
    assert not CitizenWords.objects.exists()


def test_words_by_a_representative_are_marked(client, cast):
    client.force_login(cast.anne)
    client.post(address(cast.plan), {"dream-text": "Ro på", "dream-version": 0})
    assert CitizenWords.objects.get().is_by_representative
    assert "Skrevet i dag af Anne Ager" in html_of(client.get("/min-plan/"))


def test_words_are_written_by_nobody_else(client, cast):
    for user in (cast.sofie, cast.jan, cast.kirsten, cast.mads, cast.root, cast.grethe):
        client.force_login(user)
        assert client.post(address(cast.plan), {"dream-text": "x", "dream-version": 0}).status_code == 404
        assert client.get(address(cast.plan)).status_code == 404
        assert client.post(reverse("who-reads-words", args=[cast.plan.pk])).status_code == 404
    assert not CitizenWords.objects.exists()


def test_words_of_an_unknown_kind_are_not_found(client, cast):
    assert post(client, cast, "x", kind="secret").status_code == 404


def test_a_get_leads_back_to_the_page(client, cast):
    client.force_login(cast.rasmus)
    answer = client.get(address(cast.plan))
    assert answer.status_code == 302
    assert answer["Location"] == f"/min-plan/?plan={cast.plan.pk}"


def test_the_page_says_who_reads_the_words_and_leads_to_choosing_it(client, cast):
    client.force_login(cast.rasmus)
    way = f"/min-plan/hvem-ser-hvad/?plan={cast.plan.pk}#droem"
    assert way in html_of(client.get("/min-plan/"))
    share_words(by=cast.rasmus, plan=cast.plan, coordinator_only=True)
    assert "Læses kun her og af Sofie Lind." in html_of(client.get("/min-plan/"))
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    assert way not in html_of(client.get("/min-plan/"))


@pytest.mark.parametrize(
    ("name", "field", "place"),
    [
        ("dream", "dream-text", "ord-dream"),
        ("matters", "matters-text", "ord-matters"),
        ("goal", "goal-title", "maal"),
        ("area", "area-area", "trivsel-omraader"),
    ],
)
def test_form_is_unfolded_where_it_is_asked_for(client, cast, name, field, place):
    client.force_login(cast.rasmus)
    closed = html_of(client.get("/min-plan/"))
    assert f'name="{field}"' not in closed
    address = unescape(re.search(rf'hx-get="([^"]+skriv={name})"', part(closed, place)).group(1))
    whole = html_of(client.get(address))
    alone = html_of(client.get(address, headers=HTMX))
    assert "<html" in whole
    assert "<html" not in alone
    for html in (whole, alone):
        opened = part(html, place)
        assert f'name="{field}"' in opened
        assert html.count("autofocus") == 1


def test_form_that_is_none_is_the_page(client, cast):
    client.force_login(cast.rasmus)
    for headers in ({}, HTMX):
        assert "<h1" in html_of(client.get("/min-plan/?skriv=findes-ikke", headers=headers))
