"""Follow-ups: the next is due by rhythm, earlier when it goes badly; of the whole plan; and what is due for whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from enplan.audit.versions import Conflict
from plans.follow_ups_due import follow_ups_due
from plans.models import FollowUp, Measure, PlanFollowUp
from plans.permissions import visible_to
from plans.services.follow_ups import follow_up, follow_up_plan, set_plan_rhythm
from plans.services.measures import add_measure, edit_measure
from plans.services.words import share_words
from tests.cast import HOUSING, TODAY, give_consent

pytestmark = pytest.mark.django_db


def measure_of(by, plan, **fields):
    given: dict[str, Any] = {
        "area_id": HOUSING,
        "title": "Bostøtte",
        "starts_on": date(2026, 1, 5),
        "follow_up_months": 4,
    }
    return add_measure(by=by, plan=plan, **given | fields)


def test_following_up_sets_the_next_by_rhythm_and_earlier_when_it_is_off_track(cast, settings):
    measure = measure_of(cast.jan, cast.plan)
    assert measure.next_follow_up_on == date(2026, 5, 5)
    held = follow_up(by=cast.jan, measure=measure, seen=1, happened="Godt", progress="on_track")
    assert (held.was_due_on, held.next_on) == (date(2026, 5, 5), date(2026, 7, 10))
    measure.refresh_from_db()
    held = follow_up(by=cast.jan, measure=measure, seen=2, happened="Skidt", progress="off_track")
    assert held.next_on == date(2026, 5, 10)  # half of 122 days
    settings.OFF_TRACK_PERCENT = 25
    measure.refresh_from_db()
    assert follow_up(
        by=cast.jan, measure=measure, seen=3, happened="Skidt", progress="off_track"
    ).next_on == (TODAY + timedelta(days=30))


def test_next_is_never_past_the_end_and_what_was_agreed_stays(cast):
    measure = measure_of(cast.jan, cast.plan, ends_on=date(2026, 4, 1))
    assert measure.next_follow_up_on == date(2026, 4, 1)
    agreed = TODAY + timedelta(days=7)
    follow_up(by=cast.jan, measure=measure, seen=1, happened="Godt", progress="on_track", next_on=agreed)
    edit_measure(by=cast.jan, measure=measure, seen=2, contract="J. nr. 7")
    measure.refresh_from_db()
    assert measure.next_follow_up_on == agreed
    edit_measure(by=cast.jan, measure=measure, seen=3, follow_up_months=1, ends_on=None)
    measure.refresh_from_db()
    assert measure.next_follow_up_on == date(2026, 4, 10)


def test_following_up_for_the_last_time_ends_the_measure(cast):
    measure = measure_of(cast.jan, cast.plan)
    held = follow_up(
        by=cast.jan, measure=measure, seen=1, happened="Færdig", progress="ended", result="end_and_refer"
    )
    measure.refresh_from_db()
    assert (measure.status, measure.ends_on, measure.next_follow_up_on) == (Measure.Status.ENDED, TODAY, None)
    assert held.next_on is None


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"happened": " "}, "Skriv kort, hvad der er sket"),
        ({"progress": "perfect"}, "Vælg, hvordan det går"),
        ({"result": "end"}, "Det passer ikke sammen"),
        ({"held_on": TODAY + timedelta(days=1)}, "en dag, der har været"),
        ({"held_on": date(2026, 1, 4)}, "begyndte først senere"),
        ({"next_on": TODAY}, "skal ligge efter"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_stored(cast, said, wrong):
    measure = measure_of(cast.jan, cast.plan)
    with pytest.raises(ValidationError, match=wrong):
        follow_up(by=cast.jan, measure=measure, seen=1, **{"happened": "Godt", "progress": "on_track"} | said)
    assert not FollowUp.objects.exists()
    measure.refresh_from_db()
    assert measure.version == 1


def test_two_who_follow_up_at_once_conflict(cast):
    measure = measure_of(cast.jan, cast.plan)
    follow_up(by=cast.pia, measure=measure, seen=1, happened="Godt", progress="on_track")
    with pytest.raises(Conflict):
        follow_up(by=cast.jan, measure=measure, seen=1, happened="Skidt", progress="off_track")
    assert FollowUp.objects.count() == 1


def test_follow_up_of_the_plan_is_the_coordinators_and_seen_as_the_dream(cast):
    with pytest.raises(PermissionDenied):
        set_plan_rhythm(by=cast.jan, plan=cast.plan, seen=1, months=3)
    plan = set_plan_rhythm(by=cast.sofie, plan=cast.plan, seen=1, months=3)
    assert plan.next_follow_up_on == date(2026, 6, 10)
    follow_up_plan(by=cast.sofie, plan=plan, seen=2, happened="Færre møder, mere ro")
    plan.refresh_from_db()
    assert plan.next_follow_up_on == date(2026, 6, 10)

    def reads(user):
        return visible_to(user, PlanFollowUp.objects.all()).exists()

    assert [reads(user) for user in (cast.rasmus, cast.anne, cast.sofie)] == [True, True, True]
    assert [reads(user) for user in (cast.jan, cast.mads, cast.grethe)] == [False, False, False]
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])
    assert reads(cast.jan)
    share_words(by=cast.rasmus, plan=cast.plan, coordinator_only=True)
    assert not reads(cast.jan)


def test_due_are_those_of_plans_one_coordinates_and_of_the_own_department(cast):
    due = TODAY - timedelta(days=3)
    jobs = measure_of(cast.jan, cast.plan, starts_on=due - timedelta(days=30), first_follow_up_weeks=1)
    socials = measure_of(cast.sofie, cast.plan, starts_on=due - timedelta(days=30), first_follow_up_weeks=2)
    measure_of(cast.sofie, cast.plan, starts_on=TODAY)
    set_plan_rhythm(by=cast.sofie, plan=cast.plan, seen=1, months=1)

    def of(user, **how):
        return [one.measure for one in follow_ups_due(user, **how)]

    assert of(cast.sofie) == [socials]
    assert of(cast.sofie, until=date(2026, 4, 10)) == [socials, None]
    assert of(cast.jan) == of(cast.pia) == [jobs]
    assert of(cast.ulla) == of(cast.rasmus) == of(cast.rikke) == []
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    assert of(cast.sofie) == [jobs, socials]
