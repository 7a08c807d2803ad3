"""Who may is asked once the plan is locked: what closes meanwhile comes wholly before a change, or wholly after it.

The threads are led by hand, as in test_withdrawing_at_once.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from citizens.models import Ground, GroundKind, Representative
from plans.models import Goal, Withholding
from plans.services.checks import NotAllowed
from plans.services.goals import add_goal
from plans.services.grounds import note_ground
from plans.services.people import change_representation
from plans.services.plans import end_plan
from plans.services.renewing import renew_grounds
from plans.services.team import block_person
from plans.services.withholding import answer_withholding, ask_to_withhold
from tests.cast import ECONOMY, HOUSING, TODAY, give_consent, party
from tests.conftest import Cast
from tests.test_withdrawing_at_once import A_WHILE, beside, held_open

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def while_open(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """What the second answers, which begins while the first is done and not settled yet; or what it raised."""
    done, go_on = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        one = beside(pool, held_open(first, done, go_on))
        try:
            assert done.wait(30)
            other = beside(pool, second)
            _, waiting = wait([other], timeout=A_WHILE)
            assert waiting, "the second did not wait for the first"
        finally:
            go_on.set()
        one.result(30)
        return other.exception(30) or other.result(30)


def close_housing(cast: Cast) -> None:
    """Rasmus' mother acts for him in another area from now on."""
    mother = Representative.objects.get(pk=cast.mother.pk)
    change_representation(
        by=cast.sofie,
        plan=cast.plan,
        person=mother,
        seen=mother.version,
        areas=[ECONOMY],
        until=None,
        basis=mother.basis,
        document=mother.document,
    )


def consent(cast: Cast) -> Ground:
    return note_ground(
        by=cast.anne,
        plan=cast.plan,
        kind=GroundKind.objects.get(pk="sharing_consent"),
        areas=[HOUSING],
        parties=[party(cast.job)],
        sources=[cast.social],
        purpose="Én plan på tværs",
        form=Ground.Form.DIGITAL,
        given_on=TODAY,
    )


def test_consent_waits_for_the_area_that_is_being_closed_to_who_gives_it(cast: Cast) -> None:
    assert isinstance(while_open(lambda: close_housing(cast), lambda: consent(cast)), NotAllowed)
    assert not Ground.objects.filter(noted_by=cast.anne).exists()


def test_renewal_waits_for_the_area_that_is_being_closed_to_who_gives_it(cast: Cast) -> None:
    lapsing = give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social], until=TODAY)

    def renew() -> list[Ground]:
        return renew_grounds(by=cast.anne, plan=cast.plan, answers={lapsing: Ground.Decision.YES})

    assert isinstance(while_open(lambda: close_housing(cast), renew), NotAllowed)
    assert not Ground.objects.filter(renews=lapsing).exists()


@pytest.mark.parametrize("meanwhile", ["ended", "blocked"])
def test_answer_to_keep_something_back_waits_for_what_closes_the_plan(cast: Cast, meanwhile: str) -> None:
    draft = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Undersøges", is_draft=True)
    asking = ask_to_withhold(
        by=cast.jan,
        draft=draft,
        until=TODAY.replace(day=20),
        ground="Forvaltningsloven § 15 b",
        asked_of=cast.grethe,
    )
    first = {
        "ended": lambda: end_plan(by=cast.sofie, plan=cast.plan, outcome="manages"),
        "blocked": lambda: block_person(by=cast.rasmus, plan=cast.plan, user=cast.grethe),
    }

    def answer() -> None:
        answer_withholding(by=cast.grethe, asking=asking, seen=draft.version, is_approved=True)

    assert isinstance(while_open(first[meanwhile], answer), NotAllowed | ValidationError)
    assert Goal.objects.get(pk=draft.pk).is_draft
    assert Withholding.objects.get(pk=asking.pk).decided_at is None
