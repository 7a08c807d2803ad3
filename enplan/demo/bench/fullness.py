"""What much in one plan costs: the pages of the fullest plan beside those of a plan with three goals."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.urls import reverse

from enplan.demo.bench.countries import Countries
from enplan.demo.bench.figures import Figure, beside
from enplan.demo.bench.full_plan import FULL, THREE_GOALS, load_plan_of
from enplan.demo.bench.pages import logged_in, open_page
from enplan.demo.bench.people import Person
from enplan.demo.bench.timing import Subject, take_times
from enplan.demo.scenario.cast import Cast

GOAL = 1.5


def measure_fullness(countries: Countries, rounds: int) -> list[Figure]:
    """At the smallest size, in a transaction that is taken back: a country that is kept stays as it was."""
    with countries.at(min(countries.sizes)), _taken_back():
        full, ordinary = load_plan_of(FULL), load_plan_of(THREE_GOALS)
        pairs = {
            "page.workspace.full": ("Workspace of the fullest plan", _workspace(full), _workspace(ordinary)),
            "page.citizen.full": (
                "Citizen's page of the fullest plan",
                _citizens_page(full),
                _citizens_page(ordinary),
            ),
        }
        take_times([subject for _, *pair in pairs.values() for subject in pair], rounds)
    return [
        beside(key, what, *pair, of="to a plan with three goals", goal=GOAL, names=("full", "three goals"))
        for key, (what, *pair) in pairs.items()
    ]


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _workspace(cast: Cast) -> Subject:
    return _visits(Person(cast.coordinator, cast.plan), reverse("workspace", args=[cast.plan.pk]))


def _citizens_page(cast: Cast) -> Subject:
    return _visits(Person(cast.citizen_user, cast.plan), reverse("min-plan"))


def _visits(person: Person, path: str) -> Subject:
    client = logged_in(person)
    return Subject(run=lambda _number: open_page(client, path))
