"""A reading reads each part when it is first asked for, and of years of numbers what a page shows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enplan import clock
from plans.models import HandoverOffer
from plans.reading import read_plan
from plans.reading_rare import RARE
from plans.services.handover import offer_handover
from plans.services.progress import rate
from tests.cast import HOUSING, NOW

pytestmark = pytest.mark.django_db


def test_parts_are_read_when_asked_for_and_once(cast):
    with CaptureQueriesContext(connection) as asked:
        reading = read_plan(cast.sofie, cast.plan)
        begun = len(asked)
        assert reading.team
        once = len(asked)
        assert reading.team
        assert reading.former_members == ()
    assert begun == 2  # the keys
    assert once > begun
    assert len(asked) == once


def test_rare_kinds_are_asked_for_only_where_there_are_any(cast):
    def asked() -> list[str]:
        reading = read_plan(cast.sofie, cast.plan)
        with CaptureQueriesContext(connection) as queries:
            found: list[object] = [
                reading.attachments,
                reading.disputes,
                reading.newest_questions,
                reading.last_offer,
                reading.network,
                reading.representatives,
            ]
        assert [bool(one) for one in found] == [False, False, False, is_offered, True, True]
        return [query["sql"] for query in queries.captured_queries]

    is_offered = False
    assert len(asked()) == 1 + 2
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.jan)
    is_offered = True
    assert len(asked()) == 1 + 3
    assert HandoverOffer in RARE


def test_newest_ratings_are_all_of_the_whole_and_the_newest_of_each_voice_in_each_area(cast):
    for day, value in enumerate((3, 5)):
        with clock.standing_at(NOW + timedelta(days=day)):
            rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=value)
            rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=value + 1)
            rate(by=cast.sofie, plan=cast.plan, area_id=HOUSING, value=value + 2)
    with clock.standing_at(NOW + timedelta(days=2)):
        reading = read_plan(cast.rasmus, cast.plan)
        newest = {
            (rating.section is None, rating.is_by_citizen, rating.value) for rating in reading.newest_ratings
        }
        assert len(reading.ratings) == 6
    assert newest == {(True, True, 3), (True, True, 5), (False, True, 6), (False, False, 7)}
    assert len(reading.newest_ratings) == 4
