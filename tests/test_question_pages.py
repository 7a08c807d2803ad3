"""The pages of disagreements and questions: the team's, the leader's on a phone, the citizen's, the administrator's."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enplan.audit.models import Look
from plans.models import DecisionRule, Disagreement, DisagreementView, LeaderQuestion, Settlement
from plans.services.disagreements import raise_disagreement, write_view
from plans.services.goals import add_goal, propose_goal
from plans.services.plans import end_plan
from plans.services.questions import ask_leader, withdraw_question
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, TODAY, give_consent
from tests.citizen_pages import html_of
from tests.printing import logged_in, text_of

pytestmark = pytest.mark.django_db

JANS, OWN, ASKED = "Praktik før flytningen", "Først et sted at bo", "Må de to ting gå samtidig?"


@pytest.fixture
def opened(cast):
    return give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])


@pytest.fixture
def disagreement(cast, opened, jobs_goal):
    raised = raise_disagreement(by=cast.jan, plan=cast.plan, about=jobs_goal, text=JANS)
    write_view(by=cast.rasmus, disagreement=raised, text=OWN)
    return raised


@pytest.fixture
def question(cast, jobs_goal):
    return ask_leader(by=cast.jan, plan=cast.plan, leader=cast.grethe, text=ASKED, things=[jobs_goal])


def page(user, name, *args, status=200):
    answer = logged_in(user).get(reverse(name, args=args))
    assert answer.status_code == status
    return html_of(answer)


def post(user, name, *args, status=303, **data):
    answer = logged_in(user).post(reverse(name, args=args), data)
    assert answer.status_code == status, html_of(answer)
    return html_of(answer)


def test_the_plan_has_a_line_and_the_page_both_views(cast, disagreement, jobs_goal):
    assert "Vi er uenige om dette" in page(cast.sofie, "workspace", cast.plan.pk)
    shown = page(cast.sofie, "dispute", cast.plan.pk, disagreement.pk)
    assert shown.index(OWN) < shown.index(JANS)  # the citizen's first
    assert "ikke en afgørelse" in shown
    assert OWN not in page(cast.jan, "dispute", cast.plan.pk, disagreement.pk)
    page(cast.rikke, "dispute", cast.plan.pk, disagreement.pk, status=404)
    page(cast.sofie, "dispute", cast.kirstens_plan.pk, disagreement.pk, status=404)


def test_print_and_api_hold_the_views_one_may_read(cast, disagreement):
    address = reverse("plan-pdf", args=[cast.plan.pk])
    api = logged_in(cast.sofie).get(reverse("api-plan", args=[cast.plan.pk])).json()["disagreements"]
    assert {view["text"] for one in api for view in one["views"]} == {JANS, OWN}
    pdf: Any = {
        name: logged_in(user).get(address) for name, user in (("sofie", cast.sofie), ("jan", cast.jan))
    }
    assert OWN in text_of(pdf["sofie"])
    assert JANS in text_of(pdf["jan"])
    assert OWN not in text_of(pdf["jan"])


def test_a_disagreement_is_raised_and_settled_from_the_pages(cast, opened, jobs_goal):
    here = cast.plan.pk
    assert "Skriv, hvordan" in post(cast.jan, "dispute-goal-new", here, jobs_goal.pk, status=422, text=" ")
    post(cast.jan, "dispute-goal-new", here, jobs_goal.pk, text=JANS)
    raised = Disagreement.objects.get()
    post(cast.sofie, "dispute-view", here, raised.pk, text="Bolig først")
    mine = DisagreementView.objects.get(text="Bolig først")
    post(cast.sofie, "dispute-view", here, raised.pk, text="Begge dele", version=mine.version)
    stale = post(cast.sofie, "dispute-view", here, raised.pk, status=409, text="Andet", version=mine.version)
    assert "Andet" in stale
    assert "Begge dele" in stale
    post(cast.sofie, "dispute-settle", here, raised.pk, how="agreed", text="Begge dele")
    assert "Sådan endte det" in page(cast.jan, "dispute", here, raised.pk)
    late = post(cast.jan, "dispute-view", here, raised.pk, status=422, text="For sent", version=1)
    assert "For sent" in late
    post(cast.sofie, "dispute-new", here, area=HOUSING, text="Vi ser forskelligt på boligen")
    assert "Vi er uenige om noget her" in page(cast.sofie, "workspace", here)


def test_a_leader_answers_from_the_excerpt_alone_and_the_citizen_sees_the_look(cast, question, jobs_goal):
    other = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Hører ikke med")
    assert "Jan Falk" in page(cast.grethe, "supervision")
    assert cast.citizen.name not in page(cast.grethe, "supervision")
    shown = page(cast.grethe, "leader-question", question.pk)
    assert ASKED in shown
    assert jobs_goal.title in shown
    assert other.title not in shown
    look = Look.objects.get(user_id=cast.grethe.pk, plan_id=cast.plan.pk)
    assert look.why == "Besvarer et spørgsmål"
    assert "skulle svare på et spørgsmål" in page(cast.rasmus, "access-log")
    assert "Skriv dit svar" in post(cast.grethe, "leader-question", question.pk, status=422, text="")
    post(cast.grethe, "leader-question", question.pk, text="Ja, to timer")
    afterwards = page(cast.grethe, "leader-question", question.pk)
    assert "Ja, to timer" in afterwards
    assert jobs_goal.title not in afterwards
    for reader, name in ((cast.jan, "questions"), (cast.rasmus, "min-plan-questions")):
        assert "Ja, to timer" in page(reader, name, cast.plan.pk)


@pytest.mark.parametrize("closes", ["taken back", "plan ended"])
def test_what_a_leader_typed_comes_back_when_the_question_closes_meanwhile(cast, question, closes):
    if closes == "taken back":
        withdraw_question(by=cast.jan, question=question)
    else:
        end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    page(cast.grethe, "leader-question", question.pk, status=404)
    shown = post(cast.grethe, "leader-question", question.pk, status=404, text="Et langt svar")
    assert "Et langt svar" in shown
    assert cast.citizen.name not in shown
    assert ASKED not in shown


def test_asking_and_taking_back_from_the_pages(cast, jobs_goal):
    here = cast.plan.pk
    chosen = {"leader": cast.grethe.pk, "text": ASKED}
    assert "svare ud fra" in post(cast.jan, "question-new", here, status=422, **chosen)
    post(cast.jan, "question-new", here, **chosen, things=[f"goal-{jobs_goal.pk}"])
    asked = LeaderQuestion.objects.get()
    assert jobs_goal.title in page(cast.jan, "question", here, asked.pk)
    page(cast.rikke, "question", here, asked.pk, status=404)
    post(cast.jan, "question-withdraw", here, asked.pk)
    assert "Trukket tilbage" in page(cast.jan, "questions", here)


def test_who_asked_is_told_when_the_leader_can_no_longer_read_it(cast, opened):
    """Asked by who coordinates, of the citizen's own goal in an area that is then closed."""
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[])
    goal = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Have hund")
    asked = ask_leader(by=cast.sofie, plan=cast.plan, leader=cast.grethe, text=ASKED, things=[goal])
    assert "Lederen ser lige nu" in page(cast.sofie, "question", cast.plan.pk, asked.pk)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    assert "kan ikke læse spørgsmålet" in page(cast.sofie, "question", cast.plan.pk, asked.pk)
    page(cast.grethe, "leader-question", asked.pk, status=404)


def test_a_disagreement_brought_to_its_leader_comes_back_as_a_decision(cast, disagreement):
    here = cast.plan.pk
    post(cast.sofie, "dispute-bring", here, disagreement.pk, leaders=[cast.grethe.pk], text=ASKED)
    asked = LeaderQuestion.objects.get()
    shown = page(cast.grethe, "leader-question", asked.pk)
    assert JANS in shown
    assert OWN not in shown  # nobody has said that Beskæftigelse may read what the citizen writes
    missing = post(cast.grethe, "leader-question", asked.pk, status=422, text="Begge")
    assert "Vælg, hvem der sørger for det" in missing
    post(
        cast.grethe,
        "leader-question",
        asked.pk,
        text="Begge dele",
        takes_effect_on=f"{TODAY:%d.%m.%Y}",
        responsible=cast.sofie.pk,
    )
    assert Settlement.objects.get().text == "Begge dele"
    for reader, name in ((cast.rasmus, "min-plan-dispute"), (cast.jan, "dispute")):
        assert "Begge dele" in page(reader, name, here, disagreement.pk)


def test_the_citizen_writes_their_own_view_and_no_other(cast, client, opened, jobs_goal):
    here = cast.plan.pk
    assert "på en anden måde" in page(cast.rasmus, "min-plan")
    post(cast.rasmus, "min-plan-dispute-goal", here, jobs_goal.pk, status=302, text=OWN)
    raised = Disagreement.objects.get()
    assert "ikke enige om det her" in page(cast.rasmus, "min-plan")
    own = DisagreementView.objects.get()
    edited = {"text": "Bolig og så arbejde", "version": own.version}
    post(cast.rasmus, "min-plan-dispute", here, raised.pk, status=302, **edited)
    stale = post(cast.rasmus, "min-plan-dispute", here, raised.pk, status=409, text="X", version=own.version)
    assert "Bolig og så arbejde" in stale
    post(cast.anne, "min-plan-dispute", here, raised.pk, status=302, text="Han er bange")
    assert {view.text for view in DisagreementView.objects.all()} == {"Bolig og så arbejde", "Han er bange"}
    for stranger in (cast.kirsten, cast.mads, cast.jan):
        page(stranger, "min-plan-dispute", here, raised.pk, status=404)
    post(cast.rasmus, "min-plan-dispute-new", here, status=302, text="Mere", area=HOUSING)
    assert Disagreement.objects.filter(goal=None).count() == 1
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    page(cast.rasmus, "min-plan-dispute-new", here, status=403)
    late = post(cast.rasmus, "min-plan-dispute", here, raised.pk, status=422, text="For sent", version=2)
    assert "For sent" in late


def test_the_administrator_chooses_who_decides_and_reads_no_plan(cast, disagreement):
    shown = page(cast.adam, "decision-rule")
    assert JANS not in shown
    page(cast.sofie, "decision-rule", status=404)
    missing = {"goes_to": "department", "department": "", "version": 1}
    assert "Vælg den afdeling" in post(cast.adam, "decision-rule", status=422, **missing)
    post(cast.adam, "decision-rule", status=302, goes_to="team", department="", version=1)
    assert DecisionRule.objects.get().goes_to == "team"
    post(cast.adam, "decision-rule", status=409, goes_to="concerned", department="", version=1)
    assert "Læg det frem" not in page(cast.sofie, "dispute", cast.plan.pk, disagreement.pk)


def test_lists_ask_as_many_queries_of_many_as_of_one(cast, disagreement, question):
    def queries(user, name, *args):
        page(user, name, *args)
        with CaptureQueriesContext(connection) as asked:
            page(user, name, *args)
        return len(asked)

    pages = [
        (cast.sofie, "workspace", cast.plan.pk),
        (cast.jan, "questions", cast.plan.pk),
        (cast.rasmus, "min-plan-questions", cast.plan.pk),
        (cast.rasmus, "min-plan"),
        (cast.grethe, "supervision"),
    ]
    few = [queries(*one) for one in pages]
    for number in range(4):
        goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=f"Mål {number}")
        raised = raise_disagreement(by=cast.jan, plan=cast.plan, about=goal, text="A")
        write_view(by=cast.rasmus, disagreement=raised, text="B")
        ask_leader(by=cast.jan, plan=cast.plan, leader=cast.grethe, text="C", things=[goal, raised])
    assert [queries(*one) for one in pages] == few
