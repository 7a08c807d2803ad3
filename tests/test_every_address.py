"""Every address of the program, opened by everybody who should find nothing there. A new address must be classified."""

from collections.abc import Iterator
from datetime import time, timedelta
from enum import Enum
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from citizens.models import CustodyAnswer, GroundKind
from enplan import clock
from enplan.accounts.models import ClaimMeaning, User
from enplan.audit.models import Change, Look
from integrations.models import Delivery, Fagsystem
from integrations.simulators.server import pdf_text
from plans.looks import look_at_plan
from plans.models import (
    BlockedPerson,
    Booklet,
    ChecklistLine,
    FamilySide,
    Goal,
    Meeting,
    MeetingKind,
    NotedForCitizen,
    Notice,
    PlanAnswer,
    Referral,
    ReferralGround,
    ReferralPart,
    Transition,
    TransitionKind,
)
from plans.pages.citizen.presenters.closing_together import number_of
from plans.permissions import standing_of
from plans.services.attachments import add_attachment
from plans.services.booklet_making import make_booklet
from plans.services.booklets import order_booklet
from plans.services.comments import write_comment
from plans.services.data_requests import ask_for_data
from plans.services.disagreements import raise_disagreement
from plans.services.families import ask_for_family, ask_the_other_side
from plans.services.family_answers import answer_family
from plans.services.family_talks import add_family_line
from plans.services.follow_ups import follow_up
from plans.services.goals import add_goal, add_subgoal, propose_goal
from plans.services.handover import offer_handover
from plans.services.invitations import invite
from plans.services.journal import write_journal
from plans.services.look_questions import ask_about_look
from plans.services.measures import add_measure
from plans.services.meeting_lines import add_point, disagree_at_meeting, note_decision
from plans.services.meetings import Invitee, call_meeting
from plans.services.messages import send_message
from plans.services.misfilings import take_out
from plans.services.notices import choose_notices
from plans.services.noting import Told, note_comment
from plans.services.preparing import write_preparation
from plans.services.progress import rate
from plans.services.protected_times import add_protected_time
from plans.services.questions import ask_leader
from plans.services.referral_grounds import note_answer_of
from plans.services.referrals import ask_department
from plans.services.talks import add_line
from plans.services.tasks import add_task
from plans.services.team import block_person, end_member
from plans.services.transitions import begin_transition
from plans.services.withholding import ask_to_withhold
from plans.services.words import write_words
from tests.cast import BEGINNING, HOUSING, NOW, give_consent, make_employee, make_private_person
from tests.conftest import Cast
from tests.staff_pages import make_replaced
from tests.uploads import checked_photo

SECRET = "Hemmeligt"  # stands in every text of the plan, so that a leak anywhere shows


class Kind(Enum):
    """What an address is, and so what those without access get there."""

    PUBLIC = "open to everybody, about nobody"
    OWN = "the person's own page: may answer, but never with somebody else's data"
    PLAN = "about one plan or citizen: not there for everybody it is closed to"
    ADMINISTRATION = "for administrators, not there for others, and without plan content for anybody"
    AUDIT = "for the auditor, not there for others, and without plan content or a citizen's name for anybody"


# Addresses with a plan's id are PLAN by that; the others stand here. An address in neither place fails the test.
KINDS: dict[str, Kind] = {
    **dict.fromkeys(
        (
            "healthz",
            "readyz",
            "login",
            "login-code",
            "login-code-again",
            "login-time",
            "logout",
            "mitid",
            "mitid-answer",
            "mitid-refused",
            "work-login",
            "work-login-answer",
            "work-login-refused",
            "invitation",
            "invitation-accept",
            "choose-language",
            "way-out",
            "about-data",
            "unsaved-keep",
            "min-plan-unsaved-keep",
        ),
        Kind.PUBLIC,
    ),
    **dict.fromkeys(
        (
            "start",
            "own-sessions",
            "min-plan-sessions",
            "min-plan",
            "notice-choice",
            "min-plan-pdf",
            "consents",
            "access-log",
            "min-del",
            "caseload",
            "booklet-new",
            "sync-board",
            "search",
            "citizen-new",
            "api-plans",
            "api-schema",
            "min-plan-journal",
            "own-people",
            "who-sees-what",
            "supervision",
            "own-unsaved",
            "unsaved-discard",
            "choose-reading-mode",
            "min-plan-unsaved",
            "min-plan-unsaved-discard",
            "glossary",
            "tasks",
            "coordinators",
            "plans-give-on",
            "coordinator-return",
        ),
        Kind.OWN,
    ),
    **dict.fromkeys(("booklet", "booklet-stop", "booklet-pdf"), Kind.PLAN),
    **dict.fromkeys(
        ("metrics", "receipts", "delivery-again", "delivery-settle", "delivery-give-up"), Kind.PLAN
    ),
    "plan-start": Kind.PLAN,
    "approval": Kind.PLAN,
    "leader-question": Kind.PLAN,
    "approvals": Kind.OWN,
    "share-review": Kind.PLAN,
    **dict.fromkeys(("coordinator-cover", "coordinator-move"), Kind.PLAN),
    **dict.fromkeys(
        (
            "audit",
            "audit-grounds",
            "audit-without-consent",
            "audit-log",
            "audit-export",
            "audit-flags",
            "audit-employees",
            "audit-citizen",
            "look-questions",
            "look-question",
        ),
        Kind.AUDIT,
    ),
    **dict.fromkeys(
        (
            "administration",
            "connections",
            "connection-add",
            "connection-edit",
            "connection-check",
            "employees",
            "employee-add",
            "employee-edit",
            "employee-shut-out",
            "employee-let-in",
            "meanings",
            "meaning-add",
            "meaning-edit",
            "meaning-remove",
            "departments",
            "department-add",
            "department-edit",
            "roles",
            "role-edit",
            "ground-kinds",
            "ground-kind-edit",
            "ground-kind-confirm",
            "purpose-add",
            "purpose-edit",
            "glossary-words",
            "glossary-word-add",
            "glossary-word-edit",
            "templates",
            "goal-template-add",
            "goal-template-edit",
            "plan-template-add",
            "plan-template-edit",
            "transition-kind-add",
            "meeting-kind-add",
            "meeting-kind-edit",
            "protected-times",
            "protected-time-add",
            "protected-time-edit",
            "other-plan-add",
            "other-plan-edit",
            "transition-kind-edit",
            "checklist-line-add",
            "checklist-line-edit",
            "life-areas",
            "life-area-edit",
            "measure-types",
            "measure-type-add",
            "measure-type-edit",
            "measure-type-confirm",
            "decision-rule",
            "area-themes",
            "area-theme-edit",
        ),
        Kind.ADMINISTRATION,
    ),
    **dict.fromkeys(
        (
            "referral-begin",
            "referral",
            "referral-part",
            "referral-ask",
            "referral-stop",
            "referral-visitation",
            "referral-answer",
            "referral-withdraw",
            "referral-start",
            "referral-decline",
            "my-referral-withdraw",
        ),
        Kind.PLAN,
    ),
    **dict.fromkeys(("referrals", "my-referrals"), Kind.OWN),
    **dict.fromkeys(("breaches", "breach"), Kind.AUDIT),
}


def addresses(
    patterns: Any = None, above: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Every address: its name and the names of what it takes."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        takes = above | frozenset(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, takes)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or f"without a name: {pattern.pattern}", takes


def kind_of(name: str, takes: frozenset[str]) -> Kind:
    """KeyError for an address that nobody has classified."""
    return Kind.PLAN if "plan_id" in takes else KINDS[name]


@pytest.fixture
def full_plan(cast: Cast) -> dict[str, Any]:
    """What every address takes: ids of things in a plan where every text is secret."""
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text=f"{SECRET} drøm", seen=0)
    write_words(by=cast.rasmus, plan=cast.plan, kind="matters", text=f"{SECRET} vigtigt", seen=0)
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title=f"{SECRET} forslag")
    goal = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title=f"{SECRET} mål", why=SECRET)
    subgoal = add_subgoal(by=cast.sofie, goal=goal, title=f"{SECRET} delmål")
    task = add_task(by=cast.sofie, goal=goal, title=f"{SECRET} aftale", responsible_is_citizen=True)
    measure = add_measure(
        by=cast.sofie,
        plan=cast.plan,
        area_id=HOUSING,
        title=f"{SECRET} indsats",
        starts_on=NOW.date(),
        extent=SECRET,
    )
    follow_up(by=cast.sofie, measure=measure, seen=1, happened=f"{SECRET} opfølgning", progress="on_track")
    rating = rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=3, note=f"{SECRET} note")
    comment = write_comment(by=cast.rasmus, about=task, text=f"{SECRET} kommentar")
    told = note_comment(by=cast.sofie, told=Told("call", NOW.date()), about=goal, text=f"{SECRET} fortalt")
    note = write_journal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title=f"{SECRET} notat", text=SECRET)
    file = add_attachment(
        by=cast.sofie, plan=cast.plan, area_id=HOUSING, file=checked_photo(), title=f"{SECRET} billede"
    )
    kept = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title=f"{SECRET} senere", is_draft=True)
    leader = make_employee("lis", "Lis Toft", cast.social, "leader")
    asking = ask_to_withhold(
        by=cast.sofie, draft=kept, until=(NOW + timedelta(days=300)).date(), ground=SECRET, asked_of=leader
    )
    disagreement = raise_disagreement(by=cast.sofie, plan=cast.plan, about=goal, text=f"{SECRET} syn")
    asked = ask_leader(by=cast.sofie, plan=cast.plan, leader=leader, text=f"{SECRET} sag", things=[goal])
    wrong = write_journal(
        by=cast.sofie, plan=cast.plan, area_id=HOUSING, title=f"{SECRET} forkert", text=SECRET
    )
    misfiling = take_out(by=cast.sofie, thing=wrong)
    draft = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title=f"{SECRET} kladde", is_draft=True)
    said = add_line(by=cast.sofie, plan=cast.plan, kind="note", text=f"{SECRET} samtale", area_id=HOUSING)
    invitation = invite(
        by=cast.rasmus,
        plan=cast.plan,
        name="Ea Ager",
        relation="søster",
        email="ea@eksempel.dk",
        areas=[HOUSING],
        sources=[cast.social],
    )
    meeting = secret_meeting(cast)
    message = send_message(by=cast.rasmus, plan=cast.plan, text=f"{SECRET} besked", once=uuid4())
    letter = secret_letter(cast)
    referral, answer = secret_referral(cast)
    leaving = TransitionKind.objects.get(pk="udskrivelse")
    transition = begin_transition(by=cast.sofie, plan=cast.plan, kind=leaving, on=NOW.date())
    Transition.objects.filter(pk=transition.pk).update(name=f"{SECRET} overgang")
    transition.tasks.update(title=f"{SECRET} punkt")
    ground = give_consent(cast.sofie, cast.plan, to=[cast.job, cast.rus, None], sources=[cast.social])
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.rikke)
    side = secret_link(cast)
    shared = add_family_line(by=cast.sofie, side=side, about=cast.plan, kind="note", text=f"{SECRET} sammen")
    somebody = make_employee("bo", "Bo Krag", cast.rus)
    block_person(by=cast.sofie, plan=cast.plan, user=somebody)
    block = BlockedPerson.objects.get(user=somebody)
    look_at_plan(
        by=cast.sofie, standing=standing_of(cast.sofie, cast.plan), kind=Look.Kind.PAGE, what="Planen"
    )
    look = Look.objects.get(plan_id=cast.plan.pk, user_id=cast.sofie.pk)
    wanted = ask_for_data(
        by=cast.rasmus, plan=cast.plan, kind="correction", about=f"{SECRET} fejl", wanted=SECRET
    )
    question = ask_about_look(by=cast.rasmus, plan=cast.plan, look_id=look.pk, text="Hvorfor?")
    delivery = stuck_delivery(cast)
    return {
        "plan_id": cast.plan.pk,
        "citizen_id": cast.citizen.pk,
        "goal_id": goal.pk,
        "subgoal_id": subgoal.pk,
        "task_id": task.pk,
        "measure_id": measure.pk,
        "type_key": "bostoette",
        "message_id": message.pk,
        "notice_id": letter.pk,
        "note_id": note.pk,
        "file_id": file.pk,
        "ground_id": ground.pk,
        "number": number_of(cast.plan, HOUSING),
        "rating_id": rating.pk,
        "comment_id": comment.pk,
        "noted_id": NotedForCitizen.objects.get(thing_id=told.pk).pk,
        "told_kind": "tal",
        "draft_id": draft.pk,
        "thing_id": note.pk,
        "misfiling_id": misfiling.pk,
        "breach_id": misfiling.breach.pk,
        "withholding_id": asking.pk,
        "disagreement_id": disagreement.pk,
        "asked_id": asked.pk,
        "block_id": block.pk,
        "representative_id": cast.mother.pk,
        "contact_id": invitation.person_id,
        "invitation_id": invitation.pk,
        "plan_answer_id": PlanAnswer.objects.create(plan=cast.plan, representative=cast.mother).pk,
        "answer_id": CustodyAnswer.objects.create(ground=ground, representative=cast.mother).pk,
        "look_id": look.pk,
        "data_request_id": wanted.pk,
        "talk_line_id": said.pk,
        "side_id": side.pk,
        "family_answer_id": side.answers.get().pk,
        "family_line_id": shared.pk,
        "replaced_id": make_replaced(cast).pk,
        "person_id": cast.plan.members.filter(user=cast.rikke).get().pk,
        "question_id": question.pk,
        "member_id": cast.plan.members.filter(user=cast.jan).get().pk,
        "kind": "dream",
        "step": "team",
        "change_id": Change.objects.filter(thing="goal", thing_id=goal.pk)[0].pk,
        "employee_id": cast.sofie.pk,
        "department_id": cast.social.pk,
        "key": "caseworker",
        "transition_id": transition.pk,
        "meeting_id": meeting.pk,
        "participant_id": meeting.participants.filter(user=cast.sofie).get().pk,
        "point_id": meeting.points.get().pk,
        "meeting_note_id": meeting.preparations.get().pk,
        "decision_id": meeting.decisions.get().pk,
        "referral_id": referral.pk,
        "part_id": referral.parts.get(user=cast.jan).pk,
        "referral_ground_id": answer.pk,
        "fagsystem_id": delivery.fagsystem_id,
        "delivery_id": delivery.pk,
        "booklet_id": made_booklet(cast).pk,
        "line_id": ChecklistLine.objects.values_list("pk", flat=True)[0],
        "meaning_id": ClaimMeaning.objects.create(word="sagsbehandler", role_id="caseworker").pk,
        "protected_id": add_protected_time(
            by=cast.adam, department=cast.job, weekday=1, starts=time(9), ends=time(11)
        ).pk,
        "why": "closed",
    }


def made_booklet(cast: Cast) -> Booklet:
    """Of the plan, for who coordinates it; printed."""
    booklet = order_booklet(by=cast.sofie, plans=[cast.plan.pk])
    make_booklet(booklet.pk)
    booklet.refresh_from_db()
    assert booklet.is_ready
    return booklet


def secret_letter(cast: Cast) -> Notice:
    """A message from who coordinates, which the citizen has on paper."""
    choose_notices(by=cast.rasmus, channel="letter")
    told = send_message(by=cast.sofie, plan=cast.plan, about=SECRET, text=f"{SECRET} svar", once=uuid4())
    return told.notices.get()


def stuck_delivery(cast: Cast) -> Delivery:
    """Refused by a system of Socialafdelingen, in words that say too much."""
    system = Fagsystem.objects.create(
        adapter="sbsys",
        name="SBSYS",
        department=cast.social,
        receives=["plan"],
        base_url="http://127.0.0.1:9",
        credentials="SBSYS",
    )
    return Delivery.objects.create(
        fagsystem=system,
        plan=cast.plan,
        kind=Delivery.Kind.PLAN,
        document_id=cast.plan.pk,
        state=Delivery.State.REJECTED,
        created_at=NOW,
        changed_at=NOW,
        next_try_at=NOW,
        words=f"{SECRET} sag",
    )


def secret_link(cast: Cast) -> FamilySide:
    """With Kirsten's plan, in force: she knows that, and nothing else."""
    side = ask_for_family(by=cast.rasmus, plan=cast.plan, other_named=f"{SECRET} slægt", own_named="En ven")
    ask_the_other_side(by=cast.sofie, side=side, citizen=cast.kirstens_plan.citizen)
    answer_family(
        by=cast.kirsten,
        side=FamilySide.objects.get(plan=cast.kirstens_plan, link=side.link),
        answer="yes",
    )
    return FamilySide.objects.get(pk=side.pk)


def secret_meeting(cast: Cast) -> Meeting:
    """To come; those it was closed to since were asked as well."""
    people = [Invitee(user=user) for user in (cast.sofie, cast.jan, cast.rikke, cast.pia)]
    meeting = call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="kickoff"),
        at=NOW + timedelta(days=200),
        place=f"{SECRET} sted",
        invitees=[Invitee(is_citizen=True), Invitee(contact=cast.brother), *people],
    )
    add_point(by=cast.sofie, meeting=meeting, area_id=HOUSING, text=f"{SECRET} punkt")
    write_preparation(by=cast.sofie, meeting=meeting, area_id=HOUSING, text=f"{SECRET} forberedelse")
    note_decision(
        by=cast.sofie,
        meeting=meeting,
        area_id=HOUSING,
        text=f"{SECRET} beslutning",
        takes_effect_on=NOW.date(),
        responsible=cast.sofie,
    )
    disagree_at_meeting(by=cast.sofie, meeting=meeting, area_id=HOUSING, text=f"{SECRET} uenig")
    return meeting


def secret_referral(cast: Cast) -> tuple[Referral, ReferralGround]:
    """One that led to the plan, which Jan, Rikke and Pia were part of while it was open."""
    referral = Referral.objects.create(
        citizen=cast.citizen, begun_by=cast.sofie, begun_at=BEGINNING, coordinator=cast.sofie
    )
    part = ask_department(by=cast.sofie, referral=referral, user=cast.jan)
    ask_department(by=cast.sofie, referral=referral, user=cast.rikke)
    ReferralPart.objects.filter(pk=part.pk).update(why=SECRET, tried=SECRET, finished_at=BEGINNING)
    answer = note_answer_of(
        by=cast.sofie,
        referral=referral,
        kind=GroundKind.objects.get(pk="sharing_consent"),
        decision="yes",
        sources=[cast.job],
        form="oral",
        given_on=NOW.date(),
    )
    return referral, answer


@pytest.fixture
def strangers(cast: Cast, full_plan: dict[str, Any]) -> dict[str, User | None]:
    """Everybody to whom the plan is closed, whatever once opened it to them."""
    end_member(by=cast.sofie, plan=cast.plan, user=cast.pia)
    block_person(by=cast.sofie, plan=cast.plan, user=cast.rikke)
    User.objects.filter(pk=cast.jan.pk).update(is_active=False)
    return {
        "nobody": None,
        "deactivated member": cast.jan,
        "former member": cast.pia,
        "blocked member who was offered the plan": cast.rikke,
        "colleague of a member": cast.ulla,
        "provider elsewhere": make_employee("per", "Per Bro", cast.job, "provider"),
        "leader": cast.grethe,
        "administrator": cast.adam,
        "auditor": cast.dorte,
        "superuser": cast.root,
        "another citizen": cast.kirsten,
        "relative without a consent": cast.mads,
        "representative whose period is over": cast.anne,
        "private person with nothing": make_private_person("ib", "Ib Holm"),
    }


def open_address(name: str, takes: frozenset[str], things: dict[str, Any]) -> str:
    return reverse(name, kwargs={key: things[key] for key in takes})


def test_every_address_is_classified() -> None:
    unknown = []
    for name, takes in addresses():
        try:
            kind_of(name, takes)
        except KeyError:
            unknown.append(name)
    assert not unknown, "say in KINDS what these addresses are"


def test_unclassified_address_is_found() -> None:
    with pytest.raises(KeyError):
        kind_of("a-new-page", frozenset({"thing_id"}))


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_nothing_at_any_address(
    cast: Cast, full_plan: dict[str, Any], strangers: dict[str, User | None], method: str
) -> None:
    changes = Change.objects.filter(plan_id=cast.plan.pk).count()
    wrong: list[str] = []
    with clock.standing_at(NOW + timedelta(days=120)):  # the representative's period is over
        for person, user in strangers.items():
            client = Client()
            if user is not None:
                client.force_login(user)
            for name, takes in addresses():
                response = getattr(client, method)(open_address(name, takes, full_plan))
                complaint = complaint_about(response, kind_of(name, takes), person, cast)
                if complaint:
                    wrong.append(f"{method} {name} as {person}: {complaint}")
                if name in ("logout", "way-out") and user is not None:
                    client.force_login(user)
    assert not wrong, "\n".join(wrong)
    assert Change.objects.filter(plan_id=cast.plan.pk).count() == changes
    looked = Look.objects.filter(plan_id=cast.plan.pk, user_id__in=[u.pk for u in strangers.values() if u])
    assert not looked.exists()


def complaint_about(response: Any, kind: Kind, person: str, cast: Cast) -> str:
    """What is wrong with an answer to somebody who should get nothing; empty when it is as it should be."""
    is_pdf = response.get("Content-Type") == "application/pdf"
    body = pdf_text(response.content) if is_pdf else response.content.decode()
    for secret in (
        SECRET,
        cast.citizen.name,
        cast.citizen.cpr,
        cast.citizen.cpr_masked,
        cast.citizen.address,
    ):
        if secret in body:
            return f"shows {secret!r} (status {response.status_code})"
    status = response.status_code
    is_login = status == 302 and response["Location"].startswith("/login/")
    if kind is Kind.PUBLIC:
        return ""
    if person in ("nobody", "deactivated member"):
        return "" if is_login or status in (401, 404, 405) else f"answers {status} to {person}"
    if kind is Kind.PLAN:
        is_refused = status == 422 and "Begynd én plan for borgeren" in body  # a second plan, without a name
        return "" if status in (404, 405) or is_refused else f"answers {status}"
    if kind is Kind.AUDIT and person != "auditor":
        return "" if status == 404 else f"answers {status}"
    if kind is Kind.ADMINISTRATION and person != "administrator":
        return "" if status == 404 else f"answers {status}"
    return "" if status < 500 else f"fails with {status}"


@pytest.mark.parametrize(
    ("who", "name"),
    [("rasmus", "min-plan"), ("sofie", "workspace"), ("sofie", "api-plan"), ("anne", "min-plan")],
)
def test_those_it_is_open_to_find_it(cast: Cast, full_plan: dict[str, Any], who: str, name: str) -> None:
    """The walk above would find nothing either if the pages were empty."""
    client = Client()
    client.force_login(getattr(cast, who))
    takes = dict(addresses())[name]
    response = client.get(open_address(name, takes, full_plan))
    assert SECRET in response.content.decode()
    assert Goal.objects.filter(title__startswith=SECRET).exists()


def test_walk_would_complain_about_a_leak(cast: Cast, full_plan: dict[str, Any]) -> None:
    client = Client()
    client.force_login(cast.sofie)
    response = client.get(open_address("workspace", frozenset({"plan_id"}), full_plan))
    assert complaint_about(response, Kind.PLAN, "leader", cast)
