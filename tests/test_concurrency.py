"""Many people write at once: one wins, everybody keeps their text, and the history tells exactly what was saved."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from enplan import clock
from enplan.audit.models import Change
from enplan.audit.versions import Conflict
from plans.models import Goal
from plans.services.goals import edit_goal
from tests.cast import NOW
from tests.conftest import Cast

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
