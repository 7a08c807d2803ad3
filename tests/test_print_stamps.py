"""The stamp by which an unchanged print is found (ADR 0032): whatever changes the print changes the stamp."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from enplan import clock
from enplan.accounts.models import User
from enplan.accounts.services.departments import edit_department
from enplan.audit.models import Change
from enplan.audit.record import Place, record_change
from plans.grants import SectionGrant
from plans.models import Goal, Plan, PrintedPart
from plans.prints.kept import WHEN
from plans.prints.presenter import page_of_plan
from plans.prints.stamp import stamp_of
from plans.reading import Reading, read_plan
from tests.cast import NOW, TODAY, give_consent
from tests.conftest import Cast
from tests.printing import logged_in

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=1)


def reading_of(user: User, plan: Plan) -> Reading:
    """The plan as the person sees it now, with nothing remembered."""
    return read_plan(User.objects.get(pk=user.pk), Plan.objects.get(pk=plan.pk))


def print_of(user: User, plan: Plan) -> tuple[str, str]:
    """The stamp and the page of a person's copy now."""
    reading = reading_of(user, plan)
    return stamp_of(reading, "copy"), page_of(reading)


def page_of(reading: Reading) -> str:
    """Empty for who is nothing to the plan."""
    return page_of_plan(reading, copy=WHEN)[0] if reading.standing.roles else ""


def test_the_same_again_has_the_same_stamp_all_day_and_another_the_next(cast: Cast, jobs_goal: Goal):
    stamp, _page = print_of(cast.sofie, cast.plan)
    with clock.standing_at(clock.end_of(TODAY) - timedelta(seconds=1)):
        assert print_of(cast.sofie, cast.plan)[0] == stamp
    with clock.standing_at(clock.end_of(TODAY)):
        assert print_of(cast.sofie, cast.plan)[0] != stamp


def test_each_reader_each_size_and_each_plan_has_its_own(cast: Cast):
    stamps = {
        stamp_of(read_plan(user, plan), kind)
        for user, plan in ((cast.sofie, cast.plan), (cast.jan, cast.plan), (cast.sofie, cast.kirstens_plan))
        for kind in ("copy", "large")
    }
    assert len(stamps) == 6
    assert print_of(cast.root, cast.plan) == ("", "")


def test_a_ground_that_lapses_changes_the_stamp_at_that_moment_though_nothing_is_written(
    cast: Cast, jobs_goal: Goal
):
    ends = NOW + timedelta(minutes=30)
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    SectionGrant.every.filter(user=cast.sofie, content_object=jobs_goal.section).update(valid_until=ends)
    stamp, page = print_of(cast.sofie, cast.plan)
    written = Change.objects.count()
    with clock.standing_at(ends - timedelta(seconds=1)):
        assert print_of(cast.sofie, cast.plan) == (stamp, page)
    with clock.standing_at(ends):
        closed, page_then = print_of(cast.sofie, cast.plan)
    assert jobs_goal.title in page
    assert jobs_goal.title not in page_then
    assert closed != stamp
    assert Change.objects.count() == written


def test_what_is_written_late_with_an_earlier_time_changes_the_stamp(cast: Cast, jobs_goal: Goal):
    """Two at once: who began first is done last."""
    stamp, _page = print_of(cast.sofie, cast.plan)
    newest = Change.objects.filter(plan_id=cast.plan.pk).latest("at")
    earlier = newest.at - timedelta(seconds=1)
    place = Place(plan_id=cast.plan.pk, citizen_id=cast.citizen.pk)
    with clock.standing_at(earlier):
        record_change(by=cast.jan, thing=jobs_goal, place=place, fields={"title": ("Før", "Efter")})
    assert print_of(cast.sofie, cast.plan)[0] != stamp


def test_a_department_with_another_name_stands_so_on_the_next_print(cast: Cast, jobs_goal: Goal):
    own = print_of(cast.jan, cast.plan)
    with clock.standing_at(LATER):
        edit_department(by=cast.adam, department=cast.job, seen=cast.job.version, name="Job og uddannelse")
        stamp, page = print_of(cast.jan, cast.plan)
    assert "Job og uddannelse" in page
    assert "Job og uddannelse" not in own[1]
    assert stamp != own[0]


def test_an_unchanged_print_is_found_in_few_questions(
    cast: Cast, jobs_goal: Goal, django_assert_max_num_queries: Any
):
    client = logged_in(cast.sofie)
    address = reverse("plan-pdf", args=[cast.plan.pk])
    first = client.get(address).content
    with django_assert_max_num_queries(13):
        assert client.get(address).content == first
    assert PrintedPart.objects.count() == 1
