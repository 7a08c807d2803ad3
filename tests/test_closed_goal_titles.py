"""What one wrote stays when the goal it stands under closes; what the goal is called is then not told any longer."""

import pytest
from django.urls import reverse

from plans.models import LeaderQuestion
from plans.services.disagreements import raise_disagreement
from plans.services.questions import ask_leader
from plans.services.tasks import add_task, add_task_in_area
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, give_consent
from tests.citizen_pages import html_of
from tests.printing import logged_in
from tests.typed import type_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(cast):
    return give_consent(cast.rasmus, cast.plan, to=[None, cast.social], sources=[cast.job])


def closes(cast, opened):
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=opened)


def page(user, name, *args):
    answer = logged_in(user).get(reverse(name, args=args))
    assert answer.status_code == 200
    return html_of(answer)


@pytest.mark.parametrize("whole", [True, False])
def test_board_shows_own_task_without_the_closed_goal(cast, opened, jobs_goal, whole):
    add_task(by=cast.sofie, goal=jobs_goal, title="Ringe til udlejeren")
    where = ("workspace-tasks", cast.plan.pk) if whole else ("tasks",)
    assert jobs_goal.title in page(cast.sofie, *where)
    closes(cast, opened)
    shown = page(cast.sofie, *where)
    assert "Ringe til udlejeren" in shown
    assert jobs_goal.title not in shown


@pytest.mark.parametrize("name", ["questions", "question-new"])
def test_own_view_does_not_tell_the_title_of_the_closed_goal(cast, opened, jobs_goal, name):
    raise_disagreement(by=cast.sofie, plan=cast.plan, about=jobs_goal, text="Bolig først")
    assert jobs_goal.title in page(cast.sofie, name, cast.plan.pk)
    closes(cast, opened)
    shown = page(cast.sofie, name, cast.plan.pk)
    assert jobs_goal.title not in shown
    assert "enig" in shown


def test_question_does_not_tell_the_coordinator_the_excerpt_of_a_part_closed_to_them(cast, jobs_goal):
    ask_leader(by=cast.jan, plan=cast.plan, leader=cast.grethe, text="Må vi?", things=[jobs_goal])
    question = LeaderQuestion.objects.get()
    assert jobs_goal.title in page(cast.jan, "question", cast.plan.pk, question.pk)
    shown = page(cast.sofie, "question", cast.plan.pk, question.pk)
    assert "Må vi?" in shown
    assert jobs_goal.title not in shown


def test_unsaved_form_holds_own_text_and_not_what_another_had_written(client, cast, opened, jobs_goal):
    client.force_login(cast.sofie)
    edit = reverse("workspace-goal-edit", args=[cast.plan.pk, jobs_goal.pk])
    type_in(client, edit, why="Sofies tilføjelse")
    closes(cast, opened)
    shown = html_of(client.get("/kladder/"))
    assert "Sofies tilføjelse" in shown
    assert jobs_goal.title not in shown


def test_excerpt_does_not_tell_a_leader_of_a_goal_that_is_closed_to_who_asked(cast, opened, jobs_goal):
    about = raise_disagreement(by=cast.sofie, plan=cast.plan, about=jobs_goal, text="Bolig først")
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])
    ask_leader(by=cast.sofie, plan=cast.plan, leader=cast.grethe, text="Hvad nu?", things=[about])
    question = LeaderQuestion.objects.get()
    assert jobs_goal.title in page(cast.grethe, "leader-question", question.pk)
    closes(cast, opened)
    shown = page(cast.grethe, "leader-question", question.pk)
    assert jobs_goal.title not in shown
    assert "Bolig først" in shown


def ticked(user, plan, task, version=1, **headers):
    address = reverse("workspace-task-tick", args=[plan.pk, task.pk])
    return logged_in(user).post(address, {"version": version, "done": "1"}, headers=headers)


def test_ticking_a_title_of_ones_own_does_not_tell_where_it_stands(cast, jobs_goal, socials_goal):
    add_task(by=cast.jan, goal=jobs_goal, title="Se på værelser")  # Jan sees something of housing
    task = add_task_in_area(
        by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Tale med banken", responsible=cast.jan
    )
    part = html_of(ticked(cast.jan, cast.plan, task, **{"HX-Request": "true"}))
    assert "egne-aftaler" in part
    assert "Bolig" not in part
    stale = ticked(cast.jan, cast.plan, task, **{"HX-Request": "true"})
    assert stale.status_code == 409
    assert "ændret af en anden" in html_of(stale)
    economy = add_task(by=cast.sofie, goal=socials_goal, title="Finde papirer", responsible=cast.jan)
    assert ticked(cast.jan, cast.plan, economy)["Location"].endswith("/#egne-aftaler")
    assert ticked(cast.sofie, cast.plan, task, version=2)["Location"].endswith(f"/#omraade-{HOUSING}")
