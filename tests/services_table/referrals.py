"""Referrals: of a citizen who has no plan yet, so the end of a plan closes none of it."""

from typing import Any

from citizens.models import GroundKind
from enplan.accounts.models import LifeArea
from plans.services import referral_grounds, referrals
from tests.cast import HOUSING, TODAY
from tests.services_table.row import COLLEAGUES, Row, Table


def say_yes(c: Any, by: Any) -> Any:
    return referral_grounds.note_answer_of(
        by=by,
        referral=c.referral,
        kind=GroundKind.objects.get(pk="sharing_consent"),
        decision="yes",
        sources=[c.job],
        form="oral",
        given_on=TODAY,
    )


def have_yes(c: Any) -> None:
    c.yes = say_yes(c, c.sofie)


def write(c: Any, by: Any) -> Any:
    housing = LifeArea.objects.get(pk=HOUSING)
    return referrals.write_part(
        by=by,
        part=c.jobs_part,
        seen=1,
        areas=[housing],
        stands_in=housing,
        tried="Herberg",
        why="Vi trækker hver sin vej",
        is_finished=True,
    )


TABLE: Table = {
    referrals.begin_referral: Row(
        COLLEAGUES,
        lambda c, by: referrals.begin_referral(by=by, citizen=c.without_plan, coordinator=c.sofie),
        after_end=True,
    ),
    referrals.ask_department: Row(
        {"jan", "sofie"},  # who began it, and who is to coordinate
        lambda c, by: referrals.ask_department(by=by, referral=c.referral, user=c.mette),
        after_end=True,
    ),
    referrals.stop_asking: Row(
        {"jan", "sofie"}, lambda c, by: referrals.stop_asking(by=by, part=c.rus_part), after_end=True
    ),
    referrals.write_part: Row({"jan"}, write, after_end=True),
    referrals.start_from_referral: Row(
        {"sofie"},
        lambda c, by: referrals.start_from_referral(
            by=by, referral=c.referral, started_on=TODAY, agreed_on=None, team=[]
        ),
        after_end=True,
    ),
    referrals.decline_referral: Row(
        {"jan", "sofie"},
        lambda c, by: referrals.decline_referral(by=by, referral=c.referral, reason="Én afdeling er nok"),
        after_end=True,
    ),
    referral_grounds.start_visitation_of: Row(
        {"sofie"},
        lambda c, by: referral_grounds.start_visitation_of(by=by, referral=c.referral, reason="Se efter"),
        after_end=True,
    ),
    referral_grounds.note_answer_of: Row({"sofie"}, say_yes, after_end=True),
    referral_grounds.withdraw_from_referral: Row(
        {"sofie", "frida"},
        lambda c, by: referral_grounds.withdraw_from_referral(by=by, ground=c.yes),
        ready=have_yes,
        after_end=True,
    ),
}
