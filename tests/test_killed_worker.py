"""A worker is killed (SIGKILL) again and again while it delivers: every note and the newest plan arrive once.

ENPLAN_KILLS and ENPLAN_CHANGES make it longer; the suite kills a few times on each broker.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from celery import Celery
from django.conf import settings

from conftest import redis_url
from enplan import clock
from integrations.models import Delivery, Fagsystem
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.sweeping import deliver_due
from plans.models import Goal
from plans.services.goals import edit_goal
from plans.services.journal import write_journal
from tests.cast import HOUSING
from tests.conftest import Cast
from tests.workers import environment_of, kill, start_worker

KILLS = int(os.environ.get("ENPLAN_KILLS", "4"))
CHANGES = int(os.environ.get("ENPLAN_CHANGES", "40"))


@pytest.fixture(params=["redis", "filesystem"])
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a worker on one of the two brokers."""
    url = f"{redis_url().rsplit('/', 1)[0]}/15" if request.param == "redis" else "filesystem://"
    yield environment_of(url, tmp_path)
    if request.param == "redis":
        Celery(broker=url).control.purge()


def sender(environment: dict[str, str]) -> Callable[[UUID], None]:
    """Sends the nudge as the program does, to the broker of this test."""
    app = Celery(broker=environment["CELERY_BROKER_URL"])
    if environment["CELERY_BROKER_URL"].startswith("filesystem"):
        queue = Path(environment["ENPLAN_VAR"]) / "queue"
        queue.mkdir(parents=True, exist_ok=True)
        app.conf.broker_transport_options = {
            **settings.CELERY_BROKER_TRANSPORT_OPTIONS,
            "data_folder_in": str(queue),
            "data_folder_out": str(queue),
            "control_folder": str(queue / "control"),
        }

    def send(delivery_id: UUID) -> None:
        app.send_task("integrations.tasks.deliver", [str(delivery_id)], ignore_result=True)

    return send


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_killed_worker_loses_nothing_and_sends_nothing_twice(
    cast: Cast, jobs_goal: Goal, broker: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.wanting.nudge", sender(broker))
    with SbsysSimulator() as sbsys:
        Fagsystem.objects.create(
            adapter="sbsys",
            name="SBSYS",
            department=cast.job,
            receives=["plan", "journal"],
            base_url=sbsys.base_url,
            credentials="SBSYS",
        )
        goal, written = jobs_goal, 0
        for _ in range(KILLS):
            worker = start_worker(broker)
            arrived = len(sbsys.store.all())
            for _ in range(CHANGES // KILLS // 2):
                goal = edit_goal(by=cast.jan, goal=goal, seen=goal.version, title=f"Udgave {goal.version}")
                written += 1
                text = f"Det var møde {written}."
                write_journal(
                    by=cast.jan, plan=cast.plan, area_id=HOUSING, title=f"Møde {written}", text=text
                )
            wait_for_more_than(arrived, sbsys)
            kill(worker)
        finish()
        documents = sbsys.store.all()
    notes = Counter(doc.title.split(" [")[0] for doc in documents if doc.kind == "journal")
    plans = [doc for doc in documents if doc.kind == "plan"]
    assert notes == Counter(f"Møde {number}" for number in range(1, written + 1))
    assert goal.title in plans[-1].text
    assert max(Counter(doc.title.split(" [")[0] for doc in plans).values()) == 1
    assert not Delivery.objects.exclude(state=Delivery.State.DELIVERED).exists()


def wait_for_more_than(arrived: int, sbsys: SbsysSimulator, seconds: float = 30) -> None:
    """Until the worker is in the middle of it; a worker that delivers nothing at all fails the test."""
    deadline = time.monotonic() + seconds
    while len(sbsys.store.all()) <= arrived:
        if time.monotonic() > deadline:
            pytest.fail("the worker delivered nothing")
        time.sleep(0.02)


def finish() -> None:
    """What the sweep does in the hours after, when every lease and wait is over. The workers had the real time."""
    real = datetime.fromtimestamp(time.time(), tz=UTC)
    for hours in range(1, 4):
        with clock.standing_at(real + timedelta(hours=hours)):
            while deliver_due():
                pass
