"""The plan as one department's fagsystem may have it: what stands on its pages."""

from dataclasses import dataclass

from django.db.models import QuerySet

from enplan.accounts.models import Department, User
from plans.models import Goal, Measure, Plan, Rating, SubGoal, SupportChange, Task, TeamMember
from plans.permissions import sections_for_department, visible_to_department


@dataclass(frozen=True)
class GoalLines:
    """A goal with its steps and agreements."""

    goal: Goal
    responsible: str
    steps: tuple[SubGoal, ...]
    tasks: tuple["TaskLine", ...]


@dataclass(frozen=True)
class TaskLine:
    """An agreement and who stands for it."""

    task: Task
    responsible: str


@dataclass(frozen=True)
class MeasureLine:
    """A measure, who carries it out, and how support has gone up and down."""

    measure: Measure
    provider: str
    changes: tuple[SupportChange, ...]


@dataclass(frozen=True)
class AreaPart:
    """A life area as the department may see it."""

    name: str
    goals: tuple[GoalLines, ...]
    measures: tuple[MeasureLine, ...]
    tasks: tuple[TaskLine, ...]
    ratings: tuple[Rating, ...]


@dataclass(frozen=True)
class PlanPage:
    """The whole document."""

    plan: Plan
    department: Department
    coordinator: str
    areas: tuple[AreaPart, ...]
    area_keys: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.areas


def plan_page(plan: Plan, department: Department) -> PlanPage:
    """Load what `department`'s systems may have of `plan` now, through rule 9."""
    sections = sections_for_department(department, plan)
    goals = visible_to_department(sections, Goal.objects.filter(section__plan=plan))
    goals = goals.select_related("section__area", "responsible", "responsible_contact").order_by("written_at")
    steps = visible_to_department(sections, SubGoal.objects.filter(goal__section__plan=plan))
    tasks = visible_to_department(sections, Task.objects.filter(section__plan=plan))
    tasks = tasks.select_related("section__area", "responsible", "responsible_contact").order_by(
        "due_on", "written_at"
    )
    ratings = visible_to_department(sections, Rating.objects.filter(plan=plan, section__isnull=False))
    measures = visible_to_department(sections, Measure.objects.filter(section__plan=plan))
    changes = visible_to_department(sections, SupportChange.objects.filter(measure__section__plan=plan))
    names = _Names(plan, department)
    all_goals, all_steps, all_tasks = list(goals), list(steps), list(tasks)
    all_ratings = list(ratings.select_related("section__area", "written_by"))
    all_measures, all_changes = _measures(measures), list(changes)
    areas = {row.section.area for row in [*all_goals, *all_tasks, *all_measures]} | {
        rating.section.area for rating in all_ratings if rating.section is not None
    }
    parts = tuple(
        AreaPart(
            name=area.name,
            goals=tuple(
                GoalLines(
                    goal=goal,
                    responsible=names.of(goal),
                    steps=tuple(step for step in all_steps if step.goal_id == goal.pk),
                    tasks=tuple(TaskLine(t, names.of(t)) for t in all_tasks if t.goal_id == goal.pk),
                )
                for goal in all_goals
                if goal.section.area_id == area.pk
            ),
            measures=tuple(
                MeasureLine(
                    one, names.provider_of(one), tuple(c for c in all_changes if c.measure_id == one.pk)
                )
                for one in all_measures
                if one.section.area_id == area.pk
            ),
            tasks=tuple(
                TaskLine(t, names.of(t))
                for t in all_tasks
                if t.goal_id is None and t.section.area_id == area.pk
            ),
            ratings=tuple(r for r in all_ratings if r.section is not None and r.section.area_id == area.pk),
        )
        for area in sorted(areas, key=lambda area: area.position)
    )
    return PlanPage(plan, department, names.coordinator, parts, tuple(sorted(area.pk for area in areas)))


def _measures(measures: QuerySet[Measure]) -> list[Measure]:
    return list(measures.select_related("section__area", "provider").order_by("starts_on", "written_at"))


class _Names:
    """Names as the department's system may have them (rule 6): the coordinator's and those of its own people."""

    def __init__(self, plan: Plan, department: Department) -> None:
        row = (
            TeamMember.objects.filter(
                plan=plan, capacity=TeamMember.Capacity.COORDINATOR, ends_at__isnull=True
            )
            .select_related("user")
            .first()
        )
        self.coordinator = row.user.name if row else ""
        self._coordinator_id = row.user_id if row else None
        self._department = department
        self._citizen = plan.citizen.name

    def of(self, thing: Goal | Task) -> str:
        """Who is responsible."""
        if thing.responsible_is_citizen:
            return self._citizen
        if thing.responsible_contact is not None:
            return "fra borgerens netværk"
        return self._employee(thing.responsible)

    def provider_of(self, measure: Measure) -> str:
        """Who carries a measure out: a department is told to itself and to the owner, others only that there is one."""
        if measure.provider is None:
            return measure.provider_name
        if self._department.pk in (measure.provider_id, measure.section.owner_id):
            return measure.provider.name
        return "en anden afdeling"

    def _employee(self, user: User | None) -> str:
        if user is None:
            return ""
        if user.pk == self._coordinator_id or user.department_id == self._department.pk:
            return user.name
        return "en anden fagperson"
