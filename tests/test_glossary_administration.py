"""`/administration/ord/`: the glossary as data, kept by an administrator."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from citizens.explaining import Glossary
from citizens.glossary import add_word, edit_word
from citizens.models import GlossaryWord
from citizens.models.glossary import spelled
from enplan.audit.models import Change
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("glossary-words"), reverse("glossary-word-add")
NEW = {"word": "støttetid", "forms": "støttetiden", "explanation": "Tid med hjælp.", "explanation_en": ""}


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def edit(row):
    return reverse("glossary-word-edit", args=[row.pk])


def sent(row, **changed):
    """What the page's form sends when only these fields are changed."""
    names = ("word", "forms", "explanation", "explanation_en")
    data = {name: getattr(row, name) for name in names}
    first = {f"initial-{name}": value for name, value in data.items()}
    return {**first, **data, "version": row.version, "is_active": "on", **changed}


@pytest.fixture
def mentor(cast):
    return GlossaryWord.objects.get(pk="mentor")


def test_every_default_word_is_explained_in_both_languages_and_written_once():
    rows = GlossaryWord.objects.all()
    spellings = [one for row in rows for one in row.spellings]
    assert len(rows) >= 35
    assert all(row.explanation and row.explanation_en and row.is_active for row in rows)
    assert len(spellings) == len(set(spellings))


def test_added_word_is_explained_from_now_on(cast):
    client = logged_in(cast.adam)
    assert client.post(ADD, NEW).status_code == 302
    assert [row.word for row in Glossary().found_in("min støttetid")] == ["støttetid"]
    page = html_of(client.get(LIST))
    assert "støttetid" in page
    assert "ikke på engelsk" in page
    assert "læses af en fagperson" in page


def test_forms_are_stored_each_once_without_the_word_itself(cast):
    row = add_word(
        by=cast.adam, word=" støtte  tid ", forms="Støttetimer,, støttetimer ,\nstøtte tid", explanation="x"
    )
    assert (row.word, row.forms) == ("støtte tid", "Støttetimer")


def test_change_stands_in_the_history_with_who_and_what(cast, mentor):
    client = logged_in(cast.adam)
    before = mentor.explanation
    answer = client.post(edit(mentor), sent(mentor, explanation="En, der følger dig.", is_active=""))
    assert answer.status_code == 302
    mentor.refresh_from_db()
    assert (mentor.explanation, mentor.is_active) == ("En, der følger dig.", False)
    page = html_of(client.get(edit(mentor)))
    history = page[page.index('id="historik"') :]
    for said in ("Forklaring", before, "En, der følger dig.", "I brug", cast.adam.name):
        assert said in history
    assert "ikke i brug" in html_of(client.get(LIST))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"word": " "}, "Skriv ordet."),
        ({"explanation": "\n"}, "Skriv, hvad ordet betyder"),
        ({"word": "MENTOR"}, "Ordet er der allerede. Det står ved “mentor”."),
        ({"word": "Mentoren"}, "Ordet er der allerede. Det står ved “mentor”."),
        ({"word": "serviceloven §85"}, "Ordet er der allerede. Det står ved “serviceloven § 85”."),
        ({"forms": "støttetiden, bostøtten"}, "“bostøtten” er der allerede. Det står ved “bostøtte”."),
        ({"forms": "mentor"}, "“mentor” er der allerede. Det står ved “mentor”."),
        ({"word": "a"}, "Skriv hele ordet."),
        ({"word": "§"}, "Skriv hele ordet."),
        ({"word": "støtte, hjælp"}, "Skriv ét ord."),
        ({"forms": "støttetiden, i"}, "“i” er for kort."),
        ({"word": "x" * 12_000}, "Der er plads til 100 tegn"),
        ({"forms": "x" * 12_000}, "Der er plads til 500 tegn"),
        ({"explanation": "x" * 12_000}, "Der er plads til 400 tegn"),
        ({"explanation_en": "x" * 12_000}, "Der er plads til 400 tegn"),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_not_stored(cast, changed, said):
    before = GlossaryWord.objects.count()
    answer = logged_in(cast.adam).post(ADD, NEW | changed)
    assert answer.status_code == 422
    assert said in html_of(answer)
    assert all(text.strip() in html_of(answer) for text in changed.values())  # nothing typed is lost
    assert GlossaryWord.objects.count() == before


def test_word_may_keep_its_own_forms_and_take_none_of_anothers(cast, mentor):
    client = logged_in(cast.adam)
    assert client.post(edit(mentor), sent(mentor, word="mentoren", forms="mentor")).status_code == 302
    mentor.refresh_from_db()
    answer = client.post(edit(mentor), sent(mentor, forms="mentor, jobcenter"))
    assert answer.status_code == 422
    assert "Det står ved “jobcenter”" in html_of(answer)


def test_word_not_in_use_still_keeps_its_place(cast, mentor):
    GlossaryWord.objects.filter(pk=mentor.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="Ordet er der allerede"):
        add_word(by=cast.adam, word="mentor", explanation="Igen")


def test_stale_save_shows_both_and_loses_neither(cast, mentor):
    client = logged_in(cast.adam)
    assert client.post(edit(mentor), sent(mentor, explanation="Den første tekst")).status_code == 302
    answer = client.post(edit(mentor), sent(mentor, explanation="Noget helt andet"))
    assert answer.status_code == 409
    assert "første" in html_of(answer)
    assert "helt andet" in html_of(answer)
    mentor.refresh_from_db()
    assert mentor.explanation == "Den første tekst"


def test_only_an_administrator_keeps_the_glossary(cast, mentor):
    for user in cast.everybody:
        if user == cast.adam:
            continue
        for page in (LIST, ADD, edit(mentor)):
            assert logged_in(user).get(page).status_code == 404, (user.username, page)
            assert logged_in(user).post(page, NEW).status_code in (404, 405)
        with pytest.raises(PermissionDenied):
            add_word(by=user, word="støttetid", explanation="Mit")
        with pytest.raises(PermissionDenied):
            edit_word(by=user, glossary_word=mentor, seen=1, word="mentor", explanation="Mit", is_active=True)
    assert not Change.objects.filter(thing="glossaryword").exists()


def test_word_that_does_not_exist_is_not_found(cast):
    assert logged_in(cast.adam).get(reverse("glossary-word-edit", args=["findes-ikke"])).status_code == 404


def test_word_of_markup_is_text_on_the_administrators_pages(cast):
    bad = NEW | {"word": "<script>alert(1)</script>", "explanation": "<b onclick=alert(2)>"}
    client = logged_in(cast.adam)
    assert client.post(ADD, bad).status_code == 302
    row = GlossaryWord.objects.get(word=bad["word"])
    for page in (LIST, edit(row)):
        html = html_of(client.get(page))
        assert "<script>alert" not in html
        assert "<b onclick" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_database_keeps_a_word_once_and_explained(mentor):
    for bad in ({"word": "Mentor", "explanation": "x"}, {"word": "ny", "explanation": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GlossaryWord.objects.create(key="endnu-et", **bad)


def test_spelling_is_compared_without_capitals_breaks_and_the_space_of_a_paragraph():
    assert spelled(" SEL\n§85 ") == spelled("sel § 85") == "sel § 85"
