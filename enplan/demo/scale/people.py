"""The beginning of a course: the citizen, the plan, and the people beside the citizen."""

from datetime import date, datetime, timedelta

from citizens.models import Citizen, NetworkPerson, Representative
from enplan import clock
from enplan.accounts.models import User
from enplan.demo.scale import names, texts
from enplan.demo.scale.course import Course
from enplan.demo.scale.organisation import NO_PASSWORD, PLANS_PER_MUNICIPALITY, Municipality
from enplan.demo.scale.rows import REPRESENTATIVE_AREAS, Rows
from enplan.demo.scale.world import World, new_id
from plans.models import CitizenWords, Plan

OUTCOMES = tuple(outcome.value for outcome in Plan.Outcome)


def begin(world: World, place: Municipality, number: int, rows: Rows) -> Course:
    """The citizen and the plan, with the coordinator whose turn it is."""
    rng = world.chance("plan", place.number, number)
    coordinator = place.coordinators[number % len(place.coordinators)]
    started_on = world.today - timedelta(days=rng.randrange(30, 900))
    created_at = clock.start_of(started_on).astimezone(world.now.tzinfo) + timedelta(
        minutes=rng.randrange(480, 960)
    )
    login: User | None = None
    name = names.person_name(rng)
    if rng.random() < 0.7:
        username = f"k{place.number:03}-borger-{number:04}"
        login = rows.add(User(id=new_id(rng), username=username, name=name, password=NO_PASSWORD))
    citizen = Citizen(
        id=new_id(rng),
        user=login,
        name=name,
        cpr=names.cpr_of((place.number - 1) * PLANS_PER_MUNICIPALITY + number),
        address=names.address(rng, place.number),
        phone=names.phone(rng),
        has_protected_address=rng.random() < 0.02,
        registered_at=created_at - timedelta(hours=1),
    )
    plan = Plan(
        id=new_id(rng),
        citizen=citizen,
        started_on=started_on,
        agreed_on=started_on + timedelta(days=rng.randrange(28)) if rng.random() < 0.93 else None,
        words_for_coordinator_only=rng.random() < 0.05,
        created_at=created_at,
        created_by=coordinator,
    )
    course = Course(world, place, number, rng, rows, rows.add(citizen), rows.add(plan), coordinator, login)
    if course.happens(0.12) and started_on < world.today - timedelta(days=200):
        plan.ended_at = course.moment(created_at + timedelta(days=150), world.now)
        plan.outcome = rng.choice(OUTCOMES)
    _record_beginning(course)
    return course


def _record_beginning(course: Course) -> None:
    plan, by = course.plan, course.coordinator
    course.record(
        by=by, at=course.citizen.registered_at, thing=course.citizen, name=(None, course.citizen.name)
    )
    course.record(by=by, at=plan.created_at, thing=plan, started_on=(None, plan.started_on))
    if plan.agreed_on is not None:
        course.record(by=by, at=_noon(plan.agreed_on), thing=plan, agreed_on=(None, plan.agreed_on))
    if plan.ended_at is not None:
        course.record(
            by=by,
            at=plan.ended_at,
            thing=plan,
            ended_at=(None, plan.ended_at),
            outcome=("", plan.outcome),
        )


def add_people_beside(course: Course) -> None:
    """Network persons, half of them with a login, and now and then somebody who acts for the citizen."""
    rng = course.rng
    for at in range(rng.choices((0, 1, 2), (50, 35, 15))[0]):
        name = names.person_name(rng)
        user = _private_login(course, f"naer{at}", name) if course.happens(0.5) else None
        person = NetworkPerson(
            id=course.new_id(),
            citizen=course.citizen,
            user=user,
            name=name,
            relation=rng.choice(texts.RELATIONS),
            phone=names.phone(rng),
        )
        course.network.append(course.add(person))
        when = course.moment(course.plan.created_at, course.end)
        course.record(by=course.coordinator, at=when, thing=person, name=(None, name))
    if course.happens(0.08):
        _add_representative(course)


def _add_representative(course: Course) -> None:
    rng = course.rng
    name = names.person_name(rng)
    starts_at = course.moment(course.plan.created_at, course.end)
    person = Representative(
        id=course.new_id(),
        citizen=course.citizen,
        user=_private_login(course, "for", name) if course.happens(0.7) else None,
        name=name,
        relation=rng.choice(texts.RELATIONS),
        basis="fuldmagt",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=rng.randrange(60, 700)) if course.happens(0.5) else None,
    )
    areas = tuple(sorted(rng.sample(sorted(course.world.areas), rng.randint(1, 4))))
    course.add(person)
    course.rows.lines[REPRESENTATIVE_AREAS] += [(person.pk, area) for area in areas]
    course.representatives.append((person, areas))
    course.record(by=course.coordinator, at=starts_at, thing=person, name=(None, name))


def add_words(course: Course) -> None:
    """The dream and what matters, sometimes written anew, by those who have a login."""
    if course.login is None:
        return
    for kind, sentences in (("dream", texts.DREAMS), ("matters", texts.MATTERS)):
        written_at = course.plan.created_at
        before = None
        for number in range(1, course.rng.choices((1, 2, 3), (30, 60, 10))[0]):
            written_at = course.moment(written_at, course.end)
            text = course.rng.choice(sentences)
            words = CitizenWords(
                id=course.new_id(),
                plan=course.plan,
                kind=kind,
                text=text,
                number=number,
                written_at=written_at,
                written_by=course.login,
            )
            course.record(by=course.login, at=written_at, thing=course.add(words), text=(before, text))
            before = text


def _private_login(course: Course, key: str, name: str) -> User:
    username = f"k{course.place.number:03}-{key}-{course.number:04}"
    return course.add(User(id=course.new_id(), username=username, name=name, password=NO_PASSWORD))


def _noon(day: date) -> datetime:
    return clock.start_of(day) + timedelta(hours=12)
