"""For whoever runs the program: the figures at /metrics, and the log as JSON lines without anything about anyone."""

import json
import logging
import sys
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from enplan import clock
from enplan.environment import one_of
from enplan.logs import JsonLines
from integrations.models import Delivery, Fagsystem
from integrations.simulators.faults import Fault
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.sweeping import deliver_due
from plans.services.journal import write_journal
from tests.cast import HOUSING, NOW
from tests.conftest import Cast

TOKEN = "et-langt-ord-fra-miljøet"


@pytest.fixture
def two_waiting(cast: Cast) -> Fagsystem:
    system = Fagsystem.objects.create(
        adapter="sbsys",
        name="SBSYS",
        department=cast.job,
        receives=["journal"],
        base_url="http://127.0.0.1:9",
        credentials="SBSYS",
    )
    for number in range(2):
        write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=f"Møde {number}", text="Hemmeligt")
    return system


def asked(token: str = TOKEN) -> tuple[int, str]:
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {token}"} if token else {})
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
def test_figures_say_how_much_waits_since_when_and_what_fails(
    two_waiting: Fagsystem, settings: LazySettings, django_assert_num_queries
) -> None:
    settings.METRICS_TOKEN = TOKEN
    Fagsystem.objects.update(failures=3, strange_receipts=2)
    Delivery.objects.filter(pk=Delivery.objects.all()[0].pk).update(attempts=1, error_code="http_503")
    of_it = f'connection="{two_waiting.pk}",name="SBSYS"'
    with clock.standing_at(NOW + timedelta(minutes=10)), django_assert_num_queries(4):
        status, said = asked()
    assert status == 200
    for name, value in (
        (f'deliveries{{adapter="sbsys",{of_it},state="waiting"}}', 2),
        (f'failing{{adapter="sbsys",code="http_503",{of_it}}}', 1),
        (f'oldest_waiting_seconds{{adapter="sbsys",{of_it}}}', 600),
        (f'failures{{adapter="sbsys",{of_it}}}', 3),
        (f'strange_receipts{{adapter="sbsys",{of_it}}}', 2),
        (f'paused{{adapter="sbsys",{of_it}}}', 0),
    ):
        assert f"enplan_fagsystem_{name} {value}.0" in said.splitlines()
    for secret in ("Hemmeligt", "Møde", "Rasmus", str(Delivery.objects.all()[0].plan_id)):
        assert secret not in said


@pytest.mark.django_db
def test_figures_are_closed_without_the_token(cast: Cast, settings: LazySettings) -> None:
    settings.METRICS_TOKEN = ""
    assert asked("")[0] == asked(TOKEN)[0] == 404
    settings.METRICS_TOKEN = TOKEN
    assert asked("")[0] == asked("gættet")[0] == 404
    assert asked()[0] == 200
    client = Client()
    for user in cast.everybody:
        client.force_login(user)
        assert client.get("/metrics").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [None, Fault.REJECT, Fault.DOWN, Fault.TIMEOUT_AFTER_COMMIT])
def test_json_lines_tell_each_try_by_its_id_and_nothing_about_anyone(
    cast: Cast, caplog: pytest.LogCaptureFixture, fault: Fault | None
) -> None:
    caplog.set_level(logging.INFO, logger="enplan.deliveries")
    with SbsysSimulator() as sbsys:
        Fagsystem.objects.create(
            adapter="sbsys",
            name="SBSYS",
            department=cast.job,
            receives=["journal"],
            base_url=sbsys.base_url,
            credentials="SBSYS",
        )
        write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Hjemmebesøg", text="Hemmeligt")
        if fault is not None:
            sbsys.faults.set(fault)
        deliver_due()
    (line,) = [JsonLines().format(one) for one in caplog.records if one.name == "enplan.deliveries"]
    told = json.loads(line)
    row = Delivery.objects.get()
    assert (told["delivery"], told["connection"]) == (str(row.pk), str(row.fagsystem_id))
    assert told["outcome"] == {None: "accepted", Fault.REJECT: "rejected", Fault.DOWN: "retryable"}.get(
        fault, "unknown"
    )
    for secret in ("Hemmeligt", "Hjemmebesøg", "Rasmus", cast.citizen.cpr, "Jan Falk"):
        assert secret not in line


def test_json_lines_keep_an_errors_words_and_numbers_out() -> None:
    cpr = "7403940012"
    try:
        int(f"Rasmus Ager {cpr}")
    except ValueError:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "of %s", (f"{cpr[:6]}-{cpr[6:]}",), sys.exc_info()
        )
    record.citizen = "Rasmus Ager"
    line = JsonLines().format(record)
    told = json.loads(line)
    assert (told["error"], told["text"]) == ("ValueError", "of [CPR]")
    assert told["where"][0].startswith("test_operations.py:")
    for secret in ("Rasmus", cpr, cpr[6:]):
        assert secret not in line


def test_json_lines_leave_ids_whole() -> None:
    text = "delivery 0d7e9a12-1234-4000-8000-123456789012 of 1403940012aa"
    record = logging.LogRecord("x", logging.INFO, __file__, 1, text, (), None)
    assert json.loads(JsonLines().format(record))["text"] == text


def test_log_format_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENPLAN_LOG_FORMAT", "xml")
    with pytest.raises(ImproperlyConfigured, match="line, json"):
        one_of("ENPLAN_LOG_FORMAT", ("line", "json"))
