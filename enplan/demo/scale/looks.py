"""Who has looked: the team now and then, the coordinator most, the citizen sometimes."""

from datetime import datetime

from enplan.accounts.models import User
from enplan.demo.scale.course import Course
from enplan.demo.scale.rows import LOOKS
from plans.grants import On
from plans.standing import DESCRIBED, PURPOSES

ROLE, WHY = dict(DESCRIBED), dict(PURPOSES)


def add_looks(course: Course) -> None:
    for membership in course.memberships:
        member = membership.member
        standing = On.COORDINATE if member.is_coordinating else On.WORK
        before = min(member.ends_at or course.end, course.end)
        for _ in range(8 if member.is_coordinating else course.rng.randint(0, 5)):
            _add(course, member.user, standing, course.moment(member.starts_at, before))
    if course.login is not None:
        for _ in range(course.rng.randint(0, 4)):
            _add(course, course.login, On.OWN, course.moment(course.plan.created_at, course.end))


def _add(course: Course, user: User, standing: On, at: datetime) -> None:
    in_list = standing is not On.OWN and course.happens(0.4)
    course.rows.lines[LOOKS].append(
        (
            course.new_id(),
            at,
            user.pk,
            user.name,
            user.role.name if in_list and user.role else ROLE[standing],
            user.department.name if user.department else "",
            course.plan.pk,
            course.citizen.pk,
            "list" if in_list else "page",
            "Mine borgere" if in_list else "Planen",
            "Overblik over egne borgere" if in_list else WHY[standing],
        )
    )
