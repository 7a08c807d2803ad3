"""What one person sees of one plan at one instant: loaded once, through the one rule, for page, print and API alike.

A fixed number of queries, whatever the size of the plan. Presenters decide how it looks; nothing here is decided twice.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from citizens.models import Ground, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.audit.models import Change
from plans.facts import health_departments
from plans.keys import LoadedKeys
from plans.models import (
    Attachment,
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
from plans.permissions import (
    ClosedPart,
    closed_parts,
    keys_of,
    own_task_titles,
    readers_of,
    standing_of,
    visible_with,
)
from plans.standing import Standing

ItemT = TypeVar("ItemT", Goal, Task)
SOMEBODY = "en anden fagperson"
ALSO_ACTING = "en anden, der handler for borgeren"


@dataclass(frozen=True)
class Reading:
    """Everything of `plan` that `user` may see at `at`, and nothing else."""

    plan: Plan
    user: User
    at: datetime
    standing: Standing
    dream: CitizenWords | None
    matters: CitizenWords | None
    sections: tuple[Section, ...]
    goals: tuple[Goal, ...]
    tasks: tuple[Task, ...]
    own_titles: tuple[Task, ...]  # own tasks of which only title, date and status may be shown
    ratings: tuple[Rating, ...]
    attachments: tuple[Attachment, ...]
    team: tuple[TeamMember, ...]  # in force, coordinator first
    unseen_members: int  # how many more are on the team: "og 2 andre"
    former_members: tuple[TeamMember, ...]
    representatives: tuple[Representative, ...]
    network: tuple[NetworkPerson, ...]
    grounds: tuple[Ground, ...]
    handover: HandoverOffer | None
    closed: tuple[ClosedPart, ...]  # parts this coordinator once could see
    readers: dict[UUID, frozenset[UUID]]  # per section: who reads it, for those who may know

    @cached_property
    def _health_departments(self) -> frozenset[UUID]:
        return health_departments()

    def sources_of(self, ground: Ground) -> list[Department]:
        """Whose writing a ground opens: what health departments write only where it is a ground for that."""
        sources = ground.sources.all()
        return [one for one in sources if ground.covers_health or one.pk not in self._health_departments]

    @property
    def is_shell(self) -> bool:
        """On the team, but no item is open: the page says that there is a plan and who coordinates it."""
        in_sections = any(file.section_id for file in self.attachments)
        return not (self.goals or self.tasks or self.ratings or self.dream or in_sections)

    @property
    def coordinator(self) -> TeamMember | None:
        return next((m for m in self.team if m.capacity == TeamMember.Capacity.COORDINATOR), None)

    def name_of(self, user: User | None) -> str:
        """The name of an employee as this viewer may see it (rule 6), of a private person as it is.

        Who acts for the citizen is not told who else does: a child's plan names neither parent to the other.
        """
        if user is None:
            return ""
        is_citizen = user.pk == self.plan.citizen.user_id
        if self.standing.is_representative and not (
            user.is_employee or is_citizen or user.pk == self.user.pk
        ):
            return ALSO_ACTING
        if user.pk == self.user.pk or not user.is_employee or self._sees_everyone:
            return user.name
        known = {member.user_id for member in (*self.team, *self.former_members)}
        return user.name if user.pk in known else SOMEBODY

    def responsible_name(self, thing: Goal | Task) -> str:
        """Who is responsible for a goal or task, as this viewer may see it; empty when nobody is."""
        if thing.responsible_is_citizen:
            return self.plan.citizen.name
        if thing.responsible_contact is not None:
            return thing.responsible_contact.name
        return self.name_of(thing.responsible)

    def tasks_of(self, goal: Goal) -> list[Task]:
        return [task for task in self.tasks if task.goal_id == goal.pk]

    @property
    def _sees_everyone(self) -> bool:
        return self.standing.is_citizen or self.standing.coordinates


def read_plan(user: User, plan: Plan, *, at: datetime | None = None) -> Reading:
    """Load what `user` may see of `plan`. `plan` must itself come from a scoped getter (`plans.lookup`)."""
    at = at or clock.now()
    keys = keys_of(user, plan, at=at)
    standing = standing_of(user, plan, at=at, keys=keys)
    words = _newest_words(plan, keys)
    sections = tuple(
        visible_with(keys, Section.objects.filter(plan=plan))
        .select_related("area", "owner")
        .order_by("area__position", "owner__name")
    )
    members = tuple(
        visible_with(keys, TeamMember.objects.filter(plan=plan, starts_at__lte=at))
        .select_related("user__department")
        .prefetch_related("areas")
    )
    team = sorted((m for m in members if m.ends_at is None or m.ends_at > at), key=_coordinator_first)
    tasks = tuple(_tasks(plan, keys))
    seen_tasks = {task.pk for task in tasks}
    return Reading(
        plan=plan,
        user=user,
        at=at,
        standing=standing,
        dream=words.get(CitizenWords.Kind.DREAM),
        matters=words.get(CitizenWords.Kind.MATTERS),
        sections=sections,
        goals=tuple(_goals(plan, keys)),
        tasks=tasks,
        own_titles=tuple(t for t in own_task_titles(user, plan, at=at, keys=keys) if t.pk not in seen_tasks),
        ratings=tuple(
            visible_with(keys, Rating.objects.filter(plan=plan)).select_related("section__area", "written_by")
        ),
        attachments=tuple(_attachments(plan, keys)),
        team=tuple(team),
        unseen_members=_members_in_force(plan, at) - len({member.user_id for member in team}),
        former_members=tuple(m for m in members if m.ends_at is not None and m.ends_at <= at),
        representatives=tuple(_in_period(visible_with(keys, plan.citizen.representatives.all()), at)),
        network=tuple(visible_with(keys, plan.citizen.network.all())),
        grounds=_grounds(plan, keys),
        handover=visible_with(keys, HandoverOffer.objects.filter(plan=plan, settled_at__isnull=True))
        .select_related("to")
        .first(),
        closed=closed_parts(user, standing, at=at),
        readers=readers_of(standing, sections, at=at),
    )


def _newest_words(plan: Plan, keys: LoadedKeys | None) -> dict[str, CitizenWords]:
    newest: dict[str, CitizenWords] = {}
    for words in visible_with(keys, CitizenWords.objects.filter(plan=plan)).order_by("number"):
        newest[words.kind] = words
    return {kind: words for kind, words in newest.items() if words.text}


def _goals(plan: Plan, keys: LoadedKeys | None) -> list[Goal]:
    subgoals = Prefetch("subgoals", queryset=visible_with(keys, SubGoal.objects.all()))
    goals = (
        visible_with(keys, Goal.objects.filter(section__plan=plan))
        .select_related("section__area", "section__owner", "responsible", "responsible_contact", "written_by")
        .prefetch_related(subgoals)
        .order_by("section__area__position", "written_at")
    )
    return _with_plan(list(goals), plan)


def _tasks(plan: Plan, keys: LoadedKeys | None) -> list[Task]:
    tasks = (
        visible_with(keys, Task.objects.filter(section__plan=plan))
        .select_related("section__area", "section__owner", "responsible", "responsible_contact", "goal")
        .order_by("due_on", "written_at")
    )
    return _with_plan(list(tasks), plan)


def _attachments(plan: Plan, keys: LoadedKeys | None) -> list[Attachment]:
    rows = visible_with(keys, Attachment.objects.filter(plan=plan))
    return list(rows.select_related("section__area", "section__owner", "written_by").order_by("written_at"))


def _with_plan(items: list[ItemT], plan: Plan) -> list[ItemT]:
    for item in items:
        item.section.plan = plan  # loaded already: no query per item
    return items


def _grounds(plan: Plan, keys: LoadedKeys | None) -> tuple[Ground, ...]:
    grounds = (
        visible_with(keys, Ground.objects.filter(citizen=plan.citizen_id))
        .select_related("kind", "noted_by__department", "review")
        .prefetch_related(
            "areas", "sources", "parties__department", "parties__user", "parties__area_withdrawals"
        )
    )
    return tuple(grounds)


def _in_period(people: QuerySet[Representative], at: datetime) -> QuerySet[Representative]:
    return people.filter(starts_at__lte=at).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def _coordinator_first(member: TeamMember) -> tuple[int, str]:
    order = [TeamMember.Capacity.COORDINATOR, TeamMember.Capacity.DEPUTY, TeamMember.Capacity.MEMBER]
    return order.index(TeamMember.Capacity(member.capacity)), member.user.name


def _members_in_force(plan: Plan, at: datetime) -> int:
    rows = TeamMember.objects.filter(plan=plan, starts_at__lte=at)
    return rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at)).values("user").distinct().count()


def changes_since(user: User, plan: Plan, since: datetime, *, at: datetime | None = None) -> list[Change]:
    """What others have changed in the plan since then, newest first, as far as `user` may see it; at most sixty."""
    rows = Change.objects.filter(plan_id=plan.pk, at__gt=since).exclude(by_id=user.pk)
    return list(visible_with(keys_of(user, plan, at=at), rows).order_by("-at", "pk")[:60])


def history_of(user: User, plan: Plan, things: list[UUID] | None = None) -> QuerySet[Change]:
    """The plan's changes that `user` may see, newest first; `things`: only of these."""
    rows = Change.objects.filter(plan_id=plan.pk)
    if things is not None:
        rows = rows.filter(thing_id__in=things)
    return visible_with(keys_of(user, plan), rows).order_by("-at", "pk")
