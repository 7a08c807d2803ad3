"""What the table is asked in: the cast with something of each kind to write in, made once."""

from datetime import timedelta
from typing import Any

from citizens.models import CustodyAnswer, Ground, GroundKind
from citizens.services import register_citizen
from enplan import clock
from enplan.accounts.services.employees import edit_employee
from enplan.audit.models import Look
from enplan.audit.record import Seen, record_looks
from plans.models import ConversationDraft, Goal, PersonalDataBreach
from plans.services import (
    accepting,
    attachments,
    comments,
    conversation,
    data_requests,
    goals,
    handover,
    invitations,
    journal,
    look_questions,
    misfilings,
    people,
    sharing,
    supervision,
    tasks,
    team,
    withholding,
)
from plans.services.grounds import Party
from tests.cast import (
    BEGINNING,
    CPRS,
    HOUSING,
    NOW,
    TODAY,
    give_consent,
    make_employee,
    make_private_person,
)
from tests.conftest import gather_cast
from tests.services_table.families import add_families
from tests.services_table.scene_rooms import add_rooms
from tests.uploads import checked_photo


def make_scene() -> Any:
    """The cast, those who stand beside it, and something of each kind."""
    cast: Any = gather_cast()
    with clock.standing_at(BEGINNING):
        _add_those_of_before(cast)
    cast.jobs_goal = goals.add_goal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Finde et værelse med plads til hund"
    )
    cast.citizens_goal = goals.propose_goal(
        by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Have min søn på besøg"
    )
    _write_in_the_plan(cast)
    add_rooms(cast)
    add_families(cast)
    return cast


def _add_those_of_before(cast: Any) -> None:
    """A member, one who acted for the citizen and a relative whose time is over; two of Sofie's department."""
    over = NOW - timedelta(days=1)
    cast.lone = make_employee("lone", "Lone Ek", cast.job)
    team.add_member(by=cast.sofie, plan=cast.plan, user=cast.lone, areas=[HOUSING], ends_at=over)
    cast.vera = make_private_person("vera", "Vera Ager")
    people.add_representative(
        by=cast.sofie,
        plan=cast.plan,
        name="Vera Ager",
        relation="faster",
        basis="fuldmagt",
        areas=[HOUSING],
        user=cast.vera,
        until=over.date(),
    )
    cast.villy = make_private_person("villy", "Villy Ager")
    people.add_network_person(by=cast.sofie, plan=cast.plan, name="Villy", relation="onkel", user=cast.villy)
    give_consent(
        cast.rasmus,
        cast.plan,
        to=[cast.villy],
        sources=[cast.job],
        given_on=BEGINNING.date(),
        until=over.date(),
    )
    cast.lis = make_employee("lis", "Lis Toft", cast.social, "leader")
    cast.mette = make_employee("mette", "Mette Ravn", cast.social)


def _write_in_the_plan(cast: Any) -> None:
    for username, name in (("bent", "Bent Blok"), ("dina", "Dina Duus")):
        user = make_employee(username, name, cast.job)
        setattr(cast, username, user)
        team.add_member(by=cast.sofie, plan=cast.plan, user=user, areas=[HOUSING])
    cast.step = goals.add_subgoal(by=cast.jan, goal=cast.jobs_goal, title="Se på priser")
    give_consent(cast.rasmus, cast.plan, to=[None, cast.mads], sources=[cast.job])
    cast.ground = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.rus])
    soon = TODAY + timedelta(days=20)
    cast.lapsing = give_consent(cast.rasmus, cast.plan, to=[cast.rus], sources=[cast.social], until=soon)
    cast.invitation = invitations.invite(
        by=cast.rasmus,
        plan=cast.plan,
        name="Ib",
        relation="ven",
        email="ib@eksempel.dk",
        areas=[HOUSING],
        sources=[],
    )
    link = accepting.issue_link(cast.invitation.pk)
    assert link is not None
    cast.proof = accepting.hash_of(link[1])
    asked = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    Ground.objects.filter(pk=asked.pk).update(decision=Ground.Decision.WAITING)
    cast.asked = CustodyAnswer.objects.create(ground=asked, representative=cast.mother)
    cast.photo = attachments.add_attachment(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo()
    )
    cast.task = tasks.add_task(
        by=cast.sofie, goal=cast.jobs_goal, title="Ringe til udlejer", responsible_contact=cast.brother
    )
    cast.note = journal.write_journal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Vi talte om hunden"
    )
    cast.own_task = tasks.add_task(
        by=cast.sofie, goal=cast.jobs_goal, title="Ringe selv", responsible_is_citizen=True
    )
    cast.comment = comments.write_comment(by=cast.rasmus, about=cast.task, text="Jeg ringer hellere selv")
    cast.note_draft = journal.write_journal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Kladde", text="Ikke færdig", is_draft=True
    )
    kept = journal.write_journal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Senere", text="x", is_draft=True
    )
    cast.asking = withholding.ask_to_withhold(
        by=cast.jan, draft=kept, until=TODAY + timedelta(days=9), ground="Lov", asked_of=cast.grethe
    )
    goal = goals.add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Senere", is_draft=True)
    asking = withholding.ask_to_withhold(
        by=cast.jan, draft=goal, until=TODAY + timedelta(days=9), ground="Lov", asked_of=cast.grethe
    )
    withholding.answer_withholding(by=cast.grethe, asking=asking, seen=1, is_approved=True)
    cast.kept_goal = Goal.objects.get(pk=goal.pk)
    cast.task_draft = tasks.add_task(by=cast.sofie, goal=cast.jobs_goal, title="Se på det", is_draft=True)
    cast.review = sharing.share_without_consent(
        by=cast.jan,
        plan=cast.plan,
        kind=kind("acute_or_duty"),
        areas=[HOUSING],
        parties=[Party(department=cast.social)],
        until=TODAY + timedelta(days=1),
        reason="Fare for at miste boligen i dag",
    ).review
    for what in ("Planen", "Journalen"):
        seen = [Seen(cast.plan.pk, cast.citizen.pk, "Fagperson på teamet", "Arbejder med planen")]
        record_looks(by=cast.jan, kind=Look.Kind.PAGE, what=what, seen=seen)
    cast.looks = Look.objects.filter(user_id=cast.jan.pk).order_by("pk")
    cast.data_request, cast.refused_request = (
        data_requests.ask_for_data(
            by=cast.rasmus, plan=cast.plan, kind="correction", about=wrong, wanted="Det rigtige"
        )
        for wrong in ("Vejnavnet", "Fødselsdagen")
    )
    data_requests.answer_data_request(
        by=cast.sofie, asked=cast.refused_request, outcome="refused", text="Det står i registret."
    )
    cast.look_question = look_questions.ask_about_look(
        by=cast.rasmus, plan=cast.plan, look_id=cast.looks[0].pk, text="Hvorfor?"
    )
    cast.hanne = make_employee("hanne", "Hanne Holt", cast.job, "leader")
    cast.supervision = supervision.start_supervision(by=cast.hanne, plan=cast.plan, reason="Klage", days=3)
    GroundKind.objects.filter(pk="visitation").update(is_active=True, default_days=90)
    wrong = journal.write_journal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Forkert", text="Om en anden"
    )
    misfilings.take_out(by=cast.jan, thing=wrong)
    cast.breach = PersonalDataBreach.objects.get()
    cast.without_plan = register_citizen(by=cast.sofie, name="Bo Hede", cpr=CPRS[3])
    handover.offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    team.block_person(by=cast.rasmus, plan=cast.plan, user=cast.bent)
    cast.dina = edit_employee(by=cast.adam, employee=cast.dina, seen=cast.dina.version, is_active=False)


def kind(key: str) -> GroundKind:
    return GroundKind.objects.get(pk=key)


def hold_conversation(scene: Any, by: Any, of: Any = None) -> None:
    """Confirm a conversation that says yes to one plan and nothing else."""
    draft, _ = ConversationDraft.objects.get_or_create(
        plan=scene.plan, user=by, defaults={"saved_at": clock.now()}
    )
    conversation.hold_conversation(
        by=by,
        plan=of or scene.plan,
        draft=draft,
        conversation=conversation.Conversation(
            one_plan="", answers=(), purpose="Én plan", form=Ground.Form.ORAL, given_on=TODAY
        ),
    )
