"""What goes to the broker, the log and the delivery rows while things are delivered: ids, and nothing about anyone."""

import logging
from typing import Any

import pytest
from django.conf import LazySettings
from kombu.messaging import Producer

from integrations.adapters.sbsys.adapter import SbsysAdapter
from integrations.models import Delivery, Fagsystem, Sent
from integrations.simulators.faults import Fault
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.sweeping import deliver_due
from plans.models import Goal
from plans.services.journal import write_journal
from tests.cast import HOUSING
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

FAULTS = (
    None,
    Fault.REJECT,
    Fault.FORBIDDEN,
    Fault.DOWN,
    Fault.TIMEOUT_AFTER_COMMIT,
    Fault.NOT_JSON,
    "crash",
)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> list[str]:
    """What a broker would have been given, head and body."""
    settings.NUDGE_WORKERS = True
    messages: list[str] = []

    def publish(_producer: Producer, body: Any, **options: Any) -> None:
        messages.append(repr((body, options)))

    monkeypatch.setattr(Producer, "publish", publish)
    return messages


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_about_anyone_in_broker_log_and_rows(
    cast: Cast,
    jobs_goal: Goal,
    published: list[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    fault: Fault | str | None,
) -> None:
    def crash(_adapter: SbsysAdapter, document: Any) -> None:
        raise ValueError(f"{document.cpr} {document.title} {document.text}")

    caplog.set_level(logging.DEBUG)
    with SbsysSimulator() as sbsys:
        Fagsystem.objects.create(
            adapter="sbsys",
            name="SBSYS",
            department=cast.job,
            receives=["plan", "journal"],
            base_url=sbsys.base_url,
            credentials="SBSYS",
        )
        if isinstance(fault, Fault):
            sbsys.faults.set(fault)
        elif fault:
            monkeypatch.setattr(SbsysAdapter, "add_note", crash)
            monkeypatch.setattr(SbsysAdapter, "upload_document", crash)
        with django_capture_on_commit_callbacks(execute=True):
            write_journal(
                by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Hjemmebesøg", text="Rent køkken"
            )
        deliver_due()

    everything = {
        "broker": " ".join(published),
        "log": caplog.text,
        "rows": repr([*Delivery.objects.values(), *Sent.objects.values()]),
    }
    assert len(published) == 2  # the note and the plan
    cpr = cast.citizen.cpr
    people = [name for user in cast.everybody for name in user.name.split()]
    written = (jobs_goal.title, "Hjemmebesøg", "Rent køkken")
    for secret in (cpr, f"{cpr[:6]}-{cpr[6:]}", cast.citizen.address, *people, *written):
        for where, text in everything.items():
            assert secret not in text, (where, secret)
