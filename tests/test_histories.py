"""Every item's history: what stands in it, for whom, and that no kind of thing is without."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from citizens.models import GroundReview, Invitation
from enplan.audit.models import Change, Look, LookQuestion
from plans.lookups.histories import HISTORIES, IN_THE_PLANS
from plans.models import (
    BreachEntry,
    ConversationDraft,
    MeetingKind,
    MeetingOpening,
    MessageOpening,
    NotedForCitizen,
    Notice,
    NoticeChoice,
    PersonalDataBreach,
    Presence,
    Referral,
    ReferralGround,
    ReferralPart,
    Section,
    Settlement,
    Summary,
    SummaryCopy,
    Talk,
    TalkLine,
    TransitionKind,
    UnsavedForm,
    Withholding,
)
from plans.permissions import RULES
from plans.rules.things import CHANGES_OF_THE_PLAN
from plans.services.attachments import add_attachment
from plans.services.coherence import Said, answer_coherence
from plans.services.comments import write_comment
from plans.services.disagreements import edit_view, raise_disagreement
from plans.services.follow_ups import follow_up, follow_up_plan
from plans.services.goals import add_subgoal, edit_goal
from plans.services.journal import write_journal
from plans.services.measures import add_measure
from plans.services.meeting_lines import add_point
from plans.services.meetings import Invitee, call_meeting
from plans.services.messages import send_message
from plans.services.progress import rate
from plans.services.questions import ask_leader
from plans.services.tasks import add_task
from plans.services.transitions import begin_transition
from plans.services.words import write_words
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import html_of
from tests.uploads import checked_photo

pytestmark = pytest.mark.django_db

# No things in the plan, and why; a new model with a rule stands in one of the places or fails the test.
WITHOUT = {
    Summary: "never changed; the meeting tells when it was agreed on",
    SummaryCopy: "never changed, and its holder's alone",
    Section: "a place, not a thing",
    Settlement: "only added to; its disagreement's history tells that it ended",
    MessageOpening: "of the look-log",
    MeetingOpening: "of the look-log",
    Notice: "what was sent about a message, told on the page of who got it",
    NoticeChoice: "a private person's own, told on the page where it is chosen",
    Invitation: "of a person in the network, told in the plan's history",
    GroundReview: "of a ground, told in the plan's history",
    PersonalDataBreach: "the auditor's",
    BreachEntry: "the auditor's, only added to",
    Referral: "before there is a plan",
    ReferralPart: "before there is a plan",
    ReferralGround: "before there is a plan",
    NotedForCitizen: "says only that a thing was noted for the citizen; the thing has its own history",
    Withholding: "an asking between two; what came of it is the thing's own history",
    ConversationDraft: "not saved yet",
    UnsavedForm: "not saved yet",
    Talk: "not in the plan yet",
    TalkLine: "not in the plan yet",
    Presence: "who is here now",
    Look: "the look-log",
    LookQuestion: "of the look-log",
    Change: "the history itself",
}


def test_every_kind_of_thing_has_a_history():
    beneath = {model for kind in HISTORIES.values() for model, _path in kind.beneath}
    of_the_plan = {model for model in RULES if model._meta.model_name in CHANGES_OF_THE_PLAN}
    assert set(RULES) == set(HISTORIES) | beneath | IN_THE_PLANS | of_the_plan | set(WITHOUT)
    assert not set(HISTORIES) & set(WITHOUT)


@pytest.fixture
def things(cast, jobs_goal):
    """One of each kind, by model name, with somebody of the team who reads it."""
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    add_subgoal(by=cast.jan, goal=jobs_goal, title="Se tre værelser")
    edit_goal(by=cast.jan, goal=jobs_goal, seen=1, title="Finde en lejlighed")
    measure = add_measure(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)
    follow_up(by=cast.jan, measure=measure, seen=1, happened="Det går", progress="on_track")
    raised = raise_disagreement(by=cast.jan, plan=cast.plan, about=jobs_goal, text="Praktik først")
    edit_view(by=cast.jan, view=raised.views.get(), seen=1, text="Praktik i det små")
    return {
        "goal": jobs_goal,
        "task": add_task(by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren"),
        "measure": measure,
        "journalnote": write_journal(
            by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Hjemme hos ham"
        ),
        "attachment": add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo()),
        "rating": rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=4),
        "disagreement": raised,
        "leaderquestion": ask_leader(
            by=cast.jan, plan=cast.plan, leader=cast.grethe, text="Må vi det?", things=[jobs_goal]
        ),
        "planfollowup": follow_up_plan(
            by=cast.sofie, plan=cast.plan, seen=cast.plan.version, happened="Godt"
        ),
        "transition": begin_transition(
            by=cast.sofie,
            plan=cast.plan,
            on=TODAY,
            kind=TransitionKind.objects.filter(age_months=None, is_active=True)[0],
        ),
        "meeting": called_meeting(cast),
        "message": send_message(by=cast.rasmus, plan=cast.plan, text="Kan vi tale?", once=uuid4()),
        "citizenwords": write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Ro", seen=0),
        "comment": write_comment(by=cast.rasmus, about=jobs_goal, text="Jeg vil hellere vente"),
        "coherenceanswer": answer_coherence(by=cast.rasmus, plan=cast.plan, answers={"heard": Said(4)})[0],
    }


def called_meeting(cast):
    meeting = call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="team"),
        at=NOW + timedelta(days=3),
        invitees=[Invitee(is_citizen=True)],
    )
    add_point(by=cast.sofie, meeting=meeting, area_id=HOUSING, text="Huslejen")
    return meeting


@pytest.mark.parametrize("model", HISTORIES, ids=lambda model: model._meta.model_name)
def test_history_is_read_by_the_team_and_the_citizen_and_not_by_others(client, cast, things, model):
    thing = things[model._meta.model_name]
    for user, name in ((cast.sofie, "workspace-thing-history"), (cast.rasmus, "min-plan-thing-history")):
        client.force_login(user)
        page = client.get(reverse(name, args=[cast.plan.pk, thing.pk]))
        assert page.status_code == 200, user.username
        assert page.context["lines"], user.username
    for user in (cast.rikke, cast.mads, cast.ulla, cast.kirsten, cast.root):
        client.force_login(user)
        for name in ("workspace-thing-history", "min-plan-thing-history"):
            assert client.get(reverse(name, args=[cast.plan.pk, thing.pk])).status_code == 404, user.username


def test_history_tells_what_stood_before_and_what_stands_beneath(client, cast, things):
    client.force_login(cast.rasmus)
    goal = html_of(client.get(reverse("min-plan-thing-history", args=[cast.plan.pk, things["goal"].pk])))
    assert "Finde et værelse med plads til hund" in goal
    assert "Se tre værelser" in goal
    raised = html_of(
        client.get(reverse("min-plan-thing-history", args=[cast.plan.pk, things["disagreement"].pk]))
    )
    assert "Praktik først" in raised
    assert "Praktik i det små" in raised


STAFF = {
    "rating": "workspace",
    "citizenwords": "workspace",
    "disagreement": "dispute",
    "leaderquestion": "question",
    "meeting": "meeting",
    "planfollowup": "workspace-follow-ups",
    "transition": "transitions",
    "message": "plan-messages",
    "coherenceanswer": "coherence",
}
CITIZENS = {
    "goal": "min-plan",
    "task": "min-plan",
    "measure": "min-plan",
    "rating": "min-plan",
    "journalnote": "min-plan-journal",
    "attachment": "min-plan-files",
    "disagreement": "min-plan-dispute",
    "meeting": "meeting",
    "leaderquestion": "min-plan-questions",
    "coherenceanswer": "min-plan-coherence",
}
WITH_ITS_ID = ("dispute", "question", "meeting", "min-plan-dispute")
WITHOUT_PLAN = ("min-plan", "min-plan-journal")


@pytest.mark.parametrize(
    ("side", "kind"), [*(("sofie", one) for one in STAFF), *(("rasmus", one) for one in CITIZENS)]
)
def test_history_is_reached_from_the_thing(client, cast, things, side, kind):
    name = (STAFF if side == "sofie" else CITIZENS)[kind]
    ids = [] if name in WITHOUT_PLAN else [cast.plan.pk]
    ids += [things[kind].pk] if name in WITH_ITS_ID else []
    client.force_login(getattr(cast, side))
    html = html_of(client.get(reverse(name, args=ids)))
    history = "workspace-thing-history" if side == "sofie" else "min-plan-thing-history"
    assert reverse(history, args=[cast.plan.pk, things[kind].pk]) in html
