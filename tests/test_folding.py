"""Goals of a long plan stand as one line until somebody opens them: which, and what the line tells."""

from datetime import timedelta

import pytest
from django.urls import reverse

from plans.models import Goal, Task
from plans.pages.workspace.folding import FEW_GOALS
from plans.services.comments import write_comment
from plans.services.goals import add_goal
from plans.services.tasks import add_task, set_task_status
from tests.cast import HOUSING, TODAY, give_consent

pytestmark = pytest.mark.django_db
OPEN = "Vis målet"


@pytest.fixture
def goals(cast):
    """One more than stand open, all of Beskæftigelse, read by the coordinator."""
    give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job], areas=[HOUSING])
    return [
        add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=f"Mål nummer {number}")
        for number in range(FEW_GOALS + 1)
    ]


def page(client, user, plan, **query):
    client.force_login(user)
    answer = client.get(reverse("workspace", args=[plan.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def is_folded(html, goal):
    return f"?maal={goal.pk}#maal-{goal.pk}" in html


def test_few_goals_all_stand_open(client, cast, goals):
    goals[0].delete()
    assert OPEN not in page(client, cast.sofie, cast.plan)


def test_goals_of_others_are_folded_and_ones_own_are_not(client, cast, goals):
    assert all(is_folded(page(client, cast.sofie, cast.plan), goal) for goal in goals)
    assert OPEN not in page(client, cast.jan, cast.plan)


def test_line_tells_what_comes_next(client, cast, goals):
    add_task(by=cast.jan, goal=goals[0], title="Ringe til boligforeningen", due_on=TODAY + timedelta(days=1))
    add_task(by=cast.jan, goal=goals[0], title="Se på værelset", due_on=TODAY + timedelta(days=20))
    done = add_task(by=cast.jan, goal=goals[0], title="Skrive op")
    set_task_status(by=cast.jan, task=done, seen=done.version, status=Task.Status.DONE)
    html = page(client, cast.sofie, cast.plan)
    assert "2 aftaler, den næste senest i morgen" in html
    assert "Ingen aftaler i gang" in html
    assert "Ringe til boligforeningen" not in html


def test_opened_goal_stands_open_and_the_others_do_not(client, cast, goals):
    add_task(by=cast.jan, goal=goals[0], title="Ringe til boligforeningen")
    html = page(client, cast.sofie, cast.plan, maal=[str(goals[0].pk), "ikke et nummer"])
    assert "Ringe til boligforeningen" in html
    assert not is_folded(html, goals[0])
    assert all(is_folded(html, goal) for goal in goals[1:])


def test_opened_goal_stays_open_when_its_task_is_ticked(client, cast, goals):
    task = add_task(by=cast.jan, goal=goals[0], title="Skrive mig op", responsible=cast.sofie)
    client.force_login(cast.sofie)
    answer = client.post(
        reverse("workspace-task-tick", args=[cast.plan.pk, task.pk]),
        {"version": task.version, "done": "1", "maal": str(goals[0].pk)},
        headers={"HX-Request": "true"},
    )
    html = answer.content.decode()
    assert "Skrive mig op" in html
    assert not is_folded(html, goals[0])
    assert is_folded(html, goals[1])


def test_what_asks_for_somebody_is_never_folded(client, cast, goals):
    overdue, mine, said, new, late = goals[:5]
    add_task(by=cast.jan, goal=overdue, title="Skulle være gjort", due_on=TODAY - timedelta(days=1))
    Goal.objects.filter(pk=mine.pk).update(responsible=cast.sofie)
    write_comment(by=cast.rasmus, about=said, text="Det er ikke det, jeg sagde")
    Goal.objects.filter(pk=new.pk).update(status=Goal.Status.BLOCKED)
    Goal.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=1))
    html = page(client, cast.sofie, cast.plan)
    assert [is_folded(html, goal) for goal in goals] == [False] * 5 + [True] * 2


def test_goal_of_an_area_that_is_closed_counts_for_nothing(client, cast, goals):
    """Who reads nothing there is not told by the folding that there is more."""
    html = page(client, cast.rikke, cast.plan)
    assert OPEN not in html
    assert "Mål nummer" not in html
    assert "Mål nummer" not in page(client, cast.rikke, cast.plan, maal=str(goals[0].pk))
