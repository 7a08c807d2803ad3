"""What the demo municipality lacks for some of its pages to be opened in a browser."""

from datetime import timedelta

from citizens.models import CustodyAnswer, Ground, GroundKind
from enplan import clock
from enplan.accounts.models import ClaimMeaning
from enplan.audit.models import Look
from plans.models import FamilySide, JournalNote, OtherPlanKind, PlanAnswer, TalkLine, TransitionKind
from plans.services.attachments import add_attachment
from plans.services.booklets import order_booklet
from plans.services.comments import write_comment
from plans.services.data_requests import answer_data_request, ask_for_data, note_data_request
from plans.services.disagreements import raise_disagreement, write_view
from plans.services.families import ask_for_family, ask_the_other_side
from plans.services.family_answers import answer_family
from plans.services.family_talks import add_family_line
from plans.services.goals import add_goal, propose_goal
from plans.services.grounds import Party
from plans.services.handover import offer_handover
from plans.services.journal import write_journal
from plans.services.look_questions import ask_about_look
from plans.services.misfilings import take_out
from plans.services.questions import ask_leader
from plans.services.referrals import ask_department, begin_referral
from plans.services.replacing import replace_plan
from plans.services.sharing import share_without_consent
from plans.services.talks import add_line
from plans.services.team import add_member, block_person
from plans.services.transitions import begin_transition
from plans.services.withdrawing import withdraw_ground
from plans.services.withholding import answer_withholding, ask_to_withhold
from tests.browsing import client_of, plan_of, user_named
from tests.cast import HOUSING, give_consent, make_citizen
from tests.uploads import checked_photo

FULLEST, EMPTIEST = "poulerik", "mille"


def add_what_the_demo_lacks() -> None:
    """Somebody asked to take over, a citizen without a plan, drafts, and what is asked, shared, hidden or closed."""
    _in_a_family()
    _around_the_emptiest_plan()
    _around_the_fullest_plan()
    _written_by_who_coordinates()
    _disputed_and_asked()
    _asked_about_what_is_kept()
    _grounds()
    ClaimMeaning.objects.create(word="EnPlan-Sagsbehandler", role_id="caseworker")


def _in_a_family() -> None:
    """The fullest and the emptiest plan are linked, with a line of a conversation; another is asked about."""
    birgitte, henrik, fullest, emptiest = (
        user_named(name) for name in ("birgitte", "henrik", FULLEST, EMPTIEST)
    )
    plan, other = plan_of(FULLEST), plan_of(EMPTIEST)
    add_member(by=henrik, plan=other, user=birgitte, areas=[HOUSING])
    ask_for_family(by=birgitte, plan=plan, other_named="Bente, din fætters kone", own_named="Poul-Erik")
    side = ask_for_family(by=fullest, plan=plan, other_named="Mille, min niece", own_named="Din onkel")
    ask_the_other_side(by=birgitte, side=side, citizen=other.citizen)
    answer_family(by=emptiest, side=FamilySide.objects.get(plan=other), answer="yes")
    side.refresh_from_db()
    for about in (plan, other):
        add_family_line(by=birgitte, side=side, about=about, kind="note", text="Vil gerne spise sammen")


def _around_the_emptiest_plan() -> None:
    henrik, nadia = user_named("henrik"), user_named("nadia")
    add_member(by=henrik, plan=plan_of(EMPTIEST), user=nadia, areas=[HOUSING])
    offer_handover(by=henrik, plan=plan_of(EMPTIEST), to=nadia)
    bent = make_citizen(henrik, "bent", "Bent Uden", "7101800003")
    referral = begin_referral(by=henrik, citizen=bent, coordinator=henrik)
    ask_department(by=henrik, referral=referral, user=nadia)
    GroundKind.objects.filter(pk="visitation").update(is_active=True)


def _around_the_fullest_plan() -> None:
    citizen, plan = user_named(FULLEST), plan_of(FULLEST)
    order_booklet(by=user_named("birgitte"), plans=[plan.pk])
    for name in ("birgitte", "henrik"):  # so that there is something in the access log
        client_of(name).get(f"/planer/{plan.pk}/")
    look = Look.objects.filter(plan_id=plan.pk)[0]
    ask_about_look(by=citizen, plan=plan, look_id=look.pk, text="Hvad skulle I bruge det til?")
    leaving = TransitionKind.objects.get(pk="udskrivelse")
    begin_transition(by=user_named("birgitte"), plan=plan, kind=leaving, on=clock.today())
    shelf = propose_goal(by=citizen, plan=plan, area_id=HOUSING, title="Have en hylde til mine bøger")
    write_comment(by=citizen, about=shelf, text="Den skal være af træ.")
    for by, kept_out in ((citizen, "kim"), (user_named("birgitte"), "henrik")):
        add_attachment(by=by, plan=plan, area_id=HOUSING, file=checked_photo())
        block_person(by=by, plan=plan, user=user_named(kept_out))


def _disputed_and_asked() -> None:
    birgitte, plan = user_named("birgitte"), plan_of(FULLEST)
    goal = add_goal(by=birgitte, plan=plan, area_id=HOUSING, title="Flytte i stueetagen")
    disagreement = raise_disagreement(by=birgitte, plan=plan, about=goal, text="Nu, mens der er en ledig.")
    write_view(by=user_named(FULLEST), disagreement=disagreement, text="Ikke før sommerhuset er solgt.")
    ask_leader(
        by=birgitte,
        plan=plan,
        leader=user_named("vibeke"),
        text="Kan det vente?",
        things=[goal, disagreement],
    )


def _asked_about_what_is_kept() -> None:
    """One request that waits, and two corrections that were refused: asked here, and told."""
    birgitte, citizen, plan = user_named("birgitte"), user_named(FULLEST), plan_of(FULLEST)
    ask_for_data(by=citizen, plan=plan, kind="access", about="Alt, hvad der er skrevet om min bolig")
    asked = ask_for_data(by=citizen, plan=plan, kind="correction", about="Min alder", wanted="61 år")
    told = note_data_request(
        by=birgitte,
        plan=plan,
        kind="correction",
        asked_on=clock.today(),
        about="Mit navn",
        wanted="Poul Erik",
    )
    for one in (asked, told):
        answer_data_request(by=birgitte, asked=one, outcome="refused", text="Det står sådan i registret.")


def _written_by_who_coordinates() -> None:
    birgitte, plan = user_named("birgitte"), plan_of(FULLEST)
    for kind in TalkLine.Kind.values:
        add_line(by=birgitte, plan=plan, kind=kind, text="Sagt i går", area_id=HOUSING)
    other = OtherPlanKind.objects.get(pk="handleplan")
    replace_plan(by=birgitte, plan=plan, kind=other, agreed_on=clock.today())

    def note(title: str, *, is_draft: bool = False) -> JournalNote:
        return write_journal(
            by=birgitte, plan=plan, area_id=HOUSING, title=title, text="Stille.", is_draft=is_draft
        )

    note("Besøg")
    note("Kladde", is_draft=True)
    take_out(by=birgitte, thing=note("Forkert"))
    for title, is_answered in (("Et mål", None), ("Bedt om", False), ("Holdt tilbage", True)):
        goal = add_goal(by=birgitte, plan=plan, area_id=HOUSING, title=title, is_draft=True)
        if is_answered is None:
            continue
        asking = ask_to_withhold(
            by=birgitte,
            draft=goal,
            until=clock.today() + timedelta(days=9),
            ground="Forvaltningsloven § 15 b",
            asked_of=user_named("vibeke"),
        )
        if is_answered:
            answer_withholding(by=user_named("vibeke"), asking=asking, seen=goal.version, is_approved=True)


def _grounds() -> None:
    citizen, plan = user_named(FULLEST), plan_of(FULLEST)
    asked = give_consent(citizen, plan, to=[None], sources=[], areas=[HOUSING])  # as if two held custody
    Ground.objects.filter(pk=asked.pk).update(decision=Ground.Decision.WAITING)
    CustodyAnswer.objects.create(
        ground=asked, representative=asked.citizen.representatives.get(user__username="heidi")
    )
    PlanAnswer.objects.create(plan=plan, representative=asked.custody_answers.get().representative)
    closed = give_consent(citizen, plan, to=[None], sources=[], areas=[HOUSING])
    withdraw_ground(by=citizen, plan=plan, ground=closed)
    share_without_consent(
        by=user_named("birgitte"),
        plan=plan,
        kind=GroundKind.objects.get(pk="acute_or_duty"),
        areas=[HOUSING],
        parties=[Party(department=user_named("jesper").department)],
        until=clock.today() + timedelta(days=9),
        reason="Fare for at miste boligen i dag",
    )
