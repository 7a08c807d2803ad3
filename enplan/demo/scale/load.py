"""Making the country and storing it in batches."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext

from django.db import connection, transaction

from citizens.models import Citizen
from enplan.demo.scale.content import add_content
from enplan.demo.scale.course import Course
from enplan.demo.scale.granting import add_grants
from enplan.demo.scale.grounds import add_grounds
from enplan.demo.scale.indexes import made_afterwards
from enplan.demo.scale.journal import add_journal
from enplan.demo.scale.looks import add_looks
from enplan.demo.scale.measures import add_measures
from enplan.demo.scale.organisation import Municipality, country
from enplan.demo.scale.people import add_people_beside, add_words, begin
from enplan.demo.scale.rows import Rows
from enplan.demo.scale.team import add_team
from enplan.demo.scale.world import World
from enplan.demo.scale.writers import writers_of

BATCH = 500
MANY = 5000  # plans, from which on making the indexes anew is faster

Progress = Callable[[int], None]


class NotEmpty(Exception):
    """There are citizens in the database already."""


def load_country(
    world: World, progress: Progress = lambda _done: None, *, makes_indexes_afterwards: bool | None = None
) -> None:
    """Store the country in an empty database; tells `progress` how many plans are done. Raises NotEmpty.

    Indexes are made afterwards (on PostgreSQL) for large countries, unless it is said otherwise.
    """
    if Citizen.objects.exists():
        raise NotEmpty
    places = country(world)
    is_large = world.plans >= MANY if makes_indexes_afterwards is None else makes_indexes_afterwards
    with made_afterwards() if is_large and connection.vendor == "postgresql" else nullcontext():
        _load(world, places, progress)
    _gather_statistics()


def _load(world: World, places: list[Municipality], progress: Progress) -> None:
    _store(place.rows for place in places)
    rows = Rows()
    done = 0
    for done, (place, number) in enumerate(everywhere(places), start=1):
        add_course(world, place, number, rows)
        if done % BATCH == 0:
            _store([rows])
            rows = Rows()
            progress(done)
    _store([rows])
    progress(done)


def everywhere(places: list[Municipality]) -> Iterator[tuple[Municipality, int]]:
    """One plan of each municipality, then the next of each: so that, as in life, nobody's plans lie side by side."""
    for number in range(max((place.size for place in places), default=0)):
        for place in places:
            if number < place.size:
                yield place, number


def add_course(world: World, place: Municipality, number: int, rows: Rows) -> Course:
    """Make one whole course; the same for the same seed, municipality and number."""
    course = begin(world, place, number, rows)
    add_people_beside(course)
    add_team(course)
    add_words(course)
    add_grounds(course)
    writers = writers_of(course)
    add_content(course, writers)
    add_journal(course, writers)
    add_grants(course)
    add_looks(course)
    add_measures(course, writers)
    return course


@transaction.atomic
def _store(parts: Iterable[Rows]) -> None:
    for rows in parts:
        rows.store()


def _gather_statistics() -> None:
    """The planner knows the tables, and on PostgreSQL which pages everybody may see, as after a day in use."""
    vacuums = (
        connection.vendor == "postgresql" and not connection.in_atomic_block
    )  # it cannot in a transaction
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if vacuums else "ANALYZE")
