"""Every service of the program is done, and the prints of those who read the plan are held against their stamps before
and after: a print that is another has another stamp (ADR 0032).
"""

from datetime import timedelta
from typing import Any

import pytest

from enplan import clock
from plans.prints.stamp import stamp_of
from tests.cast import NOW
from tests.test_permissions_services import TABLE, made_scene, make_ready, rows, scene
from tests.test_print_stamps import page_of, print_of, reading_of

__all__ = ["made_scene", "scene"]  # fixtures
pytestmark = pytest.mark.django_db

READERS = ("sofie", "jan", "rasmus")  # the coordinator, a member, the citizen
LATER = NOW + timedelta(minutes=1)


def prints_of(scene: Any) -> dict[str, tuple[str, str]]:
    return {name: print_of(getattr(scene, name), scene.plan) for name in READERS}


@pytest.fixture(scope="module")
def as_made() -> dict[str, tuple[str, str]]:
    """The prints of the scene as it was made, for the services that need nothing to be done before."""
    return {}


@rows(lambda row: row.may)
def test_no_service_changes_a_print_and_leaves_its_stamp(scene, as_made, service):
    row = TABLE[service]
    make_ready(row, scene)
    before = prints_of(scene) if row.ready or not as_made else as_made
    if not row.ready:
        as_made.update(before)
    with clock.standing_at(LATER):
        row.call(scene, getattr(scene, min(row.may)))
        for name, (stamp, page) in before.items():
            reading = reading_of(getattr(scene, name), scene.plan)
            assert stamp_of(reading, "copy") != stamp or page_of(reading) == page, name
