"""Who writes where in a plan: four to six sections, each with somebody and the time in which they can."""

from dataclasses import dataclass
from datetime import datetime

from enplan.accounts.models import User
from enplan.demo.scale.course import Course, Membership
from plans.models import Section


@dataclass(frozen=True)
class Writer:
    """Who writes in a section, and between which instants they can."""

    section: Section
    user: User
    after: datetime
    before: datetime

    @property
    def writes_goals(self) -> bool:
        return self.user.role_id != "provider"


def writers_of(course: Course) -> list[Writer]:
    """Four to six sections with somebody who writes there: the coordinator, some members, and the citizen."""
    rng = course.rng
    units = course.place.unit(course.coordinator)
    begins = next(m.member.starts_at for m in reversed(course.memberships) if _coordinates(course, m))
    found = [
        Writer(course.section(area, course.coordinator.department_id), course.coordinator, begins, course.end)
        for area in rng.sample(units.areas, min(2, len(units.areas)))
    ]
    members = [m for m in course.memberships if m.areas and not m.member.has_all_areas]
    for membership in rng.sample(members, min(len(members), 3)):
        member = membership.member
        section = course.section(rng.choice(membership.areas), member.user.department_id)
        before = min(member.ends_at or course.end, course.end)
        found.append(Writer(section, member.user, member.starts_at, before))
    if course.login is not None:
        section = course.section(rng.choice(sorted(course.world.areas)), None)
        found.append(Writer(section, course.login, course.plan.created_at, course.end))
    return found


def _coordinates(course: Course, membership: Membership) -> bool:
    return membership.member.user is course.coordinator and membership.member.is_coordinating
