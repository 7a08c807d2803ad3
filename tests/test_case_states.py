"""How far the case is in Nova and SBSYS: read once a day, told to those who may know, proposed and never written."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from enplan import clock
from enplan.accounts.models import User
from enplan.schedule import SCHEDULE
from integrations.models import CaseState, Delivery, Fagsystem
from integrations.simulators.faults import Fault
from integrations.simulators.registry import SIMULATORS
from integrations.states.reading import note_state, read_states
from integrations.sweeping import deliver_due
from integrations.tasks import read_states as task
from integrations.wanting import want_after_change
from plans.models import Goal, Plan
from plans.services.plans import end_plan
from tests.cast import NOW, give_consent
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
STATES = {"Opstaaet": "i gang", "Aktiv": "i gang", "Afsluttet": "afsluttet"}
LIST = "/administration/forbindelser/"


@pytest.fixture(params=["nova", "sbsys"])
def simulator(cast: Cast, jobs_goal: Goal, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A system of Beskæftigelse that has the plan."""
    with SIMULATORS[request.param]() as simulator:
        Fagsystem.objects.create(
            adapter=request.param,
            name="Jobsag",
            department=cast.job,
            receives=["plan"],
            base_url=simulator.base_url,
            credentials="JOBSAG",
            settings={"states": STATES},
        )
        want_after_change(plan=cast.plan)
        deliver_due()
        yield simulator


def strip(cast: Cast, user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(f"/planer/{cast.plan.pk}/").content.decode()


def read(days: float = 0) -> int:
    with clock.standing_at(NOW + timedelta(days=days)):
        return read_states()


def test_state_is_told_to_who_may_read_of_the_department(cast: Cast, simulator: Any) -> None:
    assert read() == 1
    assert "Fra Jobsag: sagen er i gang, set i dag kl. 10" in strip(cast, cast.jan)
    for closed_to in (cast.sofie, cast.rikke):  # she coordinates, and reads nothing of theirs
        assert "Fra Jobsag" not in strip(cast, closed_to)
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    assert "Fra Jobsag: sagen er i gang" in strip(cast, cast.sofie)


def test_state_that_contradicts_the_plan_is_proposed_and_changes_nothing(cast: Cast, simulator: Any) -> None:
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    before = Plan.objects.filter(pk=cast.plan.pk).values().get()
    simulator.states[cast.citizen.cpr] = "Afsluttet"
    read()
    shown = strip(cast, cast.sofie)
    assert "Planen er i gang, men sagen dér er afsluttet. Skal planen også afsluttes?" in shown
    assert f'href="/planer/{cast.plan.pk}/afslut/"' in shown
    assert "Tal med den koordinerende sagsbehandler om det." in strip(cast, cast.jan)
    assert Plan.objects.filter(pk=cast.plan.pk).values().get() == before


def test_plan_that_has_ended_before_its_case_says_so(cast: Cast, simulator: Any) -> None:
    read()
    end_plan(by=cast.sofie, plan=cast.plan, outcome=Plan.Outcome.MANAGES)
    assert "Planen er afsluttet, men sagen dér er i gang. Se på sagen dér." in strip(cast, cast.jan)


def test_state_counts_once_however_often_it_comes(cast: Cast, simulator: Any) -> None:
    system = Fagsystem.objects.get()
    assert note_state(system, cast.plan, "Aktiv")
    with clock.standing_at(NOW + timedelta(days=1)):
        assert not note_state(system, cast.plan, "Aktiv")
        assert not note_state(system, cast.plan, "Aktiv")
        assert CaseState.objects.get().seen_at == NOW
        assert note_state(system, cast.plan, "Afsluttet")
        assert not note_state(system, cast.plan, "Afsluttet")
    assert CaseState.objects.get().code == "Afsluttet"


def test_each_plan_is_asked_about_once_a_day(cast: Cast, simulator: Any) -> None:
    assert [read(), read(), read(0.5), read(1)] == [1, 0, 0, 1]


def test_system_is_asked_about_nothing_that_it_has_not_had(cast: Cast, simulator: Any) -> None:
    Delivery.objects.update(number=0)
    assert read() == 0
    Delivery.objects.update(number=1)
    Fagsystem.objects.update(settings={})  # the administrator has not switched it on
    assert read() == 0


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.WRONG_CREDENTIALS, Fault.NO_TOKEN, Fault.BAD_FORMAT])
def test_system_that_does_not_answer_keeps_what_was_read(cast: Cast, simulator: Any, fault: Fault) -> None:
    read()
    before = CaseState.objects.get().code
    simulator.faults.set(fault)
    simulator.faults.set(Fault.TOKEN_EXPIRED)  # so that a new one is asked for
    read(1)
    read(2)
    assert CaseState.objects.get().code == before
    assert Fagsystem.objects.get().failures > 0


def test_word_that_the_connection_does_not_know_is_told_as_it_is(cast: Cast, simulator: Any) -> None:
    simulator.states[cast.citizen.cpr] = "Sat i bero"
    read()
    assert "Fra Jobsag: sagen står som “Sat i bero”" in strip(cast, cast.jan)


def test_beat_reads_states(cast: Cast, simulator: Any) -> None:
    assert task.name in {one["task"] for one in SCHEDULE.values()}
    task()
    assert CaseState.objects.exists()


def test_meaning_of_states_is_kept_on_the_connection(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.adam)
    said = {
        "adapter": "nova",
        "department": str(cast.job.pk),
        "name": "Nova",
        "receives": ["plan"],
        "base_url": "https://nova.eksempel.dk",
        "credentials": "NOVA",
        "details": "",
        "states": "Opstaaet: i gang\nAfsluttet: afsluttet",
    }
    for wrong, complaint in (
        ({"states": "Afsluttet: forbi"}, "Afsluttet kan betyde i gang, afsluttet, intet."),
        ({"states": "Afsluttet"}, "navn, kolon og værdi"),
        ({"adapter": "fasit"}, "fortæller ikke Én plan, hvor langt sagen er"),
    ):
        answer = client.post(f"{LIST}ny/", {**said, **wrong}).content.decode()
        assert complaint in answer
        assert wrong.get("states", "Opstaaet: i gang") in answer  # what was typed stands there still
    assert client.post(f"{LIST}ny/", said).status_code == 302
    made = Fagsystem.objects.get()
    assert made.settings == {"states": {"Opstaaet": "i gang", "Afsluttet": "afsluttet"}}
    assert "Afsluttet: afsluttet" in client.get(f"{LIST}{made.pk}/").content.decode()


def test_kle_number_that_does_not_exist_is_told_at_its_field(cast: Cast, jobs_goal: Goal) -> None:
    with SIMULATORS["sf2900"]() as simulator:
        system = Fagsystem.objects.create(
            adapter="sf2900",
            name="DUBU",
            department=cast.job,
            receives=["plan"],
            base_url=simulator.base_url,
            credentials="DUBU",
            settings={"cvr": "29189846", "kle": "99.99.99"},
        )
        client = Client()
        client.force_login(cast.adam)
        said = "Nummeret findes ikke, siger systemet."
        assert said not in client.get(f"{LIST}{system.pk}/").content.decode()
        want_after_change(plan=cast.plan)
        deliver_due()
        assert said in client.get(f"{LIST}{system.pk}/").content.decode()
