"""What cannot be, as people send it: told at its place, and nothing that was written is lost."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from enplan.accounts.services.employees import edit_employee
from plans.models import FollowUp, Goal, GoalProgress, Task
from plans.services.measures import add_measure, end_measure
from plans.services.plans import end_plan
from plans.services.tasks import add_task
from tests.cast import HOUSING, TODAY
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db

TYPED = "Det, jeg sad og skrev"


@pytest.fixture
def measure(cast, socials_goal):
    return add_measure(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)


@pytest.fixture
def in_one_line(client, cast, socials_goal, measure):
    """Each of the plan page's lines, as it is sent from a page that was opened before something changed."""
    client.force_login(cast.sofie)
    goal, plan = socials_goal.pk, cast.plan.pk
    every = {
        "task": (reverse("workspace-task-new-line", args=[plan, goal]), {"line": TYPED}),
        "task on the board": (
            reverse("workspace-task-new-anywhere", args=[plan]),
            {"line": TYPED, "place": f"m-{goal}"},
        ),
        "progress": (reverse("workspace-goal-progress", args=[plan, goal]), {"note": TYPED}),
        "follow-up": (
            reverse("workspace-measure-follow-up", args=[plan, measure.pk]),
            {"one_line": "1", "version": "1", "happened": TYPED, "progress": "on_track"},
        ),
    }
    return lambda name: client.post(*every[name])


@pytest.mark.parametrize("name", ["task", "task on the board", "progress", "follow-up"])
def test_what_is_sent_to_an_ended_plan_is_refused_and_comes_back(cast, in_one_line, name):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    answer = in_one_line(name)
    assert answer.status_code == 422
    assert "Planen er afsluttet" in html_of(answer)
    assert f'value="{TYPED}"' in html_of(answer)
    for model in (Task, GoalProgress, FollowUp):
        assert not model._default_manager.exists()


def test_how_it_goes_with_a_goal_that_was_reached_meanwhile_comes_back(socials_goal, in_one_line):
    Goal.objects.filter(pk=socials_goal.pk).update(status=Goal.Status.REACHED)
    answer = in_one_line("progress")
    assert answer.status_code == 422
    assert "Målet er ikke i gang" in html_of(answer)
    assert f'value="{TYPED}"' in html_of(answer)
    assert '<details class="edit-in-place" open>' in html_of(answer)


def test_follow_up_of_a_measure_that_ended_meanwhile_comes_back(cast, measure, in_one_line):
    end_measure(by=cast.sofie, measure=measure, seen=1, status="ended", on=TODAY)
    answer = in_one_line("follow-up")
    assert answer.status_code in {409, 422}
    assert f'value="{TYPED}"' in html_of(answer)
    assert '<details class="edit-in-place" open>' in html_of(answer)


def test_who_has_left_is_no_new_responsible_and_the_rest_of_the_form_stays(client, cast, socials_goal):
    task = add_task(by=cast.sofie, goal=socials_goal, title="Ring til banken", responsible=cast.sofie)
    edit_employee(by=cast.adam, employee=cast.jan, seen=cast.jan.version, is_active=False)
    client.force_login(cast.sofie)
    page = reverse("workspace-task-edit", args=[cast.plan.pk, task.pk])
    assert "Jan Falk" not in html_of(client.get(page))
    sent = {"title": TYPED, "responsible": str(cast.jan.pk), "status": "not_started", "version": "1"}
    answer = client.post(page, sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"responsible"}
    assert f'value="{TYPED}"' in html_of(answer)
    task.refresh_from_db()
    assert (task.title, task.responsible) == ("Ring til banken", cast.sofie)


def test_task_of_somebody_who_has_left_is_changed_without_naming_another(client, cast, socials_goal):
    task = add_task(by=cast.sofie, goal=socials_goal, title="Ring til banken", responsible=cast.jan)
    edit_employee(by=cast.adam, employee=cast.jan, seen=cast.jan.version, is_active=False)
    client.force_login(cast.sofie)
    page = reverse("workspace-task-edit", args=[cast.plan.pk, task.pk])
    kept = client.get(page).context["form"]["responsible"].value()
    sent = {"title": TYPED, "responsible": kept, "status": "not_started", "version": str(task.version)}
    assert client.post(page, sent).status_code == 303
    task.refresh_from_db()
    assert (task.title, task.responsible) == (TYPED, cast.jan)


def test_mention_of_somebody_who_has_left_is_asked_about(client, cast, socials_goal):
    edit_employee(by=cast.adam, employee=cast.jan, seen=cast.jan.version, is_active=False)
    client.force_login(cast.sofie)
    page = reverse("workspace-task-new-line", args=[cast.plan.pk, socials_goal.pk])
    answer = client.post(page, {"line": "Ring til banken @jan"})
    assert answer.status_code == 422
    assert "“@jan” er ikke en, du kan vælge" in html_of(answer)
    assert 'value="Ring til banken @jan"' in html_of(answer)
    assert not Task.objects.exists()


ARABIC = "أريد أن أعيش مع ابني"  # that I want to live with my son
MIXED = f"{ARABIC} i Nordby, 3. sal"
# An emoji made of three, and a mark that turns the text.
ODD = "\U0001f469\U0001f3fd\u200d\U0001f9bd <b>fed</b> & \u202eomvendt"
ONE_WORD = "indsatssammenhængskoordinering" * 60


@pytest.mark.parametrize("words", [ARABIC, MIXED, ONE_WORD, f"{ONE_WORD} {ARABIC}", ODD])
def test_words_of_any_script_and_length_stand_as_they_were_written(client, cast, words):
    """On one's own page, the team's, on paper, in large letters too, and in the data that is taken along."""
    client.force_login(cast.rasmus)
    sent = {"dream-text": words, "dream-version": "0"}
    assert client.post(reverse("min-plan-words", args=[cast.plan.pk, "dream"]), sent).status_code == 302
    own, team = html_of(client.get("/min-plan/")), reverse("workspace", args=[cast.plan.pk])
    assert escape(words) in own
    data = client.get(reverse("min-plan-data", args=[cast.plan.pk]))
    assert data.json()["dream"]["text"] == words
    for size in ("", "stor"):
        assert client.get(reverse("min-plan-pdf"), {"skrift": size}).status_code == 200
    client.force_login(cast.sofie)
    assert escape(words) in html_of(client.get(team))


def test_fields_for_words_run_as_what_is_typed_does(client, cast):
    client.force_login(cast.rasmus)
    forms = [
        client.get("/min-plan/", {"skriv": kind}).context["folds"][kind].form for kind in ("dream", "goal")
    ]
    fields = [field for form in forms for field in form if field.name in {"text", "title", "why"}]
    assert fields
    assert all('dir="auto"' in str(field) for field in fields)
