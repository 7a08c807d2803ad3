"""What else stands in the scene: measures, a disagreement, a question, a conversation, a referral, a child's plan."""

from datetime import timedelta
from typing import Any

from citizens.models import Representative
from enplan.accounts.models import LifeArea
from plans.models import MeetingKind
from plans.services import (
    disagreements,
    goals,
    measures,
    meeting_lines,
    meetings,
    people,
    preparing,
    questions,
    referrals,
    summaries,
    talks,
    team,
)
from plans.services import plans as plan_services
from tests.cast import CPRS, HOUSING, NOW, TODAY, make_citizen, make_plan, make_private_person

CHILD = "7503155098"  # 15 March 2015: eleven years old


def add_rooms(cast: Any) -> None:
    """Each is written by Jan of Beskæftigelse in housing, where nothing else is said."""
    cast.measure = measures.add_measure(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY, extent="4 timer"
    )
    cast.deputy = team.appoint_deputy(
        by=cast.sofie,
        plan=cast.plan,
        user=cast.mette,
        starts_at=NOW + timedelta(days=10),
        ends_at=NOW + timedelta(days=20),
    )
    cast.kirstens_goal = goals.add_goal(
        by=cast.sofie, plan=cast.kirstens_plan, area_id=HOUSING, title="Kirstens eget"
    )
    _disagree(cast)
    cast.line = talks.add_line(by=cast.jan, plan=cast.plan, kind="note", text="Cyklen", area_id=HOUSING)
    cast.talk = cast.line.talk
    cast.sofies_talk = talks.add_line(by=cast.sofie, plan=cast.plan, kind="task", text="Ring").talk
    _meet(cast)
    _refer(cast)
    _have_a_child(cast)


def _disagree(cast: Any) -> None:
    cast.dispute = disagreements.raise_disagreement(
        by=cast.jan, plan=cast.plan, about=cast.jobs_goal, text="Det haster"
    )
    cast.view = cast.dispute.views.get()
    cast.question = questions.ask_leader(
        by=cast.jan, plan=cast.plan, leader=cast.grethe, text="Må vi?", things=[cast.jobs_goal]
    )


def _meet(cast: Any) -> None:
    """Sofie has called it; Rasmus, Jan and Mads are asked. With a point and a decision of Jan's; and one agreed on."""
    kind = MeetingKind.objects.get(pk="kickoff")
    asked = [
        meetings.Invitee(is_citizen=True),
        meetings.Invitee(user=cast.sofie),
        meetings.Invitee(user=cast.jan),
        meetings.Invitee(contact=cast.brother),
    ]
    soon = NOW + timedelta(days=3)
    cast.meeting = meetings.call_meeting(
        by=cast.sofie, plan=cast.plan, kind=kind, at=soon, minutes=60, invitees=asked
    )
    cast.elsewhere = meetings.call_meeting(
        by=cast.sofie, plan=cast.kirstens_plan, kind=kind, at=soon, invitees=asked[:2]
    )
    cast.later = meetings.call_meeting(by=cast.sofie, plan=cast.plan, kind=kind, at=soon, invitees=asked)
    cast.point = meeting_lines.add_point(by=cast.jan, meeting=cast.meeting, area_id=HOUSING, text="Værelset")
    cast.decision = meeting_lines.note_decision(
        by=cast.jan,
        meeting=cast.meeting,
        area_id=HOUSING,
        text="Jan ringer",
        takes_effect_on=TODAY,
        responsible=cast.jan,
    )
    cast.preparation = preparing.write_preparation(
        by=cast.jan, meeting=cast.meeting, area_id=HOUSING, text="Jeg har talt med udlejer"
    )
    cast.agreed = meetings.call_meeting(by=cast.sofie, plan=cast.plan, kind=kind, at=soon, invitees=asked[:3])
    summaries.agree_meeting(by=cast.sofie, meeting=cast.agreed)
    cast.agreed.refresh_from_db()
    cast.guests = {
        name: cast.meeting.participants.get(**who)
        for name, who in (
            ("rasmus", {"is_citizen": True}),
            ("jan", {"user": cast.jan}),
            ("mads", {"contact": cast.brother}),
        )
    }


def _refer(cast: Any) -> None:
    """Jan has begun, Sofie is to coordinate, Rikke is asked; Frida is the citizen."""
    citizen = make_citizen(cast.sofie, "frida", "Frida Holm", CPRS[2])
    cast.frida = citizen.user
    cast.referral = referrals.begin_referral(by=cast.jan, citizen=citizen, coordinator=cast.sofie)
    cast.jobs_part = cast.referral.parts.get(department=cast.job)
    cast.rus_part = referrals.ask_department(by=cast.jan, referral=cast.referral, user=cast.rikke)


def _have_a_child(cast: Any) -> None:
    """Liv's mother has said yes to one plan; her father, who holds custody too, has not answered."""
    cast.childs_plan = make_plan(cast.sofie, make_citizen(cast.sofie, "liv", "Liv Storm", CHILD))
    every_area = list(LifeArea.objects.values_list("pk", flat=True))
    for username, name, relation in (("rut", "Rut Storm", "mor"), ("finn", "Finn Vest", "far")):
        user = make_private_person(username, name)
        setattr(cast, username, user)
        holder = people.add_representative(
            by=cast.sofie,
            plan=cast.childs_plan,
            name=name,
            relation=relation,
            kind=Representative.Kind.CUSTODY,
            areas=every_area,
            user=user,
        )
    plan_services.agree_to_plan(by=cast.rut, plan=cast.childs_plan, on=TODAY)
    cast.awaited = cast.childs_plan.custody_answers.get(representative=holder)
