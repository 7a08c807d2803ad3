"""Many people write at once: one wins, everybody keeps their text, and the history tells exactly what was saved."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from enplan import clock
from enplan.audit.models import Change
from enplan.audit.versions import Conflict
from integrations.delivering import deliver_one
from integrations.models import Delivery, Sent
from plans.models import Goal
from plans.services.goals import edit_goal
from tests.cast import NOW
from tests.conftest import Cast
from tests.test_deliveries import note_by_jan, sbsys, titles  # noqa: F401  # the fixture is asked for by its name

THREADS = 20
ROUNDS = 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_hundred_saves_of_one_goal_by_twenty_threads(cast: Cast, jobs_goal: Goal) -> None:
    together = Barrier(THREADS)

    def write(number: int) -> list[tuple[str, bool]]:
        """Five saves, each from the version that everybody reads at the same moment."""
        results = []
        try:
            for round_number in range(ROUNDS):
                goal = Goal.objects.select_related("section__plan").get(pk=jobs_goal.pk)
                together.wait(timeout=60)
                text = f"Tekst {number} i runde {round_number}"
                with clock.standing_at(NOW):
                    results.append((text, _saved(cast, goal, text)))
                together.wait(timeout=60)
        finally:
            connection.close()
        return results

    with ThreadPoolExecutor(THREADS) as pool:
        results = [result for part in pool.map(write, range(THREADS)) for result in part]

    saved = {text for text, is_saved in results if is_saved}
    assert len(results) == THREADS * ROUNDS
    assert len(saved) >= ROUNDS
    history = Change.objects.filter(thing="goal", thing_id=jobs_goal.pk, field="title").exclude(before="")
    assert sorted(history.values_list("after", flat=True)) == sorted(saved)
    assert Goal.objects.get(pk=jobs_goal.pk).version == 1 + len(saved)


def _saved(cast: Cast, goal: Goal, text: str) -> bool:
    """Was it saved? A loser's answer holds their own text and what stands now."""
    try:
        edit_goal(by=cast.jan, goal=goal, seen=goal.version, title=text)
    except Conflict as conflict:
        (field,) = conflict.fields
        assert field.mine == text
        assert field.theirs != text
        return False
    return True


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_row_that_many_workers_reach_at_once_is_sent_by_one(
    cast: Cast,
    sbsys: Any,  # noqa: F811  # the fixture of that name is imported
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("integrations.wanting.nudge", lambda _pk: None)
    for _ in range(ROUNDS):
        note_by_jan(cast)
    due = list(Delivery.objects.filter(kind=Delivery.Kind.JOURNAL).values_list("pk", flat=True))
    workers = 6
    together = Barrier(workers)

    def work(_number: int) -> None:
        try:
            for pk in due:
                together.wait(timeout=60)
                with clock.standing_at(NOW):
                    deliver_one(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
    assert len(titles(sbsys, "journal")) == ROUNDS
    assert Sent.objects.count() == ROUNDS
