"""The permission part alone: the one rule against a plain join on the same stored grants."""

from collections.abc import Callable
from functools import partial

from django.db import models

from enplan import clock
from enplan.demo.bench.countries import Countries
from enplan.demo.bench.figures import Figure, beside
from enplan.demo.bench.people import Person, caseworkers, citizens
from enplan.demo.bench.timing import Subject, take_times
from plans.models import Goal, JournalNote, Measure, Plan, Rating, SubGoal, Task
from plans.permissions import keys_of, visible_to, visible_with

GOAL = 2.0
ITEMS: dict[type[models.Model], str] = {
    Goal: "section",
    SubGoal: "goal__section",
    Task: "section",
    Measure: "section",
    Rating: "section",
    JournalNote: "section",
}
Look = Callable[[Person], object]


def list_by_rule(person: Person) -> object:
    return list(visible_to(person.user, Plan.objects.all()))


def list_by_join(person: Person) -> object:
    at = clock.now()
    return list(
        Plan.objects.filter(
            grants__user=person.user, grants__valid_from__lte=at, grants__valid_until__gt=at
        ).distinct()
    )


def items_by_rule(person: Person) -> object:
    """As a page reads a plan: the grants once, then each kind of thing."""
    keys = keys_of(person.user, person.plan)
    return [
        list(visible_with(keys, model._default_manager.filter(**{f"{section}__plan": person.plan})))
        for model, section in ITEMS.items()
    ]


def items_by_join(person: Person) -> object:
    at = clock.now()
    return [
        list(
            model._default_manager.filter(
                **{
                    f"{section}__plan": person.plan,
                    f"{section}__grants__user": person.user,
                    f"{section}__grants__valid_from__lte": at,
                    f"{section}__grants__valid_until__gt": at,
                }
            ).distinct()
        )
        for model, section in ITEMS.items()
    ]


PARTS: dict[str, tuple[str, Callable[[], list[Person]], Look, Look]] = {
    "permission.list.caseworker": ("Which plans, as a caseworker", caseworkers, list_by_rule, list_by_join),
    "permission.list.citizen": ("Which plans, as a citizen", citizens, list_by_rule, list_by_join),
    "permission.items.caseworker": (
        "A plan's items, as a caseworker",
        caseworkers,
        items_by_rule,
        items_by_join,
    ),
    "permission.items.citizen": ("A plan's items, as a citizen", citizens, items_by_rule, items_by_join),
}


def measure_permission(countries: Countries, rounds: int) -> list[Figure]:
    """At the largest size, where it matters."""
    size = max(countries.sizes)
    with countries.at(size):
        pairs = {
            key: tuple(_subject(countries, size, people(), look) for look in (ours, plain))
            for key, (_, people, ours, plain) in PARTS.items()
        }
    take_times([subject for pair in pairs.values() for subject in pair], rounds)
    return [
        beside(key, PARTS[key][0], ours, plain, of=f"the rule to a plain join, {size} plans", goal=GOAL)
        for key, (ours, plain) in pairs.items()
    ]


def _subject(countries: Countries, size: int, people: list[Person], look: Look) -> Subject:
    return Subject(run=lambda number: look(people[number % len(people)]), around=partial(countries.at, size))
