"""Forms in the design system: labels, hints and errors tied to their fields, and what people may write in them."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms as django_forms

from enplan import clock
from enplan.web import forms
from enplan.web.saving import SeenForm

TODAY = date(2026, 3, 1)
NASTY = 'Ærø 🚲 <script>alert("x")</script> שלום \u202eabc'


class Goal(forms.Form):
    title = forms.ShortTextField(label="Mål", help_text="Kort <b>tekst</b>")
    why = forms.LongTextField(label="Hvorfor", required=False)
    due = forms.DanishDateField(label="Hvornår")
    words = django_forms.ChoiceField(
        label="Hvis ord er det?",
        choices=[("citizen", "Borgerens"), ("agreed", "Aftalt")],
        widget=django_forms.RadioSelect,
    )
    areas = django_forms.MultipleChoiceField(
        label="Områder",
        choices=[("housing", "Bolig"), ("health", "Helbred")],
        widget=django_forms.CheckboxSelectMultiple,
    )
    who = django_forms.ChoiceField(label="Ansvarlig", choices=[("jan", "Jan Falk")])
    wellbeing = forms.WellbeingField(label="Trivsel", unknown=True)
    email = django_forms.EmailField(label="E-mail", required=False)
    agreed = django_forms.BooleanField(
        label="Borgeren har sagt ja", help_text="Sig også, hvad et nej betyder."
    )
    version = django_forms.IntegerField(widget=django_forms.HiddenInput)


GOOD = {
    "title": "Praktik",
    "why": "",
    "due": "12.03.2026",
    "words": "citizen",
    "areas": ["housing"],
    "who": "jan",
    "wellbeing": "5",
    "agreed": "on",
    "version": "1",
}


class _Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def elements(html: object) -> list[tuple[str, dict[str, str | None]]]:
    return _Elements(str(html)).found


def attributes(html: object, **wanted: str) -> dict[str, str | None]:
    """The one element with these attributes."""
    (found,) = (attrs for _tag, attrs in elements(html) if wanted.items() <= attrs.items())
    return found


@pytest.fixture(autouse=True)
def _spring():
    with clock.standing_at(clock.start_of(TODAY)):
        yield


def test_every_input_has_a_label_or_stands_in_a_fieldset_with_one():
    html = str(Goal())
    labelled = {attrs.get("for") for tag, attrs in elements(html) if tag == "label"}
    inputs = [attrs for tag, attrs in elements(html) if tag in {"input", "select", "textarea"}]
    assert {attrs["id"] for attrs in inputs if attrs.get("type") != "hidden"} == labelled
    assert html.count("<fieldset") == html.count("<legend") == 3


def test_ids_are_unique_and_every_reference_leads_somewhere():
    for form in (Goal(), Goal({})):
        found = elements(form)
        ids = [attrs["id"] for _tag, attrs in found if "id" in attrs]
        assert len(ids) == len(set(ids))
        pointed = {ref for _tag, attrs in found for ref in (attrs.get("aria-describedby") or "").split()}
        pointed |= {(attrs["href"] or "").removeprefix("#") for tag, attrs in found if tag == "a"}
        assert pointed <= set(ids)


def test_inputs_get_the_design_systems_classes():
    html = str(Goal())
    assert attributes(html, id="id_title")["class"] == "form-input"
    assert attributes(html, id="id_due")["class"] == "form-input input-width-s"
    assert attributes(html, id="id_who")["class"] == "form-select"
    assert attributes(html, id="id_words_0")["class"] == "form-radio"
    assert attributes(html, id="id_areas_0")["class"] == "form-checkbox"
    assert attributes(html, id="id_agreed")["class"] == "form-checkbox"
    assert "class" not in attributes(html, id="id_version")


def test_hint_is_escaped_and_tied_to_its_field():
    html = str(Goal())
    assert "Kort &lt;b&gt;tekst&lt;/b&gt;" in html
    assert attributes(html, id="id_title")["aria-describedby"] == "id_title_helptext"


def test_error_is_tied_to_its_field_and_listed_at_the_top_with_a_link():
    html = str(Goal(GOOD | {"title": ""}))
    title = attributes(html, id="id_title")
    assert title["aria-invalid"] == "true"
    assert title["aria-describedby"] == "id_title_helptext id_title_error"
    assert '<a href="#id_title">Mål: Feltet skal udfyldes.</a>' in html
    assert html.index("error-summary") < html.index("id_title_error")


def test_error_of_a_group_leads_to_its_first_choice_and_is_said_by_the_fieldset():
    form = Goal({key: value for key, value in GOOD.items() if key != "words"})
    html = str(form)
    assert '<a href="#id_words_0">Hvis ord er det? Vælg en af mulighederne.</a>' in html
    group = attributes(html, role="radiogroup", **{"aria-describedby": "id_words_error"})
    assert group["aria-invalid"] == "true"
    assert "aria-invalid" not in attributes(html, id="id_words_0")


def test_good_form_has_no_summary_and_optional_is_marked():
    form = Goal(GOOD)
    assert form.is_valid(), form.errors
    assert "error-summary" not in str(form)
    assert str(form).count("(frivilligt)") == 2


def test_form_where_nothing_is_required_marks_nothing():
    class Note(forms.Form):
        text = forms.LongTextField(required=False)

    assert "frivilligt" not in str(Note())


def test_browser_neither_checks_nor_cuts():
    names = {name for _tag, attrs in elements(Goal()) for name in attrs}
    assert not names & {"required", "maxlength", "style"}


@pytest.mark.parametrize("name", ["title", "why"])
def test_text_keeps_what_people_write_and_shows_it_escaped(name):
    form = Goal(GOOD | {name: NASTY})
    assert form.is_valid()
    assert form.cleaned_data[name] == NASTY
    assert "<script" not in str(form)


@pytest.mark.parametrize("name", ["title", "why"])
def test_text_of_20_000_characters_fits_and_one_more_does_not(name):
    assert Goal(GOOD | {name: "å" * 20_000}).is_valid()
    form = Goal(GOOD | {name: "å" * 20_001})
    assert form.errors[name] == ["Teksten er for lang. Der er plads til 20000 tegn, og du har skrevet 20001."]


def test_line_breaks_count_once_however_the_browser_sends_them():
    form = Goal(GOOD | {"why": "a\r\n" * 10_000})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["why"] == ("a\n" * 10_000).strip()


def test_one_line_stays_one_line():
    form = Goal(GOOD | {"title": "Praktik\r\npå værksted"})
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Praktik på værksted"


@pytest.mark.parametrize("name", ["title", "why", "due"])
def test_nul_character_is_an_error_in_danish(name):
    form = Goal(GOOD | {name: "a\x00b"})
    assert not form.is_valid()
    assert "igen" in form.errors[name][0]


def test_fields_own_message_is_kept():
    class Reason(forms.Form):
        reason = forms.ShortTextField(error_messages={"required": "Skriv, hvorfor du kigger."})

    assert Reason({}).errors["reason"] == ["Skriv, hvorfor du kigger."]


def test_wellbeing_is_a_number_or_unknown_or_nothing():
    class Rating(forms.Form):
        value = forms.WellbeingField(required=False, unknown=True)

    def said(value):
        form = Rating({"value": value})
        return form.cleaned_data["value"] if form.is_valid() else "refused"

    assert [said(value) for value in ("0", "10", "unknown", "")] == [0, 10, "unknown", None]
    assert [said(value) for value in ("11", "-1", "5.5", "x")] == ["refused"] * 4


def test_wellbeing_ruler_shows_eleven_steps_and_the_chosen_one():
    class Rating(forms.Form):
        value = forms.WellbeingField(label="Hvordan har du det?")

    html = str(Rating(initial={"value": 5}))
    radios = [attrs for tag, attrs in elements(html) if tag == "input"]
    assert [attrs["value"] for attrs in radios] == [str(step) for step in range(11)]
    assert [attrs["value"] for attrs in radios if "checked" in attrs] == ["5"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.03.2026", date(2026, 3, 12)),
        ("12/3", date(2026, 3, 12)),
        ("12/3-26", date(2026, 3, 12)),
        ("12.3.", date(2026, 3, 12)),
        (" 12. marts 2026 ", date(2026, 3, 12)),
        ("den 12. marts", date(2026, 3, 12)),
        ("12 MAR", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("i dag", TODAY),
        ("I morgen", date(2026, 3, 2)),
        ("1/3", TODAY),
        ("28/2", date(2027, 2, 28)),
        ("29. februar", date(2028, 2, 29)),
    ],
)
def test_date_is_read_as_people_write_it(text, day):
    assert forms.DanishDateField().clean(text) == day


def test_date_without_a_year_may_lean_to_the_past():
    assert forms.DanishDateField(leans="past").clean("12/3") == date(2025, 3, 12)
    assert forms.DanishDateField(leans="past").clean("1. marts") == TODAY


@pytest.mark.parametrize(
    "text",
    [
        "32/1",
        "30. februar",
        "12. ma",
        "12. hest",
        "i fjor",
        "0012-01-01",
        "1/1-3026",
        "12",
        NASTY,
        "9" * 20_000,
        "²/³",
    ],
)
def test_date_that_is_none_is_refused_kindly(text):
    with pytest.raises(django_forms.ValidationError) as caught:
        forms.DanishDateField().clean(text)
    assert caught.value.messages == [
        f"“{text[:40]}” er ikke en dato, vi forstår. Skriv fx 12.03.2026 eller 12. marts."
    ]


def test_date_is_shown_with_dots_and_keeps_what_was_typed_wrong():
    class Due(forms.Form):
        on = forms.DanishDateField(required=False)

    assert attributes(Due(initial={"on": date(2026, 3, 12)}), name="on")["value"] == "12.03.2026"
    assert attributes(Due({"on": "32/1"}), name="on")["value"] == "32/1"
    assert Due({"on": ""}).is_valid()


def test_label_of_a_box_follows_its_input_at_once_where_the_form_remembers_what_stood_there():
    """The design system draws the box beside the input; what stands between the two makes it invisible."""

    class Remembering(SeenForm):
        is_used = django_forms.BooleanField(required=False)

    html = str(Remembering(initial={"is_used": True, "version": 1})["is_used"].as_field_group())
    after_input = html[html.index('type="checkbox"') :].split(">", 1)[1].lstrip()
    assert after_input.startswith("<label")
    assert 'name="initial-is_used"' in html
