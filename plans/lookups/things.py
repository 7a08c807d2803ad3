"""Scoped getters: how a page, print or API finds a plan or a thing in it. What one may not see is not found (404)."""

from typing import TypeVar
from uuid import UUID

from django.db import models
from django.http import Http404

from citizens.models import Citizen, Ground, GroundParty
from enplan import clock
from enplan.accounts.models import User
from plans.grants import On
from plans.models import (
    BlockedPerson,
    Goal,
    GoalProgress,
    HandoverOffer,
    Plan,
    Rating,
    SubGoal,
    Task,
    TeamMember,
)
from plans.permissions import PROFESSIONAL, findable_by, own_task_titles, plans_as, visible_to

M = TypeVar("M", bound=models.Model)


def plan_for(user: User, plan_id: UUID, *standings: On) -> Plan:
    """The plan `plan_id` on which `user` is one of `standings` (left out: any professional standing), or 404."""
    plan = plans_as(user, *(standings or PROFESSIONAL)).select_related("citizen").filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    return plan


def thing_for(user: User, rows: models.QuerySet[M], thing_id: UUID) -> M:
    """The row of `rows` with this id, if `user` may see it, or 404. Pass the rows of one plan only."""
    thing = visible_to(user, rows).filter(pk=thing_id).first()
    if thing is None:
        raise Http404
    return thing


def goal_for(user: User, plan: Plan, goal_id: UUID) -> Goal:
    """A goal of this plan, or 404."""
    rows = Goal.objects.filter(section__plan=plan).select_related(
        "section__plan__citizen", "section__area", "responsible", "responsible_contact"
    )
    return thing_for(user, rows, goal_id)


def rating_for(user: User, plan: Plan, rating_id: UUID) -> Rating:
    """A number on the ruler of this plan, or 404."""
    rows = Rating.objects.filter(plan=plan).select_related("plan__citizen", "section__plan", "section__area")
    return thing_for(user, rows, rating_id)


def subgoal_for(user: User, plan: Plan, subgoal_id: UUID) -> SubGoal:
    """A sub-goal of this plan, or 404."""
    rows = SubGoal.objects.filter(goal__section__plan=plan).select_related("goal__section__plan__citizen")
    return thing_for(user, rows, subgoal_id)


def progress_ids(user: User, goal: Goal) -> list[UUID]:
    """Each time somebody has noted how it goes with the goal, as far as one may see it."""
    return list(visible_to(user, GoalProgress.objects.filter(goal=goal)).values_list("pk", flat=True))


def task_for(user: User, plan: Plan, task_id: UUID) -> Task:
    """A task of this plan, or 404."""
    return thing_for(user, _tasks(plan), task_id)


def task_to_tick_for(user: User, plan: Plan, task_id: UUID) -> Task:
    """A task one sees, or one's own of which one sees only the title (rule 4), or 404."""
    own = own_task_titles(user, plan).filter(pk=task_id).values("pk")
    mine = _tasks(plan).filter(pk__in=own).first()
    return mine or task_for(user, plan, task_id)


def ground_for(user: User, plan: Plan, ground_id: UUID) -> Ground:
    """A consent or another ground of this plan's citizen, or 404."""
    rows = Ground.objects.filter(citizen=plan.citizen_id).select_related("kind", "noted_by", "review")
    rows = rows.prefetch_related("areas", "sources", GroundParty.in_order(), "parties__area_withdrawals")
    return thing_for(user, rows, ground_id)


def member_for(user: User, plan: Plan, member_id: UUID) -> TeamMember:
    """A membership of this plan, or 404."""
    return thing_for(user, TeamMember.objects.filter(plan=plan).select_related("user"), member_id)


def blocked_for(user: User, plan: Plan) -> list[BlockedPerson]:
    """Who is kept out of this plan, for those who may know."""
    return list(visible_to(user, _blocks(plan)).order_by("noted_at"))


def block_for(user: User, plan: Plan, block_id: UUID) -> BlockedPerson:
    """A block of this plan that is in force, for those who may know, or 404."""
    return thing_for(user, _blocks(plan), block_id)


def handovers_to(user: User) -> models.QuerySet[HandoverOffer]:
    """The plans that `user` has been asked to take over and has not answered yet."""
    rows = HandoverOffer.objects.filter(to=user, settled_at__isnull=True, plan__ended_at__isnull=True)
    return visible_to(user, rows).select_related("plan__citizen").order_by("offered_at")


def handover_for(user: User, plan_id: UUID) -> HandoverOffer:
    """The open offer to `user` for this plan, or 404. No standing on the plan is needed to answer it."""
    offer = handovers_to(user).filter(plan=plan_id).first()
    if offer is None:
        raise Http404
    return offer


def is_professional_on(user: User, plan: Plan) -> bool:
    """Does the plan's page answer `user` at all?"""
    return plans_as(user, *PROFESSIONAL).filter(pk=plan.pk).exists()


def coming_members_for(user: User, plan: Plan) -> list[TeamMember]:
    """Those whose time on the team has not begun yet, as far as `user` may know, the first first."""
    rows = TeamMember.objects.filter(plan=plan, starts_at__gt=clock.now())
    rows = rows.select_related("user__department").prefetch_related("areas")
    return list(visible_to(user, rows).order_by("starts_at", "pk"))


def citizen_for(user: User, citizen_id: UUID) -> Citizen:
    """A citizen that a search would find for `user`, or 404: to start a plan for."""
    citizen = findable_by(user, Citizen.objects.all()).filter(pk=citizen_id).first()
    if citizen is None:
        raise Http404
    return citizen


def has_active_plan(citizen: Citizen) -> bool:
    """Is there a plan already, whoever may see it? Only for refusing a second one."""
    return Plan.objects.filter(citizen=citizen, ended_at__isnull=True).exists()


def _tasks(plan: Plan) -> models.QuerySet[Task]:
    return Task.objects.filter(section__plan=plan).select_related(
        "section__plan__citizen", "section__area", "responsible", "responsible_contact"
    )


def _blocks(plan: Plan) -> models.QuerySet[BlockedPerson]:
    rows = BlockedPerson.objects.filter(plan=plan, lifted_at__isnull=True)
    return rows.select_related("user__department", "noted_by", "plan__citizen")
