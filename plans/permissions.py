"""The one access rule (design.md, rules 0–8): one definition gives both the query and the check.

`visible_to` is the query; its conditions per kind of thing stand in `plans.rules`. `can(user, Action.VIEW, thing)` asks
that same query about one thing. Writing is always of what one sees: `plans.standing` adds who may write what.
Superusers and deactivated people are denied beforehand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from citizens.models import Citizen, GroundParty
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.audit.models import Change
from plans.facts import facts_of
from plans.grants import In, On, SectionGrant
from plans.keys import Keys, LoadedKeys, StoredKeys, load_keys
from plans.models import (
    BlockedPerson,
    Goal,
    GoalProgress,
    JournalAddition,
    JournalNote,
    Plan,
    Section,
    SubGoal,
    Task,
    TeamMember,
)
from plans.rules.departments import DEPARTMENT_RULES
from plans.rules.guarded import in_view
from plans.rules.of_the_plan import ANY, CITIZENS_SIDE, PROFESSIONAL
from plans.rules.things import RULES, change_rule
from plans.standing import Action, Standing
from plans.standings import Viewer, is_let_in, standing_of
from plans.withheld import told_to_the_citizen

__all__ = [
    "ANY",
    "CITIZENS_SIDE",
    "PROFESSIONAL",
    "RULES",
    "ClosedPart",
    "Viewer",
    "can",
    "closed_parts",
    "document_for_department",
    "findable_by",
    "is_let_in",
    "keys_of",
    "keys_on_every_plan",
    "own_task_titles",
    "plan_of",
    "plans_as",
    "readers_of",
    "sections_for_department",
    "standing_of",
    "visible_changes",
    "visible_to",
    "visible_to_department",
    "visible_with",
]

M = TypeVar("M", bound=models.Model)


def visible_to(
    user: Viewer, queryset: models.QuerySet[M], *, at: datetime | None = None
) -> models.QuerySet[M]:
    """Those rows of `queryset` that `user` may see at the instant `at` (now). KeyError for a model without a rule."""
    return visible_with(keys_on_every_plan(user, at=at), queryset)


def keys_of(user: Viewer, plan: Plan, *, at: datetime | None = None) -> LoadedKeys | None:
    """What `user` holds of the grants of one plan at the instant, for `visible_with`. None for who is not let in."""
    if not isinstance(user, User) or not is_let_in(user):
        return None
    return load_keys(user, plan, at or clock.now())


def keys_on_every_plan(user: Viewer, *, at: datetime | None = None) -> Keys | None:
    """What `user` holds wherever it is, as the database knows it. None for who is not let in."""
    if not isinstance(user, User) or not is_let_in(user):
        return None
    return StoredKeys(user, at or clock.now())


def visible_with(keys: Keys | None, queryset: models.QuerySet[M]) -> models.QuerySet[M]:
    """What `visible_to` answers for rows of the plan or plans of these keys, by the same rule; for reading much."""
    rule = RULES[queryset.model]
    return queryset.none() if keys is None else queryset.filter(rule(keys))


def visible_changes(
    keys: Keys | None, changes: models.QuerySet[Change], kinds: Iterable[str] | None = None
) -> models.QuerySet[Change]:
    """`visible_with` for history lines. Asks first which kinds of things they are about (where `kinds` does not say),
    and then of no others: most often they are two or three of ten, which take longer to put together than to answer.
    """
    if keys is None:
        return changes.none()
    about = changes.order_by().values_list("thing", flat=True).distinct() if kinds is None else kinds
    return changes.filter(change_rule(keys, frozenset(about)))


def plans_as(user: Viewer, *standings: On, at: datetime | None = None) -> models.QuerySet[Plan]:
    """The plans on which `user` is one of `standings`: a plain semi-join on the grants."""
    if not isinstance(user, User) or not is_let_in(user):
        return Plan.objects.none()
    return Plan.objects.filter(StoredKeys(user, at or clock.now()).on_plan("pk", *standings))


def own_task_titles(
    user: Viewer, plan: Plan | None = None, *, at: datetime | None = None, keys: Keys | None = None
) -> models.QuerySet[Task]:
    """Rule 4: tasks `user` is responsible for, on one plan or on all.

    Only title, date and status may be shown of those not `visible_to`. `keys`: as for `visible_with`.
    """
    if not isinstance(user, User) or not is_let_in(user):
        return Task.objects.none()
    keys = keys or StoredKeys(user, at or clock.now())
    # Not one condition with OR: no index finds both, and every task of the country would be looked through.
    every = Task.objects.order_by().values("pk")
    own = every.filter(responsible=user).union(every.filter(responsible_contact__user=user), all=True)
    standing = keys.on_plan("section__plan", On.COORDINATE, On.WORK, On.FOLLOW, On.REPRESENT)
    rows = Task.objects.filter(standing, pk__in=own)
    if plan is not None:
        rows = rows.filter(section__plan=plan)
    is_on_team = keys.on_plan("section__plan", On.COORDINATE, On.WORK)
    for path in ("", "goal__"):  # a task stands where its goal stands, and is closed with it
        is_open = Q(**{f"{path}is_draft": False, f"{path}is_private": False}) & in_view(path)
        on_time = Q(**{f"{path}withheld_until__isnull": True}) | Q(**{f"{path}withheld_until__lte": keys.at})
        without = Q(goal__isnull=True) if path else Q(pk__isnull=True)
        rows = rows.filter(without | (is_open & (on_time | is_on_team)))
    return rows


def findable_by(user: Viewer, citizens: models.QuerySet[Citizen]) -> models.QuerySet[Citizen]:
    """Rule 7: citizens a professional may find with a work reason; blocked persons find nobody (rule 0)."""
    if not isinstance(user, User) or not is_let_in(user) or user.role is None or not user.role.can_search:
        return citizens.none()
    return citizens.exclude(
        plans__blocked__in=BlockedPerson.objects.filter(user=user, lifted_at__isnull=True)
    )


def coordinators_told(user: Viewer, plans: Iterable[Plan], *, at: datetime | None = None) -> dict[Any, str]:
    """Rule 7: who coordinates each of these plans of citizens `findable_by` the professional, and nothing more."""
    instant = at or clock.now()
    rows = TeamMember.objects.filter(
        plan__in=[plan.pk for plan in plans],
        plan__citizen__in=findable_by(user, Citizen.objects.all()),
        capacity=TeamMember.Capacity.COORDINATOR,
        starts_at__lte=instant,
    ).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=instant))
    return dict(rows.values_list("plan_id", "user__name"))


def can(user: Viewer, action: Action, thing: models.Model, *, at: datetime | None = None) -> bool:
    """May `user` do `action` with `thing` (a plan, a section or what stands in it)? Never of what they cannot see."""
    if action is Action.VIEW:
        return visible_to(user, _rows_of(thing), at=at).exists()
    # Asked before every change: what the person holds on the one plan is read once, for seeing and for writing.
    plan = plan_of(thing)
    keys = keys_of(user, plan, at=at)
    if keys is None:
        return False
    is_own_task = action is Action.SET_TASK_STATUS and isinstance(thing, Task) and _is_own_task(keys, thing)
    if not is_own_task and not visible_with(keys, _rows_of(thing)).exists():
        return False
    return standing_of(user, plan, keys=keys).may(action, thing)


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
    # After years a section has many grants, and at most one that is told of.
    rows = SectionGrant.every.filter(user=user, content_object__plan=standing.plan, valid_from__lte=instant)
    held = rows.order_by("valid_until").values_list("content_object_id", "valid_until", "source")
    open_now = {section_id for section_id, until, _ in held if until > instant}
    closed = [one for one in held if one[0] not in open_now]
    if not closed:
        return ()
    terms = TeamMember.objects.filter(plan=standing.plan, user=user).exclude(
        capacity=TeamMember.Capacity.MEMBER
    )
    sources = tuple(f"member {pk} " for pk in terms.values_list("pk", flat=True))
    last = {section_id: (until, source) for section_id, until, source in closed if source.startswith(sources)}
    withdrawn = _withdrawals(standing.plan)
    sections = Section.objects.filter(pk__in=last).select_related("area").order_by("area__position")
    return tuple(
        ClosedPart(section, until, (source.split(" ", 2)[2], until) in withdrawn)
        for section in sections
        for until, source in [last[section.pk]]
    )


def _withdrawals(plan: Plan) -> set[tuple[str, datetime | None]]:
    """Each instant at which something was withdrawn for a party, as a whole or an area; named as in the grants."""
    parties = GroundParty.objects.filter(ground__citizen=plan.citizen_id)
    of_areas = parties.filter(area_withdrawals__isnull=False).values_list(
        "pk", "area_withdrawals__withdrawn_at"
    )
    ended = parties.values_list("pk", Coalesce("withdrawn_at", "ground__withdrawn_at"))
    return {(f"party {pk}", at) for pk, at in ended.union(of_areas, all=True)}


def readers_of(
    standing: Standing, sections: Iterable[Section], *, at: datetime | None = None
) -> dict[UUID, frozenset[UUID]]:
    """Who reads each section, professionals only: for the citizen and the coordinator, and for the owner of its own."""
    everyone = standing.is_citizen or standing.coordinates
    known = [section.pk for section in sections if everyone or standing.owns(section)]
    rows = SectionGrant.every.in_force(at or clock.now()).filter(
        content_object__in=known, permission__codename=In.READ
    )
    if standing.is_citizen:
        rows = told_to_the_citizen(rows, standing.plan, at or clock.now())
    readers: dict[UUID, set[UUID]] = {pk: set() for pk in known}
    for section_id, user_id in rows.values_list("content_object_id", "user_id"):
        readers[section_id].add(user_id)
    return {section_id: frozenset(users) for section_id, users in readers.items()}


def sections_for_department(
    department: Department, plan: Plan, *, at: datetime | None = None
) -> frozenset[UUID]:
    """Rule 9: the sections of `plan` of which a fagsystem of `department` may receive something."""
    return facts_of(plan).sections_for_department(department.pk, at or clock.now())


def visible_to_department(sections: frozenset[UUID], queryset: models.QuerySet[M]) -> models.QuerySet[M]:
    """Rule 9: those items in these sections (`sections_for_department`) that the fagsystem may receive. No drafts, no
    "del ikke".
    """
    return queryset.filter(DEPARTMENT_RULES[queryset.model](sections))


def document_for_department(
    department: Department, plan: Plan, queryset: models.QuerySet[M], *, at: datetime | None = None
) -> M | None:
    """Rule 9 for a single document: the row of `queryset` if a fagsystem of `department` may receive it, else None.

    What the department wrote itself is looked for first: it hangs on no ground, so none is loaded.
    """
    own = Section.objects.filter(plan=plan, owner=department)
    document = queryset.order_by()
    for found in document.filter(DEPARTMENT_RULES[queryset.model](own.values("pk"))):
        return found
    return visible_to_department(sections_for_department(department, plan, at=at), document).first()


def plan_of(thing: Any) -> Plan:
    """The plan a thing belongs to."""
    match thing:
        case Plan():
            return thing
        case SubGoal() | GoalProgress():
            return thing.goal.section.plan
        case JournalAddition():
            return thing.note.section.plan
        case Goal() | Task() | JournalNote():
            return thing.section.plan
        case _:
            plan: Plan = thing.plan
            return plan


def _rows_of(thing: models.Model) -> models.QuerySet[Any]:
    return type(thing)._default_manager.filter(pk=thing.pk)


def _is_own_task(keys: LoadedKeys, task: Task) -> bool:
    return own_task_titles(keys.user, keys.plan, keys=keys).filter(pk=task.pk).exists()
