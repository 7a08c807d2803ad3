"""Reading answers: what a person can read on a page, in a print, from the API; and where a hidden text is found."""

import json

import pytest
from django.http import HttpResponse
from weasyprint import HTML

from enplan.demo.scenario.shapes import ScenarioError
from tests.scenario_runner.form_fields import fields_of_form
from tests.scenario_runner.reading import Answer, lacking, out_of_order, showing


def page(body: str, head: str = "<title>Én plan</title>") -> Answer:
    return Answer.of(HttpResponse(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"))


READABLE = {
    "text": "<p>Rikke Brandt</p>",
    "case": "<p>RIKKE brandt</p>",
    "white space": "<p>Rikke\n   Brandt</p>",
    "an unbreakable space": "<p>Rikke&nbsp;Brandt</p>",
    "emphasis": "<p><b>Rikke</b> <i>Br</i>andt</p>",
    "two blocks": "<div>Rikke</div><div>Brandt</div>",
    "a soft hyphen": "<p>Rikke Bra&shy;ndt</p>",
    "letters put together": "<p>Rikke Brandt Å</p>".replace("Å", "A\u030a"),
    "a picture": '<img src="x.png" alt="Rikke Brandt">',
    "a drawn picture": '<svg role="img"><title>Rikke Brandt</title><path d=""/></svg>',
    "a labelled picture": '<span role="img" aria-label="Rikke Brandt"></span>',
    "a field": '<input name="n" value="Rikke Brandt">',
    "a text field": "<textarea>Rikke Brandt</textarea>",
    "a choice": "<select><option>Rikke Brandt</option></select>",
    "after something unclosed": "<p>Hej<br><p hidden>nej</p><p>Rikke Brandt",
}


@pytest.mark.parametrize("body", READABLE.values(), ids=READABLE)
def test_reading_finds_what_a_person_can_read(body):
    assert not lacking(page(body), ["Rikke Brandt"])
    assert showing(page(body), ["rikke brandt"]) == ["rikke brandt"]


UNREADABLE = {
    "a comment": "<!-- Rikke Brandt -->",
    "an attribute": '<p data-who="Rikke Brandt"></p>',
    "an address": '<a href="/?q=Rikke%20Brandt">x</a>',
    "a hidden element": "<p hidden>Rikke <b>Brandt</b></p>",
    "a hidden field": '<input type="hidden" value="Rikke Brandt">',
    "a script": "<script>'Rikke Brandt'</script>",
    "a template": "<template><p>Rikke Brandt</p></template>",
    "an escaped attribute": '<p title="Rikke&#32;Brandt"></p>',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_reading_does_not_take_the_unreadable_for_read_but_finds_it_when_it_must_be_hidden(body):
    assert lacking(page(body), ["Rikke Brandt"]) == ["Rikke Brandt"]
    assert showing(page(body), ["Rikke Brandt"]) == ["Rikke Brandt"]


def test_reading_finds_a_hidden_text_in_the_head_and_in_a_file_name():
    assert showing(page("", head="<title>Rikke Brandt</title>"), ["Rikke Brandt"])
    saved = HttpResponse("", headers={"Content-Disposition": 'attachment; filename="Rikke Brandt.pdf"'})
    assert showing(Answer.of(saved), ["Rikke Brandt"])


def test_reading_does_not_find_digits_in_a_random_id():
    assert not showing(page('<a href="/planer/3f2a0012-0012-4012-8012-000000120012/">x</a>'), ["0012"])
    assert showing(page("<p>140394-0012</p>"), ["0012"])
    api = HttpResponse('{"id": "3f2a0012-0012-4012-8012-000000120012"}', content_type="application/json")
    assert not showing(Answer.of(api), ["0012"])


def test_reading_finds_nothing_in_an_empty_page():
    assert lacking(page(""), ["Rikke"]) == ["Rikke"]
    assert showing(page(""), ["Rikke"]) == []


def test_order_needs_each_after_the_match_of_the_one_before():
    answer = page("<p>Sofie Lind og Jan Falk, og Sofie igen</p>")
    assert out_of_order(answer, ["Sofie Lind", "Jan Falk", "Sofie"]) is None
    assert out_of_order(answer, ["Jan Falk", "Sofie Lind"]) == "Sofie Lind"
    assert out_of_order(answer, ["Jan Falk", "Jan Falk"]) == "Jan Falk"
    assert out_of_order(answer, ["Rikke"]) == "Rikke"


def printed(body: str, head: str = "") -> Answer:
    style = "<style>@page { size: 60mm 80mm; margin: 5mm } body { hyphens: manual }</style>"
    source = f'<html lang="da"><head><title>Plan</title>{head}{style}</head><body>{body}</body></html>'
    return Answer.of(HttpResponse(HTML(string=source).write_pdf(), content_type="application/pdf"))


def test_reading_folds_the_lines_and_hyphens_of_a_print():
    long = "Optaget på social- og sundhedshjælper\u00adud\u00addannelsen til august og glad for det"
    answer = printed(f"<p>{long}</p><p>Trappe ned</p>")
    assert "\n" in answer.readable
    assert not lacking(answer, ["social- og sundhedshjælperuddannelsen til august", "trappe NED"])
    assert showing(answer, ["sundhedshjælperuddannelsen"])
    assert lacking(answer, ["Optagelse"]) == ["Optagelse"]
    assert out_of_order(answer, ["Trappe ned", "Optaget"]) == "Optaget"


def test_reading_does_not_join_digits_across_white_space_in_a_print():
    assert not showing(printed("<p>kl. 10.00 12 personer</p>"), ["0012"])
    assert showing(printed("<p>140394-0012</p>"), ["0012"])


def test_reading_finds_a_hidden_text_in_what_a_print_says_of_itself():
    answer = printed("<p>Plan</p>", head='<meta name="author" content="Rikke Brandt">')
    assert lacking(answer, ["Rikke Brandt"])
    assert showing(answer, ["Rikke Brandt"])


def test_reading_finds_texts_in_json_whatever_way_they_are_escaped():
    body = json.dumps({"goals": [{"title": "Trappe ned\ni substitution", "owner": "Rusmiddelcentret å"}]})
    answer = Answer.of(HttpResponse(body, content_type="application/json"))
    assert not lacking(answer, ["Trappe ned i substitution", "rusmiddelcentret å", "title"])
    assert showing(answer, ["trappe ned i", "centret å"]) == ["trappe ned i", "centret å"]
    assert out_of_order(answer, ["goals", "Trappe", "Rusmiddelcentret"]) is None


FORM = """<form><input name="q"></form><form method="post">
<input type="hidden" name="version" value="2"><input name="title" value="Praktik &amp; job"><input name="due">
<textarea name="why">
Fordi</textarea><select name="who"><option value="">Ingen</option><option value="1" selected>Jan</option></select>
<select name="level"><option value="0">Ingen</option><option value="1">Let</option></select>
<input type="radio" name="words" value="a"><input type="radio" name="words" value="b" checked>
<input type="checkbox" name="draft"><input type="checkbox" name="shared" checked><button name="go">Gem</button>
</form>"""


def test_form_fields_are_what_a_browser_sends():
    assert fields_of_form(FORM, having="title") == {
        "version": "2",
        "title": "Praktik & job",
        "due": "",
        "why": "Fordi",
        "who": "1",
        "level": "0",
        "words": "b",
        "shared": "on",
    }
    with pytest.raises(ScenarioError):
        fields_of_form(FORM, having="colour")
