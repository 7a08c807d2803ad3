"""The one access rule (design.md, rules 0–8): one definition gives both the query and the check.

`visible_to` is the query; `can(user, Action.VIEW, thing)` asks that same query about one thing. Writing is always of
what one sees: `plans.standing` adds who may write what. Superusers and deactivated people are denied beforehand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from citizens.models import Citizen, Ground, GroundParty, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.audit.models import Change, Look
from plans.grants import In, On, PlanGrant, SectionGrant
from plans.models import (
    BlockedPerson,
    CitizenWords,
    Goal,
    HandoverOffer,
    Plan,
    Rating,
    Section,
    SubGoal,
    Task,
    TeamMember,
)
from plans.standing import Action, Standing

M = TypeVar("M", bound=models.Model)
Viewer = User | AnonymousUser

PROFESSIONAL = (On.COORDINATE, On.WORK, On.SUPERVISE)
CITIZENS_SIDE = (On.OWN, On.REPRESENT)
ANY = (*PROFESSIONAL, *CITIZENS_SIDE, On.FOLLOW)
SEES_EVERYONE = (On.OWN, On.COORDINATE)


def is_let_in(user: Viewer) -> bool:
    """Superusers run the machine and see no plan; nobody and deactivated people see nothing."""
    return isinstance(user, User) and user.is_active and not user.is_superuser


def visible_to(
    user: Viewer, queryset: models.QuerySet[M], *, at: datetime | None = None
) -> models.QuerySet[M]:
    """Those rows of `queryset` that `user` may see at the instant `at` (now). KeyError for a model without a rule."""
    rule = RULES[queryset.model]
    if not isinstance(user, User) or not is_let_in(user):
        return queryset.none()
    return queryset.filter(rule(user, at or clock.now()))


def plans_as(user: Viewer, *standings: On, at: datetime | None = None) -> models.QuerySet[Plan]:
    """The plans on which `user` is one of `standings`: a plain semi-join on the grants."""
    if not isinstance(user, User) or not is_let_in(user):
        return Plan.objects.none()
    return Plan.objects.filter(_on_plan(user, at or clock.now(), "pk", *standings))


def own_task_titles(user: Viewer, plan: Plan, *, at: datetime | None = None) -> models.QuerySet[Task]:
    """Rule 4: tasks `user` is responsible for. Only title, date and status may be shown of those not `visible_to`."""
    if not isinstance(user, User) or not is_let_in(user):
        return Task.objects.none()
    instant = at or clock.now()
    mine = Q(responsible=user) | Q(responsible_contact__user=user)
    return Task.objects.filter(
        mine,
        _on_plan(user, instant, "section__plan", On.COORDINATE, On.WORK, On.FOLLOW),
        section__plan=plan,
        is_draft=False,
        is_private=False,
    ).filter(Q(withheld_until__isnull=True) | Q(withheld_until__lte=instant) | Q(responsible=user))


def findable_by(user: Viewer, citizens: models.QuerySet[Citizen]) -> models.QuerySet[Citizen]:
    """Rule 7: citizens a professional may find with a work reason; blocked persons find nobody (rule 0)."""
    if not isinstance(user, User) or not is_let_in(user) or user.role is None or not user.role.can_search:
        return citizens.none()
    return citizens.exclude(
        plans__blocked__in=BlockedPerson.objects.filter(user=user, lifted_at__isnull=True)
    )


def standing_of(user: Viewer, plan: Plan, *, at: datetime | None = None) -> Standing:
    """What `user` is to `plan` at the instant: two queries, then every question about writing is answered in memory."""
    instant = at or clock.now()
    if not isinstance(user, User) or not is_let_in(user):
        return Standing.none(plan)
    rows = PlanGrant.every.in_force(instant).filter(user=user, content_object=plan)
    roles = frozenset(On(name) for name in rows.values_list("permission__codename", flat=True))
    areas: frozenset[str] = frozenset()
    if roles & {On.WORK, On.COORDINATE, On.REPRESENT}:
        areas = _areas_of(user, plan, instant, roles)
    return Standing(user=user, plan=plan, roles=roles, areas=areas)


def can(user: Viewer, action: Action, thing: models.Model, *, at: datetime | None = None) -> bool:
    """May `user` do `action` with `thing` (a plan, a section or what stands in it)? Never of what they cannot see."""
    is_own_task = (
        action is Action.SET_TASK_STATUS and isinstance(thing, Task) and _is_own_task(user, thing, at)
    )
    if not is_own_task and not visible_to(user, _rows_of(thing), at=at).exists():
        return False
    return standing_of(user, plan_of(thing), at=at).may(action, thing)


@dataclass(frozen=True)
class ClosedPart:
    """Rule 10: a part this coordinator could see as coordinator, and since when no longer."""

    section: Section
    since: datetime
    is_withdrawn: bool  # withdrawn, or lapsed by itself


def closed_parts(user: Viewer, standing: Standing, *, at: datetime | None = None) -> tuple[ClosedPart, ...]:
    """What the coordinator once saw in this capacity and may no longer see. Never a part they never saw."""
    if not standing.coordinates or not isinstance(user, User):
        return ()
    instant = at or clock.now()
    terms = TeamMember.objects.filter(plan=standing.plan, user=user).exclude(
        capacity=TeamMember.Capacity.MEMBER
    )
    sources = tuple(f"member {pk} " for pk in terms.values_list("pk", flat=True))
    rows = SectionGrant.every.filter(user=user, content_object__plan=standing.plan, valid_from__lte=instant)
    rows = rows.select_related("content_object__area").order_by("valid_until")
    open_now = {row.content_object_id for row in rows if row.valid_until > instant}
    last = {
        row.content_object_id: row
        for row in rows
        if row.content_object_id not in open_now and row.source.startswith(sources)
    }
    if not last:
        return ()
    ended = {f"party {pk}": withdrawn for pk, withdrawn in _withdrawn_parties(standing.plan)}
    return tuple(
        ClosedPart(
            row.content_object, row.valid_until, ended.get(row.source.split(" ", 2)[2]) == row.valid_until
        )
        for row in sorted(last.values(), key=lambda row: row.content_object.area.position)
    )


def _withdrawn_parties(plan: Plan) -> list[tuple[UUID, datetime | None]]:
    ended = Coalesce("withdrawn_at", "ground__withdrawn_at")
    return list(GroundParty.objects.filter(ground__citizen=plan.citizen_id).values_list("pk", ended))


def readers_of(
    standing: Standing, sections: Iterable[Section], *, at: datetime | None = None
) -> dict[UUID, frozenset[UUID]]:
    """Who reads each section, professionals only: for the citizen and the coordinator, and for the owner of its own."""
    everyone = standing.is_citizen or standing.coordinates
    known = [section.pk for section in sections if everyone or standing.owns(section)]
    rows = SectionGrant.every.in_force(at or clock.now()).filter(
        content_object__in=known, permission__codename=In.READ
    )
    readers: dict[UUID, set[UUID]] = {pk: set() for pk in known}
    for section_id, user_id in rows.values_list("content_object_id", "user_id"):
        readers[section_id].add(user_id)
    return {section_id: frozenset(users) for section_id, users in readers.items()}


def plan_of(thing: Any) -> Plan:
    """The plan a thing belongs to."""
    match thing:
        case Plan():
            return thing
        case SubGoal():
            return thing.goal.section.plan
        case Goal() | Task():
            return thing.section.plan
        case _:
            plan: Plan = thing.plan
            return plan


def _rows_of(thing: models.Model) -> models.QuerySet[Any]:
    return type(thing)._default_manager.filter(pk=thing.pk)


def _is_own_task(user: Viewer, task: Task, at: datetime | None) -> bool:
    return own_task_titles(user, task.section.plan, at=at).filter(pk=task.pk).exists()


def _areas_of(user: User, plan: Plan, at: datetime, roles: frozenset[On]) -> frozenset[str]:
    """The areas in which a person works on, or acts for the citizen of, the plan."""
    if On.REPRESENT in roles:
        acting = Representative.objects.filter(citizen=plan.citizen_id, user=user, starts_at__lte=at)
        own = acting.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))
        return frozenset(area for area in own.values_list("areas", flat=True) if area)
    members = TeamMember.objects.filter(plan=plan, user=user, starts_at__lte=at)
    rows = members.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at)).values_list("has_all_areas", "areas")
    if any(every for every, _ in rows):
        return frozenset(LifeArea.objects.values_list("pk", flat=True))
    return frozenset(area for _, area in rows if area)


# The rule itself, as conditions on rows ------------------------------------------------------------------------------


def _on_plan(user: User, at: datetime, path: str, *standings: On) -> Exists:
    """Is the person one of `standings` to the plan that `path` leads to?"""
    rows = PlanGrant.every.in_force(at).filter(user=user, permission__codename__in=standings)
    return Exists(rows.filter(content_object=OuterRef(path)))


def _in_section(user: User, at: datetime, path: str, *ways: In) -> Exists:
    """Does the person read the section that `path` leads to in one of these ways?"""
    rows = SectionGrant.every.in_force(at).filter(user=user, permission__codename__in=ways)
    return Exists(rows.filter(content_object=OuterRef(path)))


def _finished(path: str) -> Q:
    return Q(**{f"{path}is_draft": False})


def _shared(path: str) -> Q:
    """Not marked "del ikke"."""
    return Q(**{f"{path}is_private": False})


def _not_withheld(path: str, at: datetime) -> Q:
    return Q(**{f"{path}withheld_until__isnull": True}) | Q(**{f"{path}withheld_until__lte": at})


def _written_by(path: str, user: User) -> Q:
    return Q(**{f"{path}written_by": user})


def _guarded(user: User, at: datetime, *paths: str, network: Q | None) -> Q:
    """Rules 1–3 for a thing with a section and guards. Further paths are parents whose guards count as well.

    `network` is what a network person may see of this kind at all; None for kinds they never see.
    """
    section = f"{paths[0]}section"

    def every(condition: Callable[[str], Q]) -> Q:
        together = Q()
        for path in paths:
            # A parent may be missing (a task without a goal): then it closes nothing.
            parent = Q(**{f"{path[:-2]}__isnull": True}) if path else Q(pk__isnull=True)
            together &= parent | condition(path)
        return together

    mine = Q(_written_by(paths[0], user))
    rule = Q(_in_section(user, at, section, In.READ, In.SUPERVISE)) & every(
        lambda p: _finished(p) & _shared(p)
    )
    rule |= Q(_in_section(user, at, section, In.OWN)) & (
        every(lambda p: _finished(p) & _not_withheld(p, at)) | mine
    )
    rule |= Q(_in_section(user, at, section, In.REPRESENT)) & every(
        lambda p: _finished(p) & _shared(p) & _not_withheld(p, at)
    )
    # The writer sees what they wrote while on the team, drafts and closed places included.
    rule |= mine & Q(_on_plan(user, at, f"{section}__plan", On.COORDINATE, On.WORK))
    if network is not None:
        rule |= (
            Q(_in_section(user, at, section, In.FOLLOW))
            & network
            & every(lambda p: _finished(p) & _shared(p) & _not_withheld(p, at))
        )
    return rule


def _plan(user: User, at: datetime) -> Q:
    return Q(_on_plan(user, at, "pk", *ANY))


def _section(user: User, at: datetime) -> Q:
    return Q(_in_section(user, at, "pk", *In))


def _goal(user: User, at: datetime) -> Q:
    return _guarded(user, at, "", network=~Q(words=Goal.Words.HYPOTHESIS))


def _subgoal(user: User, at: datetime) -> Q:
    return _guarded(user, at, "goal__", network=~Q(goal__words=Goal.Words.HYPOTHESIS))


def _task(user: User, at: datetime) -> Q:
    return _guarded(
        user, at, "", "goal__", network=Q(goal__isnull=True) | ~Q(goal__words=Goal.Words.HYPOTHESIS)
    )


def _rating(user: User, at: datetime) -> Q:
    in_section = Q(section__isnull=False) & _guarded(user, at, "", network=None)
    overall = Q(section__isnull=True) & Q(_on_plan(user, at, "plan", On.WORDS))
    open_to_all = _finished("") & _shared("") & _not_withheld("", at)
    return in_section | (overall & (open_to_all | Q(_written_by("", user))))


def _words(user: User, at: datetime) -> Q:
    return Q(_on_plan(user, at, "plan", On.WORDS))


def _team_member(user: User, at: datetime) -> Q:
    """Rule 6: all for the citizen and the coordinator; otherwise the coordinator and those one shares an area with."""
    shared = SectionGrant.every.in_force(at).filter(
        user=user,
        content_object__plan=OuterRef("plan"),
        content_object__owner=OuterRef("user__department"),
    )
    areas = TeamMember.areas.through.objects.filter(teammember=OuterRef(OuterRef("pk")))
    in_shared_area = Exists(
        shared.filter(
            Q(content_object__area__in=areas.values("lifearea"))
            | Exists(_has_all_areas(OuterRef(OuterRef("pk"))))
        )
    )
    reachable = Q(_on_plan(user, at, "plan", *ANY))
    coordinating = Q(capacity__in=(TeamMember.Capacity.COORDINATOR, TeamMember.Capacity.DEPUTY))
    return Q(_on_plan(user, at, "plan", *SEES_EVERYONE)) | (
        reachable & (coordinating | Q(user=user) | Q(in_shared_area))
    )


def _has_all_areas(pk: OuterRef) -> models.QuerySet[TeamMember]:
    return TeamMember.objects.filter(pk=pk, has_all_areas=True)


def _person_beside_citizen(user: User, at: datetime) -> Q:
    """Representatives and network: the citizen, the coordinator, and the person themselves."""
    plans = PlanGrant.every.in_force(at).filter(user=user, permission__codename__in=SEES_EVERYONE)
    return Q(user=user) | Q(Exists(plans.filter(content_object__citizen=OuterRef("citizen"))))


def _ground(user: User, at: datetime) -> Q:
    """The citizen's side and the coordinator see all; a member those noted by them or reaching them."""
    mine = PlanGrant.every.in_force(at).filter(user=user, content_object__citizen=OuterRef("citizen"))
    wide = mine.filter(permission__codename__in=(On.OWN, On.REPRESENT, On.COORDINATE))
    team = mine.filter(permission__codename=On.WORK)
    reaching = Q(noted_by=user) | Q(parties__user=user) | Q(parties__department=user.department_id)
    rows = Ground.objects.filter(Q(Exists(wide)) | (Q(Exists(team)) & reaching))
    return Q(pk__in=rows.values("pk"))


def _blocked(user: User, at: datetime) -> Q:
    return Q(_on_plan(user, at, "plan", *SEES_EVERYONE))


def _handover(user: User, at: datetime) -> Q:
    return Q(to=user) | Q(_on_plan(user, at, "plan", *SEES_EVERYONE, On.REPRESENT))


def _look(user: User, at: datetime) -> Q:
    """The citizen's side sees who has looked. `plans.citizen_pages` shows department and purpose, not the name."""
    return Q(_on_plan(user, at, "plan_id", On.OWN))


def _change(user: User, at: datetime) -> Q:
    """A history line stands where its thing stands; network persons see none."""

    def of(model: type[models.Model], rule: Q) -> Q:
        rows = model._default_manager.filter(rule, pk=OuterRef("thing_id"))
        return Q(thing=model._meta.model_name) & Q(Exists(rows))

    things = (
        of(Goal, _guarded(user, at, "", network=None))
        | of(SubGoal, _guarded(user, at, "goal__", network=None))
        | of(Task, _guarded(user, at, "", "goal__", network=None))
        | of(Rating, _rating(user, at))
        | of(CitizenWords, _words(user, at))
    )
    of_the_plan = Q(thing__in=("plan", "teammember", "ground", "handoveroffer", "blockedperson"))
    return things | (of_the_plan & Q(_on_plan(user, at, "plan_id", *SEES_EVERYONE)))


RULES: dict[type[models.Model], Callable[[User, datetime], Q]] = {
    Plan: _plan,
    Section: _section,
    Goal: _goal,
    SubGoal: _subgoal,
    Task: _task,
    Rating: _rating,
    CitizenWords: _words,
    TeamMember: _team_member,
    Representative: _person_beside_citizen,
    NetworkPerson: _person_beside_citizen,
    Ground: _ground,
    BlockedPerson: _blocked,
    HandoverOffer: _handover,
    Look: _look,
    Change: _change,
}
