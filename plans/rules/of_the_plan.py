"""The rule for what belongs to the plan as a whole: its team, its handovers, who has looked. See `plans.rules`."""

from collections.abc import Callable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from citizens.models import Citizen
from enplan.audit.models import Look, LookQuestion
from plans.grants import In, On
from plans.keys import Keys
from plans.models import (
    BlockedPerson,
    ConversationDraft,
    HandoverOffer,
    ReplacedPlan,
    Section,
    TeamMember,
)
from plans.rules.grounds import told_by
from plans.rules.people import SEES_EVERYONE

PROFESSIONAL = (On.COORDINATE, On.WORK, On.SUPERVISE)
CITIZENS_SIDE = (On.OWN, On.REPRESENT)
ANY = (*PROFESSIONAL, *CITIZENS_SIDE, On.FOLLOW)


def team_member_rule(keys: Keys) -> Q:
    """Rule 6: all for the citizen and the coordinator; otherwise the coordinator and those one shares an area with."""
    reachable = keys.on_plan("plan", *ANY)
    sees_everyone = keys.on_plan("plan", *SEES_EVERYONE)
    if reachable == sees_everyone:
        return reachable
    shared = Section.objects.filter(
        keys.in_section("pk", *In), plan=OuterRef("plan"), owner=OuterRef("user__department")
    )
    areas = TeamMember.areas.through.objects.filter(teammember=OuterRef(OuterRef("pk")))
    in_shared_area = Exists(
        shared.filter(Q(area__in=areas.values("lifearea")) | Exists(_has_all_areas(OuterRef(OuterRef("pk")))))
    )
    coordinating = Q(capacity__in=(TeamMember.Capacity.COORDINATOR, TeamMember.Capacity.DEPUTY))
    in_force = Q(starts_at__lte=keys.at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=keys.at))
    return sees_everyone | (reachable & ((coordinating & in_force) | Q(user=keys.user) | Q(in_shared_area)))


def _has_all_areas(pk: OuterRef) -> models.QuerySet[TeamMember]:
    return TeamMember.objects.filter(pk=pk, has_all_areas=True)


def _known_to_who_sees_everyone(keys: Keys) -> Q:
    """Of the plan as a whole: names of people and laws that would tell a member what they are not to know."""
    return keys.on_plan("plan", *SEES_EVERYONE)


def _conversation_draft(keys: Keys) -> Q:
    """Whoever is having the conversation, while they are still somebody to the plan: nobody else has been told yet."""
    return Q(user=keys.user) & keys.on_plan("plan", *CITIZENS_SIDE, On.COORDINATE)


def _handover(keys: Keys) -> Q:
    """The person asked sees the offer while it is open; a blocked one never (rule 0)."""
    blocked = BlockedPerson.objects.filter(plan=OuterRef("plan"), user=keys.user, lifted_at__isnull=True)
    asked = Q(to=keys.user, settled_at__isnull=True, plan__ended_at__isnull=True) & ~Q(Exists(blocked))
    return asked | keys.on_plan("plan", *SEES_EVERYONE, On.REPRESENT)


def _look(keys: Keys) -> Q:
    """The citizen alone sees who has looked, and whose search found them when there was no plan.

    What would tell of a withheld ground is there from its day on. The page shows department and purpose, not the
    name. The auditor's way is `plans.register`.
    """
    own = Citizen.objects.filter(user=keys.user)
    mine = keys.on_plan("plan_id", On.OWN) | Q(plan_id__isnull=True, citizen_id__in=own.values("pk"))
    return mine & told_by(keys.at)


def _look_question(keys: Keys) -> Q:
    """The citizen who asked. Not the team: one of them may be whom it is about. Who answers: `plans.register`."""
    return keys.on_plan("plan_id", On.OWN)


RULES_OF_THE_PLAN: dict[type[models.Model], Callable[[Keys], Q]] = {
    TeamMember: team_member_rule,
    BlockedPerson: _known_to_who_sees_everyone,
    ReplacedPlan: _known_to_who_sees_everyone,
    HandoverOffer: _handover,
    ConversationDraft: _conversation_draft,
    Look: _look,
    LookQuestion: _look_question,
}
