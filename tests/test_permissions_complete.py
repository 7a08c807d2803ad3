"""Nothing is forgotten: every model about a citizen has a rule, every action an answer and a text."""

import inspect
import re
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from plans import permissions
from plans.grants import In, On
from plans.models import Plan
from plans.permissions import RULES, can, findable_by, is_let_in, own_task_titles, standing_of, visible_to
from plans.rules import guarded, things
from plans.rules.departments import DEPARTMENT_RULES
from plans.services.checks import WHY_NOT
from plans.standing import DESCRIBED, MAY, PURPOSES, Action, Standing

ABOUT_CITIZENS = ("citizens", "plans", "audit")

# Models without a rule of their own, each with the reason.
WITHOUT_A_RULE = {
    "citizens.Citizen": "shown as part of a plan one sees, or found by `findable_by`; never listed by itself",
    "citizens.ConsentPurpose": "the municipality's list of purposes; about nobody",
    "citizens.GlossaryWord": "the municipality's glossary; about nobody",
    "citizens.GroundKind": "the municipality's table of laws; about nobody",
    "citizens.CustodyAnswer": "shown with its ground, which has a rule",
    "citizens.GroundParty": "shown with its ground, which has a rule",
    "audit.SearchFlag": "about an employee; shown to auditors by plans.register",
    "audit.Deletion": "counts of what is gone; about nobody",
    "citizens.AreaWithdrawal": "shown with its ground, which has a rule",
    "citizens.DismissedReminder": "a person's own mark that they have read a reminder; shown to nobody",
    "plans.Booklet": "a print that one has asked for; found by its asker alone (plans.lookups.booklets)",
    "plans.BookletPart": "of a booklet; found with it by its asker alone",
    "plans.PrintedPart": "found by the checksum of what stands in it and for whom, and by nothing else",
    "plans.MeetingKind": "the municipality's forms of meeting; about nobody",
    "plans.ProtectedTime": "when a department keeps free for meetings; about nobody",
    "plans.CoherenceLater": "when the citizen's side is asked again after “Ikke nu”; shown to nobody",
    "plans.MeasureType": "the municipality's catalogue of measures; about nobody",
    "plans.PlanAnswer": "shown with the plan, which has a rule; names follow `representatives.page`",
    "plans.GoalTemplate": "the administrators' words to start from; about nobody",
    "plans.PlanTemplate": "the administrators' words to start from; about nobody",
    "plans.TransitionKind": "the administrators' kinds of transition; about nobody",
    "plans.ChecklistLine": "the administrators' checklists; about nobody",
    "plans.DecisionRule": "the municipality's choice of who decides; about nobody",
    "plans.QuestionItem": "shown with its question; what it points to by that thing's own rule",
    "plans.FamilyLink": "shown as its side at a plan, which has a rule",
    "plans.FfbTerm": "KL's list of terms; about nobody",
    "plans.OtherPlanKind": "the municipality's list of plans that the one plan can replace; about nobody",
    "plans.PlanGrant": "what the rule is made of",
    "plans.SectionGrant": "what the rule is made of",
}


def models_about_citizens():
    return {
        model._meta.label: model for app in ABOUT_CITIZENS for model in apps.get_app_config(app).get_models()
    }


def test_every_model_about_a_citizen_has_a_rule_or_a_reason():
    ruled = {model._meta.label for model in RULES}
    labels = set(models_about_citizens())
    assert labels == ruled | set(WITHOUT_A_RULE), "give the new model a rule in plans.rules.RULES"
    assert not ruled & set(WITHOUT_A_RULE)


def test_what_a_department_receives_has_a_rule_for_people_too():
    assert set(DEPARTMENT_RULES) <= set(RULES)


def test_model_without_a_rule_is_never_answered(cast):
    with pytest.raises(KeyError):
        visible_to(cast.rasmus, type(cast.citizen).objects.all())


@pytest.mark.parametrize("action", Action)
def test_every_action_has_an_answer_and_words_for_a_refusal(action):
    assert action in MAY
    assert WHY_NOT[action].endswith(".")


@pytest.mark.parametrize("action", sorted(set(Action) - {Action.VIEW}))
def test_who_is_nothing_to_the_plan_may_do_nothing(action):
    """The table itself says no, whatever the thing is like and even if it could be seen."""
    assert not MAY[action](Standing.none(Plan()), MagicMock())


def test_every_standing_has_words_for_the_look_log():
    people = set(On) - {On.WORDS}
    assert {standing for standing, _ in DESCRIBED} == {standing for standing, _ in PURPOSES} == people


def test_every_way_of_reading_is_read_by_the_rule():
    source = inspect.getsource(things) + inspect.getsource(guarded)
    assert not [way for way in In if f"In.{way.name}" not in source]


def test_nobody_and_superusers_are_let_in_nowhere(cast, jobs_goal):
    for user in (AnonymousUser(), cast.root):
        assert not is_let_in(user)
        assert not can(user, Action.VIEW, jobs_goal)
        assert not own_task_titles(user, cast.plan).exists()
        assert not findable_by(user, type(cast.citizen).objects.all()).exists()
        assert standing_of(user, cast.plan).roles == frozenset()
        for model in RULES:
            assert not visible_to(user, model._default_manager.all()).exists()


def test_project_code_does_not_ask_the_grants_beside_the_rule():
    """The rows are read in `plans`: by the rule, by regranting and by what explains it. Nowhere else."""
    root = Path(permissions.__file__).parent.parent
    asks = {"grants.py", "regrant.py", "keys.py", "permissions.py", "explain.py", "lookups/plans.py"}
    may_know = {root / "plans" / name for name in asks} | set((root / "plans/rules").glob("*.py"))
    may_know.add(root / "plans/who_sees/openings.py")  # explains them to people
    asking = [
        str(path.relative_to(root))
        for folder in ("citizens", "plans", "integrations", "enplan")
        for path in (root / folder).rglob("*.py")
        if path not in may_know
        and not {"migrations", "demo"} & set(path.relative_to(root).parts)
        and re.search(r"\b(PlanGrant|SectionGrant)\.(every|objects)\b", path.read_text(encoding="utf-8"))
    ]
    assert asking == []
