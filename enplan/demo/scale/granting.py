"""The stored grants of a course: what `plans.regrant.grants_of` says of its facts, which are laid out in memory here.

No rule of its own: a test regrants loaded plans from the database and finds nothing to change.
"""

from django.db import models

from enplan.accounts.models import LifeArea
from enplan.demo.scale.course import Course, NotedGround
from enplan.demo.scale.rows import PLAN_GRANTS, SECTION_GRANTS
from plans.facts import Coverage, Facts, Period
from plans.regrant import Row, grants_of


def add_grants(course: Course) -> None:
    permissions = course.world.permissions
    for row in sorted(grants_of(facts_in_memory(course)), key=_in_order):
        table = PLAN_GRANTS if row.where is None else SECTION_GRANTS
        where = row.where or course.plan.pk
        permission = permissions[row.permission]
        course.rows.lines[table].append(
            (course.new_id(), row.user_id, permission, where, row.valid_from, row.valid_until, row.source)
        )


def facts_in_memory(course: Course) -> Facts:
    """What `plans.facts.facts_of` would load, were the course stored."""
    areas = course.world.areas
    for membership in course.memberships:
        _remember_areas(membership.member, [areas[key] for key in membership.areas])
    for representative, keys in course.representatives:
        _remember_areas(representative, [areas[key] for key in keys])
    return Facts(
        created_at=course.plan.created_at,
        ended_at=course.plan.ended_at,
        words_narrowed=course.plan.words_for_coordinator_only,
        citizen_user_id=course.login.pk if course.login else None,
        blocked=frozenset(course.blocked),
        sections=tuple(course.sections.values()),
        members=tuple(membership.member for membership in course.memberships),
        representatives=tuple(row for row, _ in course.representatives if row.user_id is not None),
        network_user_ids=frozenset(row.user_id for row in course.network if row.user_id is not None),
        coverages=tuple(_coverages(course)),
        health_departments=frozenset(
            pk for pk, unit in course.place.unit_of_department.items() if unit.is_health
        ),
        all_areas=frozenset(areas),
    )


def _coverages(course: Course) -> list[Coverage]:
    found = []
    for noted in course.grounds:
        ground, kind = noted.ground, noted.ground.kind
        if ground.decision != ground.Decision.YES or _is_after_the_end(course, noted):
            continue
        for party in noted.parties:
            ends = [end for end in (ground.valid_until, ground.withdrawn_at, party.withdrawn_at) if end]
            end = min(ends, default=None)
            if end is not None and end <= ground.valid_from:
                continue
            found.append(
                Coverage(
                    source=f"party {party.pk}",
                    areas=frozenset(noted.areas),
                    sources=frozenset(noted.sources),
                    covers_health=ground.covers_health,
                    is_consent=kind.is_consent,
                    is_supervision=kind.is_supervision,
                    period=Period(ground.valid_from, end),
                    department_id=party.department_id,
                    user=party.user,
                    is_coordinator=party.is_coordinator,
                )
            )
    return found


def _is_after_the_end(course: Course, noted: NotedGround) -> bool:
    """What was noted when the plan had ended belongs to a plan to come."""
    return course.plan.ended_at is not None and noted.ground.noted_at >= course.plan.ended_at


def _remember_areas(row: models.Model, areas: list[LifeArea]) -> None:
    """Let `row.areas.all()` answer without a query, as it does after prefetch_related."""
    cache: dict[str, list[LifeArea]] = {"areas": areas}
    # Django has no public door for it, and the rule reads memberships as they come from the database.
    row._prefetched_objects_cache = cache  # type: ignore[attr-defined]  # noqa: SLF001  # see above


def _in_order(row: Row) -> tuple[str, str, str, str]:
    """The same order on every run: a set of rows with texts in them has none."""
    return row.permission, str(row.where), str(row.user_id), row.source
