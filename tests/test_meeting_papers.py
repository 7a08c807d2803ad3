"""The papers around a meeting: the agenda for whoever is asked, the agreement and the letters for who coordinates."""

from typing import Any

import pytest
from django.urls import reverse

from enplan.audit.models import Look
from tests.conftest import Cast
from tests.printing import logged_in, text_of
from tests.prints_table import ARABIC, DANISH, EVERYTHING, UKRAINIAN, World, fill_the_world

PAPERS = ("agenda-pdf", "agreement-pdf")


@pytest.fixture
def world(cast: Cast) -> World:
    return fill_the_world(cast)


def paper(world: World, user: Any, name: str, *more: Any) -> Any:
    return logged_in(user).get(reverse(name, args=[world.cast.plan.pk, world.coming.pk, *more]))


def letter(world: World, user: Any, **who: Any) -> Any:
    return paper(world, user, "invitation-pdf", world.coming.participants.get(**who).pk)


def test_agenda_begins_with_the_citizen_and_holds_what_was_decided_last_time(world: World):
    text = text_of(paper(world, world.cast.sofie, "agenda-pdf"))
    said = (
        f"Dagsorden: {DANISH}",
        f"{DANISH} vil tale om Min hund må komme med",
        "Det besluttede vi sidst (Opstartsmøde, 10. marts 2026)",
        "Vi skriver op i boligforeningen",
        "Aftaler frem til mødet",
        "Sofie Linds eksemplar",
    )
    places = [text.index(one) for one in said]
    assert places == sorted(places)
    assert Look.objects.filter(what="Dagsorden til et møde", plan_id=world.cast.plan.pk).count() == 1


def test_agenda_holds_what_its_reader_may_see(world: World):
    text = text_of(paper(world, world.cast.jan, "agenda-pdf"))
    assert "Vi skriver op i boligforeningen" in text
    assert "Min hund" in text  # a consent covers what the citizen writes of housing
    for user in (world.cast.rikke, world.cast.ulla, world.cast.grethe, world.cast.kirsten):
        assert paper(world, user, "agenda-pdf").status_code == 404


def test_agreement_and_letters_are_for_who_coordinates(world: World):
    for user, status in ((world.cast.jan, 403), (world.cast.rasmus, 403), (world.cast.ulla, 404)):
        assert paper(world, user, "agreement-pdf").status_code == status
        assert letter(world, user, is_citizen=True).status_code == status
    text = text_of(paper(world, world.cast.sofie, "agreement-pdf"))
    for said in (
        "Vi skriver op i boligforeningen",
        f"Underskrift, {DANISH}:",
        "Underskrift, Sofie Lind, Social",
    ):
        assert said in text


def test_letter_to_the_citizen_is_warm_and_says_who_comes(world: World):
    text = text_of(letter(world, world.cast.sofie, is_citizen=True))
    for said in (
        "Vi vil gerne mødes med dig",
        f"Kære {DANISH}",
        "Torsdag den 19. marts 2026 kl. 10 til",
        "Borgerservice, Ærøgade 2",
        f"{UKRAINIAN}, Beskæftigelse",
        "Du må gerne tage nogen med",
        "Ring til Sofie Lind",
    ):
        assert said in text


def test_letter_to_somebody_else_tells_neither_whose_meeting_it_is_nor_who_comes(world: World):
    text = text_of(letter(world, world.cast.sofie, outsider=ARABIC))
    assert "Indkaldelse til møde" in text
    assert "Borgerservice, Ærøgade 2" in text
    for hidden in (DANISH, "Åse", UKRAINIAN, "Beskæftigelse", "Min hund", EVERYTHING, "plan"):
        assert hidden not in text
