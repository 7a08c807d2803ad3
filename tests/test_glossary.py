"""The words of the glossary on the pages of the citizen and the network: which are found, where, and what they say."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citizens.explaining import Glossary
from citizens.models import GlossaryWord
from plans.models import TeamMember
from plans.services.goals import edit_goal
from plans.services.measures import add_measure
from plans.services.tasks import add_task
from tests.cast import HOUSING, TODAY, give_consent
from tests.citizen_pages import HTMX, html_of, part

pytestmark = pytest.mark.django_db

QUESTION = "Hvad betyder ordene?"


def found(text):
    return [row.word for row in Glossary().found_in(text)]


def make_word(word, forms="", explanation="Det betyder noget.", **more):
    return GlossaryWord.objects.create(
        key=f"ord-{GlossaryWord.objects.count()}", word=word, forms=forms, explanation=explanation, **more
    )


def explained(html):
    """The folds of a page or a part of it."""
    return re.findall(rf"<details[^>]*>\s*<summary>\s*{re.escape(QUESTION)}.*?</details>", html, re.DOTALL)


@pytest.fixture
def bostoette(cast, socials_goal):
    return add_measure(
        by=cast.sofie,
        plan=cast.plan,
        area_id=HOUSING,
        title="Bostøtte",
        starts_on=TODAY,
        law="serviceloven",
        paragraph="§ 85",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Du får bostøtte.", ["bostøtte"]),
        ("BOSTØTTEN kommer kl. 10", ["bostøtte"]),
        ("(§85-støtte)", ["bostøtte"]),
        ("Bosto\u0308tte", []),  # ö is no ø
        ("en bostøtteplan", []),
        ("Koordinerende\nsagsbehandler", ["koordinerende sagsbehandler"]),
        ("Efter serviceloven § 85.", ["serviceloven § 85"]),
        ("efter servicelovens\u00a0§ 85", ["serviceloven § 85"]),
        ("sundhedsloven § 141", ["sundhedsloven § 141"]),
        ("serviceloven § 141", ["serviceloven § 141"]),
        ("serviceloven § 850 og § 85", []),  # a number alone says nothing
        ("Ingen svære her", []),
        ("", []),
    ],
)
def test_word_is_found_whole_in_any_of_its_forms(text, words):
    assert found(text) == words


def test_word_is_not_found_inside_another():
    make_word("mål", "målet")
    assert found("En målmand så til") == []
    assert found("Et mål, to mål og målet") == ["mål"]


def test_longest_word_wins_and_a_shorter_beside_it_is_found_too():
    make_word("sagsbehandler")
    assert found("min koordinerende sagsbehandler") == ["koordinerende sagsbehandler"]
    both = found("Min sagsbehandler og min koordinerende sagsbehandler")
    assert both == ["koordinerende sagsbehandler", "sagsbehandler"]


def test_words_come_once_in_the_order_of_the_danish_alphabet():
    for word in ("ånde", "ærlig", "østers", "Aabenraa"):
        make_word(word)
    text = "Ånde, østers, værge, ærlig, Aabenraa, mentor, afgørelse, mentor, mentoren"
    assert found(text) == ["afgørelse", "mentor", "værge", "ærlig", "østers", "Aabenraa", "ånde"]


def test_word_that_is_not_in_use_is_not_explained_anywhere(cast, client, bostoette):
    GlossaryWord.objects.filter(pk="bostoette").update(is_active=False)
    assert found("bostøtte") == []
    client.force_login(cast.rasmus)
    assert "fx post, mad og aftaler" not in html_of(client.get(reverse("min-plan")))
    assert "fx post, mad og aftaler" not in html_of(client.get(reverse("glossary")))


def test_help_is_followed_by_what_its_words_mean(cast, client, bostoette):
    client.force_login(cast.rasmus)
    folds = explained(part(html_of(client.get(reverse("min-plan"))), "hjaelp"))
    assert len(folds) == 1
    assert re.findall(r'<dt class="glossary-word">(.*?)</dt>', folds[0]) == ["Bostøtte", "Serviceloven § 85"]
    assert "Hjælp i dit eget hjem" in folds[0]
    assert reverse("glossary") in folds[0]


def test_section_without_such_words_has_no_fold(cast, client, bostoette):
    client.force_login(cast.rasmus)
    html = html_of(client.get(reverse("min-plan")))
    assert not explained(part(html, "maal"))
    assert not explained(part(html, "aftaler"))
    assert not explained(part(html, "det-naeste"))


def test_goals_agreements_and_the_next_thing_are_explained_each_where_it_stands(cast, client, socials_goal):
    edit_goal(by=cast.sofie, goal=socials_goal, seen=1, why="Du har ret til aktindsigt")
    add_task(
        by=cast.sofie,
        goal=socials_goal,
        title="Tale med en mentor",
        responsible_is_citizen=True,
        due_on=TODAY + timedelta(days=2),
    )
    client.force_login(cast.rasmus)
    html = html_of(client.get(reverse("min-plan")))
    for where, word in (("maal", "Aktindsigt"), ("aftaler", "Mentor"), ("det-naeste", "Mentor")):
        (fold,) = explained(part(html, where))
        assert re.findall(r'<dt class="glossary-word">(.*?)</dt>', fold) == [word], where


def test_what_people_do_is_explained_beneath_the_team(cast, client):
    TeamMember.objects.filter(plan=cast.plan, user=cast.pia).update(role="Mentor og bostøtte")
    client.force_login(cast.rasmus)
    html = html_of(client.get(reverse("min-plan")))
    (fold,) = explained(html[html.index('id="team-h"') :])
    assert re.findall(r'<dt class="glossary-word">(.*?)</dt>', fold) == ["Bostøtte", "Mentor"]


def test_part_that_is_swapped_has_its_fold_as_the_page_has(cast, client, socials_goal):
    task = add_task(by=cast.sofie, goal=socials_goal, title="Tale med en mentor", responsible_is_citizen=True)
    client.force_login(cast.rasmus)
    tick = reverse("min-plan-tick", args=[cast.plan.pk, task.pk])
    with CaptureQueriesContext(connection) as asked:
        swapped = html_of(client.post(tick, {"version": task.version, "done": "1"}, headers=HTMX))
    assert words_read(asked) == 1
    whole = html_of(client.get(reverse("min-plan")))
    assert explained(part(swapped, "aftaler")) == explained(part(whole, "aftaler")) != []


def test_consents_and_histories_are_explained(cast, client, socials_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent")
    edit_goal(by=cast.sofie, goal=socials_goal, seen=1, title="Komme i ressourceforløb")
    client.force_login(cast.rasmus)
    consents = "".join(explained(html_of(client.get(reverse("consents")))))
    assert ">Sundhedsloven § 43</dt>" in consents
    history = reverse("min-plan-thing-history", args=[cast.plan.pk, socials_goal.pk])
    assert ">Ressourceforløb</dt>" in "".join(explained(html_of(client.get(history))))


def test_network_person_has_explained_only_what_they_see(cast, client, jobs_goal, bostoette):
    edit_goal(by=cast.jan, goal=jobs_goal, seen=1, title="Finde en mentor", why="")
    add_task(by=cast.jan, goal=jobs_goal, title="Skrive til jobcentret", responsible=cast.jan)
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    client.force_login(cast.mads)
    folds = "".join(explained(html_of(client.get(reverse("min-del")))))
    assert ">Mentor</dt>" in folds
    assert ">Jobcenter</dt>" in folds
    assert "ostøtte" not in folds  # the measure is not theirs to see


def test_empty_glossary_is_no_fold_and_a_page_that_says_so(cast, client, bostoette):
    GlossaryWord.objects.all().delete()
    client.force_login(cast.rasmus)
    assert found("bostøtte") == []
    assert not explained(html_of(client.get(reverse("min-plan"))))
    assert "Der er ingen ord endnu." in html_of(client.get(reverse("glossary")))


@pytest.mark.parametrize("word", ["<script>alert(1)</script>", "R&D “x”", "a.*b (c)"])
def test_word_of_any_letters_is_found_and_drawn_as_text(cast, client, socials_goal, word):
    make_word(word, explanation='<img src=x onerror="alert(2)">')
    edit_goal(by=cast.sofie, goal=socials_goal, seen=1, title=f"Et møde om {word} i byen")
    client.force_login(cast.rasmus)
    html = html_of(client.get(reverse("min-plan")))
    assert "&lt;img src=x onerror=&quot;alert(2)&quot;&gt;" in "".join(explained(html))
    for page in (html, html_of(client.get(reverse("glossary")))):
        assert "<img src=x" not in page
        assert "<script>alert" not in page


def words_read(asked):
    return sum("citizens_glossaryword" in query["sql"] for query in asked)


@pytest.mark.parametrize("page", ["min-plan", "consents", "min-del", "glossary"])
def test_glossary_is_read_once_for_a_page(cast, client, jobs_goal, bostoette, page):
    for title in ("Tale med en mentor", "Skrive en klage", "Få aktindsigt"):
        add_task(by=cast.jan, goal=jobs_goal, title=title, responsible=cast.jan)
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    client.force_login(cast.mads if page == "min-del" else cast.rasmus)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(page)).status_code == 200
    assert words_read(asked) == 1


def test_all_words_stand_letter_by_letter(cast, client):
    make_word("ærlighed")
    client.force_login(cast.rasmus)
    html = html_of(client.get(reverse("glossary")))
    assert html.count("<dt ") == GlossaryWord.objects.count()
    letters = re.findall(r'<a href="#(bogstav-[^"]+)">', html)
    assert letters[0] == "bogstav-a"
    assert letters[-1] == "bogstav-æ"
    for letter in letters:
        assert f'id="{letter}"' in html
    assert ">Ærlighed</dt>" in html


def test_all_words_are_for_private_people_and_nobody_else(cast, client):
    page = reverse("glossary")
    assert client.get(page).status_code == 302  # to the login
    for user in cast.everybody:
        client.force_login(user)
        is_private = user in (cast.rasmus, cast.kirsten, cast.mads, cast.anne)
        assert client.get(page).status_code == (200 if is_private else 404), user.username
    client.force_login(cast.rasmus)
    assert client.post(page).status_code == 405


def test_pages_lead_to_all_the_words(cast, client):
    client.force_login(cast.rasmus)
    assert f'href="{reverse("glossary")}"' in html_of(client.get(reverse("min-plan")))


def test_english_page_explains_in_english_and_keeps_the_danish_word(cast, client, bostoette):
    GlossaryWord.objects.filter(pk="serviceloven-85").update(explanation_en="")
    client.force_login(cast.rasmus)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    folded = part(html_of(client.get(reverse("min-plan"))), "hjaelp")
    assert "What do the words mean?" in folded
    assert '<dt class="glossary-word" lang="da">Bostøtte</dt>' in folded
    # The names are only heard: no mark of the language on what hides them, which the style sheet would show.
    assert '<span class="sr-only">: <span lang="da">bostøtte, serviceloven § 85</span></span>' in folded
    assert "Help in your own home" in folded
    assert "Hjælp i dit eget hjem" not in folded
    assert '<span lang="da">Reglen om støtte til voksne' in folded  # no English for it: said to be Danish
    every = html_of(client.get(reverse("glossary")))
    assert '<html lang="en">' in every
    assert '<dt class="glossary-word" lang="da">Aktindsigt</dt>' in every
    assert "You get to read what the municipality has written" in every
