"""How it goes with a goal, noted in one line or with one button from the open plan page."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from plans.models import Goal, GoalProgress
from plans.permissions import visible_to
from plans.services.checks import NotAllowed
from plans.services.goal_progress import note_progress
from plans.services.goals import add_goal
from tests.cast import HOUSING, give_consent
from tests.citizen_pages import folded, html_of
from tests.printing import print_for, text_of

pytestmark = pytest.mark.django_db
LINE = "ingen ændring, fordi udlejeren er på ferie"


def send(client, goal, **sent):
    address = reverse("workspace-goal-progress", args=[goal.section.plan_id, goal.pk])
    return client.post(address, {"note": "", "said": ""} | sent)


def test_progress_is_noted_from_the_plan_and_stands_where_the_goal_stands(client, cast, jobs_goal):
    client.force_login(cast.pia)  # a provider of the owner
    assert send(client, jobs_goal, note=LINE).status_code == 303
    entry = GoalProgress.objects.get()
    assert (entry.note, entry.direction, entry.written_by) == (LINE, "", cast.pia)
    assert send(client, jobs_goal, said="same").status_code == 303
    assert LINE in html_of(client.get(reverse("workspace", args=[cast.plan.pk])))
    history = folded(
        html_of(client.get(reverse("workspace-goal-history", args=[cast.plan.pk, jobs_goal.pk])))
    )
    assert LINE in history
    assert "noterede, hvordan det går med" in history
    assert "Sidst noteret" in text_of(print_for(cast.jan, cast.plan))
    client.force_login(cast.rasmus)
    assert LINE in html_of(client.get(reverse("min-plan")))


def test_level_that_was_noted_is_the_goals_level_now(client, cast):
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et værelse", actual=3, expected=1)
    client.force_login(cast.jan)
    send(client, goal, said="niveau-2")
    assert Goal.objects.get(pk=goal.pk).actual == 2
    assert GoalProgress.objects.get().direction == "forward"
    send(client, goal, note="som før")
    assert Goal.objects.get(pk=goal.pk).actual == 2


def test_empty_entry_comes_back_with_the_reason_and_the_line(client, cast, jobs_goal):
    client.force_login(cast.jan)
    empty = send(client, jobs_goal)
    assert empty.status_code == 422
    assert "Skriv, hvordan det går" in html_of(empty)
    strange = send(client, jobs_goal, note=LINE, said="sideways")
    assert strange.status_code == 422
    assert LINE in html_of(strange)
    Goal.objects.filter(pk=jobs_goal.pk).update(status="reached")
    with pytest.raises(ValidationError):
        note_progress(by=cast.jan, goal=jobs_goal, direction="forward")
    assert not GoalProgress.objects.exists()


def test_who_sees_the_goal_sees_how_it_goes_but_not_the_network(cast, jobs_goal):
    give_consent(cast.rasmus, cast.plan, to=[cast.mads, cast.rus], sources=[cast.job])
    note_progress(by=cast.jan, goal=jobs_goal, note=LINE)
    seeing = {
        user.username for user in cast.everybody if visible_to(user, GoalProgress.objects.all()).exists()
    }
    assert seeing == {"jan", "pia", "rikke", "rasmus", "anne"}
    with pytest.raises(NotAllowed):
        note_progress(by=cast.rikke, goal=jobs_goal, note="Fra en anden afdeling")
    with pytest.raises(NotAllowed):
        note_progress(by=cast.sofie, goal=jobs_goal, note="Uden et ja")
