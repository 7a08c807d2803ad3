"""Frozen summaries on their way to the fagsystemer: once, and only what the department may read when they are sent."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from citizens.models import Ground
from enplan import clock
from integrations.models import Delivery, Fagsystem
from integrations.panels.wording import Standing, sentences
from integrations.recalling import sendings_to_recall
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.sweeping import deliver_due
from integrations.wanting import want_everything
from plans.models import Goal, MeetingKind, Summary
from plans.services.goals import add_goal
from plans.services.meeting_lines import add_point, note_decision
from plans.services.meetings import Invitee, call_meeting
from plans.services.misfilings import take_out
from plans.services.summaries import agree_meeting, reopen_summary
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sbsys(cast: Cast) -> Iterator[SbsysSimulator]:
    """An SBSYS of Beskæftigelse that takes plans and summaries."""
    with SbsysSimulator() as simulator:
        Fagsystem.objects.create(
            adapter="sbsys",
            name="SBSYS",
            department=cast.job,
            receives=["plan", "summary"],
            base_url=simulator.base_url,
            credentials="SBSYS",
        )
        yield simulator


@pytest.fixture
def consent(cast: Cast) -> Ground:
    """What Socialafdelingen writes in housing may be seen by Beskæftigelse, for some weeks."""
    until = TODAY + timedelta(days=20)
    return give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=until)


@pytest.fixture
def summary(cast: Cast, jobs_goal: object, rus_goal: object, consent: Ground) -> Summary:
    """Of a meeting at which Socialafdelingen, Beskæftigelse and Rusmiddelcentret have each said something."""
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Beholde lejligheden")
    people = (cast.sofie, cast.jan, cast.rikke)
    meeting = call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="kickoff"),
        at=NOW + timedelta(hours=1),
        place="Borgerservice",
        invitees=[Invitee(is_citizen=True), *(Invitee(user=one) for one in people)],
    )
    for by, text in zip(people, ("Ringe til udlejer", "Se på værelser", "Tale om medicin"), strict=True):
        add_point(by=by, meeting=meeting, area_id=HOUSING, text=text)
    note_decision(
        by=cast.jan,
        meeting=meeting,
        area_id=HOUSING,
        text="Jan følger med",
        takes_effect_on=TODAY,
        responsible=cast.jan,
    )
    return agree_meeting(by=cast.sofie, meeting=meeting)


def deliver(days: float = 0) -> None:
    with clock.standing_at(clock.now() + timedelta(days=days)):
        while deliver_due():
            pass


def summaries_in(simulator: SbsysSimulator) -> list[str]:
    return [one.text for one in simulator.store.all() if one.title.startswith("Referat")]


def plans_in(simulator: SbsysSimulator) -> list[str]:
    return [one.text for one in simulator.store.all() if one.title.startswith("Én plan")]


def test_summary_arrives_once_with_what_the_department_may_read(
    sbsys: SbsysSimulator, summary: Summary
) -> None:
    deliver()
    deliver(days=1)
    (text,) = summaries_in(sbsys)
    for there in (
        "Referat nr. 1",
        "Jan følger med",
        "Se på værelser",
        "Ringe til udlejer",
        "Jan Falk",
        "Sofie Lind",
    ):
        assert there in text
    assert "Beholde lejligheden" in text
    for closed in ("Tale om medicin", "Trappe ned", "Rikke", "Rusmiddelcentret"):
        assert closed not in text


def test_what_is_withdrawn_between_agreement_and_delivery_is_not_sent(
    cast: Cast, sbsys: SbsysSimulator, summary: Summary, consent: Ground
) -> None:
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=consent)
    deliver()
    for (text,) in (summaries_in(sbsys), plans_in(sbsys)):
        assert "Finde et værelse" in text
        assert "Beholde lejligheden" not in text
        assert "Ringe til udlejer" not in text


def test_what_lapses_between_agreement_and_delivery_is_not_sent(
    sbsys: SbsysSimulator, summary: Summary
) -> None:
    deliver(days=22)
    for (text,) in (summaries_in(sbsys), plans_in(sbsys)):
        assert "Finde et værelse" in text
        assert "Beholde lejligheden" not in text
        assert "Ringe til udlejer" not in text


def test_what_is_open_later_makes_no_second_document(
    cast: Cast, sbsys: SbsysSimulator, summary: Summary, consent: Ground
) -> None:
    deliver()
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=consent)
    want_everything(cast.plan)
    deliver(days=1)
    assert len(summaries_in(sbsys)) == 1


def test_summary_that_is_agreed_on_anew_is_a_document_of_its_own(
    cast: Cast, sbsys: SbsysSimulator, summary: Summary
) -> None:
    deliver()
    meeting = summary.meeting
    meeting.refresh_from_db()
    again = reopen_summary(by=cast.sofie, meeting=meeting, seen=meeting.version)
    agree_meeting(by=cast.sofie, meeting=again)
    deliver()
    titles = [one.title.split(" [")[0] for one in sbsys.store.all() if one.title.startswith("Referat")]
    assert titles == ["Referat nr. 1 fra Én plan", "Referat nr. 2, 2. udgave fra Én plan"]


def test_system_has_no_summaries_that_it_does_not_receive_or_has_nothing_in(
    cast: Cast, sbsys: SbsysSimulator, consent: Ground
) -> None:
    kind = MeetingKind.objects.get(pk="kickoff")
    invitees = [Invitee(user=cast.sofie), Invitee(user=cast.rikke)]
    meeting = call_meeting(
        by=cast.sofie, plan=cast.plan, kind=kind, at=NOW + timedelta(hours=1), place="Her", invitees=invitees
    )
    add_point(by=cast.rikke, meeting=meeting, area_id=HOUSING, text="Tale om medicin")
    agree_meeting(by=cast.sofie, meeting=meeting)
    assert not Delivery.objects.filter(kind="summary").exists()
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Finde et værelse")
    Fagsystem.objects.update(receives=["plan"])
    want_everything(cast.plan)
    assert not Delivery.objects.filter(kind="summary").exists()


def test_goal_that_is_taken_out_is_recalled_from_the_summary_too(
    cast: Cast, sbsys: SbsysSimulator, summary: Summary
) -> None:
    deliver()
    goal = next(piece["id"] for piece in summary.content if piece["text"].startswith("Finde et værelse"))
    with clock.standing_at(NOW + timedelta(hours=1)):
        take_out(by=cast.jan, thing=Goal.objects.get(pk=goal))
        recall = Delivery.objects.get(kind="recall")
        assert sorted(row.delivery.kind for row in sendings_to_recall(recall)) == ["plan", "summary"]


def test_summary_on_its_way_is_told_on_the_strip() -> None:
    waiting = Standing("summary", "waiting", "", 2, None, NOW, 0, is_unsettled=False)
    assert sentences([waiting], system="SBSYS") == ["2 referater: på vej"]
