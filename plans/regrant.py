"""From facts to stored grants: who may reach a plan and read its sections, and when (design.md rules 0–8).

`grants_of` is the rule over periods, pure: facts in, rows out. `regrant` stores its answer in the transaction of the
change. Nothing is decided anywhere else; `plans.permissions` only reads the rows in force.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from citizens.models import GroundParty, NetworkPerson, Representative
from enplan.accounts.models import Department, User
from plans.facts import Facts, Period, facts_of
from plans.grants import NO_END, In, On, PlanGrant, SectionGrant, permission_ids
from plans.models.plan import Plan
from plans.models.section import Section
from plans.models.team import TeamMember


@dataclass(frozen=True)
class Row:
    """One grant: `where` is None for the plan itself, otherwise a section's id."""

    user_id: UUID
    permission: On | In
    where: UUID | None
    valid_from: datetime
    valid_until: datetime
    source: str


def grants_of(facts: Facts) -> set[Row]:
    """All grants that follow from the facts, past and future ones too. Empty for blocked persons (rule 0).

    The areas of one ground can end one by one: what rests on any of them lasts as long as the last.
    """
    rows: dict[object, Row] = {}
    for row in _every_row(facts):
        if row.user_id not in facts.blocked:
            key = (row.user_id, row.permission, row.where, row.source)
            rows[key] = max(rows.get(key, row), row, key=lambda each: each.valid_until)
    return set(rows.values())


def _every_row(facts: Facts) -> Iterator[Row]:
    yield from _citizen(facts)
    for representative in facts.representatives:
        yield from _representative(facts, representative)
    for member in facts.members:
        yield from _member(facts, member)
    yield from _network(facts)
    yield from _supervision(facts)


def _row(
    user_id: UUID, permission: On | In, where: UUID | None, period: Period | None, source: str
) -> Iterator[Row]:
    if period is not None:
        yield Row(user_id, permission, where, period.start, period.end or NO_END, source)


def _citizen(facts: Facts) -> Iterator[Row]:
    """Rule 1: the citizen, from the first day."""
    user_id = facts.citizen_user_id
    if user_id is None or user_id in facts.blocked:
        return
    always = Period(facts.created_at, None)
    for permission in (On.OWN, On.WORDS):
        yield from _row(user_id, permission, None, always, "citizen")
    for section in facts.sections:
        yield from _row(user_id, In.OWN, section.pk, always, "citizen")


def _representative(facts: Facts, representative: Any) -> Iterator[Row]:
    """Rule 1: the same as the citizen within own areas and period."""
    period = facts.acting_period(representative)
    source = f"representative {representative.pk}"
    for permission in (On.REPRESENT, On.WORDS):
        yield from _row(representative.user_id, permission, None, period, source)
    areas = {area.pk for area in representative.areas.all()}
    for section in facts.sections:
        if section.area_id in areas:
            yield from _row(representative.user_id, In.REPRESENT, section.pk, period, source)


def _member(facts: Facts, member: TeamMember) -> Iterator[Row]:
    """Rule 2: membership, area, and own department or a ground; rule 5 for the words."""
    user = member.user
    if not facts.can_work(user):
        return
    period = Period(member.starts_at, member.ends_at)
    source = f"member {member.pk}"
    standing = On.COORDINATE if member.is_coordinating else On.WORK
    yield from _row(user.pk, standing, None, period, source)
    if member.is_coordinating:
        yield from _row(user.pk, On.WORDS, None, period, source)
    areas = facts.areas_of(member)
    covering = [
        (coverage, both)
        for coverage in facts.coverages
        if coverage.reaches(member)
        and (own := facts.period_for(coverage, member)) is not None
        and (both := own.overlap(period)) is not None
    ]
    for coverage, both in covering:
        if coverage.areas & areas and not facts.words_narrowed:
            yield from _row(user.pk, On.WORDS, None, both, f"{source} {coverage.source}")
    for section in facts.sections:
        if section.area_id not in areas:
            continue
        if section.owner_id == user.department_id or (section.is_citizens and member.is_coordinating):
            yield from _row(user.pk, In.READ, section.pk, period, source)
            continue
        for coverage, both in covering:
            if facts.covers(coverage, section):
                yield from _row(user.pk, In.READ, section.pk, both, f"{source} {coverage.source}")


def _network(facts: Facts) -> Iterator[Row]:
    """Rule 3: only through a consent that names the person."""
    for user_id, coverage in facts.personal_consents():
        if user_id not in facts.network_user_ids:
            continue
        period = coverage.period.until(facts.ended_at)
        source = f"network {coverage.source}"
        yield from _row(user_id, On.FOLLOW, None, period, source)
        for section in facts.sections:
            if facts.covers(coverage, section):
                yield from _row(user_id, In.FOLLOW, section.pk, period, source)


def _supervision(facts: Facts) -> Iterator[Row]:
    """Rule 8: a leader's stated reason opens the own department's part, for some days."""
    for leader, coverage in facts.supervisions():
        source = f"supervision {coverage.source}"
        yield from _row(leader.pk, On.SUPERVISE, None, coverage.period, source)
        for section in facts.sections:
            if section.owner_id == leader.department_id and facts.covers(coverage, section):
                yield from _row(leader.pk, In.SUPERVISE, section.pk, coverage.period, source)


def regrant(plan: Plan) -> None:
    """Make the stored rows of one plan what its facts say. Call inside the transaction of the change."""
    with transaction.atomic():
        # Two changes at once regrant one after the other; and from the row as it is now, not as the caller knew it.
        current = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
        wanted = grants_of(facts_of(current))
        permissions = permission_ids()
        _store(PlanGrant, {row for row in wanted if row.where is None}, permissions, plan_id=plan.pk)
        _store(SectionGrant, {row for row in wanted if row.where is not None}, permissions, plan_id=plan.pk)


def _store(model: Any, wanted: set[Row], permissions: Mapping[str, int], plan_id: UUID) -> None:
    on_plan = model is PlanGrant
    stored = (
        model.every.filter(content_object=plan_id)
        if on_plan
        else model.every.filter(content_object__plan=plan_id)
    )
    kept: set[Row] = set()
    gone: list[UUID] = []
    names = {number: name for name, number in permissions.items()}
    for grant in stored:
        name = names[grant.permission_id]
        row = Row(
            grant.user_id,
            On(name) if on_plan else In(name),
            None if on_plan else grant.content_object_id,
            grant.valid_from,
            grant.valid_until,
            grant.source,
        )
        if row in wanted:
            kept.add(row)
        else:
            gone.append(grant.pk)
    model.every.filter(pk__in=gone).delete()
    model.every.bulk_create(
        [
            model(
                user_id=row.user_id,
                permission_id=permissions[row.permission],
                content_object_id=row.where or plan_id,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                source=row.source,
            )
            for row in wanted - kept
        ]
    )


def regrant_after_organisation_change(
    *, users: Iterable[User], departments: set[UUID], **_signal: Any
) -> None:
    """Receiver of `organisation_changed`: recompute every plan that those users or departments are part of."""
    user_ids = [user.pk for user in users]
    owners = _with_all_below(departments)
    plans = Plan.objects.filter(
        Q(pk__in=TeamMember.objects.filter(user__in=user_ids).values("plan"))
        | Q(pk__in=Section.objects.filter(owner__in=owners).values("plan"))
        | Q(citizen__user__in=user_ids)
        | Q(citizen__in=Representative.objects.filter(user__in=user_ids).values("citizen"))
        | Q(citizen__in=NetworkPerson.objects.filter(user__in=user_ids).values("citizen"))
        | Q(citizen__in=GroundParty.objects.filter(user__in=user_ids).values("ground__citizen"))
    )
    for plan in plans:
        regrant(plan)


def _with_all_below(departments: set[UUID]) -> set[UUID]:
    """The departments and all that stand under them: what is health information is inherited downwards."""
    found, below = set(departments), set(departments)
    while below:
        below = set(Department.objects.filter(parent__in=below).values_list("pk", flat=True)) - found
        found |= below
    return found
