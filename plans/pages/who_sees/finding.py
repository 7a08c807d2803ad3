"""Which person a page about one person is about. Who is not told of to the reader is not found (404)."""

from uuid import UUID

from django.http import Http404

from plans.who_sees.people import Person
from plans.who_sees.whole import WhoSees


def person_named(seen: WhoSees, person_id: UUID) -> Person:
    for person in seen.people:
        if person.id == person_id:
            return person
    raise Http404
