"""The pages that are opened most, as a caseworker and as a citizen, over Django's test client with a real session."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from enplan.demo.bench.countries import Countries
from enplan.demo.bench.figures import Figure, by_size
from enplan.demo.bench.people import Person, caseworkers, citizens, is_same
from enplan.demo.bench.timing import Subject, take_times

GOAL = 1.3  # the largest country against the smallest


class PageFailed(Exception):
    """A page did not answer 200: a time of it would mean nothing."""


class DifferentPeople(Exception):
    """The sizes do not hold the same people: their times cannot be compared."""


PAGES: dict[str, tuple[str, Callable[[], list[Person]], Callable[[Person], str]]] = {
    "page.caseload": ("Caseload, as a caseworker", caseworkers, lambda _person: reverse("caseload")),
    "page.workspace": (
        "Workspace, as a caseworker",
        caseworkers,
        lambda person: reverse("workspace", args=[person.plan.pk]),
    ),
    "page.citizen": ("Citizen's page, as the citizen", citizens, lambda _person: reverse("min-plan")),
}


def measure_pages(countries: Countries, rounds: int) -> list[Figure]:
    subjects = {
        key: {size: _subject(countries, size, people, address) for size in countries.sizes}
        for key, (_, people, address) in PAGES.items()
    }
    for _, people, _ in PAGES.values():
        _check_people(countries, people)
    take_times([subject for of_page in subjects.values() for subject in of_page.values()], rounds)
    return [by_size(key, PAGES[key][0], of_page, goal=GOAL) for key, of_page in subjects.items()]


def _subject(
    countries: Countries, size: int, people: Callable[[], list[Person]], address: Callable[[Person], str]
) -> Subject:
    with countries.at(size):
        visits = [(logged_in(person), address(person)) for person in people()]

    def visit(number: int) -> None:
        client, path = visits[number % len(visits)]
        open_page(client, path)

    return Subject(run=visit, around=partial(countries.at, size))


def logged_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def open_page(client: Client, path: str) -> HttpResponseBase:
    """The answer, read to its end. PageFailed for anything but 200."""
    answer: HttpResponseBase = client.get(path)
    if answer.status_code != HTTPStatus.OK:
        raise PageFailed(f"{path.split('/')[1]}: {answer.status_code}")
    return answer


def _check_people(countries: Countries, people: Callable[[], list[Person]]) -> None:
    found = []
    for size in countries.sizes:
        with countries.at(size):
            found.append(people())
    if not all(is_same(found[0], other) for other in found[1:]):
        raise DifferentPeople
