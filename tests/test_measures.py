"""Measures: from the catalogue or in own words, changed, ended; support up and down; and who may do what."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from enplan.audit.versions import Conflict
from plans.models import Measure, MeasureType, SupportChange
from plans.permissions import can, visible_to
from plans.services.drafts import publish_draft
from plans.services.follow_ups import follow_up
from plans.services.goals import add_goal, add_subgoal
from plans.services.measure_types import edit_measure_type
from plans.services.measures import add_measure, edit_measure, end_measure
from plans.services.misfilings import take_out
from plans.services.support import change_support
from plans.services.team import block_person
from plans.standing import Action
from tests.cast import ECONOMY, HOUSING, TODAY, give_consent

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=60)


@pytest.fixture
def catalogue(db):
    return {row.pk: row for row in MeasureType.objects.all()}


def measure_of(by, plan, **fields):
    given: dict[str, Any] = {"area_id": HOUSING, "title": "Bostøtte", "starts_on": TODAY} | fields
    return add_measure(by=by, plan=plan, **given)


def test_measure_from_the_catalogue_keeps_what_it_was_made_with(cast, catalogue):
    row = catalogue["midlertidigt-botilbud"]
    measure = measure_of(cast.jan, cast.plan, title="", measure_type=row, starts_on=date(2026, 3, 1))
    assert (measure.by_law, measure.title) == ("serviceloven § 107", row.name)
    assert measure.next_follow_up_on == date(2026, 5, 24)  # twelve weeks, then every six months
    changed = {
        name: getattr(row, name) for name in ("name", "law", "provider_name", "fills_the_week", "is_active")
    }
    edit_measure_type(
        by=cast.adam,
        measure_type=row,
        seen=1,
        areas=(),
        **changed | {"paragraph": "§ 999", "follow_up_months": 1},
    )
    measure.refresh_from_db()
    assert (measure.paragraph, measure.follow_up_months) == ("§ 107", 6)
    follow_up(by=cast.jan, measure=measure, seen=1, happened="Flyttet ind", progress="on_track")
    measure.refresh_from_db()
    assert measure.next_follow_up_on == date(2026, 9, 10)


def test_row_that_is_no_longer_used_is_refused(cast, catalogue):
    MeasureType.objects.filter(pk="mentor").update(is_active=False)
    catalogue["mentor"].refresh_from_db()
    with pytest.raises(ValidationError, match="bruges ikke længere"):
        measure_of(cast.jan, cast.plan, measure_type=catalogue["mentor"])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "Skriv, hvad indsatsen er"),
        ({"law": "serviceloven"}, "Skriv paragraffen"),
        ({"paragraph": "§ 85"}, "hvilken lov"),
        ({"ends_on": TODAY - timedelta(days=1)}, "Slutdatoen ligger før"),
        ({"is_trial": True, "evaluate_on": TODAY}, "skal have en slutdato"),
        ({"is_trial": True, "ends_on": LATER}, "hvordan prøvehandlingen gik"),
        ({"is_trial": True, "ends_on": LATER, "evaluate_on": TODAY - timedelta(days=1)}, "ligger før"),
        ({"starts_on": None}, "hvornår indsatsen begynder"),
        ({"follow_up_months": 0}, "fra 1 til"),
        ({"cost": 4, "cost_per": ""}, "både prisen"),
    ],
)
def test_what_cannot_be_is_told_and_not_stored(cast, fields, said):
    with pytest.raises(ValidationError, match=said):
        measure_of(cast.jan, cast.plan, **fields)
    assert not Measure.objects.exists()


def test_trial_is_due_when_it_is_to_be_evaluated(cast):
    trial = measure_of(cast.jan, cast.plan, is_trial=True, ends_on=LATER, evaluate_on=LATER)
    assert trial.next_follow_up_on == LATER
    follow_up(by=cast.jan, measure=trial, seen=1, happened="Halvvejs", progress="off_track")
    trial.refresh_from_db()
    assert trial.next_follow_up_on == LATER


def test_goal_of_another_plan_or_one_does_not_see_is_refused(cast, rus_goal):
    elsewhere = add_goal(by=cast.sofie, plan=cast.kirstens_plan, area_id=HOUSING, title="Kirstens")
    for goal in (elsewhere, rus_goal):
        with pytest.raises(ValidationError, match="Vælg et mål i planen"):
            measure_of(cast.jan, cast.plan, goal=goal)


def test_support_goes_down_with_a_reason_that_stays(cast):
    measure = measure_of(cast.jan, cast.plan, extent="6 timer om ugen")
    with pytest.raises(ValidationError, match="med en begrundelse"):
        edit_measure(by=cast.jan, measure=measure, seen=1, extent="4 timer")
    said: dict[str, Any] = {"direction": "down", "extent": "4 timer om ugen", "from_on": TODAY}
    with pytest.raises(ValidationError, match="Skriv kort hvorfor"):
        change_support(by=cast.jan, measure=measure, seen=1, reason=" ", **said)
    change_support(by=cast.jan, measure=measure, seen=1, reason="Du klarer mere selv", **said)
    with pytest.raises(Conflict):
        change_support(by=cast.jan, measure=measure, seen=1, reason="Igen", **said | {"extent": "2 timer"})
    row = visible_to(cast.rasmus, SupportChange.objects.all()).get()
    assert (row.before, row.after, row.reason) == (
        "6 timer om ugen",
        "4 timer om ugen",
        "Du klarer mere selv",
    )


def test_measure_is_stopped_with_a_reason_and_then_closed_for_writing(cast):
    measure = measure_of(cast.jan, cast.plan, follow_up_months=4)
    with pytest.raises(ValidationError, match="Skriv kort hvorfor"):
        end_measure(by=cast.jan, measure=measure, seen=1, status="stopped", on=TODAY)
    with pytest.raises(ValidationError, match="før den begyndte"):
        end_measure(by=cast.jan, measure=measure, seen=1, status="ended", on=TODAY - timedelta(days=1))
    ended = end_measure(by=cast.jan, measure=measure, seen=1, status="stopped", on=TODAY, reason="Flyttet")
    assert (ended.ends_on, ended.next_follow_up_on) == (TODAY, None)
    with pytest.raises(ValidationError, match="Indsatsen er slut"):
        edit_measure(by=cast.jan, measure=ended, seen=2, title="Igen")


def test_draft_of_a_measure_is_its_writers_until_it_is_shown(cast):
    measure = measure_of(cast.jan, cast.plan, is_draft=True)
    for user in (cast.rasmus, cast.sofie, cast.pia):
        assert not can(user, Action.VIEW, measure)
    with pytest.raises(ValidationError, match="Vis indsatsen"):
        follow_up(by=cast.jan, measure=measure, seen=1, happened="x", progress="on_track")
    publish_draft(by=cast.jan, draft=measure, seen=1)
    assert can(cast.rasmus, Action.VIEW, measure)
    take_out(by=cast.jan, thing=measure)
    assert not can(cast.rasmus, Action.VIEW, measure)
    assert not can(cast.jan, Action.VIEW, measure)


def test_who_writes_measures(cast):
    measure = measure_of(cast.jan, cast.plan)
    for user in (cast.pia, cast.rikke, cast.rasmus, cast.anne, cast.mads, cast.ulla, cast.grethe, cast.adam):
        with pytest.raises(PermissionDenied):
            edit_measure(by=user, measure=measure, seen=1, title="Andet")
        with pytest.raises(PermissionDenied):
            end_measure(by=user, measure=measure, seen=1, status="ended", on=TODAY)
    with pytest.raises(PermissionDenied):
        measure_of(cast.pia, cast.plan)
    with pytest.raises(PermissionDenied):
        measure_of(cast.jan, cast.plan, area_id=ECONOMY)
    assert not can(cast.mads, Action.VIEW, measure)
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.jan)
    with pytest.raises(PermissionDenied):
        edit_measure(by=cast.jan, measure=measure, seen=1, title="Andet")


def test_named_provider_follows_up_and_adds_steps_only_where_the_measure_stands_and_is_seen(cast):
    """The rule decides what the provider sees; being named lets it write there, and never the authority's part."""
    goal = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Egen bolig")
    measure = measure_of(cast.sofie, cast.plan, provider=cast.job)
    with pytest.raises(PermissionDenied):  # named, but the citizen has not said yes to seeing it
        follow_up(by=cast.pia, measure=measure, seen=1, happened="Besøg", progress="on_track")
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social], areas=[HOUSING, ECONOMY])
    follow_up(by=cast.pia, measure=measure, seen=1, happened="Besøg", progress="off_track")
    add_subgoal(by=cast.pia, goal=goal, title="Se på priser")
    measure.refresh_from_db()
    with pytest.raises(PermissionDenied):
        follow_up(by=cast.pia, measure=measure, seen=2, happened="Slut", progress="ended")
    with pytest.raises(PermissionDenied):
        edit_measure(by=cast.jan, measure=measure, seen=2, title="Andet")
    for action, thing in (
        (Action.EDIT_GOAL, goal),
        (Action.ADD_TASK, goal.section),
        (Action.FOLLOW_UP, measure),
    ):
        assert can(cast.jan, action, thing) is (action is Action.FOLLOW_UP)
    end_measure(by=cast.sofie, measure=measure, seen=2, status="ended", on=TODAY)
    assert not can(cast.pia, Action.ADD_SUBGOAL, goal)


def test_nothing_is_written_on_an_ended_plan(cast):
    measure = measure_of(cast.sofie, cast.plan)
    cast.plan.ended_at, cast.plan.outcome = measure.written_at, "manages"
    cast.plan.save()
    with pytest.raises(ValidationError, match="Planen er afsluttet"):
        follow_up(by=cast.sofie, measure=measure, seen=1, happened="Besøg", progress="on_track")
