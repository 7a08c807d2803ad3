"""What one person holds of the stored grants at one instant, in the two forms in which a rule can ask for it.

`StoredKeys` asks the database for each row in turn and is right for any rows. `LoadedKeys` has been read for one plan,
which is worth its two queries where several kinds of things of that plan are asked for; rows of other plans are closed
to it; `KeysOfPlans` is the same for several. Only `plans.permissions` and `plans.keys_across` make those of a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from enplan.accounts.models import User
from plans.grants import In, On, PlanGrant, SectionGrant, permission_ids
from plans.models import Plan

NOTHING = Q(pk__in=[])


class Keys(Protocol):
    """One person's grants in force at one instant."""

    @property
    def user(self) -> User: ...

    @property
    def at(self) -> datetime: ...

    def on_plan(self, path: str, *standings: On) -> Q:
        """Is the person one of `standings` to the plan that `path` leads to?"""

    def on_any_plan_of(self, path: str, *standings: On) -> Q:
        """Is the person one of `standings` to any plan of the citizen that `path` leads to?"""

    def in_section(self, path: str, *ways: In) -> Q:
        """Does the person read the section that `path` leads to in one of these ways?"""

    def may_be(self, *standings: On) -> bool:
        """False only where it is known that the person is none of these to any plan of the citizen."""


@dataclass(frozen=True)
class StoredKeys:
    """Asks the database, row by row."""

    user: User
    at: datetime

    def on_plan(self, path: str, *standings: On) -> Q:
        return Q(Exists(PlanGrant.every.filter(self._in_force(standings, content_object=OuterRef(path)))))

    def on_any_plan_of(self, path: str, *standings: On) -> Q:
        of_citizen = self._in_force(standings, content_object__citizen=OuterRef(path))
        return Q(Exists(PlanGrant.every.filter(of_citizen)))

    def in_section(self, path: str, *ways: In) -> Q:
        return Q(Exists(SectionGrant.every.filter(self._in_force(ways, content_object=OuterRef(path)))))

    def may_be(self, *_standings: On) -> bool:
        return True

    def _in_force(self, names: Iterable[On | In], **of: OuterRef) -> Q:
        known = permission_ids()
        return Q(
            user=self.user.pk,
            permission__in=[known[name] for name in names],
            valid_from__lte=self.at,
            valid_until__gt=self.at,
            **of,
        )


@dataclass(frozen=True)
class LoadedKeys:
    """Read before, for the rows of `plan` alone: the database then compares with ids, and joins nothing."""

    user: User
    at: datetime
    plan: Plan
    standings: frozenset[On]
    standings_on_any: frozenset[On]  # of the citizen's plans: an earlier one that has ended counts as well
    sections: Mapping[In, frozenset[UUID]]

    def on_plan(self, path: str, *standings: On) -> Q:
        return Q(**{path: self.plan.pk}) if self.standings.intersection(standings) else NOTHING

    def on_any_plan_of(self, path: str, *standings: On) -> Q:
        return Q(**{path: self.plan.citizen_id}) if self.may_be(*standings) else NOTHING

    def in_section(self, path: str, *ways: In) -> Q:
        sections = frozenset().union(*(self.sections.get(way, frozenset()) for way in ways))
        return Q(**{f"{path}__in": sections}) if sections else NOTHING

    def may_be(self, *standings: On) -> bool:
        return bool(self.standings_on_any.intersection(standings))


@dataclass(frozen=True)
class KeysOfPlans:
    """Read before, for the rows of several plans at once; rows of other plans, and of other sections, are closed."""

    user: User
    at: datetime
    standings: Mapping[On, frozenset[UUID]]  # the plans on which the person is that
    sections: Mapping[In, frozenset[UUID]]

    def on_plan(self, path: str, *standings: On) -> Q:
        plans = frozenset().union(*(self.standings.get(one, frozenset()) for one in standings))
        return Q(**{f"{path}__in": plans}) if plans else NOTHING

    def on_any_plan_of(self, path: str, *standings: On) -> Q:
        return StoredKeys(self.user, self.at).on_any_plan_of(path, *standings)

    def in_section(self, path: str, *ways: In) -> Q:
        sections = frozenset().union(*(self.sections.get(way, frozenset()) for way in ways))
        return Q(**{f"{path}__in": sections}) if sections else NOTHING

    def may_be(self, *_standings: On) -> bool:
        return True


def load_keys(user: User, plan: Plan, at: datetime) -> LoadedKeys:
    """Two queries."""
    names = {number: name for name, number in permission_ids().items()}
    on_plans = PlanGrant.every.in_force(at).filter(user=user, content_object__citizen=plan.citizen_id)
    standings = [
        (plan_id, On(names[number]))
        for plan_id, number in on_plans.values_list("content_object_id", "permission_id")
    ]
    in_section = SectionGrant.every.in_force(at).filter(user=user, content_object__plan=plan)
    sections: dict[In, set[UUID]] = {}
    for number, section_id in in_section.values_list("permission_id", "content_object_id"):
        sections.setdefault(In(names[number]), set()).add(section_id)
    return LoadedKeys(
        user=user,
        at=at,
        plan=plan,
        standings=frozenset(standing for plan_id, standing in standings if plan_id == plan.pk),
        standings_on_any=frozenset(standing for _, standing in standings),
        sections={way: frozenset(ids) for way, ids in sections.items()},
    )


def somebody_who_reads(sections: frozenset[UUID], way: In, plan: Plan, at: datetime) -> LoadedKeys:
    """What anybody holds who reads these sections in this way and wrote nothing of it: for telling beforehand how much
    they would see.
    """
    return LoadedKeys(
        user=User(),
        at=at,
        plan=plan,
        standings=frozenset(),
        standings_on_any=frozenset(),
        sections={way: sections},
    )
