"""Templates: kept by administrators who see no plan, and copied, so that changing one changes nothing that is there."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from plans.administration.forms import GoalTemplateForm, LineForm, stored
from plans.defaults import fill_missing_defaults
from plans.models import ChecklistLine, Goal, GoalTemplate, PlanTemplate, TransitionKind
from plans.permissions import visible_to
from plans.services.from_templates import begin_goals
from plans.services.templates import add_template, edit_line, edit_template
from tests.cast import ECONOMY, HOUSING
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db


def logged_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(form: Any, thing: Any, **changed: Any) -> dict[str, Any]:
    """What the page's form sends when only these fields are changed."""
    data = {name: getattr(value, "pk", value) for name, value in stored(form, thing).items()}
    data |= {f"initial-{name}": value for name, value in data.items()} | changed
    return {name: value for name, value in data.items() if value not in (None, False)}


@pytest.fixture
def home(db: None) -> GoalTemplate:
    return GoalTemplate.objects.get(pk="eget-hjem")


def test_changed_template_changes_no_goal(cast, home):
    (goal,) = begin_goals(by=cast.sofie, plan=cast.plan, templates=[home])
    before = (goal.title, goal.why, [step.title for step in goal.subgoals.all()])
    assert before == (home.title, home.why, home.step_list)
    edit_template(by=cast.adam, template=home, seen=1, title="Noget andet", why="", steps="Et nyt skridt")
    goal = Goal.objects.get(pk=goal.pk)
    assert (goal.title, goal.why, [step.title for step in goal.subgoals.all()]) == before


def test_goals_from_a_plan_template_are_their_writers_drafts(cast):
    page = reverse("plan-from-template", args=[cast.plan.pk, "paa-fode-igen"])
    client = logged_in(cast.sofie)
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"goals": ["eget-hjem", "regninger"], "rhythm": "on"}).status_code == 303
    cast.plan.refresh_from_db()
    assert cast.plan.follow_up_months == 2
    goals = Goal.objects.filter(section__plan=cast.plan)
    assert {goal.section.area_id for goal in goals} == {HOUSING, ECONOMY}
    assert set(visible_to(cast.sofie, goals)) == set(goals)
    for other in (cast.rasmus, cast.jan, cast.anne):
        assert not visible_to(other, goals).exists()


def test_member_is_offered_templates_of_own_areas_only(cast):
    client = logged_in(cast.jan)
    html = html_of(client.get(reverse("plan-templates", args=[cast.plan.pk])))
    assert "Have et sted at bo" in html
    assert "betale det vigtigste" not in html
    page = reverse("plan-from-template", args=[cast.plan.pk, "paa-fode-igen"])
    assert client.post(page, {"goals": ["regninger"]}).status_code == 422
    assert logged_in(cast.pia).get(page).status_code == 403  # a provider writes no goals


def test_goal_from_a_template_is_saved_as_it_was_rewritten(cast, home):
    page = reverse("goal-from-template", args=[cast.plan.pk, home.pk])
    client = logged_in(cast.sofie)
    assert home.title in html_of(client.get(page))
    fields = {"area": HOUSING, "words": "citizen", "type": "develop", "steps": "Se på en have\n\n  \nFlytte"}
    assert client.post(page, fields | {"title": ""}).status_code == 422
    assert client.post(page, fields | {"title": "Bo med have"}).status_code == 303
    goal = Goal.objects.get(title="Bo med have")
    assert [step.title for step in goal.subgoals.all()] == ["Se på en have", "Flytte"]


def test_two_administrators_at_one_template_lose_neither_text(cast, home):
    page = reverse("goal-template-edit", args=[home.pk])
    first = sent(GoalTemplateForm, home, why="Fordi")
    second = sent(GoalTemplateForm, home, why="Derfor")
    client = logged_in(cast.adam)
    assert client.post(page, first).status_code == 303
    answer = client.post(page, second)
    assert answer.status_code == 409
    assert "Derfor" in html_of(answer)
    home.refresh_from_db()
    assert home.why == "Fordi"


def test_line_taken_off_a_checklist_stays_off_when_defaults_are_filled_in(cast):
    kind = TransitionKind.objects.get(pk="16-aar")
    line = kind.lines.first()
    page = reverse("checklist-line-edit", args=[kind.pk, line.pk])
    client = logged_in(cast.adam)
    assert client.post(page, sent(LineForm, line, is_active=False, days="900")).status_code == 422
    assert client.post(page, sent(LineForm, line, is_active=False)).status_code == 303
    fill_missing_defaults()
    line.refresh_from_db()
    assert not line.is_active
    assert "ikke med på tjeklisten" in html_of(client.get(reverse("transition-kind-edit", args=[kind.pk])))


def test_bad_input_is_said_at_its_field(cast, home):
    wrong: tuple[tuple[type[Any], dict[str, Any], str], ...] = (
        (TransitionKind, {"name": "To år", "age_months": 24}, "age_months"),
        (TransitionKind, {"name": "16 år"}, "name"),
        (PlanTemplate, {"name": "Ny", "follow_up_months": 400}, "follow_up_months"),
    )
    for model, fields, at in wrong:
        with pytest.raises(ValidationError) as refused:
            add_template(by=cast.adam, model=model, **fields)
        assert at in refused.value.message_dict
    with pytest.raises(ValidationError):
        edit_template(by=cast.adam, template=home, seen=1, title=" ")


def test_nobody_but_an_administrator_changes_a_template(cast, home):
    line = ChecklistLine.objects.all()[0]
    for user in (cast.sofie, cast.grethe, cast.dorte, cast.root, cast.rasmus):
        with pytest.raises(PermissionDenied):
            edit_template(by=user, template=home, seen=1, title="Mit")
        with pytest.raises(PermissionDenied):
            edit_line(by=user, line=line, seen=1, text="Mit")
