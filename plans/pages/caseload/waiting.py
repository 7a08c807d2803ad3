"""What needs a professional now: tasks and goals past their date, steps of checklists that come, ages, follow-ups due,
consents that lapse, proposals, handovers offered, approvals asked for, questions to leaders, messages from citizens,
drafts left, what is stuck outside, what others changed.

A few queries each, whatever the number of plans; of each kind at most a handful is fetched, the oldest first.
"""

from collections.abc import Iterator, Sized
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from citizens.models import Ground
from enplan.accounts.models import User
from enplan.audit.models import Change
from enplan.web.danish import day_of
from plans.follow_ups_due import DueFollowUp, follow_ups_due
from plans.grants import On
from plans.lookups.changes import changes_since_last_visit
from plans.lookups.coherence import low_answers, telling_ratings
from plans.lookups.comments import unread_comments
from plans.lookups.data_requests import data_requests_to_answer
from plans.lookups.drafts import drafts_left
from plans.lookups.meetings import coming_meetings_of
from plans.lookups.messages import open_messages
from plans.lookups.notices import letters_to_send
from plans.lookups.plans import OwnPlan, names_known, own_plans
from plans.lookups.questions import own_questions, questions_to
from plans.lookups.talks import open_talks
from plans.lookups.things import handovers_to
from plans.lookups.withholdings import withholdings_to_answer
from plans.meetings_due import DueMeeting, meetings_due
from plans.models import (
    CoherenceAnswer,
    Comment,
    DataRequest,
    Goal,
    HandoverOffer,
    LeaderQuestion,
    Meeting,
    Message,
    Notice,
    Plan,
    Rating,
    Talk,
    Task,
    TeamMember,
    Transition,
    Withholding,
)
from plans.pages.caseload.late import late_goals, late_tasks
from plans.panels import Stuck, stuck_on
from plans.permissions import plans_as, visible_to
from plans.transitions_due import ComingAge, ages_coming

SaidT = TypeVar("SaidT", CoherenceAnswer, Rating)
SOON = timedelta(days=30)
ANSWERED_LATELY = timedelta(days=30)
SAID_LATELY = timedelta(days=30)
GIVEN_LATELY = timedelta(days=30)
AT_MOST = 15


@dataclass(frozen=True)
class Waiting:
    """What waits, with the plan loaded on each."""

    messages: list[Message]  # from the citizen's side, without an answer
    letters: list[Notice]  # messages that somebody is to have on paper
    talks: list[tuple[Talk, bool]]  # not sorted into their plan yet; and whether one is still on the team
    handovers: list[HandoverOffer]
    pauses: list[Plan]  # that are to be looked at again
    meetings: list[Meeting]  # that one was asked to come to
    meetings_due: list[DueMeeting]  # that nobody has called
    returned: list[Plan]  # that have ended and were given to one since, to take up again
    ages: list[ComingAge]
    proposals: list[Goal]
    comments: list[Comment]  # that the citizen's side wrote, and nobody has said that they have read
    low_answers: list[CoherenceAnswer]  # on plans one has not opened since
    numbers: list[Rating]  # low and high ones of how the citizen is, as well
    consents: list[tuple[Plan, Ground]]
    tasks: list[Task]  # overdue, and steps of checklists that come this week
    transitions: dict[UUID, Transition]  # that these are steps of, where one may know
    goals: list[Goal]
    follow_ups: list[DueFollowUp]
    approvals: list[Withholding]
    questions: list[LeaderQuestion]  # put to one as a leader, without what they are about
    answers: list[LeaderQuestion]  # to one's own questions, on plans one has not opened since
    unanswered: list[LeaderQuestion]  # one's own, that wait for a leader
    data_requests: list[DataRequest]  # to see the file or have something put right
    stuck: list[Stuck]
    drafts: dict[UUID, int]  # by plan
    changes: dict[UUID, list[Change]]  # by plan, of others since one was last there
    known: frozenset[tuple[UUID, UUID]]  # (plan, employee) of those changes, whose names one may know
    own: dict[UUID, OwnPlan]
    has_more: bool
    more_tasks: bool


def waiting_for(user: User, *, at: datetime) -> Waiting:
    # A plan that holds a pause reminds of nothing but itself, on its day.
    coordinated = plans_as(user, On.COORDINATE, at=at).filter(ended_at__isnull=True, paused_at__isnull=True)
    written = open_messages(user, at=at, most=AT_MOST + 1)
    letters = letters_to_send(user, at=at, most=AT_MOST + 1)
    handovers = list(handovers_to(user)[: AT_MOST + 1])
    proposals = list(_proposals(user, coordinated, at)[: AT_MOST + 1])
    comments = list(unread_comments(user, coordinated, at=at)[: AT_MOST + 1])
    consents = _consents(user, coordinated, at)
    tasks, transitions = late_tasks(user, coordinated, at, most=AT_MOST + 1)
    goals = late_goals(user, coordinated, at, most=AT_MOST + 1)
    follow_ups = follow_ups_due(user, at=at, most=AT_MOST + 1)
    approvals = list(withholdings_to_answer(user)[: AT_MOST + 1])
    own = own_plans(user, at=at)
    lately = at - SAID_LATELY
    low = _unseen(low_answers(user, coordinated, since=lately, at=at), own)
    numbers = _unseen(telling_ratings(user, coordinated, since=lately, at=at), own)
    leads = user.role is not None and user.role.can_supervise  # nobody else is asked
    questions = list(questions_to(user)[: AT_MOST + 1]) if leads else []
    answered, unanswered = own_questions(user, since=at - ANSWERED_LATELY)
    answers = _unread(answered, own)
    data_requests = list(data_requests_to_answer(user, at=at)[: AT_MOST + 1])
    pauses = [one.plan for one in own.values() if one.coordinates and _is_due(one.plan, at)]
    running = [one.plan for one in own.values() if one.coordinates and not one.plan.is_paused]
    ages = ages_coming(running, today=day_of(at))
    due = meetings_due(user, running, at=at)
    returned = _returned(user, at)
    changes = changes_since_last_visit(user, own, at=at)
    stuck = stuck_on(user, {plan_id: one.coordinates for plan_id, one in own.items()})
    every: tuple[Sized, ...] = (
        written,
        letters,
        handovers,
        pauses,
        due,
        returned,
        ages,
        proposals,
        comments,
        low,
        numbers,
        consents,
        goals,
        follow_ups,
        approvals,
        stuck,
        questions,
        answers,
        unanswered,
        data_requests,
    )
    return Waiting(
        written[:AT_MOST],
        letters[:AT_MOST],
        open_talks(user)[:AT_MOST],
        handovers[:AT_MOST],
        pauses[:AT_MOST],
        coming_meetings_of(user, at=at) if any(one.has_meeting for one in own.values()) else [],
        due[:AT_MOST],
        returned[:AT_MOST],
        ages[:AT_MOST],
        proposals[:AT_MOST],
        comments[:AT_MOST],
        low[:AT_MOST],
        numbers[:AT_MOST],
        consents[:AT_MOST],
        tasks[:AT_MOST],
        transitions,
        goals[:AT_MOST],
        follow_ups[:AT_MOST],
        approvals[:AT_MOST],
        questions[:AT_MOST],
        answers[:AT_MOST],
        unanswered[:AT_MOST],
        data_requests[:AT_MOST],
        stuck[:AT_MOST],
        drafts_left(user, own, at=at),
        changes,
        names_known(user, _who_changed(changes, own), at=at),
        own,
        has_more=any(len(found) > AT_MOST for found in every),
        more_tasks=len(tasks) > AT_MOST,
    )


def _unread(answers: list[LeaderQuestion], own: dict[UUID, OwnPlan]) -> list[LeaderQuestion]:
    """Those on plans that one has not opened since they were given."""

    def is_unread(question: LeaderQuestion) -> bool:
        plan = own.get(question.section.plan_id)
        visited_at = plan.visited_at if plan else None
        return visited_at is None or question.answered_at is None or visited_at < question.answered_at

    return [question for question in answers[: AT_MOST + 1] if is_unread(question)]


def _unseen(said: QuerySet[SaidT], own: dict[UUID, OwnPlan]) -> list[SaidT]:
    """Those on plans that one has not opened since they were said: it is talked about, and need not be ticked off."""

    def is_unseen(one: SaidT) -> bool:
        visited_at = own[one.plan_id].visited_at if one.plan_id in own else None
        return visited_at is None or visited_at < one.written_at

    return [one for one in said[: AT_MOST + 1] if is_unseen(one)]


def _returned(user: User, at: datetime) -> list[Plan]:
    """Whose citizen has come back, as far as a leader has said so not long ago."""
    given = TeamMember.objects.filter(
        plan=OuterRef("pk"),
        user=user,
        capacity=TeamMember.Capacity.COORDINATOR,
        starts_at__gt=at - GIVEN_LATELY,
        starts_at__gte=OuterRef("ended_at"),
        ends_at__isnull=True,
    )
    plans = plans_as(user, On.COORDINATE, at=at).filter(Exists(given), ended_at__isnull=False)
    return list(plans.select_related("citizen").order_by("citizen__name", "pk")[: AT_MOST + 1])


def _is_due(plan: Plan, at: datetime) -> bool:
    """Has the day come on which a plan that holds a pause is to be looked at?"""
    return plan.look_again_on is not None and plan.look_again_on <= day_of(at)


def _who_changed(changes: dict[UUID, list[Change]], own: dict[UUID, OwnPlan]) -> Iterator[tuple[UUID, UUID]]:
    """Whose names must be asked about: who coordinates a plan sees every name there."""
    for plan_id, rows in changes.items():
        if not own[plan_id].coordinates:
            yield from ((plan_id, change.by_id) for change in rows)


def _proposals(user: User, coordinated: QuerySet[Plan], at: datetime) -> QuerySet[Goal]:
    rows = Goal.objects.filter(
        section__plan__in=coordinated, section__owner__isnull=True, status=Goal.Status.PROPOSED
    )
    return visible_to(user, rows, at=at).select_related("section__plan__citizen").order_by("written_at", "pk")


def _consents(user: User, coordinated: QuerySet[Plan], at: datetime) -> list[tuple[Plan, Ground]]:
    """Of the plans one coordinates. A citizen has one active plan, so the ground leads to it."""
    rows = Ground.objects.filter(
        citizen__plans__in=coordinated,
        decision=Ground.Decision.YES,
        withdrawn_at__isnull=True,
        valid_from__lte=at,
        valid_until__gt=at,
        valid_until__lte=at + SOON,
        renewals__isnull=True,  # asked and answered
    )
    grounds = list(
        visible_to(user, rows, at=at)
        .select_related("kind")
        .prefetch_related("areas", "parties__area_withdrawals")
        .order_by("valid_until", "pk")[: AT_MOST + 1]
    )
    mine = coordinated.filter(citizen__in={ground.citizen_id for ground in grounds})
    plans = {plan.citizen_id: plan for plan in mine.select_related("citizen")}
    return [(plans[ground.citizen_id], ground) for ground in grounds]
