"""The rule for grounds: who sees what was agreed, with whom and for what. Asked only by `plans.permissions`."""

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from citizens.models import Ground, GroundParty, Representative
from enplan.accounts.models import LifeArea, Role
from plans.grants import On, PlanGrant, permission_ids
from plans.keys import NOTHING, Keys
from plans.models import BlockedPerson, Plan, TeamMember


def ground_rule(keys: Keys) -> Q:
    """The citizen and the coordinator see all; a representative those within own areas; a member those noted by them,
    or reaching them in an area they work in. Of the plan they stand on: another course is no business of this one.
    What is withheld from the citizen is there for the citizen's side from its day on.
    """
    doors: dict[On, Callable[[Keys], Q]] = {
        On.OWN: lambda keys: keys.on_any_plan_of("citizen", On.OWN) & told_by(keys.at),
        On.COORDINATE: lambda keys: Q(Exists(_of_this_course(keys, On.COORDINATE))),
        On.REPRESENT: _represents,
        On.WORK: _is_on_team,
    }
    held = [door(keys) for standing, door in doors.items() if keys.may_be(standing)]
    return reduce(or_, held) if held else NOTHING


def scan_rule(keys: Keys) -> Q:
    """The signed form of a ground that one sees. Paper names whoever else the citizen was asked about (rule 6), so it
    is for the citizen, who coordinates, who acts in all areas, and who noted the ground or put the form there.
    """
    grounds = Ground.objects.filter(ground_rule(keys), pk=OuterRef("ground"))
    knows_all = keys.on_plan("plan", On.OWN, On.COORDINATE) | acts_everywhere(keys)
    put_there = Q(written_by=keys.user) | Q(ground__noted_by=keys.user)
    return Q(ground__isnull=False) & Q(Exists(grounds)) & (knows_all | put_there)


def review_rule(keys: Keys) -> Q:
    """A leader of the department that shared, but never one who is kept out of the plan; and who sees the ground."""
    seen = Q(Exists(Ground.objects.filter(ground_rule(keys), pk=OuterRef("ground"))))
    user = keys.user
    if user.department_id is None:
        return seen
    supervises = Role.objects.filter(pk=user.role_id, can_supervise=True)
    blocked = BlockedPerson.objects.filter(
        plan__citizen=OuterRef("ground__citizen"), user=user, lifted_at__isnull=True
    )
    return seen | (Q(department=user.department_id) & Q(Exists(supervises)) & ~Q(Exists(blocked)))


def told_by(at: datetime) -> Q:
    """May the citizen's side know of it at the instant?"""
    return Q(withheld_until__isnull=True) | Q(withheld_until__lte=at)


def _granted(keys: Keys, standing: On) -> models.QuerySet[Any]:
    """What the person is to any plan of the ground's citizen."""
    return PlanGrant.every.in_force(keys.at).filter(
        user=keys.user, permission=permission_ids()[standing], content_object__citizen=OuterRef("citizen")
    )


def _of_this_course(keys: Keys, standing: On) -> models.QuerySet[Any]:
    """The same, of the plan that the ground was noted for."""
    of_another_course = Plan.objects.filter(
        citizen=OuterRef("content_object__citizen"),
        created_at__lt=OuterRef("content_object__created_at"),
        ended_at__gt=OuterRef(OuterRef("noted_at")),
    )
    granted = _granted(keys, standing).exclude(content_object__ended_at__lte=OuterRef("noted_at"))
    return granted.exclude(Exists(of_another_course))


def _represents(keys: Keys) -> Q:
    """All of its areas are among those the person acts in."""
    in_period = Q(representative__ends_at__isnull=True) | Q(representative__ends_at__gt=keys.at)
    acting_in = Representative.areas.through.objects.filter(
        in_period,
        representative__user=keys.user,
        representative__citizen=OuterRef(OuterRef("citizen")),
        representative__starts_at__lte=keys.at,
    )
    outside = Ground.areas.through.objects.filter(ground=OuterRef("pk")).exclude(
        lifearea__in=acting_in.values("lifearea")
    )
    return Q(Exists(_of_this_course(keys, On.REPRESENT))) & ~Q(Exists(outside)) & told_by(keys.at)


def acts_everywhere(keys: Keys) -> Q:
    """The plan's citizen is acted for in every area there is."""
    if not keys.may_be(On.REPRESENT):
        return NOTHING
    acting_in = Representative.areas.through.objects.filter(
        Q(representative__ends_at__isnull=True) | Q(representative__ends_at__gt=keys.at),
        representative__user=keys.user,
        representative__citizen=OuterRef(OuterRef("plan__citizen")),
        representative__starts_at__lte=keys.at,
    )
    left = LifeArea.objects.exclude(pk__in=acting_in.values("lifearea"))
    return keys.on_plan("plan", On.REPRESENT) & ~Q(Exists(left))


def _is_on_team(keys: Keys) -> Q:
    user, at = keys.user, keys.at
    to_them = Q(user=user)
    if user.department_id is not None:
        to_them |= Q(department=user.department_id)
    is_party = Q(Exists(GroundParty.objects.filter(to_them, ground=OuterRef("pk"))))
    working = TeamMember.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at),
        user=user,
        plan__citizen=OuterRef("citizen"),
        starts_at__lte=at,
    )
    its_areas = Ground.areas.through.objects.filter(ground=OuterRef(OuterRef("pk"))).values("lifearea")
    touches = Q(Exists(working.filter(Q(has_all_areas=True) | Q(areas__in=its_areas))))
    return Q(Exists(_of_this_course(keys, On.WORK))) & (Q(noted_by=user) | (is_party & touches))
