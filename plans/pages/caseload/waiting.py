"""What needs a professional now: tasks and goals past their date, steps of checklists that come, ages, follow-ups due,
consents that lapse, proposals, handovers offered, approvals asked for, questions to leaders, drafts left, what is stuck
outside, what others changed.

A few queries each, whatever the number of plans; of each kind at most a handful is fetched, the oldest first.
"""

from collections.abc import Iterator, Sized
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from citizens.models import Ground
from enplan.accounts.models import User
from enplan.audit.models import Change
from enplan.web.danish import day_of
from plans.follow_ups_due import DueFollowUp, follow_ups_due
from plans.grants import On
from plans.lookups.changes import changes_since_last_visit
from plans.lookups.drafts import drafts_left
from plans.lookups.plans import OwnPlan, names_known, own_plans
from plans.lookups.questions import answers_to, questions_to, waiting_answers_to
from plans.lookups.talks import open_talks
from plans.lookups.things import handovers_to
from plans.lookups.withholdings import withholdings_to_answer
from plans.models import (
    Goal,
    HandoverOffer,
    LeaderQuestion,
    Plan,
    Talk,
    Task,
    TeamMember,
    Transition,
    Withholding,
)
from plans.panels import Stuck, stuck_on
from plans.permissions import own_task_titles, plans_as, visible_to
from plans.transitions_due import ComingAge, ages_coming, transitions_of_tasks

LateT = TypeVar("LateT", Task, Goal)
SOON = timedelta(days=30)
ANSWERED_LATELY = timedelta(days=30)
GIVEN_LATELY = timedelta(days=30)
STEP_AHEAD = timedelta(
    days=7
)  # when a step of a checklist is told of: what changes has its own day, and waits for none
AT_MOST = 15
WORKED_ON = (Goal.Status.ACTIVE, Goal.Status.NOT_WORKING, Goal.Status.BLOCKED)
RUNNING = Q(section__plan__ended_at__isnull=True, section__plan__paused_at__isnull=True)
OPEN = (Task.Status.NOT_STARTED, Task.Status.IN_PROGRESS)


@dataclass(frozen=True)
class Waiting:
    """What waits, with the plan loaded on each."""

    talks: list[tuple[Talk, bool]]  # not sorted into their plan yet; and whether one is still on the team
    handovers: list[HandoverOffer]
    pauses: list[Plan]  # that are to be looked at again
    returned: list[Plan]  # that have ended and were given to one since, to take up again
    ages: list[ComingAge]
    proposals: list[Goal]
    consents: list[tuple[Plan, Ground]]
    tasks: list[Task]  # overdue, and steps of checklists that come this week
    transitions: dict[UUID, Transition]  # that these are steps of, where one may know
    goals: list[Goal]
    follow_ups: list[DueFollowUp]
    approvals: list[Withholding]
    questions: list[LeaderQuestion]  # put to one as a leader, without what they are about
    answers: list[LeaderQuestion]  # to one's own questions, on plans one has not opened since
    unanswered: list[LeaderQuestion]  # one's own, that wait for a leader
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
    handovers = list(handovers_to(user)[: AT_MOST + 1])
    proposals = list(_proposals(user, coordinated, at)[: AT_MOST + 1])
    consents = _consents(user, coordinated, at)
    tasks, transitions = _tasks(user, coordinated, at)
    goals = _goals(user, coordinated, at)
    follow_ups = follow_ups_due(user, at=at, most=AT_MOST + 1)
    approvals = list(withholdings_to_answer(user)[: AT_MOST + 1])
    own = own_plans(user, at=at)
    leads = user.role is not None and user.role.can_supervise  # nobody else is asked
    questions = list(questions_to(user)[: AT_MOST + 1]) if leads else []
    answers = _unread(answers_to(user, since=at - ANSWERED_LATELY), own)
    unanswered = list(waiting_answers_to(user)[: AT_MOST + 1])
    pauses = [one.plan for one in own.values() if one.coordinates and _is_due(one.plan, at)]
    running = [one.plan for one in own.values() if one.coordinates and not one.plan.is_paused]
    ages = ages_coming(running, today=day_of(at))
    returned = _returned(user, at)
    changes = changes_since_last_visit(user, own, at=at)
    stuck = stuck_on(user, {plan_id: one.coordinates for plan_id, one in own.items()})
    every: tuple[Sized, ...] = (
        handovers,
        pauses,
        returned,
        ages,
        proposals,
        consents,
        goals,
        follow_ups,
        approvals,
        stuck,
        questions,
        answers,
        unanswered,
    )
    return Waiting(
        open_talks(user)[:AT_MOST],
        handovers[:AT_MOST],
        pauses[:AT_MOST],
        returned[:AT_MOST],
        ages[:AT_MOST],
        proposals[:AT_MOST],
        consents[:AT_MOST],
        tasks[:AT_MOST],
        transitions,
        goals[:AT_MOST],
        follow_ups[:AT_MOST],
        approvals[:AT_MOST],
        questions[:AT_MOST],
        answers[:AT_MOST],
        unanswered[:AT_MOST],
        stuck[:AT_MOST],
        drafts_left(user, own, at=at),
        changes,
        names_known(user, _who_changed(changes, own), at=at),
        own,
        has_more=any(len(found) > AT_MOST for found in every),
        more_tasks=len(tasks) > AT_MOST,
    )


def _unread(answers: QuerySet[LeaderQuestion], own: dict[UUID, OwnPlan]) -> list[LeaderQuestion]:
    """Those on plans that one has not opened since they were given."""

    def is_unread(question: LeaderQuestion) -> bool:
        plan = own.get(question.section.plan_id)
        visited_at = plan.visited_at if plan else None
        return visited_at is None or question.answered_at is None or visited_at < question.answered_at

    return [question for question in answers[: AT_MOST + 1] if is_unread(question)]


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


def _tasks(
    user: User, coordinated: QuerySet[Plan], at: datetime
) -> tuple[list[Task], dict[UUID, Transition]]:
    """Overdue: one's own, and all that one sees of the plans one coordinates. And steps of checklists that come this
    week, one's own and nobody's, where one may know that they are steps of one.
    """
    today = day_of(at)
    nobody = Q(responsible=None, responsible_contact=None, responsible_is_citizen=False)
    coming = Q(transition__isnull=False) & (Q(responsible=user) | nobody)
    soon = Q(status__in=OPEN, due_on__lte=today + STEP_AHEAD)  # by itself, so that an index finds it
    now = soon & (Q(due_on__lt=today) | coming) & RUNNING
    of_mine = visible_to(user, Task.objects.filter(section__plan__in=coordinated, is_draft=False), at=at)
    found = {
        task.pk: task
        for rows in (own_task_titles(user, at=at), of_mine)
        for task in _oldest(rows.filter(now)).select_related("responsible", "responsible_contact")
    }
    steps_of = transitions_of_tasks(user, found.values(), at=at)
    told = [task for task in found.values() if task.is_overdue(today) or task.transition_id in steps_of]
    return sorted(told, key=lambda task: (str(task.due_on), task.title)), steps_of


def _goals(user: User, coordinated: QuerySet[Plan], at: datetime) -> list[Goal]:
    """Past their date: those one answers for, and those of the plans one coordinates."""
    late = Goal.objects.filter(RUNNING, due_on__lt=day_of(at), status__in=WORKED_ON, is_draft=False)
    found = {
        goal.pk: goal
        for rows in (late.filter(responsible=user), late.filter(section__plan__in=coordinated))
        for goal in _oldest(visible_to(user, rows, at=at))
    }
    return sorted(found.values(), key=lambda goal: (str(goal.due_on), str(goal.pk)))


def _oldest(rows: QuerySet[LateT]) -> QuerySet[LateT]:
    """The few that are shown, with their plan and citizen.

    The few are chosen first and joined afterwards: PostgreSQL puts only eight tables into the best order, and with more
    it looked through all tasks of all plans.
    """
    first = rows.order_by("due_on", "pk").values("pk")[: AT_MOST + 1]
    chosen = rows.model._default_manager.filter(pk__in=first)
    return chosen.select_related("section__plan__citizen").order_by("due_on", "pk")
