"""What a leader reads of a plan with a question put to them (rule 8): chosen things, asked for anew at every reading.

Of what was chosen only what the leader's own department owns or a ground in force opens to that department, and never
more than whoever asked may see at that moment. What closes either of the two closes the excerpt, without any job.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Prefetch

from enplan import clock
from enplan.accounts.models import User
from plans.facts import Facts, facts_of
from plans.models import Disagreement, DisagreementView, Goal, LeaderQuestion, Measure, Plan, SubGoal, Task
from plans.permissions import visible_to, visible_to_department

Thing = Goal | Task | Disagreement
M = TypeVar("M", bound=models.Model)
WHERE = ("section__area", "section__owner")


@dataclass(frozen=True)
class Excerpt:
    """All that is shown. Views hang on their disagreements (`views.all()`), sub-goals on their goals."""

    goals: tuple[Goal, ...] = ()
    tasks: tuple[Task, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.tasks or self.disagreements)


def excerpt_of(question: LeaderQuestion, *, at: datetime | None = None) -> Excerpt:
    """What the question's leader may read at the instant, who they are and whether it is still open left aside."""
    at = at or clock.now()
    sections = sections_open_to(question.department_id, facts_of(question.plan), at)

    def shown(rows: models.QuerySet[M]) -> models.QuerySet[M]:
        return visible_to(question.written_by, visible_to_department(sections, rows), at=at)

    views = shown(DisagreementView.objects.all()).select_related("section__owner", "written_by__department")
    disagreements = (
        shown(Disagreement.objects.filter(asked_in__question=question))
        .select_related(*WHERE, "goal", "measure")
        .prefetch_related(Prefetch("views", queryset=views))
    )
    return Excerpt(
        goals=tuple(
            shown(Goal.objects.filter(asked_in__question=question))
            .select_related(*WHERE)
            .prefetch_related(Prefetch("subgoals", queryset=shown(SubGoal.objects.order_by("position"))))
        ),
        tasks=tuple(
            shown(Task.objects.filter(asked_in__question=question)).select_related(*WHERE).order_by("pk")
        ),
        disagreements=_without_what_is_closed(
            question.written_by, [one for one in disagreements if one.views.all()], at
        ),
    )


def _without_what_is_closed(
    asker: User, disagreements: list[Disagreement], at: datetime
) -> tuple[Disagreement, ...]:
    """Who wrote a view keeps it when the goal or measure closes to them; what that is called then goes no further."""
    for model, name in ((Goal, "goal"), (Measure, "measure")):
        ids = [getattr(one, f"{name}_id") for one in disagreements]
        rows: models.QuerySet[Any] = model._default_manager.filter(pk__in=[pk for pk in ids if pk])
        seen = set(visible_to(asker, rows, at=at).values_list("pk", flat=True))
        for one in disagreements:
            if getattr(one, f"{name}_id") not in seen:
                setattr(one, name, None)  # in memory alone: it is shown by its area
    return tuple(disagreements)


def sections_open_to(department_id: UUID, facts: Facts, at: datetime) -> frozenset[UUID]:
    """The department's own parts, and those that a ground to the department itself opens; a supervision opens none."""
    opening = [
        coverage
        for coverage in facts.coverages
        if coverage.department_id == department_id
        and not coverage.is_supervision
        and (period := coverage.period.until(facts.ended_at)) is not None
        and period.holds(at)
    ]
    return frozenset(
        section.pk
        for section in facts.sections
        if section.owner_id == department_id or any(facts.covers(one, section) for one in opening)
    )


def departments_with_something_open(
    plan: Plan, departments: Iterable[UUID], *, at: datetime | None = None
) -> set[UUID]:
    """Those of `departments` whose leader would be shown at least one part of the plan."""
    facts, instant = facts_of(plan), at or clock.now()
    return {one for one in departments if sections_open_to(one, facts, instant)}


def closed_to(department_id: UUID, plan: Plan, things: Iterable[Thing]) -> list[Thing]:
    """Those of these things of the plan that a leader of the department would not be shown now."""
    sections = sections_open_to(department_id, facts_of(plan), clock.now())
    return [thing for thing in things if not _is_open(thing, sections)]


def _is_open(thing: Thing, sections: frozenset[UUID]) -> bool:
    rows: models.QuerySet[Any] = type(thing)._default_manager.filter(pk=thing.pk)
    return visible_to_department(sections, rows).exists()


def title_for(user: User, thing: Thing) -> str:
    """What a thing that `user` sees is called in a list. Who wrote a view keeps it when what it is about closes; the
    title of that is then not told.
    """
    if isinstance(thing, Goal | Task):
        return thing.title
    rows: tuple[models.QuerySet[Any], ...] = (
        Goal.objects.filter(disagreements=thing),
        Measure.objects.filter(disagreements=thing),
    )
    of = next((found for one in rows if (found := visible_to(user, one).first())), None)
    return of.title if of else f"uenighed om {thing.section.area.short_name}"
