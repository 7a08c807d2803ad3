"""What the plan's pages tell of fagsystemer: how far each is, to those who may know; what was sent, to the citizen."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enplan import clock
from enplan.accounts.models import Department, User
from integrations.models import Delivery, Fagsystem
from integrations.panels.wording import Standing, sentences
from integrations.simulators.faults import Fault
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.sweeping import deliver_due
from plans.services.goals import add_goal
from plans.services.journal import write_journal
from plans.services.withdrawing import withdraw_ground
from tests.cast import ECONOMY, HOUSING, NOW, give_consent
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def simulator() -> Iterator[SbsysSimulator]:
    with SbsysSimulator() as simulator:
        yield simulator


def connect(simulator: SbsysSimulator, department: Department, name: str) -> Fagsystem:
    return Fagsystem.objects.create(
        adapter="sbsys",
        name=name,
        department=department,
        receives=["plan", "journal"],
        base_url=simulator.base_url,
        credentials="SBSYS",
    )


@pytest.fixture
def systems(cast: Cast, simulator: SbsysSimulator) -> list[Fagsystem]:
    """One system each, and in the plan a goal and a note by each department."""
    made = [connect(simulator, cast.social, "Socialsag"), connect(simulator, cast.job, "Jobsag")]
    for by in (cast.sofie, cast.jan):
        add_goal(by=by, plan=cast.plan, area_id=HOUSING, title="Et sted at bo")
        write_journal(by=by, plan=cast.plan, area_id=HOUSING, title="Samtale", text="Vi talte sammen.")
    return made


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def workspace(cast: Cast, user: User) -> str:
    return page(user, f"/planer/{cast.plan.pk}/")


def test_coordinator_sees_how_far_every_system_is(cast: Cast, systems: list[Fagsystem]) -> None:
    deliver_due()
    shown = workspace(cast, cast.sofie)
    assert "Socialsag" in shown
    assert "Jobsag" in shown
    assert "har den nyeste, i dag kl. 10" in shown


def test_member_sees_own_departments_systems_and_no_other(cast: Cast, systems: list[Fagsystem]) -> None:
    shown = workspace(cast, cast.jan)
    assert "Jobsag" in shown
    assert "Socialsag" not in shown


def test_member_sees_a_system_of_a_department_whose_part_is_open(
    cast: Cast, systems: list[Fagsystem]
) -> None:
    ground = give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    assert "Socialsag" in workspace(cast, cast.jan)
    withdraw_ground(by=cast.sofie, plan=cast.plan, ground=ground)
    assert "Socialsag" not in workspace(cast, cast.jan)


def test_others_notes_on_their_way_are_not_told_of(
    cast: Cast, systems: list[Fagsystem], simulator: SbsysSimulator
) -> None:
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    Delivery.objects.filter(fagsystem=systems[1]).delete()
    assert "notat:" not in workspace(cast, cast.jan)
    assert "notat:" in workspace(cast, cast.sofie)


def test_system_that_is_down_says_when_it_is_tried_again(
    cast: Cast, systems: list[Fagsystem], simulator: SbsysSimulator
) -> None:
    simulator.faults.set(Fault.DOWN)
    deliver_due()
    assert "på vej, prøver igen i dag kl. 10.01" in workspace(cast, cast.sofie)


def test_system_that_refuses_says_why(
    cast: Cast, systems: list[Fagsystem], simulator: SbsysSimulator
) -> None:
    simulator.faults.set(Fault.CLOSED_CASE)
    deliver_due()
    assert "afvist: sagen er lukket" in workspace(cast, cast.jan)


def test_what_is_stuck_waits_on_the_start_page_for_those_who_may_know(
    cast: Cast, systems: list[Fagsystem], simulator: SbsysSimulator
) -> None:
    assert "afvist" not in page(cast.sofie, "/planer/")
    simulator.faults.set(Fault.CLOSED_CASE)
    deliver_due()
    shown = {name: page(getattr(cast, name), "/planer/") for name in ("sofie", "jan", "rikke", "ulla")}
    refused = "afvist: sagen er lukket — se på sagen i"
    assert f"Socialsag: {refused} Socialsag; 1 notat: " in shown["sofie"]
    assert f"Jobsag: {refused} Jobsag<" in shown["sofie"]  # of others' notes nothing: only that of the plan
    assert f"Jobsag: {refused} Jobsag; 1 notat: " in shown["jan"]
    assert "Socialsag" not in shown["jan"]
    for nothing in ("rikke", "ulla"):
        assert "afvist" not in shown[nothing]


def test_plan_without_systems_has_no_panel(cast: Cast) -> None:
    assert "Ud til fagsystemerne" not in workspace(cast, cast.sofie)


def test_many_notes_cost_no_more_queries(cast: Cast, systems: list[Fagsystem]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            workspace(cast, cast.jan)
        return len(queries)

    workspace(cast, cast.jan)
    few = asked()
    for number in range(12):
        write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=f"Nr. {number}", text="Mere.")
    assert asked() == few


CONSENTS = "/min-plan/samtykker/"


def test_citizen_sees_what_was_sent_also_after_a_withdrawal(cast: Cast, systems: list[Fagsystem]) -> None:
    ground = give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    deliver_due()
    withdraw_ground(by=cast.sofie, plan=cast.plan, ground=ground)
    shown = page(cast.rasmus, CONSENTS)
    assert "Beskæftigelse: Jobsag" in shown
    assert "Planen, i dag kl. 10" in shown
    assert "Et notat i journalen, i dag kl. 10" in shown


def test_lost_answer_that_is_settled_says_which_areas_were_sent(
    cast: Cast, systems: list[Fagsystem], simulator: SbsysSimulator
) -> None:
    simulator.faults.set(Fault.TIMEOUT_AFTER_COMMIT)
    deliver_due()
    assert "svaret udeblev" in workspace(cast, cast.sofie)
    with clock.standing_at(NOW + timedelta(hours=1)):
        deliver_due()
        assert "kl. 11: bolig" in page(cast.rasmus, CONSENTS)


def test_representative_sees_only_what_held_nothing_but_own_areas(
    cast: Cast, systems: list[Fagsystem]
) -> None:
    deliver_due()
    assert "Planen, " in page(cast.anne, CONSENTS)
    add_goal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title="Betale husleje til tiden")
    with clock.standing_at(NOW + timedelta(hours=1)):
        deliver_due()
        assert "kl. 11: bolig · økonomi" in page(cast.rasmus, CONSENTS)
        assert "kl. 11" not in page(cast.anne, CONSENTS)


def test_nothing_sent_is_not_told_of(cast: Cast) -> None:
    assert "sendt videre" not in page(cast.rasmus, CONSENTS)


def standing(kind: str, state: str, **more: object) -> Standing:
    fields = {
        "error_code": "",
        "how_many": 1,
        "delivered_at": None,
        "next_try_at": NOW,
        "attempts": 0,
        "is_unsettled": False,
    }
    return Standing(kind=kind, state=state, **(fields | more))  # type: ignore[arg-type]  # a test's shorthand


SAID = {
    "nothing to have": (standing("plan", "delivered"), "skal ikke have noget af planen nu"),
    "new": (standing("plan", "waiting"), "på vej"),
    "newer on its way": (
        standing("plan", "waiting", delivered_at=NOW - timedelta(days=1)),
        "på vej; har den fra i går kl. 10",
    ),
    "unknown": (standing("plan", "unknown"), "uafklaret, om det nåede frem — se efter i SBSYS"),
    "given up": (standing("plan", "given_up"), "opgivet: SBSYS har ikke svaret i ti dage"),
    "refused for another reason": (
        standing("plan", "rejected", error_code="rejected"),
        "afvist: systemet tog ikke imod — se på sagen i SBSYS",
    ),
    "two notes": (standing("journal", "waiting", how_many=2), "2 notater: på vej"),
    "notes alone": (standing("journal", "delivered", delivered_at=NOW), "har alle notater, i dag kl. 10"),
}


@pytest.mark.usefixtures("standing_clock")
@pytest.mark.parametrize(("one", "said"), SAID.values(), ids=SAID)
def test_state_is_a_sentence(one: Standing, said: str) -> None:
    assert sentences([one], system="SBSYS") == [said]
