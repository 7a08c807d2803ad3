"""Scoped getters of questions to leaders: for who asked, who is asked, and who may be asked. See `plans.lookups`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from enplan import clock
from enplan.accounts.models import User
from plans.excerpts import Excerpt, Thing, departments_with_something_open, excerpt_of
from plans.lookups.disagreements import Dispute
from plans.models import (
    BlockedPerson,
    DecisionRule,
    Disagreement,
    Goal,
    LeaderQuestion,
    Plan,
    Task,
    TeamMember,
)
from plans.permissions import standing_of, visible_to

WITH = (
    "section__plan__citizen",
    "section__area",
    "written_by__department",
    "asked_of__role",
    "department",
)


def questions_to(user: User) -> QuerySet[LeaderQuestion]:
    """Unanswered questions that were put to `user` as a leader, the oldest first. One query.

    Says nothing of whether the excerpt is still open; tell no more of them than who asks and since when.
    """
    rows = LeaderQuestion.objects.filter(asked_of=user, answered_at__isnull=True, withdrawn_at__isnull=True)
    return visible_to(user, rows).select_related("written_by__department").order_by("written_at", "pk")


def answered_lately_by(user: User) -> QuerySet[LeaderQuestion]:
    """What a leader has answered and can still read again, newest first."""
    rows = LeaderQuestion.objects.filter(asked_of=user, answered_at__isnull=False)
    return visible_to(user, rows).select_related("written_by__department").order_by("-answered_at", "pk")


def own_questions(user: User, *, since: datetime) -> tuple[list[LeaderQuestion], list[LeaderQuestion]]:
    """Questions that `user` has put, on plans that are active. One query.

    Those a leader has answered since then, the newest answer first; and those that wait, the oldest first.
    """
    waiting = Q(answered_at__isnull=True, withdrawn_at__isnull=True)
    rows = LeaderQuestion.objects.filter(
        waiting | Q(answered_at__gt=since), written_by=user, section__plan__ended_at__isnull=True
    )
    found = list(visible_to(user, rows).select_related(*WITH).order_by("written_at", "pk"))
    answered = [(one.answered_at, one) for one in found if one.answered_at is not None]
    answers = [one for _at, one in sorted(answered, key=lambda pair: pair[0], reverse=True)]
    return answers, [one for one in found if one.answered_at is None]


def question_put_to(user: User, question_id: UUID) -> tuple[LeaderQuestion, Excerpt]:
    """A question that `user` is asked as a leader, open or answered some days ago, with what of its excerpt is open
    to them now. 404 for everybody else's.
    """
    rows = LeaderQuestion.objects.filter(pk=question_id, asked_of=user)
    question = visible_to(user, rows).select_related(*WITH, "to_be_decided").first()
    if question is None:
        raise Http404
    return question, excerpt_of(question)


def questions_of(user: User, plan: Plan) -> list[LeaderQuestion]:
    """The plan's questions as far as `user` may read them, newest first."""
    rows = LeaderQuestion.objects.filter(section__plan=plan).select_related(*WITH, "decision__responsible")
    return list(visible_to(user, rows).order_by("-written_at", "pk"))


def question_for(user: User, plan: Plan, question_id: UUID) -> LeaderQuestion:
    """A question of this plan, or 404."""
    rows = LeaderQuestion.objects.filter(section__plan=plan, pk=question_id)
    related = (*WITH, "to_be_decided__goal", "to_be_decided__measure", "decision__responsible")
    question = visible_to(user, rows).select_related(*related).first()
    if question is None:
        raise Http404
    return question


def questions_about(user: User, disagreement: Disagreement) -> list[LeaderQuestion]:
    """The questions that brought a disagreement to leaders, as far as `user` may read them, oldest first."""
    rows = LeaderQuestion.objects.filter(to_be_decided=disagreement).select_related(*WITH)
    return list(visible_to(user, rows).order_by("written_at", "pk"))


def chosen_things(user: User, question: LeaderQuestion) -> list[Thing]:
    """What a question is about, as far as `user` sees it."""
    kinds: tuple[tuple[Any, str], ...] = (
        (Goal, "section__area"),
        (Task, "section__area"),
        (Disagreement, "goal"),
    )
    found: list[Thing] = []
    for model, related in kinds:
        rows = model.objects.filter(asked_in__question=question).select_related("section__area", related)
        found += visible_to(user, rows)
    return found


def deciders_for(by: User, dispute: Dispute, rule: DecisionRule) -> list[User]:
    """The leaders whom `by` may bring a disagreement to by the municipality's rule; none where the team decides."""
    if rule.goes_to == DecisionRule.GoesTo.TEAM:
        return []
    departments = {rule.department_id}
    if rule.goes_to == DecisionRule.GoesTo.CONCERNED:
        departments = {view.section.owner_id for view in dispute.views}
        departments.add(dispute.disagreement.section.owner_id)
    leaders = leaders_for(by, dispute.disagreement.plan)
    return [leader for leader in leaders if leader.department_id in departments]


def leaders_for(by: User, plan: Plan) -> list[User]:
    """Whom `by` may ask, and nobody who is kept out. Who coordinates is offered those whose department may see some of
    the plan; to others that would tell who works on it, so they are offered all.
    """
    kept_out = BlockedPerson.objects.filter(plan=plan, lifted_at__isnull=True).values("user")
    leaders = User.objects.filter(
        is_active=True, is_superuser=False, role__can_supervise=True, department__isnull=False
    ).exclude(Q(pk=by.pk) | Q(pk=plan.citizen.user_id) | Q(pk__in=kept_out))
    found = list(leaders.select_related("department").order_by("department__name", "name"))
    if not standing_of(by, plan).coordinates:
        return found
    open_to = departments_with_something_open(plan, {one.department_id for one in found if one.department_id})
    return [leader for leader in found if leader.department_id in open_to]


def responsibles_for(question: LeaderQuestion) -> list[User]:
    """Who can be asked to see to a decision: who asked, who coordinates, and the leader. Nobody else of the team is
    named to a leader.
    """
    at = clock.now()
    coordinators = TeamMember.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at),
        plan=question.section.plan_id,
        capacity=TeamMember.Capacity.COORDINATOR,
        starts_at__lte=at,
    ).select_related("user")
    people = [question.written_by, *(one.user for one in coordinators), question.asked_of]
    return list({person.pk: person for person in people}.values())
