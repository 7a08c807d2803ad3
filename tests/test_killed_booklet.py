"""A worker is killed (SIGKILL) while it makes a booklet: others finish it, or it says that it could not be made."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.urls import reverse

from conftest import redis_url
from enplan import clock
from plans.models import Booklet, BookletPart
from plans.services.booklet_making import LEASE, MOST_TRIES
from plans.services.booklets import order_booklet
from plans.services.goals import add_goal
from tests.cast import CPRS, HOUSING, make_citizen, make_plan
from tests.citizen_pages import html_of
from tests.conftest import Cast
from tests.printing import logged_in, pages_of
from tests.workers import environment_of, kill, start_worker

KILLS = 3
NAMES = ("Asta Berg", "Bo Dahl", "Carl Eg", "Dorte Fisk")
LONG = "Det er en lang tekst, som det tager tid at sætte op på en side. " * 180  # some 12,000 characters

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a worker on Redis."""
    url = f"{redis_url().rsplit('/', 1)[0]}/14"
    Celery(broker=url).control.purge()
    yield environment_of(url, tmp_path)
    Celery(broker=url).control.purge()


@pytest.fixture
def booklet(cast: Cast) -> Booklet:
    """Six plans, each with so much in it that a worker is in the middle of one for a while. The workers have the real
    time, so it is asked for now.
    """
    plans = [cast.plan, cast.kirstens_plan]
    for name, cpr in zip(NAMES, CPRS[2:], strict=True):
        citizen = make_citizen(cast.sofie, f"b{cpr}", name, cpr)
        plans.append(make_plan(cast.sofie, citizen))
    for plan in plans:
        for number in range(3):
            add_goal(
                by=cast.sofie, plan=plan, area_id=HOUSING, title=f"Mål {number}", why=LONG, measured_by=LONG
            )
    with now():
        return order_booklet(by=cast.sofie, plans=[plan.pk for plan in plans])


def now(later: timedelta = timedelta()) -> AbstractContextManager[None]:
    return clock.standing_at(datetime.fromtimestamp(time.time(), tz=UTC) + later)


def sweep(environment: dict[str, str]) -> None:
    """What beat sends every minute."""
    Celery(broker=environment["CELERY_BROKER_URL"]).send_task(
        "plans.tasks.sweep_booklets", ignore_result=True
    )


def printed(booklet: Booklet) -> int:
    return booklet.parts.exclude(checksum="").count()


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            pytest.fail("the workers came no further")
        time.sleep(0.01)


def kill_one_in_the_middle(booklet: Booklet, environment: dict[str, str]) -> None:
    """While it prints another part than those that are there. Two minutes later what it held is free again."""
    before = printed(booklet)
    worker = start_worker(environment)
    sweep(environment)
    try:
        wait_until(lambda: printed(booklet) > before)
        wait_until(lambda: booklet.parts.filter(checksum="", lease_until__isnull=False).exists())
    finally:
        kill(worker)
    booklet.refresh_from_db()
    assert (booklet.state, booklet.content) == (Booklet.State.MAKING, None)
    held = BookletPart.objects.filter(booklet=booklet, checksum="", lease_until__isnull=False)
    assert held.count() == 1
    held.update(lease_until=held.get().lease_until - LEASE)  # type: ignore[operator]  # it is held


def fetched(booklet: Booklet) -> Any:
    with now():
        return logged_in(booklet.user).get(reverse("booklet-pdf", args=[booklet.pk]))


def test_booklet_is_whole_after_workers_were_killed_in_the_middle_of_it(
    booklet: Booklet, broker: dict[str, str]
) -> None:
    for _ in range(KILLS):
        kill_one_in_the_middle(booklet, broker)
        assert fetched(booklet).status_code == 404  # not half of it
    worker = start_worker(broker)
    try:
        sweep(broker)
        wait_until(lambda: not Booklet.objects.get(pk=booklet.pk).is_being_made)
    finally:
        kill(worker)
    pages = pages_of(fetched(booklet))
    for name in (*NAMES, "Kirsten Vang", "Rasmus Ager"):
        begins = next(number for number, page in enumerate(pages, 1) if page.startswith(name))
        assert begins % 2
        assert f"{name} {begins} " in pages[0]
    assert f"Side {len(pages)} af {len(pages)}" in pages[-1]


def test_booklet_that_kills_its_workers_says_that_it_could_not_be_made(
    booklet: Booklet, broker: dict[str, str]
) -> None:
    kill_one_in_the_middle(booklet, broker)
    BookletPart.objects.filter(booklet=booklet, checksum="", lease_until__isnull=False).update(
        tries=MOST_TRIES
    )
    worker = start_worker(broker)
    try:
        sweep(broker)
        wait_until(lambda: not Booklet.objects.get(pk=booklet.pk).is_being_made)
    finally:
        kill(worker)
    with now():
        page = html_of(logged_in(booklet.user).get(reverse("booklet", args=[booklet.pk])))
    assert "Hæftet kunne ikke laves" in page
    assert fetched(booklet).status_code == 404
