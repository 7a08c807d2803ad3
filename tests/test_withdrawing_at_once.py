"""A consent is withdrawn while somebody else saves, reads, prints or delivers: one of the two orders, never a mix.

The threads are led by hand, so that each meets the other at its worst moment.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

import integrations.delivering
import integrations.documents.building
import integrations.wanting
import plans.reading
from citizens.models import Ground
from enplan import clock
from integrations.delivering import deliver_one
from integrations.models import Delivery, Sent
from plans.models import Goal
from plans.services.checks import NotAllowed
from plans.services.goals import add_goal, edit_goal
from plans.services.withdrawing import withdraw_ground
from tests.cast import ECONOMY, HOUSING, NOW, give_consent
from tests.conftest import Cast
from tests.printing import text_of
from tests.test_deliveries import sbsys, texts  # noqa: F401  # the fixture

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

LATER = NOW + timedelta(hours=1)
ROOM = "Finde et værelse med plads til hund"
A_WHILE = 0.5  # seconds in which a thread that is not held back would have been done


@pytest.fixture
def shared(cast: Cast, jobs_goal: Goal) -> Ground:
    """Who coordinates reads what Beskæftigelse writes, by a yes."""
    return give_consent(cast.rasmus, cast.plan, to=[None, cast.social], sources=[cast.job])


def beside(pool: ThreadPoolExecutor, call: Callable[[], Any]) -> "Future[Any]":
    """Run it in a thread with a connection of its own, an hour into the test."""

    def run() -> Any:
        try:
            with clock.standing_at(LATER):
                return call()
        finally:
            connection.close()

    return pool.submit(run)


def withdraw(cast: Cast, ground: Ground) -> bool:
    return withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)


def save(cast: Cast, goal: Goal) -> bool:
    """Sofie, who coordinates, writes in the goal she sees by the yes."""
    current = Goal.objects.select_related("section__plan").get(pk=goal.pk)
    try:
        edit_goal(by=cast.sofie, goal=current, seen=current.version, title="Sofies ord")
    except NotAllowed:
        return False
    return True


def held_open(call: Callable[[], Any], done: Event, go_on: Event) -> Callable[[], Any]:
    """The call in a transaction that stays open until it may go on."""

    def run() -> Any:
        with transaction.atomic():
            answer = call()
            done.set()
            assert go_on.wait(30)
        return answer

    return run


@pytest.mark.parametrize("first", ["save", "withdraw"])
def test_save_and_withdrawal_come_one_after_the_other(
    cast: Cast, jobs_goal: Goal, shared: Ground, first: str
) -> None:
    calls = {"save": lambda: save(cast, jobs_goal), "withdraw": lambda: withdraw(cast, shared)}
    second = "withdraw" if first == "save" else "save"
    done, go_on = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        one = beside(pool, held_open(calls[first], done, go_on))
        assert done.wait(30)
        other = beside(pool, calls[second])
        _, waiting = wait([other], timeout=A_WHILE)
        assert waiting, "the second did not wait for the first"
        go_on.set()
        assert one.result(30)
        assert other.result(30) is (second == "withdraw")
    jobs_goal.refresh_from_db()
    assert jobs_goal.title == ("Sofies ord" if first == "save" else ROOM)


@pytest.mark.parametrize("path", ["", "pdf/"])
def test_page_and_print_are_of_one_moment(
    cast: Cast, jobs_goal: Goal, shared: Ground, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The yes is withdrawn after the page has asked what may be seen, and before it reads the consents."""
    meanwhile = [lambda: withdraw(cast, shared)]
    read_words = plans.reading._newest_words

    def interrupted(*args: Any) -> Any:
        while meanwhile:
            with ThreadPoolExecutor(1) as pool:
                assert beside(pool, meanwhile.pop()).result(30)
        return read_words(*args)

    monkeypatch.setattr(plans.reading, "_newest_words", interrupted)
    client = Client()
    client.force_login(cast.sofie)
    with clock.standing_at(LATER + timedelta(minutes=1)):
        answers: list[Any] = [client.get(f"/planer/{cast.plan.pk}/{path}") for _ in range(2)]
    before, after = (text_of(each) if path else each.content.decode() for each in answers)
    assert not meanwhile
    assert ROOM in before
    assert "trukket tilbage" not in before
    assert ROOM not in after


def test_delivery_that_has_begun_comes_before_the_withdrawal_and_is_listed(
    cast: Cast,
    jobs_goal: Goal,
    sbsys: Any,  # noqa: F811  # the fixture of that name is imported
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It stands on the citizen's list, and the next version holds nothing of it."""
    monkeypatch.setattr(integrations.wanting, "nudge", lambda _pk: None)
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Beholde lejligheden")
    ground = give_consent(
        cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social], areas=[HOUSING, ECONOMY]
    )
    delivery = Delivery.objects.get(kind=Delivery.Kind.PLAN)
    build = integrations.documents.building.build
    with ThreadPoolExecutor(1) as pool:
        started: list[Future[Any]] = []

        def interrupted(row: Delivery) -> Any:
            built = build(row)
            if not started:
                started.append(beside(pool, lambda: withdraw(cast, ground)))
                _, waiting = wait(started, timeout=A_WHILE)
                assert waiting, "the withdrawal did not wait until it was settled what goes out"
            return built

        monkeypatch.setattr(integrations.delivering, "build", interrupted)
        with clock.standing_at(LATER):
            assert deliver_one(delivery.pk)
            assert started[0].result(30)
            assert Sent.objects.count() == 1
            assert deliver_one(delivery.pk)
    assert "Beholde lejligheden" in texts(sbsys, "plan")[0]
    assert "Beholde lejligheden" not in texts(sbsys, "plan")[1]


def test_delivery_waits_for_a_withdrawal_that_has_begun_and_sends_nothing_of_it(
    cast: Cast,
    jobs_goal: Goal,
    sbsys: Any,  # noqa: F811  # the fixture of that name is imported
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(integrations.wanting, "nudge", lambda _pk: None)
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Beholde lejligheden")
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])
    delivery = Delivery.objects.get(kind=Delivery.Kind.PLAN)
    # The withdrawal says that more is wanted, and the delivery would wait for that row already: leave that out.
    monkeypatch.setattr("plans.services.withdrawing.announce", lambda **_event: None)
    done, go_on = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        withdrawal = beside(pool, held_open(lambda: withdraw(cast, ground), done, go_on))
        assert done.wait(30)
        sending = beside(pool, lambda: deliver_one(delivery.pk))
        _, waiting = wait([sending], timeout=A_WHILE)
        assert waiting, "the delivery did not wait for the withdrawal"
        go_on.set()
        assert withdrawal.result(30)
        assert sending.result(30)
    (sent,) = texts(sbsys, "plan")
    assert "Beholde lejligheden" not in sent


def test_two_withdraw_at_the_same_moment(cast: Cast, shared: Ground) -> None:
    with ThreadPoolExecutor(4) as pool:
        closed = [beside(pool, lambda: withdraw(cast, shared)) for _ in range(4)]
        assert sorted(each.result(30) for each in closed) == [False, False, False, True]
