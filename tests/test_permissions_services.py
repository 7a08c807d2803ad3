"""Every service, asked by everybody: those in the table may, all others are refused and nothing is changed.

A new service fails the last test until it has its line here.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

import plans.services
from citizens.models import CustodyAnswer, Ground, GroundKind
from citizens.services import register_citizen
from enplan import clock
from enplan.accounts.services.employees import edit_employee
from enplan.audit.models import Change, Look
from enplan.audit.record import Seen, record_looks
from plans.models import BlockedPerson, ConversationDraft, Goal, PersonalDataBreach
from plans.services import (
    accepting,
    attachments,
    conversation,
    custody,
    drafts,
    goals,
    grounds,
    handover,
    invitations,
    journal,
    look_questions,
    misfilings,
    people,
    private_marks,
    progress,
    reminders,
    renewing,
    sharing,
    supervision,
    tasks,
    team,
    visitation,
    withdrawing,
    withholding,
    words,
)
from plans.services import plans as plan_services
from plans.services.checks import PlanEnded
from plans.services.grounds import Party
from tests.cast import CPRS, HOUSING, NOW, TODAY, give_consent, make_employee
from tests.uploads import checked_photo

CITIZENS_SIDE = {"rasmus", "anne"}
CASEWORKERS = {"sofie", "jan", "rikke"}
TEAM = CASEWORKERS | {"pia"}
HOLDS_CONVERSATION = {"sofie", "rasmus", "anne"}  # it names everybody on the team
OF_JOBS_GOAL = {"sofie", "jan", "pia"}  # the coordinator has a ground for it


@pytest.fixture
def scene(cast, jobs_goal, citizens_goal):
    """The cast with something of each kind to write in, one blocked and one deactivated colleague of Jan's."""
    for username, name in (("bent", "Bent Blok"), ("dina", "Dina Duus")):
        user = make_employee(username, name, cast.job)
        setattr(cast, username, user)
        team.add_member(by=cast.sofie, plan=cast.plan, user=user, areas=[HOUSING])
    cast.step = goals.add_subgoal(by=cast.jan, goal=jobs_goal, title="Se på priser")
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
        by=cast.sofie, goal=jobs_goal, title="Ringe til udlejer", responsible_contact=cast.brother
    )
    cast.note = journal.write_journal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Vi talte om hunden"
    )
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
    cast.task_draft = tasks.add_task(by=cast.sofie, goal=jobs_goal, title="Se på det", is_draft=True)
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
    cast.jobs_goal, cast.citizens_goal = jobs_goal, citizens_goal
    handover.offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    team.block_person(by=cast.rasmus, plan=cast.plan, user=cast.bent)
    cast.dina = edit_employee(by=cast.adam, employee=cast.dina, seen=cast.dina.version, is_active=False)
    return cast


def kind(key: str) -> GroundKind:
    return GroundKind.objects.get(pk=key)


# service → who may, and the call. `c` is the cast, `by` who asks.
def hold_conversation(scene: Any, by: Any) -> None:
    """Confirm a conversation that says yes to one plan and nothing else."""
    draft, _ = ConversationDraft.objects.get_or_create(
        plan=scene.plan, user=by, defaults={"saved_at": clock.now()}
    )
    conversation.hold_conversation(
        by=by,
        plan=scene.plan,
        draft=draft,
        conversation=conversation.Conversation(
            one_plan="", answers=(), purpose="Én plan", form=Ground.Form.ORAL, given_on=TODAY
        ),
    )


TABLE: dict[Callable[..., Any], tuple[set[str], Callable[[Any, Any], Any]]] = {
    goals.add_goal: (
        CASEWORKERS,
        lambda c, by: goals.add_goal(by=by, plan=c.plan, area_id=HOUSING, title="Et mål"),
    ),
    goals.propose_goal: (
        CITIZENS_SIDE,
        lambda c, by: goals.propose_goal(by=by, plan=c.plan, area_id=HOUSING, title="Et mål"),
    ),
    goals.edit_goal: (
        {"sofie", "jan"},
        lambda c, by: goals.edit_goal(by=by, goal=c.jobs_goal, seen=c.jobs_goal.version, title="Andet"),
    ),
    goals.take_up_proposal: (
        {"sofie"},
        lambda c, by: goals.take_up_proposal(by=by, goal=c.citizens_goal, seen=c.citizens_goal.version),
    ),
    goals.add_subgoal: (
        OF_JOBS_GOAL,
        lambda c, by: goals.add_subgoal(by=by, goal=c.jobs_goal, title="Et skridt"),
    ),
    goals.edit_subgoal: (
        OF_JOBS_GOAL,
        lambda c, by: goals.edit_subgoal(
            by=by, subgoal=c.step, seen=c.step.version, title="Andet", status="done"
        ),
    ),
    tasks.add_task: (OF_JOBS_GOAL, lambda c, by: tasks.add_task(by=by, goal=c.jobs_goal, title="Ringe")),
    tasks.add_task_in_area: (
        TEAM,
        lambda c, by: tasks.add_task_in_area(by=by, plan=c.plan, area_id=HOUSING, title="Ringe"),
    ),
    tasks.edit_task: (
        OF_JOBS_GOAL,
        lambda c, by: tasks.edit_task(by=by, task=c.task, seen=c.task.version, title="Andet"),
    ),
    tasks.set_task_status: (
        OF_JOBS_GOAL | {"mads"},
        lambda c, by: tasks.set_task_status(by=by, task=c.task, seen=c.task.version, status="done"),
    ),
    grounds.note_ground: (
        CASEWORKERS | CITIZENS_SIDE,
        lambda c, by: give_consent(by, c.plan, to=[c.rus], sources=[c.job]),
    ),
    sharing.share_without_consent: (
        {"jan"},  # only the owner of what is there
        lambda c, by: sharing.share_without_consent(
            by=by,
            plan=c.plan,
            kind=kind("acute_or_duty"),
            areas=[HOUSING],
            parties=[Party(department=c.rus)],
            until=TODAY + timedelta(days=2),
            reason="Fare for at miste boligen i dag",
        ),
    ),
    sharing.review_share: (
        {"grethe", "hanne"},  # leaders of the department that shared
        lambda c, by: sharing.review_share(by=by, review=c.review, was_right=False, note="Det hastede ikke"),
    ),
    supervision.start_supervision: (
        {"grethe"},  # Hanne has begun hers
        lambda c, by: supervision.start_supervision(by=by, plan=c.plan, reason="Klage", days=3),
    ),
    supervision.end_supervision: (
        {"hanne"},
        lambda c, by: supervision.end_supervision(by=by, ground=c.supervision),
    ),
    visitation.start_visitation: (
        {"sofie"},
        lambda c, by: visitation.start_visitation(by=by, plan=c.plan, reason="Se, hvad der er prøvet"),
    ),
    withdrawing.withdraw_ground: (
        CASEWORKERS | CITIZENS_SIDE,
        lambda c, by: withdrawing.withdraw_ground(by=by, plan=c.plan, ground=c.ground),
    ),
    renewing.renew_grounds: (
        {"sofie"} | CITIZENS_SIDE,  # the others do not know all whom it names
        lambda c, by: renewing.renew_grounds(by=by, plan=c.plan, answers={c.lapsing: "yes"}),
    ),
    renewing.set_review_day: (
        {"sofie"},
        lambda c, by: renewing.set_review_day(by=by, plan=c.plan, day=TODAY + timedelta(days=90)),
    ),
    reminders.dismiss_reminders: (
        CITIZENS_SIDE,
        lambda c, by: reminders.dismiss_reminders(by=by, plan=c.plan, grounds=[c.lapsing]),
    ),
    handover.offer_handover: (
        {"sofie"},
        lambda c, by: handover.offer_handover(by=by, plan=c.plan, to=c.jan),
    ),
    handover.accept_handover: ({"ulla"}, lambda c, by: handover.accept_handover(by=by, plan=c.plan)),
    journal.write_journal: (
        TEAM,
        lambda c, by: journal.write_journal(by=by, plan=c.plan, area_id=HOUSING, title="Nyt", text="Nyt"),
    ),
    journal.add_to_journal: (
        {"jan"},
        lambda c, by: journal.add_to_journal(by=by, note=c.note, text="Og en ting til"),
    ),
    people.add_network_person: (
        {"sofie"},
        lambda c, by: people.add_network_person(by=by, plan=c.plan, name="Ida", relation="niece"),
    ),
    people.add_representative: (
        {"sofie"},
        lambda c, by: people.add_representative(
            by=by, plan=c.plan, name="Ib", relation="værge", basis="værgemål", areas=[HOUSING]
        ),
    ),
    people.change_representation: (
        {"sofie"},
        lambda c, by: people.change_representation(
            by=by, plan=c.plan, person=c.mother, seen=1, areas=[HOUSING], until=None, basis="", document=""
        ),
    ),
    people.end_representation: (
        {"sofie"},
        lambda c, by: people.end_representation(by=by, plan=c.plan, person=c.mother),
    ),
    invitations.invite: (
        CITIZENS_SIDE,
        lambda c, by: invitations.invite(
            by=by,
            plan=c.plan,
            name="Ea",
            relation="søster",
            email="ea@eksempel.dk",
            areas=[HOUSING],
            sources=[c.job],
        ),
    ),
    invitations.send_again: (
        {"rasmus"},
        lambda c, by: invitations.send_again(by=by, plan=c.plan, invitation=c.invitation),
    ),
    invitations.withdraw_invitation: (
        {"rasmus"},
        lambda c, by: invitations.withdraw_invitation(by=by, plan=c.plan, invitation=c.invitation),
    ),
    invitations.end_network_access: (
        {"rasmus"},
        lambda c, by: invitations.end_network_access(by=by, plan=c.plan, person=c.brother),
    ),
    accepting.accept_invitation: (
        {"kirsten", "mads", "anne"},  # whoever holds the link, but employees and the citizen
        lambda c, by: accepting.accept_invitation(by=by, proof=c.proof),
    ),
    custody.answer_consent: (
        {"anne"},
        lambda c, by: custody.answer_consent(by=by, plan=c.plan, ground=c.asked.ground, answer="yes"),
    ),
    custody.note_answer: (
        CASEWORKERS,
        lambda c, by: custody.note_answer(
            by=by, plan=c.plan, answer_row=c.asked, answer="yes", form="written"
        ),
    ),
    plan_services.start_plan: (
        CASEWORKERS | {"ulla", "bent"},  # blocked on Rasmus' plan, not on this one
        lambda c, by: plan_services.start_plan(
            by=by, citizen=c.without_plan, coordinator=c.sofie, started_on=TODAY
        ),
    ),
    plan_services.agree_to_plan: (
        CASEWORKERS | {"rasmus"},  # not who acts for him in some areas: it is about the whole plan
        lambda c, by: plan_services.agree_to_plan(by=by, plan=c.plan, on=TODAY),
    ),
    plan_services.decline_plan: (
        CASEWORKERS | {"rasmus"},
        lambda c, by: plan_services.decline_plan(by=by, plan=c.plan, on=TODAY),
    ),
    conversation.keep_answers: (
        HOLDS_CONVERSATION,
        lambda c, by: conversation.keep_answers(
            by=by, plan=c.plan, step="planen", values={"one_plan": ["yes"]}
        ),
    ),
    conversation.drop_answers: (
        HOLDS_CONVERSATION,
        lambda c, by: conversation.drop_answers(by=by, plan=c.plan),
    ),
    conversation.hold_conversation: (
        HOLDS_CONVERSATION,
        hold_conversation,
    ),
    attachments.add_attachment: (
        TEAM | CITIZENS_SIDE,
        lambda c, by: attachments.add_attachment(by=by, plan=c.plan, area_id=HOUSING, file=checked_photo()),
    ),
    attachments.add_scan_to_ground: (
        {"sofie", *CITIZENS_SIDE},  # who may see the ground
        lambda c, by: attachments.add_scan_to_ground(
            by=by, plan=c.plan, ground=c.ground, file=checked_photo()
        ),
    ),
    attachments.remove_attachment: (
        {"sofie", "jan"},
        lambda c, by: attachments.remove_attachment(by=by, attachment=c.photo, reason="Forkert billede"),
    ),
    plan_services.end_plan: (
        {"sofie"},
        lambda c, by: plan_services.end_plan(by=by, plan=c.plan, outcome="manages"),
    ),
    progress.rate: (
        TEAM | CITIZENS_SIDE,
        lambda c, by: progress.rate(by=by, plan=c.plan, area_id=HOUSING, value=5),
    ),
    team.add_member: (
        {"sofie"},
        lambda c, by: team.add_member(by=by, plan=c.plan, user=c.ulla, areas=[HOUSING]),
    ),
    team.appoint_deputy: (
        {"sofie"},
        lambda c, by: team.appoint_deputy(
            by=by, plan=c.plan, user=c.jan, starts_at=NOW, ends_at=NOW + timedelta(days=1)
        ),
    ),
    team.end_member: ({"sofie"}, lambda c, by: team.end_member(by=by, plan=c.plan, user=c.pia)),
    team.block_person: (
        {"sofie", "rasmus"},
        lambda c, by: team.block_person(by=by, plan=c.plan, user=c.grethe),
    ),
    private_marks.keep_private: (
        {"rasmus"},
        lambda c, by: private_marks.keep_private(
            by=by, thing=c.citizens_goal, seen=c.citizens_goal.version, is_private=True
        ),
    ),
    journal.edit_note_draft: (
        {"jan"},
        lambda c, by: journal.edit_note_draft(
            by=by, note=c.note_draft, seen=1, title="Kladde", text="Næsten", day=TODAY
        ),
    ),
    drafts.publish_draft: (
        {"jan"},
        lambda c, by: drafts.publish_draft(by=by, draft=c.note_draft, seen=1),
    ),
    drafts.move_draft: (
        {"sofie"},  # from a part that a ground has opened to her
        lambda c, by: drafts.move_draft(by=by, draft=c.task_draft, seen=1),
    ),
    misfilings.take_out: (
        {"sofie", "jan", "hanne"},  # who coordinates, the writer, and the owner's leader under supervision
        lambda c, by: misfilings.take_out(by=by, thing=c.note),
    ),
    misfilings.note_on_breach: (
        {"dorte"},
        lambda c, by: misfilings.note_on_breach(by=by, breach=c.breach, status="reported", text="Anmeldt"),
    ),
    withholding.ask_to_withhold: (
        {"jan"},
        lambda c, by: withholding.ask_to_withhold(
            by=by, draft=c.note_draft, until=TODAY + timedelta(days=9), ground="Lov", asked_of=c.grethe
        ),
    ),
    withholding.answer_withholding: (
        {"grethe"},
        lambda c, by: withholding.answer_withholding(by=by, asking=c.asking, seen=1, is_approved=True),
    ),
    withholding.end_withholding: (
        {"jan"},
        lambda c, by: withholding.end_withholding(by=by, thing=c.kept_goal, seen=2),
    ),
    team.lift_block: (
        {"rasmus"},  # what the citizen has closed
        lambda c, by: team.lift_block(by=by, block=BlockedPerson.objects.get(user=c.bent)),
    ),
    look_questions.ask_about_look: (
        {"rasmus"},  # the log is the citizen's alone
        lambda c, by: look_questions.ask_about_look(
            by=by, plan=c.plan, look_id=c.looks[1].pk, text="Hvorfor?"
        ),
    ),
    look_questions.answer_look_question: (
        {"dorte"},
        lambda c, by: look_questions.answer_look_question(by=by, question=c.look_question, text="Derfor."),
    ),
    words.write_words: (
        CITIZENS_SIDE,
        lambda c, by: words.write_words(by=by, plan=c.plan, kind="dream", text="Ro", seen=0),
    ),
    words.share_words: (
        CITIZENS_SIDE,
        lambda c, by: words.share_words(by=by, plan=c.plan, coordinator_only=True),
    ),
}
# Narrowing, keeping out, a look at what was shared, questions about the log, and another plan.
AFTER_THE_END = {
    withdrawing.withdraw_ground, people.end_representation, invitations.withdraw_invitation,
    invitations.end_network_access, sharing.review_share, supervision.end_supervision,
    team.block_person, team.lift_block, plan_services.start_plan, look_questions.ask_about_look,
    look_questions.answer_look_question, misfilings.note_on_breach, misfilings.take_out,
}  # fmt: skip


def does(call: Callable[[], Any]) -> bool:
    """Was it done? A refusal must leave nothing behind, not even in the history."""
    lines = Change.objects.count()
    point = transaction.savepoint()
    try:
        call()
    except (PermissionDenied, ValidationError):
        assert Change.objects.count() == lines
        return False
    finally:
        transaction.savepoint_rollback(point)
    return True


@pytest.mark.parametrize("service", TABLE, ids=lambda service: service.__name__)
def test_service_is_for_those_who_may_and_refused_to_everybody_else(scene, service):
    may, call = TABLE[service]
    users = (*scene.everybody, scene.bent, scene.dina, scene.hanne)
    done = {user.username for user in users if does(partial(call, scene, user))}
    assert done == may


@pytest.mark.parametrize(
    "service",
    [service for service in TABLE if service not in AFTER_THE_END],
    ids=lambda service: service.__name__,
)
def test_service_is_refused_after_the_plan_has_ended(scene, service):
    may, call = TABLE[service]
    plan_services.end_plan(by=scene.sofie, plan=scene.plan, outcome="manages")
    for username in may:
        with pytest.raises((PlanEnded, PermissionDenied)), transaction.atomic():
            call(scene, getattr(scene, username))


def test_withdrawal_is_noted_after_the_plan_has_ended(scene):
    plan_services.end_plan(by=scene.sofie, plan=scene.plan, outcome="manages")
    withdrawing.withdraw_ground(by=scene.rasmus, plan=scene.plan, ground=scene.ground)
    scene.ground.refresh_from_db()
    assert scene.ground.withdrawn_at is not None


def test_ground_of_another_citizen_is_not_withdrawn_on_ones_own_plan(scene):
    with pytest.raises(PermissionDenied):
        withdrawing.withdraw_ground(by=scene.kirsten, plan=scene.kirstens_plan, ground=scene.ground)


def test_who_is_blocked_starts_no_new_plan_for_the_citizen(scene):
    plan_services.end_plan(by=scene.sofie, plan=scene.plan, outcome="manages")
    for by, coordinator in ((scene.bent, scene.sofie), (scene.sofie, scene.bent)):
        with pytest.raises((PermissionDenied, ValidationError)):
            plan_services.start_plan(by=by, citizen=scene.citizen, coordinator=coordinator, started_on=TODAY)


INNER = ("_", "check_", "require", "store_", "save_task", "close_membership")  # parts of services, ask nobody


def public_services() -> set[str]:
    """What pages, commands and jobs call: what takes `by` and is not a part of another service."""
    found = set()
    for info in pkgutil.iter_modules(plans.services.__path__):
        module = importlib.import_module(f"plans.services.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith(INNER)
            if is_own and "by" in inspect.signature(function).parameters:
                found.add(name)
    return found


def test_every_service_stands_in_the_table():
    assert public_services() == {service.__name__ for service in TABLE}
