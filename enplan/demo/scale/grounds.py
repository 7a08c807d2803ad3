"""The grounds of a course: consents in force, lapsed, renewed, withdrawn and refused, and the kinds beside consent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from uuid import UUID

from citizens.models import Ground, GroundParty
from enplan import clock
from enplan.accounts.models import User
from enplan.demo.scale import texts
from enplan.demo.scale.course import Course, NotedGround
from enplan.demo.scale.rows import GROUND_AREAS, GROUND_SOURCES

HEALTH_AREAS = frozenset({"health", "mental_health", "substance_use"})


@dataclass(frozen=True)
class Receiver:
    """Exactly one of a department's id, a person, or whoever coordinates."""

    department_id: UUID | None = None
    user: User | None = None
    is_coordinator: bool = False


COORDINATES = Receiver(is_coordinator=True)


def add_grounds(course: Course) -> None:
    """About three grounds to a plan."""
    plan = course.plan
    agreed_on = plan.agreed_on or plan.started_on
    if course.happens(0.1):
        _note(course, "visitation", plan.started_on, 14, _areas(course), _departments(course), [COORDINATES])
    _add_sharing(course, agreed_on)
    _add_health(course, agreed_on)
    _add_providers(course, agreed_on)
    _add_network(course)
    _add_rare(course)


def _add_sharing(course: Course, agreed_on: date) -> None:
    """A yes to the team's departments for a year, renewed by most; a few say no."""
    sources, areas = _departments(course), _areas(course)
    if not areas:
        return
    some = course.rng.sample(areas, max(1, round(len(areas) * course.rng.uniform(0.6, 1))))
    receivers = [COORDINATES, *(Receiver(department_id=department) for department in sources)]
    if course.happens(0.05):
        _note(course, "sharing_consent", agreed_on, 365, some, sources, receivers, decision="no")
        return
    for given_on in _renewals(course, agreed_on):
        noted = _note(course, "sharing_consent", given_on, None, some, sources, receivers)
        if course.happens(0.12):
            _withdraw(course, noted, whole=course.happens(0.35))


def _add_health(course: Course, agreed_on: date) -> None:
    """What the health departments wrote, to whoever coordinates and now and then to one more department."""
    health = [pk for pk in _departments(course) if course.place.unit_of_department[pk].is_health]
    areas = [area for area in _areas(course) if area in HEALTH_AREAS]
    if not health or not areas or not course.happens(0.7):
        return
    receivers = [COORDINATES]
    if course.happens(0.4):
        receivers.append(Receiver(department_id=course.rng.choice(_departments(course))))
    for given_on in _renewals(course, agreed_on + timedelta(days=course.rng.randrange(40))):
        noted = _note(course, "health_consent", given_on, None, areas, health, receivers)
        if course.happens(0.06):
            _withdraw(course, noted, whole=True)


def _add_providers(course: Course, agreed_on: date) -> None:
    """The relevant parts to those who carry out the support."""
    for membership in course.memberships:
        user = membership.member.user
        if user.role_id == "provider" and membership.areas and course.happens(0.6):
            days = course.rng.choice((180, 365, None))
            others = [pk for pk in _departments(course) if pk != user.department_id]
            given_on = max(agreed_on, membership.member.starts_at.date())
            _note(
                course, "providers", given_on, days or 3650, membership.areas, others, [Receiver(user=user)]
            )


def _add_network(course: Course) -> None:
    """Network persons take part through a consent that names them."""
    for person in course.network:
        if person.user is None or not course.happens(0.8):
            continue
        given_on = course.moment(course.plan.created_at, course.end).date()
        areas = course.rng.sample(sorted(course.world.areas), course.rng.randint(1, 3))
        receiver = Receiver(user=person.user)
        noted = _note(course, "sharing_consent", given_on, None, areas, _departments(course), [receiver])
        if course.happens(0.1):
            _withdraw(course, noted, whole=True)


def _add_rare(course: Course) -> None:
    """Information fetched for a case, acute danger, and a leader's supervision."""
    own = course.coordinator.department_id
    departments, areas = _departments(course), _areas(course)
    if own is None or not areas:
        return
    given_on = course.moment(course.plan.created_at, course.end).date()
    if course.happens(0.15):
        _note(course, "obtaining", given_on, 270, areas[:2], departments, [Receiver(department_id=own)])
    if course.happens(0.015):
        _note(course, "acute_or_duty", given_on, 14, areas, departments[:1], [COORDINATES])
    if course.happens(0.005):
        leader = course.place.leaders[course.place.unit(course.coordinator).key]
        _note(course, "supervision", given_on, 14, areas, [own], [Receiver(user=leader)])


def _note(
    course: Course,
    kind: str,
    given_on: date,
    days: int | None,
    areas: Iterable[str],
    sources: Sequence[UUID],
    receivers: Iterable[Receiver],
    decision: str = "yes",
) -> NotedGround:
    """A ground through `days` days; None is a year, ending on the same date."""
    last = clock.a_year_after(given_on) if days is None else given_on + timedelta(days=days + 1)
    starts_at = clock.start_of(given_on).astimezone(UTC)
    ground = Ground(
        id=course.new_id(),
        citizen=course.citizen,
        kind=course.world.kinds[kind],
        decision=decision,
        form="written" if kind == "health_consent" else course.rng.choice(("oral", "written", "digital")),
        purpose=course.rng.choice(texts.PURPOSES),
        given_on=given_on,
        valid_from=starts_at,
        valid_until=clock.start_of(last).astimezone(UTC),
        noted_by=course.coordinator,
        noted_at=starts_at + timedelta(minutes=course.rng.randrange(480, 960)),
    )
    ground.keep_terms()
    parties = tuple(
        GroundParty(
            id=course.new_id(),
            ground=ground,
            department_id=one.department_id,
            user=one.user,
            is_coordinator=one.is_coordinator,
        )
        for one in dict.fromkeys(receivers)
    )
    noted = NotedGround(ground, tuple(dict.fromkeys(areas)), tuple(sources), parties)
    course.add(ground)
    for party in parties:
        course.add(party)
    course.rows.lines[GROUND_AREAS] += [(ground.pk, area) for area in noted.areas]
    course.rows.lines[GROUND_SOURCES] += [(ground.pk, source) for source in noted.sources]
    course.grounds.append(noted)
    course.record(
        by=course.coordinator,
        at=ground.noted_at,
        thing=ground,
        decision=(None, decision),
        parties=(None, f"{len(parties)} modtagere"),
    )
    return noted


def _withdraw(course: Course, noted: NotedGround, *, whole: bool) -> None:
    """For one party, or all of it; at some instant while it held."""
    ground, by = noted.ground, course.login or course.coordinator
    at = course.moment(ground.noted_at, min(ground.valid_until or course.world.now, course.world.now))
    if whole or len(noted.parties) == 1:
        ground.withdrawn_at, ground.withdrawn_by = at, by
    else:
        course.rng.choice(noted.parties).withdrawn_at = at
    course.record(by=by, at=at, thing=ground, withdrawn_at=(None, at))


def _renewals(course: Course, first: date) -> Iterable[date]:
    """The days on which a consent of one year is given: again each year by four of five, until the present."""
    given_on, last = first, course.end.date()
    while given_on <= last:
        yield given_on
        if not course.happens(0.8):
            return
        given_on = clock.a_year_after(given_on) + timedelta(days=course.rng.randrange(-10, 20))


def _areas(course: Course) -> list[str]:
    """The areas that somebody on the team works in."""
    return sorted({area for membership in course.memberships for area in membership.areas})


def _departments(course: Course) -> list[UUID]:
    """The departments on the team, the coordinator's first."""
    ids = (membership.member.user.department_id for membership in course.memberships)
    return list(dict.fromkeys(pk for pk in (course.coordinator.department_id, *ids) if pk is not None))
