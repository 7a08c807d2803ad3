"""What is kept for how long: one list, by which nightly jobs and `manage.py retention` go; a trial deletes nothing."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from enplan import clock
from enplan.accounts.models import Session
from enplan.audit.models import Look
from enplan.audit.periods import periods
from enplan.schedule import SCHEDULE
from plans.files import storing
from plans.models import Booklet, ConversationDraft, Plan, Presence, UnsavedForm
from plans.services.booklets import order_booklet
from plans.services.presence import be_present
from tests.cast import NOW
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(cast: Cast, client, settings: LazySettings, files_of_this_test: Path) -> Iterator[Cast]:
    """One of each kind that has had its time, and the clock three years on."""
    settings.LOOK_LOG_MONTHS, settings.PLAN_KEPT_YEARS = 12, 2
    client.force_login(cast.sofie)
    client.get(f"/planer/{cast.plan.pk}/")
    Session.objects.update(
        expire_date=NOW
    )  # the machine's clock, not the program's, says that it has run out
    be_present(by=cast.sofie, plan=cast.plan, page="/")
    order_booklet(by=cast.sofie, plans=[cast.plan.pk])
    storing.put(b"nobody's")
    UnsavedForm.objects.create(user=cast.sofie, page="/", form="a", label="", saved_at=NOW)
    ConversationDraft.objects.create(plan=cast.plan, user=cast.rasmus, saved_at=NOW)
    Plan.objects.filter(pk=cast.kirstens_plan.pk).update(ended_at=NOW, outcome="moved")
    with clock.standing_at(NOW + timedelta(days=3 * 365)):
        yield cast


def retention(*arguments: str) -> dict[str, int]:
    """How many it says of each kind."""
    out = StringIO()
    call_command("retention", *arguments, stdout=out)
    return {line.split(":")[0]: int(line.split(":")[1].split()[0]) for line in out.getvalue().splitlines()}


def standing() -> tuple[int, ...]:
    models = (Look, Presence, Booklet, UnsavedForm, ConversationDraft, Plan)
    return tuple(model._default_manager.count() for model in models)


def test_a_trial_says_how_many_of_each_and_deletes_none(old: Cast, files_of_this_test: Path) -> None:
    before = standing()
    said = retention("--dry-run")
    assert said == {
        "session": 1,
        "accessattempt": 0,
        "look": before[0],
        "searchflag": 0,
        "lookquestion": 0,
        "conversationdraft": 1,
        "unsavedform": 1,
        "presence": 1,
        "file without a row": 1,
        "booklet and printed part": 1,
        "plan": 1,
    }
    assert before[0] >= 1
    assert standing() == before
    assert len(list(files_of_this_test.glob("*/*"))) == 1


def test_it_deletes_what_the_trial_said_but_never_a_plan(old: Cast, files_of_this_test: Path) -> None:
    said = retention("--dry-run")
    assert retention() == said
    assert standing() == (0, 0, 0, 0, 0, 2)
    assert list(files_of_this_test.glob("*/*")) == []
    assert {kind for kind, amount in retention("--dry-run").items() if amount} == {"plan"}


def test_what_is_young_stays(cast: Cast, client, files_of_this_test: Path) -> None:
    client.force_login(cast.sofie)
    client.get(f"/planer/{cast.plan.pk}/")
    storing.put(b"being saved")
    assert not any(retention("--dry-run").values())


def test_plans_are_told_of_only_where_the_municipality_has_decided(old: Cast, settings: LazySettings) -> None:
    settings.PLAN_KEPT_YEARS = 0
    assert "plan" not in retention("--dry-run")


def test_every_job_that_deletes_has_its_period_and_every_period_its_job() -> None:
    scheduled = {entry["task"] for entry in SCHEDULE.values()}
    jobs = {period.job for period in periods() if period.job}
    assert jobs <= scheduled
    assert {task for task in scheduled if task.split(".")[-1].startswith("delete_")} <= jobs
