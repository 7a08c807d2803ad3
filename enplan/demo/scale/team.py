"""The team of a course: three to seven people, some of whom have left, a handover or a deputy now and then."""

from datetime import datetime, timedelta
from uuid import UUID

from enplan.accounts.models import User
from enplan.demo.scale.course import Course, Membership
from enplan.demo.scale.organisation import UNITS
from enplan.demo.scale.rows import MEMBER_AREAS
from plans.models import BlockedPerson, HandoverOffer, TeamMember

SIZES, SHARES = (3, 4, 5, 6, 7), (10, 25, 30, 22, 13)
TRIES = 30  # draws; in a small municipality the same people come up again and again
WEIGHTS = tuple(unit.others for unit in UNITS)
MEMBER = TeamMember.Capacity.MEMBER.value
COORDINATOR = TeamMember.Capacity.COORDINATOR.value
DEPUTY = TeamMember.Capacity.DEPUTY.value


def add_team(course: Course) -> None:
    """The coordinator and the others, the sections their departments may write in, and who is kept out."""
    taken = {course.coordinator.pk}
    begins = course.plan.created_at
    if course.happens(0.08) and len(course.place.coordinators) > 1:
        begins = _hand_over(course, taken)
    join(course, course.coordinator, begins, None, capacity=COORDINATOR)
    if course.happens(0.03) and len(course.place.coordinators) > 1:
        _add_deputy(course, taken)
    for user in _others(course, taken):
        starts_at = course.moment(begins, min(begins + timedelta(days=60), course.end))
        ends_at = course.moment(starts_at + timedelta(days=20), course.end) if course.happens(0.15) else None
        areas = course.place.unit(user).areas
        some = course.rng.sample(areas, min(len(areas), course.rng.choice((1, 2, 2, 3))))
        join(course, user, starts_at, ends_at, areas=tuple(sorted(some)))
    if course.happens(0.01):
        _block_somebody(course)


def join(
    course: Course,
    user: User,
    starts_at: datetime,
    ends_at: datetime | None,
    *,
    areas: tuple[str, ...] = (),
    capacity: str = MEMBER,
    has_all_areas: bool = False,
) -> None:
    """A membership as the service stores it, with a section for each area its department may write in."""
    everywhere = has_all_areas or capacity != MEMBER
    member = TeamMember(
        id=course.new_id(),
        plan=course.plan,
        user=user,
        capacity=capacity,
        has_all_areas=everywhere,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    course.add(member)
    course.rows.lines[MEMBER_AREAS] += [(member.pk, area) for area in areas]
    for area in areas:
        course.section(area, user.department_id)
    course.memberships.append(Membership(member, areas))
    course.record(by=course.coordinator, at=starts_at, thing=member, user=(None, user.name))
    if ends_at is not None:
        course.record(by=course.coordinator, at=ends_at, thing=member, user=(user.name, None))


def _others(course: Course, taken: set[UUID]) -> list[User]:
    """Colleagues that make the team as large as it is to be; now and then somebody who coordinates elsewhere."""
    rng, place = course.rng, course.place
    missing = rng.choices(SIZES, SHARES)[0] - len(taken)
    found: list[User] = []
    for unit in rng.choices(UNITS, WEIGHTS, k=TRIES):
        if len(found) >= missing:
            break
        user = rng.choice(place.coordinators if course.happens(0.08) else place.staff[unit.key])
        if user.pk not in taken:
            taken.add(user.pk)
            found.append(user)
    return found


def _hand_over(course: Course, taken: set[UUID]) -> datetime:
    """Somebody else coordinated first; they stay as a member with all areas, mostly for some months."""
    former = course.rng.choice(course.place.coordinators)
    begins = course.plan.created_at
    if former.pk in taken:
        return begins
    taken.add(former.pk)
    accepted_at = course.moment(begins + timedelta(days=10), course.end)
    offer = HandoverOffer(
        id=course.new_id(),
        plan=course.plan,
        to=course.coordinator,
        offered_by=former,
        offered_at=accepted_at - timedelta(days=2),
        settled_at=accepted_at,
        is_accepted=True,
    )
    course.add(offer)
    course.record(
        by=course.coordinator, at=accepted_at, thing=offer, coordinator=(former.name, course.coordinator.name)
    )
    join(course, former, begins, accepted_at, capacity=COORDINATOR)
    leaves_at = accepted_at + timedelta(days=course.rng.randrange(30, 200))
    join(
        course,
        former,
        accepted_at,
        leaves_at if leaves_at < course.end else None,
        areas=tuple(sorted(course.world.areas)),
        has_all_areas=True,
    )
    return accepted_at


def _add_deputy(course: Course, taken: set[UUID]) -> None:
    user = course.rng.choice(course.place.coordinators)
    if user.pk in taken:
        return
    taken.add(user.pk)
    starts_at = course.moment(course.plan.created_at, course.end)
    join(course, user, starts_at, starts_at + timedelta(days=28), capacity=DEPUTY)


def _block_somebody(course: Course) -> None:
    """Mostly somebody who works elsewhere; sometimes a member of the team, whom it then shuts out."""
    place, rng = course.place, course.rng
    user = rng.choice(place.staff[rng.choice(UNITS).key])
    noted_at = course.moment(course.plan.created_at, course.end)
    row = BlockedPerson(
        id=course.new_id(), plan=course.plan, user=user, noted_by=course.coordinator, noted_at=noted_at
    )
    course.blocked.add(user.pk)
    course.record(by=course.coordinator, at=noted_at, thing=course.add(row), user=(None, user.name))
