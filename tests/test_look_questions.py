"""Asking about a look: from the line in the citizen's log, to the one who answers, and back to the same page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from citizens.models import Citizen
from enplan import clock
from enplan.accounts.models import Role
from enplan.audit.models import Look, LookQuestion
from enplan.audit.record import Seen, record_looks
from plans.looks import look_at_list, look_at_plan, look_by_search
from plans.permissions import standing_of
from plans.register import questions_to
from plans.services.checks import NotAllowed
from plans.services.look_questions import answer_look_question, ask_about_look
from plans.services.plans import end_plan
from plans.services.team import block_person
from tests.cast import NOW, make_citizen
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db

PAGE = "/min-plan/adgang/"


def look(cast, user, *, at=NOW, plan=None):
    plan = plan or cast.plan
    with clock.standing_at(at):
        look_at_plan(by=user, standing=standing_of(user, plan), kind=Look.Kind.PAGE, what="Planen")
    return Look.objects.get(user_id=user.pk, at=at)


def asking(plan, seen):
    return f"/min-plan/{plan.pk}/adgang/{seen.pk}/"


def test_citizen_asks_from_the_line_and_sees_question_deadline_and_answer_there(client, cast):
    seen = look(cast, cast.jan, at=NOW - timedelta(hours=1))
    client.force_login(cast.rasmus)
    assert asking(cast.plan, seen) in html_of(client.get(PAGE))
    form = html_of(client.get(asking(cast.plan, seen)))
    assert "kommunens databeskyttelsesrådgiver" in form
    assert "Jan" not in form
    answer = client.post(asking(cast.plan, seen), {"text": "Hvad skulle I bruge det til?\nTak"}, follow=True)
    html = html_of(answer)
    assert "Hvad skulle I bruge det til?<br>Tak" in html
    assert "Du får svar senest 24. marts" in html
    assert asking(cast.plan, seen) not in html
    answer_look_question(by=cast.dorte, question=LookQuestion.objects.get(), text="Han forberedte et møde.")
    html = html_of(client.get(PAGE))
    assert "Han forberedte et møde." in html
    assert "Du får svar" not in html
    assert not {"Jan", "Falk", "Dorte"} & set(html.replace(",", " ").split())


def test_overdue_is_said_in_words(client, cast):
    seen = look(cast, cast.jan)
    ask_about_look(by=cast.rasmus, plan=cast.plan, look_id=seen.pk, text="Hvorfor?")
    client.force_login(cast.rasmus)
    for days, is_late in ((14, False), (15, True)):
        with clock.standing_at(NOW + timedelta(days=days)):
            assert ("Svaret er forsinket" in html_of(client.get(PAGE))) is is_late


def test_line_is_asked_about_once_whichever_of_its_looks_it_is_asked_from(client, cast):
    first, second = (look(cast, cast.jan, at=NOW - timedelta(minutes=minutes)) for minutes in (5, 9))
    look(cast, cast.pia, at=NOW - timedelta(minutes=7))  # the same department, capacity and purpose
    ask_about_look(by=cast.rasmus, plan=cast.plan, look_id=first.pk, text="Hvorfor?")
    client.force_login(cast.rasmus)
    answer = client.post(asking(cast.plan, second), {"text": "Igen: hvorfor?"})
    assert answer.status_code == 422
    assert "Du har allerede spurgt om det" in html_of(answer)
    assert "Igen: hvorfor?" in html_of(answer)
    question = LookQuestion.objects.get()
    assert {(one["name"], one["times"]) for one in question.lookers} == {("Jan Falk", 2), ("Pia Dahl", 1)}


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "a\x00b"])
def test_question_that_is_none_says_so_and_asks_nothing(client, cast, text):
    seen = look(cast, cast.jan)
    client.force_login(cast.rasmus)
    assert client.post(asking(cast.plan, seen), {"text": text}).status_code == 422
    assert not LookQuestion.objects.exists()


def test_somebody_elses_look_is_not_found(client, cast):
    others = look(cast, cast.sofie, plan=cast.kirstens_plan)
    client.force_login(cast.rasmus)
    assert client.post(asking(cast.plan, others), {"text": "Hvorfor?"}).status_code == 404
    assert client.post(asking(cast.kirstens_plan, others), {"text": "Hvorfor?"}).status_code == 404
    with pytest.raises(Http404):
        ask_about_look(by=cast.rasmus, plan=cast.plan, look_id=uuid4(), text="Hvorfor?")
    assert not LookQuestion.objects.exists()


@pytest.mark.parametrize("who", ["anne", "mads", "kirsten", "sofie", "dorte", "root"])
def test_nobody_asks_in_the_citizens_place(client, cast, who):
    seen = look(cast, cast.jan)
    with pytest.raises(NotAllowed):
        ask_about_look(by=getattr(cast, who), plan=cast.plan, look_id=seen.pk, text="Hvorfor?")
    client.force_login(getattr(cast, who))
    assert client.get(asking(cast.plan, seen)).status_code in (403, 404)


def test_look_that_would_tell_of_what_is_withheld_is_neither_shown_nor_asked_about(client, cast):
    seen = Seen(
        cast.plan.pk, cast.citizen.pk, "Fagperson på teamet", "Akut", withheld_until=NOW + timedelta(days=2)
    )
    record_looks(by=cast.jan, kind=Look.Kind.PAGE, what="Planen", seen=[seen])
    withheld = Look.objects.get(why="Akut")
    ordinary = look(cast, cast.jan, at=NOW - timedelta(minutes=1))
    client.force_login(cast.rasmus)
    assert "Akut" not in html_of(client.get(PAGE))
    assert client.post(asking(cast.plan, withheld), {"text": "Hvorfor?"}).status_code == 404
    question = ask_about_look(by=cast.rasmus, plan=cast.plan, look_id=ordinary.pk, text="Hvorfor?")
    assert [one["times"] for one in question.lookers] == [1]


def test_own_look_cannot_be_asked_about(client, cast):
    own = look(cast, cast.rasmus)
    client.force_login(cast.rasmus)
    assert client.get(asking(cast.plan, own)).status_code == 404


def test_ended_plan_can_be_asked_about(cast):
    seen = look(cast, cast.jan)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    ask_about_look(by=cast.rasmus, plan=cast.plan, look_id=seen.pk, text="Hvorfor?")
    assert LookQuestion.objects.exists()


def test_list_can_be_asked_about_too(client, cast):
    look_at_list(by=cast.jan, plans=[cast.plan], what="Mine borgere")
    client.force_login(cast.rasmus)
    assert asking(cast.plan, Look.objects.get(kind="list")) in html_of(client.get(PAGE))


# Who answers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sofie", "jan", "grethe", "adam", "rasmus", "kirsten", "root"])
def test_only_who_the_municipality_has_chosen_answers(cast, who):
    question = ask_about_look(
        by=cast.rasmus, plan=cast.plan, look_id=look(cast, cast.jan).pk, text="Hvorfor?"
    )
    assert not questions_to(getattr(cast, who)).exists()
    with pytest.raises(NotAllowed):
        answer_look_question(by=getattr(cast, who), question=question, text="Derfor.")


def test_municipality_chooses_who_answers_by_the_role(client, cast):
    Role.objects.update(can_answer_about_looks=False)
    seen = look(cast, cast.jan)
    client.force_login(cast.rasmus)
    assert "Spørg om det" not in html_of(client.get(PAGE))
    assert client.post(asking(cast.plan, seen), {"text": "Hvorfor?"}).status_code == 422
    Role.objects.filter(pk="leader").update(can_answer_about_looks=True)
    assert "kommunens faglig leder" in html_of(client.get(asking(cast.plan, seen)))
    question = ask_about_look(by=cast.rasmus, plan=cast.plan, look_id=seen.pk, text="Hvorfor?")
    grethe = type(cast.grethe).objects.get(pk=cast.grethe.pk)
    assert answer_look_question(by=grethe, question=question, text="Derfor.").answer == "Derfor."


def test_nobody_answers_about_their_own_look(cast):
    Role.objects.filter(pk="caseworker").update(can_answer_about_looks=True)
    jan = type(cast.jan).objects.get(pk=cast.jan.pk)
    question = ask_about_look(
        by=cast.rasmus, plan=cast.plan, look_id=look(cast, cast.jan).pk, text="Hvorfor?"
    )
    with pytest.raises(NotAllowed, match="dit eget kig"):
        answer_look_question(by=jan, question=question, text="Derfor.")


def test_who_is_blocked_from_the_plan_answers_nothing_about_it(cast):
    question = ask_about_look(
        by=cast.rasmus, plan=cast.plan, look_id=look(cast, cast.jan).pk, text="Hvorfor?"
    )
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.dorte)
    assert not questions_to(cast.dorte).exists()
    with pytest.raises(NotAllowed):
        answer_look_question(by=cast.dorte, question=question, text="Derfor.")


def test_answer_is_given_once(cast):
    question = ask_about_look(
        by=cast.rasmus, plan=cast.plan, look_id=look(cast, cast.jan).pk, text="Hvorfor?"
    )
    answer_look_question(by=cast.dorte, question=question, text="Derfor.")
    for text in ("Nej, derfor.", " "):
        with pytest.raises(ValidationError):
            answer_look_question(by=cast.dorte, question=question, text=text)
    assert LookQuestion.objects.get().answer == "Derfor."


# The log itself ------------------------------------------------------------------------------------------------------


def test_log_shows_searches_with_their_reason_also_from_before_there_was_a_plan(client, cast):
    bodil = make_citizen(cast.sofie, "bodil", "Bodil Krag", "6305540009")
    for citizen, plan, reason in (
        (cast.citizen, cast.plan, "Borgeren ringede"),
        (bodil, None, "Ny henvisning"),
    ):
        look_by_search(by=cast.ulla, citizens=[(citizen, plan)], reason=reason)
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    assert "Søgning" in html
    assert "Borgeren ringede" in html
    assert "Ny henvisning" not in html
    assert Citizen.objects.filter(pk=bodil.pk).exists()


def test_log_shows_the_period_asked_for_and_keeps_it_on_the_next_page(client, cast):
    for days in range(12):
        look(cast, cast.jan, at=NOW - timedelta(days=days))
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE, {"fra": "28.02.2026", "til": "i går"}))
    assert "I går" in html
    assert "I dag" not in html
    assert "fra=28.02.2026&amp;til=09.03.2026&amp;side=2" in html
    second = html_of(client.get(PAGE, {"fra": "28.02.2026", "til": "09.03.2026", "side": "2"}))
    assert "28. februar" in second
    assert "27. februar" not in second


@pytest.mark.parametrize("period", [{"fra": "i overgår"}, {"fra": "10.03.2026", "til": "01.03.2026"}])
def test_period_that_is_none_says_so_and_shows_nothing(client, cast, period):
    look(cast, cast.jan)
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE, period))
    assert "error" in html
    assert "Beskæftigelse" not in html


def test_log_takes_the_same_queries_however_long_it_is(client, cast, django_assert_max_num_queries):
    client.force_login(cast.rasmus)
    for days in range(3):
        look(cast, cast.jan, at=NOW - timedelta(days=days))
    with django_assert_max_num_queries(30) as few:
        client.get(PAGE)
    for minutes in range(200):
        look(cast, cast.pia, at=NOW - timedelta(minutes=41 * minutes + 1))
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE)
