"""Taking back what one has just added: out of the plan, its words in the history, and only by who wrote it."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change
from plans.models import Goal, Measure, Rating, SubGoal, Task
from plans.permissions import visible_to
from plans.reading import history_of
from plans.services.disagreements import raise_disagreement
from plans.services.follow_ups import follow_up
from plans.services.goal_progress import note_progress
from plans.services.goals import add_goal, add_subgoal, edit_goal
from plans.services.measures import add_measure, edit_measure
from plans.services.progress import rate
from plans.services.questions import ask_leader
from plans.services.taking_back import take_back
from plans.services.tasks import add_task, set_task_status
from plans.services.withholding import ask_to_withhold
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import html_of
from tests.typed import form_on

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=2)


@pytest.fixture
def goal(cast):
    return add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Flytte", why="Der er mug")


def added(cast, goal):
    """One of each kind, just added by Jan."""
    return {
        "goal": add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et andet mål", why="Fordi"),
        "subgoal": add_subgoal(by=cast.jan, goal=goal, title="Se tre værelser"),
        "task": add_task(by=cast.jan, goal=goal, title="Ringe til udlejeren"),
        "measure": add_measure(
            by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", extent="To timer", starts_on=TODAY
        ),
        "rating": rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=3, note="Træt"),
    }


KINDS = ("goal", "subgoal", "task", "measure", "rating")
SAYS = {
    "goal": "Et andet mål\nhvorfor: Fordi",
    "subgoal": "Se tre værelser",
    "task": "Ringe til udlejeren",
    "measure": "Bostøtte\nomfang: To timer\nbegynder: 2026-03-10",
    "rating": "3\nnote: Træt",
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_taken_back_is_out_of_view_and_its_words_are_in_the_history(cast, goal, kind):
    thing = added(cast, goal)[kind]
    with clock.standing_at(SOON):
        take_back(by=cast.jan, thing=thing)
    rows = type(thing).objects.filter(pk=thing.pk)
    for user in (cast.jan, cast.pia, cast.rasmus):
        assert not visible_to(user, rows).exists(), user.username
        lines = {line.field: line for line in history_of(user, cast.plan, [thing.pk])}
        assert lines["undone"].before == SAYS[kind], user.username
    assert not history_of(cast.rikke, cast.plan, [thing.pk]).exists()
    assert not history_of(cast.mads, cast.plan, [thing.pk]).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_only_who_added_it_takes_it_back_and_only_for_an_hour(cast, goal, kind):
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    thing = added(cast, goal)[kind]
    for user in (cast.sofie, cast.pia, cast.rasmus, cast.rikke, cast.root):
        with pytest.raises(PermissionDenied):
            take_back(by=user, thing=thing)
    with clock.standing_at(NOW + timedelta(hours=1, seconds=1)), pytest.raises(ValidationError):
        take_back(by=cast.jan, thing=thing)


def test_steps_that_came_with_the_goal_go_with_it(cast, goal):
    step = add_subgoal(by=cast.jan, goal=goal, title="Se tre værelser")
    take_back(by=cast.jan, thing=goal)
    assert Change.objects.get(thing_id=step.pk, field="undone").before == "Se tre værelser"
    assert not visible_to(cast.jan, SubGoal.objects.all()).exists()


def disagree(cast, goal, _things):
    raise_disagreement(by=cast.rasmus, plan=cast.plan, about=goal, text="Jeg vil ikke flytte")


BUILT_ON = {
    "changed": lambda c, g, _t: edit_goal(by=c.jan, goal=g, seen=1, title="Flytte snart"),
    "a step by a colleague": lambda c, g, _t: add_subgoal(by=c.pia, goal=g, title="Se på ét"),
    "an agreement": lambda c, g, _t: add_task(by=c.jan, goal=g, title="Ringe"),
    "how it goes": lambda c, g, _t: note_progress(by=c.pia, goal=g, note="Han leder"),
    "a measure": lambda c, g, _t: add_measure(
        by=c.jan, plan=c.plan, area_id=HOUSING, title="Hjælp", starts_on=TODAY, goal=g
    ),
    "a disagreement": disagree,
    "a question to a leader": lambda c, g, _t: ask_leader(
        by=c.jan, plan=c.plan, leader=c.grethe, text="Må vi det?", things=[g]
    ),
}


@pytest.mark.parametrize("what", BUILT_ON)
def test_goal_that_something_has_come_of_stays(cast, goal, what):
    BUILT_ON[what](cast, goal, None)
    with pytest.raises(ValidationError):
        take_back(by=cast.jan, thing=goal)
    assert Goal.objects.get(pk=goal.pk).taken_back_at is None


def test_task_and_measure_that_others_have_worked_with_stay(cast, goal):
    things = added(cast, goal)
    set_task_status(by=cast.pia, task=things["task"], seen=1, status="done")
    follow_up(by=cast.pia, measure=things["measure"], seen=1, happened="Godt", progress="on_track")
    for kind in ("task", "measure"):
        with pytest.raises(ValidationError):
            take_back(by=cast.jan, thing=things[kind])


def test_draft_that_a_colleague_is_asked_about_stays(cast):
    draft = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Undersøges", is_draft=True)
    ask_to_withhold(
        by=cast.jan, draft=draft, until=TODAY + timedelta(days=5), ground="§ 15 b", asked_of=cast.grethe
    )
    with pytest.raises(ValidationError):
        take_back(by=cast.jan, thing=draft)


# ---- the page


def sent(client, cast, goal):
    """Each page that adds, and what is sent from it."""
    plan = cast.plan.pk
    return {
        Goal: (
            reverse("workspace-goal-new", args=[plan]),
            {
                "area": HOUSING,
                "title": "Et nyt mål",
                "words": "agreed",
                "type": "develop",
                "responsible": "borger",
            },
        ),
        SubGoal: (
            reverse("workspace-subgoal-new", args=[plan, goal.pk]),
            {"title": "Et nyt delmål", "status": "not_started"},
        ),
        Task: (reverse("workspace-task-new-line", args=[plan, goal.pk]), {"line": "Find arbejdstøj"}),
        Measure: (
            reverse("workspace-measure-new", args=[plan]),
            {"area": HOUSING, "title": "En ny indsats", "starts_on": "10/3"},
        ),
        Rating: (reverse("workspace-rate", args=[plan]), {"area": HOUSING, "value": "4"}),
    }


def button(html):
    return re.findall(r'action="(/planer/[^"]*/fortryd/[^"]*)"', html)


@pytest.mark.parametrize("model", [Goal, SubGoal, Task, Measure, Rating])
def test_page_offers_to_take_back_what_was_added_and_does(client, cast, goal, model):
    client.force_login(cast.jan)
    before = set(model.objects.values_list("pk", flat=True))
    page, form = sent(client, cast, goal)[model]
    html = html_of(client.get(client.post(page, form)["Location"]))
    (address,) = button(html)
    html = html_of(client.get(address))
    assert "Det tages ud af planen igen" in html
    assert client.post(address).status_code == 303
    (new,) = model.objects.exclude(pk__in=before)
    assert new.taken_back_at is not None
    again = client.post(address)
    assert again.status_code == 409
    assert "allerede taget ud" in html_of(again)
    history = html_of(client.get(reverse("workspace-history", args=[cast.plan.pk])))
    assert "fortrød" in history


def test_line_that_htmx_adds_has_the_button_and_the_board_too(client, cast, goal):
    client.force_login(cast.jan)
    page, form = sent(client, cast, goal)[Task]
    (address,) = button(client.post(page, form, headers={"HX-Request": "true"}).content.decode())
    assert client.post(address).status_code == 303
    board = reverse("workspace-tasks", args=[cast.plan.pk])
    form = form_on(client.get(board), having="line") | {"line": "Find sko", "place": f"m-{goal.pk}"}
    answer = client.post(reverse("workspace-task-new-anywhere", args=[cast.plan.pk]), form)
    assert button(html_of(client.get(answer["Location"])))


def test_change_of_a_measure_is_taken_back_but_not_what_the_citizen_was_told(client, cast):
    measure = add_measure(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)
    client.force_login(cast.jan)
    page = reverse("workspace-measure-edit", args=[cast.plan.pk, measure.pk])
    with clock.standing_at(SOON):
        form = form_on(client.get(page)) | {"title": "Mentor", "ends_on": "1/6"}
        (address,) = button(html_of(client.get(client.post(page, form)["Location"])))
        html = html_of(client.get(address))
        assert "Mentor" in html
        assert client.post(address).status_code == 303
    measure.refresh_from_db()
    assert (measure.title, measure.ends_on) == ("Bostøtte", None)
    follow = reverse("workspace-measure-follow-up", args=[cast.plan.pk, measure.pk])
    assert "En opfølgning kan ikke fortrydes" in html_of(client.get(follow))


def test_undo_says_what_it_cannot_take_back(client, cast, goal):
    measure = add_measure(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)
    with clock.standing_at(SOON):
        edit_measure(by=cast.jan, measure=measure, seen=1, fills_the_week=True)
        change = Change.objects.get(thing_id=measure.pk, field="fills_the_week")
        client.force_login(cast.jan)
        address = reverse("workspace-undo", args=[cast.plan.pk, change.pk])
        assert "kan ikke fortrydes her" in html_of(client.get(address))
        answer = client.post(address)
    assert answer.status_code == 409
    assert "Det er fortrudt" not in html_of(answer)
    assert Measure.objects.get(pk=measure.pk).fills_the_week
