"""Two texts of one field: mine, the other's or both, chosen without JavaScript; what was not chosen is found again."""

import pytest
from django.urls import reverse

from enplan.audit.models import Change
from plans.models import UnsavedForm
from plans.services.goals import edit_goal
from plans.services.words import write_words
from tests.cast import give_consent
from tests.citizen_pages import HTMX, html_of
from tests.typed import form_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def stale(client, cast, jobs_goal):
    """Sofie's save of a goal that Jan has saved meanwhile: the page with both."""
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    client.force_login(cast.sofie)
    page = reverse("workspace-goal-edit", args=[cast.plan.pk, jobs_goal.pk])
    mine = form_on(client.get(page)) | {"title": "Mit mål", "why": "Min grund", "expected": "1"}
    edit_goal(by=cast.jan, goal=jobs_goal, seen=1, title="Jans mål", why="Jans grund", expected=2)
    answer = client.post(page, mine)
    assert answer.status_code == 409
    return page, answer


def test_it_is_said_whose_save_it_was_where_one_may_know(client, stale):
    html = html_of(stale[1])
    assert "Jan Falk har gemt, mens du skrev" in html
    assert "Tag Jans tekst" in html
    assert html.count("Begge, samlet") == 2  # the two texts; a level is one or the other


@pytest.mark.parametrize(
    ("choices", "saved"),
    [
        ({}, ("Mit mål", "Min grund", 1)),
        (
            {"valg-title": "deres", "valg-why": "min", "valg-expected": "deres"},
            ("Jans mål", "Min grund", 2),
        ),
        (
            {"valg-title": "begge-linje", "valg-why": "begge"},
            ("Jans mål / Mit mål", "Jans grund\n\nMin grund", 1),
        ),
        ({"valg-title": "deres", "title": "Vores mål"}, ("Vores mål", "Min grund", 1)),  # written in again
        ({"valg-title": "noget andet"}, ("Mit mål", "Min grund", 1)),
    ],
)
def test_choice_fills_the_field(client, jobs_goal, stale, choices, saved):
    page, answer = stale
    assert client.post(page, form_on(answer) | choices).status_code == 303
    jobs_goal.refresh_from_db()
    assert (jobs_goal.title, jobs_goal.why, jobs_goal.expected) == saved


def test_text_that_was_not_chosen_is_found_again(client, cast, stale):
    page, answer = stale
    client.post(page, form_on(answer) | {"valg-title": "deres"})
    assert Change.objects.filter(field="why", before="Jans grund", after="Min grund").exists()
    aside = UnsavedForm.objects.get()
    assert (aside.is_set_aside, aside.fields) == (True, {"title": ["Mit mål"]})
    html = html_of(client.get("/kladder/"))
    assert "Mit mål" in html
    assert "du valgte den andens tekst" in html
    assert "Du var i gang her" not in html_of(client.get(page))


def test_citizen_chooses_too(client, cast):
    client.force_login(cast.rasmus)
    mine = form_on(client.get("/min-plan/?skriv=dream"), "dream-text") | {"dream-text": "En gård i skoven"}
    write_words(by=cast.anne, plan=cast.plan, kind="dream", text="En gård ved havet", seen=0)
    address = reverse("min-plan-words", args=[cast.plan.pk, "dream"])
    both = form_on(client.post(address, mine, headers=HTMX)) | {"valg-dream-text": "begge"}
    assert client.post(address, both).status_code == 302
    assert "En gård ved havet<br><br>En gård i skoven" in html_of(client.get("/min-plan/"))
