"""Conversation mode: lines kept as they are written, sorted into the plan by one press, all of them or none."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from enplan import clock
from plans.models import CitizenWords, Goal, JournalNote, Rating, Talk, TalkLine, Task
from plans.permissions import visible_to
from plans.services.plans import end_plan
from plans.services.talks import add_line
from plans.services.team import block_person, end_member
from plans.services.words import write_words
from tests.cast import HOUSING, NOW
from tests.citizen_pages import folded, html_of
from tests.printing import print_for, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sofie(cast):
    client = Client()
    client.force_login(cast.sofie)
    return client


def address(cast, name="talk", *key):
    return reverse(name, args=[cast.plan.pk, *key])


def say(client, cast, text, kind="note", area=HOUSING):
    return client.post(address(cast), {"kind": kind, "area": area, "text": text})


def sorting(client, cast):
    """What the page that sorts would send as it stands, with the words read back."""
    forms = client.get(address(cast, "talk-sort")).context
    data = {"seen": str(forms["seen"]), "how": "hjemme hos Rasmus", "is_read_back": "on"}
    for form, _now in forms["forms"]:
        for field in form:
            value = field.value()
            said = f"{value:%d.%m.%Y}" if hasattr(value, "year") else value
            data[field.html_name] = "" if said is None else str(said)
    return data


def line(kind):
    return TalkLine.objects.get(kind=kind)


def test_whole_conversation_lands_in_the_plan_with_one_press(sofie, cast):
    for text in (
        "drøm: Et værksted med plads til hunden",
        "mål: Finde et værelse",
        "aftale: Ringe til udlejeren @jan 12/3",
        "tal: 7, det går bedre",
        "notat: Han virkede glad",
        "notat: Vi gik en tur",
    ):
        assert say(sofie, cast, text).status_code == 303
    page = folded(html_of(sofie.get(address(cast))))
    assert "Et værksted med plads til hunden" in page
    assert "Jan Falk" not in page  # the screen may be turned to the citizen
    data = sorting(sofie, cast)
    data[f"{line('task').pk}-goal_choice"] = f"linje-{line('goal').pk}"
    stored = sofie.post(address(cast, "talk-sort"), data)
    assert stored.status_code == 303, html_of(stored)
    dream = CitizenWords.objects.get()
    assert (dream.text, dream.is_told) == ("Et værksted med plads til hunden", True)
    task = Task.objects.get()
    assert (task.title, task.responsible, str(task.due_on)) == ("Ringe til udlejeren", cast.jan, "2026-03-12")
    assert task.goal == Goal.objects.get(title="Finde et værelse")
    rating = Rating.objects.get()
    assert (rating.value, rating.note, rating.is_by_citizen, rating.is_told) == (
        7,
        "det går bedre",
        True,
        True,
    )
    assert rating.section.is_citizens
    assert JournalNote.objects.get().text == "Han virkede glad\n\nVi gik en tur"
    assert not Talk.objects.exists()
    again = sofie.post(address(cast, "talk-sort"), data, follow=True)
    assert "allerede lagt ind" in html_of(again)
    assert Goal.objects.count() == 1


def test_one_line_that_cannot_be_stored_stops_all_and_nothing_is_lost(sofie, cast):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mine egne ord", seen=0)
    say(sofie, cast, "Finde et værelse", kind="goal")
    say(sofie, cast, "Noget andet", kind="dream")
    data = sorting(sofie, cast) | {f"{line('goal').pk}-text": "Finde et lyst værelse"}
    refused = sofie.post(address(cast, "talk-sort"), data)
    assert refused.status_code == 422
    html = html_of(refused)
    assert "Borgeren har selv skrevet sine ord her" in html
    assert "Finde et lyst værelse" in html
    assert not Goal.objects.exists()
    assert CitizenWords.objects.get().text == "Mine egne ord"
    assert line("goal").landing["text"] == "Finde et lyst værelse"  # kept on the server as well
    sofie.post(address(cast, "talk-strike", line("dream").pk))
    assert sofie.post(address(cast, "talk-sort"), sorting(sofie, cast)).status_code == 303
    assert Goal.objects.get().title == "Finde et lyst værelse"


def test_told_words_are_marked_and_the_citizens_own_take_their_place(sofie, cast):
    say(sofie, cast, "Et hus ved havet", kind="dream")
    data = sorting(sofie, cast)
    unread = {name: value for name, value in data.items() if name != "is_read_back"}
    assert sofie.post(address(cast, "talk-sort"), unread).status_code == 422
    sofie.post(address(cast, "talk-sort"), data)
    citizen = Client()
    citizen.force_login(cast.rasmus)
    told = "Fortalt til Sofie Lind"
    for html in (
        html_of(citizen.get(reverse("min-plan"))),
        html_of(sofie.get(reverse("workspace", args=[cast.plan.pk]))),
        text_of(print_for(cast.sofie, cast.plan)),
    ):
        assert told in folded(html)
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mit eget hus", seen=1)
    assert told not in html_of(citizen.get(reverse("min-plan")))


def test_words_that_were_written_meanwhile_are_shown_before_anything_is_stored(sofie, cast):
    say(sofie, cast, "Et hus", kind="dream")
    sofie.post(address(cast, "talk-sort"), sorting(sofie, cast))
    say(sofie, cast, "Et hus ved havet", kind="dream")
    data = sorting(sofie, cast)
    with clock.standing_at(NOW + timedelta(minutes=5)):
        write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="", seen=1)
        assert sofie.post(address(cast, "talk-sort"), data).status_code == 422
    assert CitizenWords.objects.order_by("-number").first().text == ""


def test_lines_are_corrected_struck_and_dropped(sofie, cast):
    say(sofie, cast, "Først sagt")
    first = TalkLine.objects.get()
    sent = {"kind": "goal", "area": "", "text": "Sagt igen", "version": "1"}
    assert sofie.post(address(cast, "talk-line", first.pk), sent).status_code == 303
    stale = sofie.post(address(cast, "talk-line", first.pk), sent | {"text": "Fra et andet vindue"})
    assert stale.status_code == 409
    assert "Fra et andet vindue" in html_of(stale)
    assert "Sagt igen" in html_of(stale)
    sofie.post(address(cast, "talk-strike", first.pk))
    assert TalkLine.objects.get().is_struck
    assert say(sofie, cast, " ").status_code == 422
    sofie.post(address(cast, "talk-drop"))
    assert not Talk.objects.exists()


def test_conversation_is_its_writers_alone(sofie, cast):
    say(sofie, cast, "Kun til mig selv")
    own = TalkLine.objects.get()
    seeing = {user.username for user in cast.everybody if visible_to(user, TalkLine.objects.all()).exists()}
    assert seeing == {"sofie"}
    for user in (cast.jan, cast.pia, cast.rasmus, cast.ulla):
        client = Client()
        client.force_login(user)
        assert client.get(address(cast, "talk-line", own.pk)).status_code in (403, 404)
        assert "Kun til mig selv" not in html_of(client.get(address(cast)))
    pia = Client()
    pia.force_login(cast.pia)  # a provider is no caseworker
    assert pia.get(address(cast)).status_code == 403


def test_caseworker_who_does_not_coordinate_notes_no_told_words(cast):
    add_line(by=cast.jan, plan=cast.plan, kind="dream", text="Et hus", area_id=None)
    client = Client()
    client.force_login(cast.jan)
    refused = client.post(address(cast, "talk-sort"), sorting(client, cast))
    assert refused.status_code == 422
    assert "noteres af den koordinerende" in html_of(refused)
    assert not CitizenWords.objects.exists()


def test_text_stays_readable_where_it_cannot_be_saved_any_more(cast):
    line = add_line(by=cast.jan, plan=cast.plan, kind="note", text="Husk cyklen", area_id=HOUSING)
    client = Client()
    client.force_login(cast.jan)
    assert "Læg jeres samtale i planen" in html_of(client.get(reverse("caseload")))
    end_member(by=cast.sofie, plan=cast.plan, user=cast.jan)
    html = html_of(client.get(address(cast)))
    assert "Husk cyklen" in html
    assert cast.citizen.name not in html
    assert cast.citizen.name not in html_of(client.get(reverse("caseload")))
    sent = client.post(address(cast), {"kind": "note", "text": "Og hjelmen"})
    assert sent.status_code == 422
    assert "Og hjelmen" in html_of(sent)
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    assert client.get(address(cast)).status_code == 404
    assert client.post(address(cast, "talk-drop")).status_code == 404
    assert TalkLine.objects.filter(pk=line.pk).exists()


def test_text_stays_readable_on_an_ended_plan(sofie, cast):
    say(sofie, cast, "Husk cyklen")
    data = sorting(sofie, cast)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    for answer in (
        sofie.get(address(cast)),
        sofie.post(address(cast, "talk-sort"), data),
        say(sofie, cast, "Mere"),
    ):
        assert "Husk cyklen" in html_of(answer)
    assert not JournalNote.objects.exists()
